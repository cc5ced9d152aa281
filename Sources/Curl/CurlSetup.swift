import CCurl
import Glibc

/// Once a process: libcurl's own start, and no death by writing to a closed pipe.
private let globalCode: CURLcode = {
    signal(SIGPIPE, SIG_IGN)
    return curl_global_init(Int(CURL_GLOBAL_DEFAULT))
}()

/// The first release with `CURLOPT_QUICK_EXIT`, 7.87.0.
private let oldestVersion: UInt32 = 0x07_57_00

/// Checks libcurl and the settings before any thread starts.
func prepareLibcurl(for settings: CurlSettings) throws(CurlSetupFailure) {
    guard globalCode == CURLE_OK, let version = curl_version_info(CURLVERSION_FIRST)?.pointee else {
        throw CurlSetupFailure(description: "libcurl does not start (\(globalCode.rawValue))")
    }
    guard version.version_num >= oldestVersion else {
        throw CurlSetupFailure(description: "libcurl is older than 7.87.0: install a newer one")
    }
    let needed = CURL_VERSION_SSL | CURL_VERSION_ASYNCHDNS
    guard version.features & needed == needed else {
        throw CurlSetupFailure(description: "libcurl lacks TLS or its threaded resolver: install libcurl4")
    }
    if let caFile = settings.caFile, access(caFile, R_OK) != 0 {
        throw CurlSetupFailure(description: "the file of trusted certificates cannot be read")
    }
    if let proxy = settings.proxy, !isProxy(proxy) {
        throw CurlSetupFailure(description: "the proxy is not an http, https, socks5 or socks5h URL")
    }
}

/// Makes the loop's handle with its bounds set.
func makeMulti(for settings: CurlSettings) throws(CurlSetupFailure) -> MultiHandle {
    guard let multi = curl_multi_init() else {
        throw CurlSetupFailure(description: "libcurl has no memory for its loop")
    }
    let bounds: [(CURLMoption, Int)] = [
        (CURLMOPT_MAX_HOST_CONNECTIONS, settings.maximumConnectionsPerHost),
        (CURLMOPT_MAX_TOTAL_CONNECTIONS, settings.maximumConnections),
        (CURLMOPT_MAXCONNECTS, settings.maximumConnections),
    ]
    for (option, value) in bounds where ccurl_multi_set_long(multi, option, value) != CURLM_OK {
        curl_multi_cleanup(multi)
        throw CurlSetupFailure(description: "libcurl refuses the bound \(option.rawValue)")
    }
    return MultiHandle(pointer: multi)
}

private func isProxy(_ text: String) -> Bool {
    guard let url = curl_url() else { return false }
    defer { curl_url_cleanup(url) }
    let schemes = ["http://", "https://", "socks5://", "socks5h://"]
    return schemes.contains { text.lowercased().hasPrefix($0) }
        && curl_url_set(url, CURLUPART_URL, text, UInt32(CURLU_NON_SUPPORT_SCHEME)) == CURLUE_OK
}
