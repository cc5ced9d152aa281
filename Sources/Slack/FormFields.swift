/// The fields of an `application/x-www-form-urlencoded` body or query, strictly read.
///
/// https://url.spec.whatwg.org/#urlencoded-parsing, except that a broken escape or text is refused instead of kept.
struct FormFields: Sendable {
    /// What is wrong with the form; holds nothing of it.
    enum Mistake: String, Error, Sendable {
        case tooManyFields
        case brokenEscape
        case notUTF8
    }

    private var fields: [(name: String, value: [UInt8])] = []

    init(_ body: some Collection<UInt8>) throws(Mistake) {
        var count = 0
        for pair in body.split(separator: UInt8(ascii: "&")) {
            count += 1
            guard count <= SlackLimits.formFields else { throw .tooManyFields }
            let mark = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let name = try Self.unescaped(pair[..<mark])
            let value = mark == pair.endIndex ? [] : try Self.unescaped(pair[pair.index(after: mark)...])
            guard let name = String(validating: name, as: UTF8.self) else { throw .notUTF8 }
            guard Self.isUTF8(value) else { throw .notUTF8 }
            fields.append((name, value))
        }
    }

    /// The first value of that name; blank values count.
    func bytes(_ name: String) -> [UInt8]? {
        fields.first { $0.name == name }?.value
    }

    /// The first value of that name as text.
    subscript(_ name: String) -> String? {
        bytes(name).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        // ASCII needs no second look, and nearly everything is.
        bytes.allSatisfy { $0 < 0x80 } || String(validating: bytes, as: UTF8.self) != nil
    }

    private static func unescaped(_ text: some Collection<UInt8>) throws(Mistake) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var place = text.startIndex
        while place != text.endIndex {
            let byte = text[place]
            place = text.index(after: place)
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = digit(text, &place), let low = digit(text, &place) else { throw .brokenEscape }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return bytes
    }

    private static func digit<Bytes: Collection<UInt8>>(_ text: Bytes, _ place: inout Bytes.Index) -> UInt8? {
        guard place != text.endIndex else { return nil }
        defer { place = text.index(after: place) }
        switch text[place] {
        case let digit where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit): return digit - UInt8(ascii: "0")
        case let digit where (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(digit):
            return digit - UInt8(ascii: "a") + 10
        case let digit where (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(digit):
            return digit - UInt8(ascii: "A") + 10
        default: return nil
        }
    }

    /// Escapes everything but the unreserved characters of RFC 3986.
    static func escaped(_ text: String) -> String {
        var escaped: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                escaped.append(byte)
            default:
                escaped.append(UInt8(ascii: "%"))
                escaped.append(contentsOf: [byte >> 4, byte & 15].map { $0 < 10 ? $0 + 48 : $0 + 55 })
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    /// A query or form of these fields.
    static func encoded(_ fields: [(String, String)]) -> String {
        fields.map { escaped($0.0) + "=" + escaped($0.1) }.joined(separator: "&")
    }
}
