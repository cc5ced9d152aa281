import Glibc

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
            let end = first(UInt8(ascii: "&"), in: body, start, body.count)
            if end > start {
                guard fields.count < SlackLimits.formFields else { throw .tooManyFields }
                fields.append(try field(body, start, first(UInt8(ascii: "="), in: body, start, end), end))
            }
            start = end + 1
        }
        return fields
    }

    /// Where the byte stands first between two places; the second of them when it stands nowhere.
    private static func first(_ byte: UInt8, in body: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        guard let base = body.baseAddress, let found = memchr(base + start, Int32(byte), end - start) else {
            return end
        }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
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
            guard var from = text.baseAddress, var to = buffer.baseAddress else { return }
            let (start, end) = (to, from + text.count)
            // What no digit is has a high bit set in the table, which every escape's digits are gathered into.
            var seen: UInt8 = 0
            digits.withUnsafeBufferPointer { digits in
                while from < end {
                    let byte = from.pointee
                    if byte == UInt8(ascii: "%") {
                        guard end - from > 2 else {
                            seen = noDigit
                            break
                        }
                        let (high, low) = (digits[Int(from[1])], digits[Int(from[2])])
                        seen |= high | low
                        to.pointee = high << 4 | low
                        from += 3
                    } else {
                        to.pointee = byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte
                        from += 1
                    }
                    to += 1
                }
            }
            isBroken = seen >= noDigit
            count = to - start
        }
        guard !isBroken else { throw .brokenEscape }
        return bytes
    }

    private static let noDigit: UInt8 = 0x80

    /// The value of each byte as a hexadecimal digit.
    private static let digits: [UInt8] = (0...UInt8.max).map { byte in
        Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) } ?? noDigit
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
