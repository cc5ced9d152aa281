/// A whole answer: the final status, its header fields and its body.
public struct HTTPResponse: Sendable {
    /// The status code; redirects are answers like any other.
    public let status: Int
    /// The header fields in the order received, names in lower case.
    public let headers: [(name: String, value: String)]
    /// The body as received; no content encoding is asked for.
    public let body: [UInt8]
    /// The server's own certificate, each field as `Name:value` in libcurl's words, where it was asked for.
    ///
    /// https://curl.se/libcurl/c/CURLINFO_CERTINFO.html
    public internal(set) var certificate: [String] = []

    /// An answer, for those who write a stand-in.
    public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers.map { (name: $0.name.lowercased(), value: $0.value) }
        self.body = body
    }

    /// The first value of the header field of that name, whatever its case.
    public func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name == wanted }?.value
    }
}
