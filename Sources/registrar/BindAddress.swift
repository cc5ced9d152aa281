import Glibc

/// An address to listen on, such as `127.0.0.1:8080`, `localhost:0` or `[::1]:8080`.
struct BindAddress: Hashable, Sendable {
    /// Without brackets.
    let host: String
    /// 0 for one that is free.
    var port: Int

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// nil unless there is a host, and a port from 0 to 65535; an IPv6 address stands in brackets.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard digits.allSatisfy({ ("0"..."9").contains($0) }), let port = Int(digits), port <= 65_535 else {
            return nil
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
            guard NetworkLiteral.version(String(host)) == .six else { return nil }
        } else {
            let known = host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_".contains($0)) }
            guard known, !host.isEmpty else { return nil }
        }
        self.init(host: String(host), port: port)
    }

    /// Where this machine reaches it, when it stands for every address.
    var reachable: BindAddress {
        switch host {
        case "0.0.0.0": BindAddress(host: "127.0.0.1", port: port)
        case "::": BindAddress(host: "::1", port: port)
        default: self
        }
    }

    /// As it stands in a URL.
    var shown: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }
}

/// Addresses written in numbers.
enum NetworkLiteral {
    enum Version: Int {
        case four = 32
        case six = 128
    }

    static func version(_ text: String) -> Version? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return .four }
        var six = in6_addr()
        return inet_pton(AF_INET6, text, &six) == 1 ? .six : nil
    }

    /// Whether `host` is this machine by its name or address; brackets are allowed.
    static func isLoopback(_ host: String) -> Bool {
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        if bare.lowercased() == "localhost" { return true }
        switch version(bare) {
        case .four: return bare.hasPrefix("127.")
        case .six: return bare == "::1"
        case nil: return false
        }
    }

    /// Whether `text` is a network such as `10.0.0.0/8`, or one address.
    static func isNetwork(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), let version = version(parts[0]) else { return false }
        guard parts.count == 2 else { return true }
        guard parts[1].allSatisfy({ ("0"..."9").contains($0) }), let length = Int(parts[1]) else { return false }
        return length <= version.rawValue
    }
}
