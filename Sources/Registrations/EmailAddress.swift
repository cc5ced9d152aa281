/// An e-mail address that could exist; whether it does, only sending tells.
public struct EmailAddress: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The longest address SMTP carries, in bytes (RFC 5321, 4.5.3.1.3, less the angle brackets).
    public static let limitBytes = 254
    private static let localLimitBytes = 64

    /// The part before the `@`, as typed: only its own server knows whether case matters.
    public let local: String
    /// The part after the `@` in lower case, as typed, not yet in ASCII.
    public let domain: String

    /// Reads one bare address, with or without `mailto:`; quoted local parts are refused, as every large provider does.
    public init?(_ text: String) {
        guard text.utf8.count <= HostText.limitBytes else { return nil }
        let rest = EmailAddress.bare(text)
        guard rest.utf8.count <= EmailAddress.limitBytes, let at = EmailAddress.at(in: rest) else { return nil }
        let local = rest[..<at]
        let domain = rest[rest.index(after: at)...].lowercased()
        guard local.utf8.count <= EmailAddress.localLimitBytes,
            EmailAddress.isDotted(local, scalar: EmailAddress.isLocal),
            domain.utf8.contains(UInt8(ascii: ".")), EmailAddress.isDotted(domain[...], scalar: EmailAddress.isDomain)
        else { return nil }
        guard case .host(let host) = HostText.find(in: domain), host == domain, EmailAddress.hyphensAreInside(domain)
        else { return nil }
        self.local = String(local)
        self.domain = domain
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let read = EmailAddress(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an e-mail address")
        }
        self = read
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// The whole address.
    public var text: String { "\(local)@\(domain)" }

    public var description: String { text }

    /// Without spaces around it and without `mailto:`.
    private static func bare(_ text: String) -> Substring {
        var rest = Substring(text)
        // Printable ASCII at both ends, the common case, has no spaces around it.
        if let first = text.utf8.first, let last = text.utf8.last, !isShown(first) || !isShown(last) {
            while let first = rest.first, first.isWhitespace { rest.removeFirst() }
            while let last = rest.last, last.isWhitespace { rest.removeLast() }
        }
        let scheme = "mailto:"
        guard rest.utf8.count >= scheme.utf8.count,
            rest.utf8.dropFirst(scheme.utf8.count - 1).first == UInt8(ascii: ":"),
            rest.prefix(scheme.count).lowercased() == scheme
        else { return rest }
        return rest.dropFirst(scheme.count)
    }

    /// Where the last at sign stands; one that carries a mark, or is carried by what stands before it, is none.
    private static func at(in text: Substring) -> Substring.Index? {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return text.lastIndex(of: "@") }
        return text.utf8.lastIndex(of: UInt8(ascii: "@"))
    }

    private static func isShown(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) }

    private static func isDotted(_ text: Substring, scalar allowed: (Unicode.Scalar) -> Bool) -> Bool {
        var isLabelEmpty = true
        for scalar in text.unicodeScalars {
            if scalar == "." {
                if isLabelEmpty { return false }
                isLabelEmpty = true
            } else {
                guard allowed(scalar) else { return false }
                isLabelEmpty = false
            }
        }
        return !isLabelEmpty
    }

    private static func hyphensAreInside(_ domain: String) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return domain.utf8.split(separator: UInt8(ascii: ".")).allSatisfy { $0.first != hyphen && $0.last != hyphen }
    }

    private static func isLocal(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return isPlainLetter(scalar) }
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": return true
        default: return "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
        }
    }

    private static func isDomain(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return isPlainLetter(scalar) }
        switch scalar {
        case "a"..."z", "0"..."9", "-": return true
        default: return false
        }
    }

    private static func isPlainLetter(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.properties.isWhitespace && !TypedText.isInvisible(scalar)
    }
}
