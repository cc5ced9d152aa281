/// Writes JSON from the first byte to the last, in the order of the calls; commas come by themselves.
public struct JSONWriter {
    /// Written as far as `count`; behind it there is room.
    private var buffer: [UInt8]
    private var count = 0
    private var isFirst = true

    /// `capacity` spares growing: about how many bytes will be written.
    public init(capacity: Int = 512) { buffer = Array(repeating: 0, count: capacity) }

    /// What is written so far, UTF-8.
    public var bytes: [UInt8] { Array(buffer[..<count]) }

    /// What was written, without a copy of it.
    public consuming func finish() -> [UInt8] {
        buffer.removeLast(buffer.count - count)
        return buffer
    }

    /// What is written so far as text.
    public var text: String { String(decoding: buffer[..<count], as: UTF8.self) }

    public mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
        try nested(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
    }

    public mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
        try nested(UInt8(ascii: "["), UInt8(ascii: "]"), body)
    }

    /// The name of a member; its value is written next.
    public mutating func key(_ name: String) {
        quote(name, UInt8(ascii: ":"))
        isFirst = true
    }

    public mutating func value(_ text: String) { quote(text, nil) }

    public mutating func value(_ number: Int) { plain(number.description.utf8) }

    /// A number that JSON cannot say (infinite, not a number) is written as null.
    public mutating func value(_ number: Double) { plain(number.isFinite ? number.description.utf8 : "null".utf8) }

    public mutating func value(_ flag: Bool) { plain(flag ? "true".utf8 : "false".utf8) }

    public mutating func null() { plain("null".utf8) }

    /// A value that is JSON already.
    public mutating func raw(_ json: some Collection<UInt8>) { plain(json) }

    private mutating func nested(
        _ open: UInt8,
        _ close: UInt8,
        _ body: (inout JSONWriter) throws -> Void
    ) rethrows {
        write(atMost: 2) { [isFirst] end in
            Self.separate(isFirst, &end)
            Self.put(open, &end)
        }
        isFirst = true
        try body(&self)
        write(atMost: 1) { end in Self.put(close, &end) }
        isFirst = false
    }

    private mutating func plain(_ json: some Collection<UInt8>) {
        write(atMost: json.count + 1) { [isFirst] end in
            Self.separate(isFirst, &end)
            let room = UnsafeMutableBufferPointer(start: end, count: json.count)
            end += room.update(fromContentsOf: json)
        }
        isFirst = false
    }

    private mutating func quote(_ text: String, _ after: UInt8?) {
        let isQuoted: Void? = text.utf8.withContiguousStorageIfAvailable { quote($0, after) }
        if isQuoted == nil { Array(text.utf8).withUnsafeBufferPointer { quote($0, after) } }
    }

    /// One look at the memory for all of a text; `after` stands behind its closing quote.
    private mutating func quote(_ text: UnsafeBufferPointer<UInt8>, _ after: UInt8?) {
        let isPlain = Self.isPlain(text)
        let size = text.count * (isPlain ? 1 : Self.longestEscape)
        write(atMost: size + Self.around) { [isFirst] end in
            Self.separate(isFirst, &end)
            Self.put(UInt8(ascii: "\""), &end)
            if isPlain { Self.copy(text, &end) } else { Self.escape(text, &end) }
            Self.put(UInt8(ascii: "\""), &end)
            if let after { Self.put(after, &end) }
        }
        isFirst = false
    }
}

/// Bytes into memory that is there already.
extension JSONWriter {
    fileprivate typealias End = UnsafeMutablePointer<UInt8>

    /// `\u001f`.
    private static let longestEscape = 6
    /// A comma, two quotes, a colon.
    private static let around = 4

    /// Makes room and has it written; `body` moves the end past what it wrote.
    @inline(__always)
    private mutating func write(atMost size: Int, _ body: (inout End) -> Void) {
        if buffer.count - count < size {
            buffer.append(contentsOf: repeatElement(0, count: max(size, buffer.count)))
        }
        count = buffer.withUnsafeMutableBufferPointer { [count] buffer in
            guard let start = buffer.baseAddress else { return count }
            var end = start + count
            body(&end)
            return end - start
        }
    }

    @inline(__always)
    private static func put(_ byte: UInt8, _ end: inout End) {
        end.pointee = byte
        end += 1
    }

    private static func separate(_ isFirst: Bool, _ end: inout End) {
        if !isFirst { put(UInt8(ascii: ","), &end) }
    }

    /// Whether no byte needs an escape, as in nearly every text: eight at a look.
    private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let bytes = UnsafeRawBufferPointer(text)
        var (place, found) = (0, UInt64(0))
        while bytes.count - place >= 8 {
            found |= escaped(in: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            place += 8
        }
        guard found == 0 else { return false }
        while place < bytes.count, !isEscaped(bytes[place]) { place += 1 }
        return place == bytes.count
    }

    /// Not zero where one of eight bytes needs an escape.
    ///
    /// https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord
    private static func escaped(in word: UInt64) -> UInt64 {
        let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }
        let controls = (word &- ones &* 0x20) & ~word & highs
        return controls | zeros(word ^ ones &* 0x22) | zeros(word ^ ones &* 0x5C)
    }

    private static func copy(_ text: UnsafeBufferPointer<UInt8>, _ end: inout End) {
        if let start = text.baseAddress { end.update(from: start, count: text.count) }
        end += text.count
    }

    private static func escape(_ text: UnsafeBufferPointer<UInt8>, _ end: inout End) {
        for byte in text {
            if isEscaped(byte) { putEscape(of: byte, &end) } else { put(byte, &end) }
        }
    }

    private static func putEscape(of byte: UInt8, _ end: inout End) {
        put(UInt8(ascii: "\\"), &end)
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): put(byte, &end)
        case UInt8(ascii: "\n"): put(UInt8(ascii: "n"), &end)
        case UInt8(ascii: "\r"): put(UInt8(ascii: "r"), &end)
        case UInt8(ascii: "\t"): put(UInt8(ascii: "t"), &end)
        default:
            for digit in [
                UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0"), hexDigit(byte >> 4), hexDigit(byte & 15),
            ] {
                put(digit, &end)
            }
        }
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
