/// An `http` or `https` address in its parts.
public struct WebAddress: Hashable, Sendable {
    public let isSecure: Bool
    /// In lower case; of IPv6 only `[::1]`.
    public let host: String
    /// As written, nil where the scheme's usual one is meant.
    public let port: String?
    /// Path and what follows, as written.
    public let rest: Substring

    /// nil for a user name, an escape in the host, and all that two readers could read in two ways.
    ///
    /// What is longer than `limitBytes` is not looked at.
    public init?(_ url: String, limitBytes: Int) {
        guard url.utf8.count <= limitBytes, url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C }),
            let colon = url.utf8.firstIndex(of: UInt8(ascii: ":"))
        else { return nil }
        // All of it is ASCII, so that its bytes are its characters.
        let scheme = url[..<colon].lowercased()
        guard scheme == "https" || scheme == "http", url.utf8[colon...].starts(with: "://".utf8) else { return nil }
        let afterScheme = url[url.utf8.index(colon, offsetBy: 3)...]
        let authority = Substring(afterScheme.utf8.prefix { !Self.endsAuthority($0) })
        guard let named = Self.split(authority.lowercased()) else { return nil }
        isSecure = scheme == "https"
        host = named.host
        port = named.port
        rest = afterScheme[authority.endIndex...]
    }

    public var isLoopback: Bool { ["localhost", "127.0.0.1", "[::1]"].contains(host) }

    /// Whether a secret may be sent there: to a named host only, and over TLS but for loopback.
    ///
    /// `allowed` holds lower-case `host` (its usual port, any port of loopback) or `host:port`.
    public func isAmong(_ allowed: [String]) -> Bool {
        guard isSecure || isLoopback else { return false }
        let usual = isSecure ? "443" : "80"
        let port = port ?? usual
        let isNamed = allowed.contains(host + ":" + port)
        return isNamed || (allowed.contains(host) && (port == usual || isLoopback))
    }

    /// Scheme and host in lower case, without slashes at the end.
    public var normalised: String {
        let path = rest.utf8.lastIndex { $0 != UInt8(ascii: "/") }.map { rest[...$0] } ?? ""
        return (isSecure ? "https://" : "http://") + host + (port.map { ":" + $0 } ?? "") + path
    }

    private static func endsAuthority(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }

    private static func split(_ authority: String) -> (host: String, port: String?)? {
        let bracket = authority.utf8.lastIndex(of: UInt8(ascii: "]")) ?? authority.startIndex
        guard let colon = authority.utf8[bracket...].firstIndex(of: UInt8(ascii: ":")) else {
            return isHost(authority[...]) ? (authority, nil) : nil
        }
        let (host, port) = (authority[..<colon], authority[authority.utf8.index(after: colon)...])
        guard isHost(host), (1...5).contains(port.utf8.count), port.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return (String(host), String(port))
    }

    private static func isHost(_ host: Substring) -> Bool {
        if host == "[::1]" { return true }
        return !host.isEmpty
            && host.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46 }
    }
}
