import CCurl

/// A URL as libcurl reads it; the transfer is given this very object, so no second parser can disagree.
struct ParsedURL: ~Copyable {
    let pointer: OpaquePointer

    /// Reads an absolute URL without user name or password; nil for anything else.
    init?(_ text: String) {
        guard let pointer = curl_url() else { return nil }
        guard curl_url_set(pointer, CURLUPART_URL, text, UInt32(CURLU_DISALLOW_USER)) == CURLUE_OK else {
            curl_url_cleanup(pointer)
            return nil
        }
        self.pointer = pointer
    }

    deinit { curl_url_cleanup(pointer) }

    func part(_ part: CURLUPart) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(pointer, part, &text, 0) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}

/// Where a request goes and which addresses it may reach.
struct Target: ~Copyable {
    enum Reach: Equatable {
        case anywhere
        case publicOnly
        case loopbackOnly

        func allows(_ address: NetworkAddress) -> Bool {
            switch self {
            case .anywhere: true
            case .publicOnly: address.isPublic
            case .loopbackOnly: address.isLoopback
            }
        }
    }

    private static let maximumURLBytes = 8192

    let url: ParsedURL
    let reach: Reach

    init(_ text: String, under settings: CurlSettings) throws(TransportFailure) {
        guard text.utf8.count <= Self.maximumURLBytes else { throw .refused("the address is too long") }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }), let url = ParsedURL(text) else {
            throw .refused("the address is not an absolute URL without user name and password")
        }
        reach = try Self.reach(of: url, under: settings)
        self.url = url
    }

    private static func reach(
        of url: borrowing ParsedURL,
        under settings: CurlSettings
    ) throws(TransportFailure) -> Reach {
        let host = url.part(CURLUPART_HOST) ?? ""
        let literal = NetworkAddress(literal: host)
        switch url.part(CURLUPART_SCHEME) {
        case "https":
            let reach: Reach = settings.blockPrivateAddresses ? .publicOnly : .anywhere
            if let literal, !reach.allows(literal) { throw .refused("the address is not public") }
            return reach
        case "http":
            let isLoopback = literal?.isLoopback ?? (host.lowercased() == "localhost")
            guard settings.allowLoopbackHTTP, isLoopback else {
                throw .refused("http:// is accepted for loopback only")
            }
            return .loopbackOnly
        default:
            throw .refused("the scheme is not https")
        }
    }
}
