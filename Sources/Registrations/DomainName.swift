/// A domain somebody can register, the key that companies are told apart by.
///
/// Two names are equal when their ASCII forms are; `display` is only for people.
public struct DomainName: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The longest name DNS carries, in bytes.
    public static let limitBytes = 253

    /// The registrable domain as an A-label in lower case, for example `xn--mller-kva.example`.
    public let ascii: String
    /// The registrable domain as people read it, for example `müller.example`.
    ///
    /// A label that mixes scripts (a Cyrillic letter among Latin ones) stays in its ASCII form, so it cannot pass for another.
    public let display: String

    /// Makes a domain from parts already read, or nil when `ascii` is not a lower-case host name of two labels or more.
    public init?(ascii: String, display: String? = nil) {
        guard DomainName.isHostName(ascii, underscores: false), ascii.utf8.contains(UInt8(ascii: ".")) else {
            return nil
        }
        self.ascii = ascii
        let readable = display ?? ascii
        self.display = DomainName.mixesScripts(readable) ? ascii : readable
    }

    public init(from decoder: any Decoder) throws {
        let stored = try decoder.container(keyedBy: CodingKeys.self)
        let ascii = try stored.decode(String.self, forKey: .ascii)
        let display = try stored.decode(String.self, forKey: .display)
        guard let domain = DomainName(ascii: ascii, display: display) else {
            throw DecodingError.dataCorruptedError(forKey: .ascii, in: stored, debugDescription: "not a domain")
        }
        self = domain
    }

    public var description: String { display }

    public static func == (left: DomainName, right: DomainName) -> Bool { left.ascii == right.ascii }

    public func hash(into hasher: inout Hasher) { hasher.combine(ascii) }

    private enum CodingKeys: String, CodingKey { case ascii, display }
}

extension DomainName {
    private static let labelLimitBytes = 63

    /// Whether the text is a lower-case host name by the rules of DNS.
    public static func isHostName(_ text: String, underscores: Bool) -> Bool {
        guard text.utf8.count <= limitBytes else { return false }
        var labelBytes = 0
        var last = UInt8(ascii: "-")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): labelBytes += 1
            case UInt8(ascii: "-") where labelBytes > 0: labelBytes += 1
            case UInt8(ascii: "_") where underscores: labelBytes += 1
            case UInt8(ascii: ".") where labelBytes > 0 && last != UInt8(ascii: "-"): labelBytes = 0
            default: return false
            }
            guard labelBytes <= labelLimitBytes else { return false }
            last = byte
        }
        return labelBytes > 0 && last != UInt8(ascii: "-")
    }

    /// Whether any label has letters of two scripts that look alike: Latin, Greek, Cyrillic, Armenian, Cherokee.
    public static func mixesScripts(_ text: String) -> Bool {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
        return text.unicodeScalars.split(separator: ".").contains { label in
            Set(label.compactMap(lookalikeScript)).count > 1
        }
    }

    private static func lookalikeScript(_ scalar: Unicode.Scalar) -> Int? {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: 1
        case 0x370...0x3FF, 0x1F00...0x1FFF: 2
        case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: 3
        case 0x530...0x58F: 4
        case 0x13A0...0x13FF, 0xAB70...0xABBF: 5
        default: nil
        }
    }
}
