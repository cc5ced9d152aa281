/// The domains that do not stand for one company, as A-labels in lower case.
public struct DomainLists: Sendable {
    private let freeMail: Set<String>
    private let disposable: Set<String>
    private let sharedHosts: Set<String>

    public init(freeMail: Set<String>, disposable: Set<String>, sharedHosts: Set<String>) {
        self.freeMail = freeMail
        self.disposable = disposable
        self.sharedHosts = sharedHosts
    }

    /// How a domain is to be taken; an entry of a list covers every host below it.
    public func reading(of domain: DomainName, host: String) -> DomainReading {
        var name = host[...]
        while name.utf8.count >= domain.ascii.utf8.count {
            let entry = String(name)
            if disposable.contains(entry) { return .disposable(domain) }
            if freeMail.contains(entry) { return .freeMail(domain) }
            if sharedHosts.contains(entry) { return .sharedHost(domain) }
            guard let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else { break }
            name = name[name.utf8.index(after: dot)...]
        }
        return .company(domain, host: host)
    }

    /// How a suffix is to be taken: some, such as `mozmail.com`, are mail providers all the same.
    public func reading(ofSuffix suffix: String) -> DomainReading {
        guard let domain = DomainName(ascii: suffix) else { return .publicSuffix(suffix) }
        let listed = reading(of: domain, host: suffix)
        if case .company = listed { return .publicSuffix(suffix) }
        return listed
    }
}
