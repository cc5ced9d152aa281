/// What a piece of typed text names as its host, before any list is asked.
public enum HostText: Sendable, Equatable {
    /// A host as typed, without scheme, user, port, path and final dot; not yet lower case or ASCII.
    case host(String)
    /// An IPv4 or IPv6 address in any spelling that browsers take.
    case ipLiteral
    case unreadable

    /// The longest text that is looked at, in bytes.
    public static let limitBytes = 2_000

    /// Finds the host in a URL, an e-mail address or a host name.
    public static func find(in text: String) -> HostText {
        guard text.utf8.count <= limitBytes else { return .unreadable }
        // Most people type just the host.
        if isBare(text) { return isAddress(text) ? .ipLiteral : .host(text) }
        var rest = trimmed(text)
        rest = afterScheme(rest)
        if let end = rest.firstIndex(where: { $0 == "/" || $0 == "?" || $0 == "#" || $0 == "\\" }) {
            rest = rest[..<end]
        }
        if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        if rest.first == "[" || rest.count(where: { $0 == ":" }) > 1 {
            return isBracketed(rest) ? .ipLiteral : .unreadable
        }
        guard let host = withoutPort(rest), !host.isEmpty else { return .unreadable }
        let bare = isDot(host.last) ? host.dropLast() : host
        guard !bare.isEmpty, !isDot(bare.first), !isDot(bare.last), bare.allSatisfy(isHostScalar) else {
            return .unreadable
        }
        let found = String(bare)
        return isAddress(found) ? .ipLiteral : .host(found)
    }

    /// Whether the host is an IPv4 address: dotted, short, octal, hexadecimal or one number, as browsers read them.
    public static func isAddress(_ host: String) -> Bool {
        let last =
            host.utf8.lastIndex(of: UInt8(ascii: ".")).map { host.utf8[host.utf8.index(after: $0)...] }
            ?? host.utf8[...]
        if last.starts(with: "0x".utf8) || last.starts(with: "0X".utf8) {
            return last.dropFirst(2).allSatisfy(isHexadecimal)
        }
        return !last.isEmpty && last.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Whether the text is a host and nothing else, in plain ASCII: it needs no look for what may stand around one.
    private static func isBare(_ text: String) -> Bool {
        let dot = UInt8(ascii: ".")
        return !text.isEmpty && text.utf8.first != dot && text.utf8.last != dot && text.utf8.allSatisfy(isPlain)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    typealias Scalars = Substring.UnicodeScalarView

    /// The text without white space and the invisible marks that copying from a page leaves at its ends.
    private static func trimmed(_ text: String) -> Scalars {
        var rest = Substring(text).unicodeScalars
        while let first = rest.first, isPadding(first) { rest.removeFirst() }
        while let last = rest.last, isPadding(last) { rest.removeLast() }
        return rest
    }

    private static func isPadding(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "/": false
        case "<", ">", "\"", "'", "`", ",", ";", "(", ")": true
        default: scalar.properties.isWhitespace || TypedText.isInvisible(scalar)
        }
    }

    private static func afterScheme(_ text: Scalars) -> Scalars {
        if let mark = text.firstIndex(of: ":") {
            let afterMark = text[text.index(after: mark)...]
            let scheme = String(text[..<mark]).lowercased()
            if scheme == "mailto" { return afterMark }
            if afterMark.starts(with: "//".unicodeScalars), isScheme(scheme) { return afterMark.dropFirst(2) }
        }
        return text.starts(with: "//".unicodeScalars) ? text.dropFirst(2) : text
    }

    private static func isScheme(_ text: String) -> Bool {
        guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
            default: false
            }
        }
    }

    /// The text before a port of up to five digits, or nil when what follows the colon is no port.
    private static func withoutPort(_ text: Scalars) -> Scalars? {
        guard let colon = text.lastIndex(of: ":") else { return text }
        let port = text[text.index(after: colon)...]
        guard port.count <= 5, port.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
        return text[..<colon]
    }

    private static func isBracketed(_ text: Scalars) -> Bool {
        let inside = text.first == "[" ? text.dropFirst().prefix { $0 != "]" } : text[...]
        let address = inside.prefix { $0 != "%" }
        return address.contains(":")
            && address.allSatisfy { $0 == ":" || $0 == "." || ($0.isASCII && isHexadecimal(UInt8($0.value))) }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }

    /// The full stop and the three ideographic ones that count as it in a domain.
    private static func isDot(_ scalar: Unicode.Scalar?) -> Bool {
        scalar == "." || scalar == "\u{3002}" || scalar == "\u{FF0E}" || scalar == "\u{FF61}"
    }

    private static func isHostScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_": return true
            default: return false
            }
        }
        return !scalar.properties.isWhitespace && !TypedText.isInvisible(scalar)
    }
}

/// What typed text is cleaned of before it is understood.
public enum TypedText {
    /// Whether a character shows nothing: controls, direction marks, zero-width marks, the soft hyphen.
    public static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F: true
        case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0,
            0xFFF0...0xFFFB:
            true
        case 0xE0000...0xE0FFF: true
        default: false
        }
    }
}
