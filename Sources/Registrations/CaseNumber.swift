/// The number people say aloud for a registration: `REG-` and eight of Crockford's 32 letters.
///
/// The last letter is a check over GF(32): every single wrong letter and every two letters swapped are noticed.
public struct CaseNumber: Hashable, Sendable, Codable, CustomStringConvertible {
    static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    /// The seven letters before the check carry 35 bits.
    private static let randomLetters = 7
    private static let prefix = "REG"
    /// The longest text that is read as a case number, in bytes.
    private static let typedLimitBytes = 64

    private let values: UInt64

    /// Makes a case number from the low 35 bits of a random number.
    public init(random: UInt64) {
        var values: UInt64 = 0
        var check: UInt8 = 0
        for place in 0..<CaseNumber.randomLetters {
            let letter = UInt8((random >> (5 * UInt64(CaseNumber.randomLetters - 1 - place))) & 31)
            values = values << 5 | UInt64(letter)
            check ^= CaseNumber.weighted(letter, place: place)
        }
        self.values = values << 5 | UInt64(check)
    }

    /// Reads a case number as typed: any case, with or without `REG`, dashes and spaces; O is 0, I and L are 1.
    public init?(typed: String) {
        guard typed.utf8.count <= CaseNumber.typedLimitBytes else { return nil }
        if let numbers = CaseNumber.shown(typed) {
            self.init(values: numbers)
            return
        }
        var letters = typed.unicodeScalars.filter { !CaseNumber.isSeparator($0) }.map(CaseNumber.upperCase)
        let prefixed = CaseNumber.randomLetters + 1 + CaseNumber.prefix.unicodeScalars.count
        if letters.count == prefixed, letters.starts(with: CaseNumber.prefix.unicodeScalars) { letters.removeFirst(3) }
        guard letters.count == CaseNumber.randomLetters + 1 else { return nil }
        let numbers = letters.compactMap(CaseNumber.value)
        guard numbers.count == letters.count else { return nil }
        self.init(values: numbers)
    }

    private init?(values numbers: [UInt8]) {
        guard CaseNumber.syndrome(numbers) == 0 else { return nil }
        values = numbers.reduce(0) { $0 << 5 | UInt64($1) }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let read = CaseNumber(typed: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a case number")
        }
        self = read
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// The number as it is shown, for example `REG-7K3M9QX2`.
    public var description: String {
        var text = "\(CaseNumber.prefix)-"
        for place in stride(from: 5 * CaseNumber.randomLetters, through: 0, by: -5) {
            text.unicodeScalars.append(Unicode.Scalar(CaseNumber.letters[Int((values >> UInt64(place)) & 31)]))
        }
        return text
    }
}

extension CaseNumber {
    /// Zero when the eight letters belong together.
    ///
    /// Each place has another power of the primitive element 2 as its weight; weights differ and none is zero, which is
    /// why one wrong letter, or two letters in each other's place, never sum to zero.
    static func syndrome(_ numbers: [UInt8]) -> UInt8 {
        numbers.enumerated().reduce(0) { $0 ^ weighted($1.element, place: $1.offset) }
    }

    private static func weighted(_ value: UInt8, place: Int) -> UInt8 {
        (place..<randomLetters).reduce(value) { product, _ in doubled(product) }
    }

    /// Times two in GF(32), modulo x⁵ + x² + 1.
    private static func doubled(_ value: UInt8) -> UInt8 {
        value & 16 == 0 ? value << 1 : (value << 1 ^ 0b100101) & 31
    }

    /// The letters of a number that is written as we show it, as databases keep it: no look into Unicode's tables.
    private static func shown(_ text: String) -> [UInt8]? {
        let bytes = Array(text.utf8)
        guard bytes.count == prefix.utf8.count + 1 + randomLetters + 1, bytes.starts(with: "REG-".utf8) else {
            return nil
        }
        let numbers = bytes.dropFirst(prefix.utf8.count + 1).compactMap { letters.firstIndex(of: $0) }.map { UInt8($0) }
        return numbers.count == randomLetters + 1 ? numbers : nil
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.isDash || TypedText.isInvisible(scalar) || scalar == "#"
    }

    private static func upperCase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        ("a"..."z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) - 32) : scalar
    }

    private static func value(_ scalar: Unicode.Scalar) -> UInt8? {
        switch scalar {
        case "O": return 0
        case "I", "L": return 1
        default:
            guard scalar.isASCII, let place = letters.firstIndex(of: UInt8(scalar.value)) else { return nil }
            return UInt8(place)
        }
    }
}
