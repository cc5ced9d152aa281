import CCurl

/// The request's header fields as libcurl's list; freed with the transfer, after libcurl has let go of it.
struct HeaderList: ~Copyable {
    /// Those that libcurl writes itself; a second one would be a way to smuggle a request.
    private static let reserved: Set<String> = [
        "connection", "content-length", "expect", "host", "proxy-authorization", "te", "trailer", "transfer-encoding",
        "upgrade",
    ]
    private static let maximumBytes = 32 << 10

    private(set) var pointer: UnsafeMutablePointer<curl_slist>?

    init(_ fields: [(String, String)]) throws(TransportFailure) {
        pointer = nil
        var lines = ["Expect:"]
        if !fields.contains(where: { $0.0.lowercased() == "content-type" }) { lines.append("Content-Type:") }
        for (name, value) in fields {
            guard Self.isToken(name), !Self.reserved.contains(name.lowercased()) else {
                throw .refused("a header field has a name that cannot be sent")
            }
            guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
                throw .refused("a header field's value holds a control character")
            }
            // "Name:" alone would remove a field; "Name;" sends it empty.
            lines.append(value.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? "\(name);" : "\(name): \(value)")
        }
        guard lines.reduce(0, { $0 + $1.utf8.count }) <= Self.maximumBytes else {
            throw .refused("the header fields are too long")
        }
        for line in lines {
            guard let longer = curl_slist_append(pointer, line) else { throw .notSent("out of memory") }
            pointer = longer
        }
    }

    deinit { curl_slist_free_all(pointer) }

    /// RFC 9110 §5.6.2.
    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default:
                    "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}
