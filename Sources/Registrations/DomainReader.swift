/// How a text that should name a company's domain is understood.
public enum DomainReading: Sendable, Equatable {
    /// A domain that stands for one registrant, and the host it was read from (an A-label in lower case).
    case company(DomainName, host: String)
    /// A mail provider anybody can have an address at.
    case freeMail(DomainName)
    /// A mail provider whose addresses are thrown away.
    case disposable(DomainName)
    /// A host many companies share: link shorteners, social profiles, site builders, market places.
    case sharedHost(DomainName)
    /// A suffix under which others register, such as `co.uk` or `github.io`.
    case publicSuffix(String)
    /// An IP address.
    case ipLiteral
    case unreadable

    /// The registrable domain, where there is one.
    public var domain: DomainName? {
        switch self {
        case .company(let domain, _), .freeMail(let domain), .disposable(let domain), .sharedHost(let domain): domain
        case .publicSuffix, .ipLiteral, .unreadable: nil
        }
    }
}

/// Reads the registrable domain out of text as people type it.
public protocol DomainReader: Sendable {
    /// Reads a URL, an e-mail address or a host name of at most `HostText.limitBytes`.
    func read(_ text: String) -> DomainReading
}

/// A domain reader that knows suffixes; the order of reading is the same for all of them.
public protocol SuffixRules: DomainReader {
    /// The domains that do not stand for a company.
    var lists: DomainLists { get }
    /// The host in ASCII and lower case, or nil when it is no host name.
    func asciiHost(_ host: String) -> String?
    /// The registrable part of an ASCII host, or nil when there is none.
    func registrable(_ asciiHost: String) -> String?
    /// Whether the ASCII host is a suffix that the rules list by name.
    func isListedSuffix(_ asciiHost: String) -> Bool
    /// The domain as people read it.
    func readable(_ asciiDomain: String) -> String
}

extension SuffixRules {
    public func read(_ text: String) -> DomainReading {
        switch HostText.find(in: text) {
        case .ipLiteral: .ipLiteral
        case .unreadable: .unreadable
        case .host(let typed): reading(ofHost: typed)
        }
    }

    private func reading(ofHost typed: String) -> DomainReading {
        guard let host = asciiHost(typed), DomainName.isHostName(host, underscores: true) else { return .unreadable }
        // Full-width digits are only seen to be an address once they are ASCII.
        if HostText.isAddress(host) { return .ipLiteral }
        if let name = registrable(host), let domain = DomainName(ascii: name, display: readable(name)) {
            return lists.reading(of: domain, host: host)
        }
        return isListedSuffix(host) ? lists.reading(ofSuffix: host) : .unreadable
    }
}

/// A reader over a fixed table of suffixes, for the pure tests and for places without libpsl.
public struct TableDomainReader: SuffixRules {
    public let lists: DomainLists
    private let suffixes: Set<String>

    /// Makes a reader for these suffixes; any other last label counts as a suffix too.
    public init(suffixes: Set<String>, lists: DomainLists) {
        self.suffixes = suffixes
        self.lists = lists
    }

    /// The common suffixes and one or two domains of each list.
    public static let common = TableDomainReader(
        suffixes: ["com", "net", "org", "de", "at", "ch", "eu", "uk", "co.uk", "io", "github.io", "example"],
        lists: DomainLists(
            freeMail: ["gmail.com", "gmx.de", "web.de"],
            disposable: ["mailinator.com"],
            sharedHosts: ["linkedin.com", "bit.ly", "sites.google.com"]
        )
    )

    public func asciiHost(_ host: String) -> String? {
        host.utf8.allSatisfy { $0 < 0x80 } ? host.lowercased() : nil
    }

    public func isListedSuffix(_ asciiHost: String) -> Bool { suffixes.contains(asciiHost) }

    public func readable(_ asciiDomain: String) -> String { asciiDomain }

    public func registrable(_ asciiHost: String) -> String? {
        guard !suffixes.contains(asciiHost) else { return nil }
        var name = asciiHost[...]
        while let dot = name.firstIndex(of: ".") {
            let parent = name[name.index(after: dot)...]
            if suffixes.contains(String(parent)) || !parent.contains(".") { return String(name) }
            name = parent
        }
        return nil
    }
}
