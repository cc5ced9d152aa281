/// Percent-encoding of what goes into a path, a query or a form.
enum Percent {
    /// All but letters, digits and `-._~`: a conversation's id holds `;`, `:` and `@`.
    ///
    /// https://www.rfc-editor.org/rfc/rfc3986#section-2.3
    static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digit(byte >> 4), digit(byte & 15)]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func form(_ fields: [(String, String)]) -> [UInt8] {
        Array(fields.map { encoded($0) + "=" + encoded($1) }.joined(separator: "&").utf8)
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
