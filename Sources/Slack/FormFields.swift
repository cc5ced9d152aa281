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

    private let fields: [(name: String, value: [UInt8])]

    init(_ body: [UInt8]) throws(Mistake) {
        let read = body.withUnsafeBufferPointer { body in
            Result { () throws(Mistake) -> [(name: String, value: [UInt8])] in try Self.fields(in: body) }
        }
        fields = try read.get()
    }

    private static func fields(
        in body: UnsafeBufferPointer<UInt8>
    ) throws(Mistake) -> [(name: String, value: [UInt8])] {
        var fields: [(name: String, value: [UInt8])] = []
        var start = 0
        while start < body.count {
            var end = start
            var mark: Int?
            while end < body.count, body[end] != UInt8(ascii: "&") {
                if mark == nil, body[end] == UInt8(ascii: "=") { mark = end }
                end += 1
            }
            if end > start {
                guard fields.count < SlackLimits.formFields else { throw .tooManyFields }
                fields.append(try field(body, start, mark ?? end, end))
            }
            start = end + 1
        }
        return fields
    }

    private static func field(
        _ body: UnsafeBufferPointer<UInt8>,
        _ start: Int,
        _ mark: Int,
        _ end: Int
    ) throws(Mistake) -> (name: String, value: [UInt8]) {
        let name = try unescaped(UnsafeBufferPointer(rebasing: body[start..<mark]))
        let value = try unescaped(UnsafeBufferPointer(rebasing: body[min(mark + 1, end)..<end]))
        guard let name = String(validating: name, as: UTF8.self), isUTF8(value) else { throw .notUTF8 }
        return (name, value)
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
        var seen: UInt8 = 0
        for byte in bytes { seen |= byte }
        return seen < 0x80 || String(validating: bytes, as: UTF8.self) != nil
    }

    /// One pass into memory of the right size: an escape becomes shorter, nothing becomes longer.
    private static func unescaped(_ text: UnsafeBufferPointer<UInt8>) throws(Mistake) -> [UInt8] {
        var isBroken = false
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count) { buffer, count in
            var (place, written) = (0, 0)
            while place < text.count {
                var byte = text[place]
                if byte == UInt8(ascii: "%") {
                    guard place + 2 < text.count, let high = digit(text[place + 1]), let low = digit(text[place + 2])
                    else {
                        isBroken = true
                        break
                    }
                    byte = high << 4 | low
                    place += 2
                } else if byte == UInt8(ascii: "+") {
                    byte = UInt8(ascii: " ")
                }
                buffer[written] = byte
                written += 1
                place += 1
            }
            count = written
        }
        guard !isBroken else { throw .brokenEscape }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        // Letters have bit 6 set and begin with 1; 32 makes capitals small.
        guard byte &- UInt8(ascii: "0") < 10 || (byte | 32) &- UInt8(ascii: "a") < 6 else { return nil }
        return (byte & 15) &+ (byte >> 6) &* 9
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
                escaped.append(hexDigits[Int(byte >> 4)])
                escaped.append(hexDigits[Int(byte & 15)])
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    private static let hexDigits = Array("0123456789ABCDEF".utf8)

    /// A query or form of these fields.
    static func encoded(_ fields: [(String, String)]) -> String {
        fields.map { escaped($0.0) + "=" + escaped($0.1) }.joined(separator: "&")
    }
}
