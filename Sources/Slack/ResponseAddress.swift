/// A `response_url` that may be called: only a host the settings name, only over TLS but for loopback.
struct ResponseAddress: Hashable, Sendable {
    let url: String

    /// `allowed` holds lower-case `host` (its usual port, any port of loopback) or `host:port`.
    init?(_ url: String, allowed: [String]) {
        guard url.utf8.count <= SlackLimits.urlCharacters, url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C })
        else { return nil }
        let isSecure = url.hasPrefix("https://")
        guard isSecure || url.hasPrefix("http://") else { return nil }
        let rest = url.dropFirst(isSecure ? 8 : 7)
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }.lowercased()
        guard rest.dropFirst(authority.count).first == "/", let named = Self.split(authority) else { return nil }
        let isLoopback = Self.loopback.contains(named.host)
        guard isSecure || isLoopback else { return nil }
        let usual = isSecure ? "443" : "80"
        let port = named.port ?? usual
        let isNamed = allowed.contains(named.host + ":" + port)
        guard isNamed || (allowed.contains(named.host) && (port == usual || isLoopback)) else { return nil }
        self.url = url
    }

    private static let loopback = ["localhost", "127.0.0.1", "[::1]"]

    private static func split(_ authority: String) -> (host: String, port: String?)? {
        let bracket = authority.lastIndex(of: "]") ?? authority.startIndex
        guard let colon = authority[bracket...].firstIndex(of: ":") else {
            return isHost(authority[...]) ? (authority, nil) : nil
        }
        let (host, port) = (authority[..<colon], authority[authority.index(after: colon)...])
        guard isHost(host), (1...5).contains(port.count), port.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return (String(host), String(port))
    }

    /// No user name, no escape, nothing that two readers could read in two ways.
    private static func isHost(_ host: Substring) -> Bool {
        if host == "[::1]" { return true }
        return !host.isEmpty
            && host.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46 }
    }
}
