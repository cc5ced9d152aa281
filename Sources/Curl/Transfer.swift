import CCurl

/// One request under way: its handle and what has come back; lives on the loop's thread.
final class Transfer {
    let submission: Submission
    let easy: EasyHandle
    private let target: Target
    private let headers: HeaderList
    private let socketReach: Target.Reach
    private var begun = 0
    private var socketsOpened = 0
    private var socketsRefused = 0
    var reception: Reception

    /// `makeHandle` is asked once the request is known to be one that may be sent.
    init(
        _ submission: Submission,
        under settings: CurlSettings,
        makeHandle: () throws(TransportFailure) -> EasyHandle
    ) throws(TransportFailure) {
        let request = submission.request
        guard request.method != .get || request.body.isEmpty else { throw .refused("a GET has no body") }
        guard request.timeoutMilliseconds > 0 else { throw .notSent("no time is left") }
        let target = try Target(request.url, under: settings)
        let proxy = target.reach == .loopbackOnly ? nil : settings.proxy
        socketReach = proxy == nil ? target.reach : .anywhere
        headers = try HeaderList(request.headers)
        easy = try makeHandle()
        reception = Reception(
            maximumHeaderBytes: settings.maximumHeaderBytes,
            maximumBodyBytes: settings.maximumResponseBytes
        )
        self.submission = submission
        self.target = target
        let context = Unmanaged.passUnretained(self).toOpaque()
        try easy.configure { options in
            options.applyProxy(proxy)
            options.applyBody(of: request)
            options.applyContext(context)
            options.set(CURLOPT_PROTOCOLS_STR, self.target.reach == .loopbackOnly ? "http" : "https")
            options.set(CURLOPT_TIMEOUT_MS, request.timeoutMilliseconds)
            options.set(CURLOPT_CERTINFO, request.wantsCertificate)
            options.note(CURLOPT_HTTPHEADER, ccurl_set_headers(options.easy, self.headers.pointer))
            options.note(CURLOPT_CURLU, ccurl_set_url(options.easy, self.target.url.pointer))
        }
    }

    /// The transfer a handle belongs to.
    static func of(_ easy: UnsafeMutableRawPointer) -> Transfer? {
        var context: UnsafeMutableRawPointer?
        guard ccurl_get_private(easy, &context) == CURLE_OK, let context else { return nil }
        return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    }

    func mayReach(_ address: NetworkAddress?) -> Bool {
        guard let address, socketReach.allows(address) else {
            socketsRefused += 1
            return false
        }
        socketsOpened += 1
        return true
    }

    /// Whether the request may be written now; a `POST` only once.
    ///
    /// libcurl begins a request again when a reused connection died without an answer, whatever of it was sent.
    func mayBegin() -> Bool {
        begun += 1
        return begun == 1 || submission.request.method == .get
    }

    /// Whether it came and went as most do, so that its handle may serve another.
    ///
    /// A handle that failed says nothing of what is left in it, and one whose connections died counts them: after five it
    /// would try no more, whosever they were (`retrycount`).
    func isPlain(_ answer: Answer) -> Bool {
        guard case .success = answer else { return false }
        return begun == 1
    }

    /// What the caller is told once libcurl is done.
    func outcome(of code: CURLcode) -> Result<HTTPResponse, TransportFailure> {
        guard code == CURLE_OK else { return .failure(failure(for: code)) }
        var response = HTTPResponse(status: easy.status, headers: reception.headers, body: reception.body)
        if submission.request.wantsCertificate { response.certificate = easy.certificate }
        return .success(response)
    }

    /// What the caller is told when the transfer is given up before libcurl is done.
    func abandoned(_ why: String) -> TransportFailure { begun == 0 ? .notSent(why) : .unknown(why) }

    private func failure(for code: CURLcode) -> TransportFailure {
        if reception.isTooLarge { return .tooLarge }
        let meaning = "\(String(cString: curl_easy_strerror(code))) (\(code.rawValue))"
        if begun > 0 { return .unknown(meaning) }
        if code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL { return .refused(meaning) }
        if socketsRefused > 0, socketsOpened == 0 { return .refused("the host's address is not public") }
        let detail = easy.detail
        return .notSent(detail.isEmpty ? meaning : "\(meaning): \(detail)")
    }
}
