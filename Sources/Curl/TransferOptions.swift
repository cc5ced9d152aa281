import CCurl

/// A reused connection older than this while idle is not tried again; servers often close theirs about then, and a
/// connection that dies under a `POST` leaves its outcome unknown.
private let maximumIdleSeconds = 15
/// Certificates are checked only when connecting, so a connection does not live for ever.
private let maximumConnectionSeconds = 300

extension EasyOptions {
    /// What holds for every request, whatever it asks.
    mutating func applyRules(of settings: CurlSettings) {
        set(CURLOPT_NOSIGNAL, true)
        // Without it a name server that hangs holds up every other request when this one times out.
        set(CURLOPT_QUICK_EXIT, true)
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        set(CURLOPT_HTTP09_ALLOWED, false)
        set(CURLOPT_REDIR_PROTOCOLS_STR, "https")
        set(CURLOPT_FOLLOWLOCATION, false)
        set(CURLOPT_NETRC, 0)
        set(CURLOPT_DISALLOW_USERNAME_IN_URL, true)
        set(CURLOPT_USERAGENT, settings.userAgent)
        set(CURLOPT_CONNECTTIMEOUT_MS, settings.connectTimeoutMilliseconds)
        set(CURLOPT_MAXAGE_CONN, maximumIdleSeconds)
        set(CURLOPT_MAXLIFETIME_CONN, maximumConnectionSeconds)
        set(CURLOPT_TCP_KEEPALIVE, true)
        // A session that is taken up again brings along what was found out about the certificate.
        set(CURLOPT_SSL_SESSIONID_CACHE, false)
        applyTrust(caFile: settings.caFile)
    }

    private mutating func applyTrust(caFile: String?) {
        let minimum = Int(CURL_SSLVERSION_TLSv1_2)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, minimum)
        set(CURLOPT_PROXY_SSL_VERIFYPEER, 1)
        set(CURLOPT_PROXY_SSL_VERIFYHOST, 2)
        set(CURLOPT_PROXY_SSLVERSION, minimum)
        guard let caFile else { return }
        set(CURLOPT_CAINFO, caFile)
        set(CURLOPT_CAPATH, nil)
        set(CURLOPT_PROXY_CAINFO, caFile)
        set(CURLOPT_PROXY_CAPATH, nil)
    }

    /// Set always, so that neither `http_proxy` and its like nor `no_proxy` is read from the environment.
    mutating func applyProxy(_ proxy: String?) {
        set(CURLOPT_PROXY, proxy ?? "")
        set(CURLOPT_NOPROXY, "")
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
        set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
    }

    /// libcurl sends head and body in one write, where the body is none of the longest; `beginRequest` sees to it that it
    /// does so once.
    mutating func applyBody(of request: HTTPRequest) {
        switch request.method {
        case .get:
            set(CURLOPT_HTTPGET, true)
        case .post:
            applyPosted(request.body)
        case .put:
            applyPosted(request.body)
            set(CURLOPT_CUSTOMREQUEST, "PUT")
        }
    }

    private mutating func applyPosted(_ body: [UInt8]) {
        set(CURLOPT_POST, true)
        // The size first: it says how much is copied.
        set(CURLOPT_POSTFIELDSIZE_LARGE, size: body.count)
        copy(CURLOPT_COPYPOSTFIELDS, body)
    }

    mutating func applyCallbacks() {
        set(CURLOPT_WRITEFUNCTION, function: takeBody)
        set(CURLOPT_HEADERFUNCTION, function: takeHeader)
        note(CURLOPT_OPENSOCKETFUNCTION, ccurl_set_open_socket(easy, openSocket))
        note(CURLOPT_PREREQFUNCTION, ccurl_set_prerequest(easy, beginRequest))
    }

    /// Connects the callbacks to a transfer, which must live until it is out of the loop.
    mutating func applyContext(_ transfer: UnsafeMutableRawPointer?) {
        for option in [
            CURLOPT_PRIVATE, CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_OPENSOCKETDATA, CURLOPT_PREREQDATA,
        ] {
            set(option, pointer: transfer)
        }
    }

    /// The counterpart of all that one request sets: nothing of it goes into the next, and no pointer to it stays.
    ///
    /// The address twice: releases before 8.12 keep what they read out of the URL object beside it.
    mutating func applyNothing() {
        applyContext(nil)
        set(CURLOPT_CUSTOMREQUEST, nil)
        copy(CURLOPT_COPYPOSTFIELDS, nil)
        note(CURLOPT_HTTPHEADER, ccurl_set_headers(easy, nil))
        set(CURLOPT_URL, nil)
        note(CURLOPT_CURLU, ccurl_set_url(easy, nil))
    }
}
