import CCurl

/// One `CURL` and the buffer for its error text; lives and dies on the loop's thread, and serves one request after the other.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>

    /// With what holds for every request set, once for all that it will serve.
    init(under settings: CurlSettings) throws(TransportFailure) {
        guard let pointer = curl_easy_init() else { throw .notSent("libcurl has no handle to give") }
        self.pointer = pointer
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        let errorText = errorText
        try configure { options in
            options.set(CURLOPT_ERRORBUFFER, pointer: errorText)
            options.applyRules(of: settings)
            options.applyCallbacks()
        }
    }

    deinit {
        curl_easy_cleanup(pointer)
        errorText.deallocate()
    }

    /// Sets options; one that libcurl does not take means a request that would not be as safe as asked for.
    func configure(_ body: (inout EasyOptions) -> Void) throws(TransportFailure) {
        var options = EasyOptions(easy: pointer)
        body(&options)
        if let refused = options.firstRefused { throw .notSent("libcurl refuses option \(refused.rawValue)") }
    }

    /// Lets go of everything that was one request's; false when libcurl does not, and nobody may have the handle any more.
    func forget() -> Bool {
        var options = EasyOptions(easy: pointer)
        options.applyNothing()
        errorText.pointee = 0
        return options.firstRefused == nil
    }

    var status: Int {
        var value = 0
        return ccurl_get_long(pointer, CURLINFO_RESPONSE_CODE, &value) == CURLE_OK ? value : 0
    }

    /// The fields of the server's own certificate, which stands first in its chain.
    var certificate: [String] {
        var found: UnsafeMutablePointer<curl_certinfo>?
        guard ccurl_get_certificates(pointer, &found) == CURLE_OK, let chain = found?.pointee, chain.num_of_certs > 0
        else { return [] }
        var fields: [String] = []
        var next = chain.certinfo[0]
        while let field = next?.pointee {
            if let text = field.data { fields.append(String(cString: text)) }
            next = field.next
        }
        return fields
    }

    /// What libcurl says of a failure, host names and addresses included.
    var detail: String { String(cString: errorText) }
}

/// Sets options of one handle and remembers the first that libcurl did not take.
struct EasyOptions {
    let easy: UnsafeMutableRawPointer
    private(set) var firstRefused: CURLoption?

    init(easy: UnsafeMutableRawPointer) { self.easy = easy }

    mutating func set(_ option: CURLoption, _ value: Int) { note(option, ccurl_set_long(easy, option, value)) }
    mutating func set(_ option: CURLoption, _ value: Bool) { set(option, value ? 1 : 0) }
    mutating func set(_ option: CURLoption, _ value: String?) { note(option, ccurl_set_string(easy, option, value)) }
    mutating func set(_ option: CURLoption, size: Int) { note(option, ccurl_set_size(easy, option, curl_off_t(size))) }
    mutating func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer?) {
        note(option, ccurl_set_pointer(easy, option, pointer))
    }
    /// libcurl copies the bytes before it returns; nil frees the former copy.
    mutating func copy(_ option: CURLoption, _ bytes: [UInt8]?) {
        guard let bytes else { return note(option, ccurl_set_bytes(easy, option, nil)) }
        bytes.withUnsafeBytes { note(option, ccurl_set_bytes(easy, option, $0.baseAddress)) }
    }
    mutating func set(
        _ option: CURLoption,
        function: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int
    ) {
        note(option, ccurl_set_transfer_function(easy, option, function))
    }

    mutating func note(_ option: CURLoption, _ code: CURLcode) {
        if code != CURLE_OK, firstRefused == nil { firstRefused = option }
    }
}
