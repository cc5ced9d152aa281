import Registrations

extension Reading {
    /// `blocked_accounts` and `aliases`.
    mutating func companies(_ file: Section, into policy: inout Policy) {
        for node in list(.blockedAccounts, of: file, example: "[ blocked.example ]") {
            guard let text = text(node, "a blocked account", limitCharacters: DomainName.limitBytes) else { continue }
            if let domain = domain(text, at: node.place) { policy.blockedAccounts.insert(domain) }
        }
        aliases(file, into: &policy)
    }

    private mutating func aliases(_ file: Section, into policy: inout Policy) {
        guard let node = file[.aliases],
            let entries = entries(node, "\"aliases\"", example: "acme.de: acme.com")
        else { return }
        var direct: [DomainName: DomainName] = [:]
        var places: [(DomainName, Place)] = []
        for entry in entries {
            let alias = domain(entry.key, at: entry.place)
            guard
                let text = text(
                    entry.value,
                    "the company of \(quoted(entry.key))",
                    limitCharacters: DomainName.limitBytes
                ),
                let company = domain(text, at: entry.value.place), let alias
            else { continue }
            if direct[alias] != nil {
                complain(entry.place, "\(quoted(entry.key)) is an alias already", "Keep one of the two lines.")
                continue
            }
            direct[alias] = company
            places.append((alias, entry.place))
        }
        for (alias, place) in places {
            if let company = end(of: alias, in: direct) {
                policy.aliases[alias] = company
            } else {
                complain(
                    place,
                    "The aliases lead from \(quoted(alias.display)) in a circle",
                    "Let each alias name the company's main domain."
                )
            }
        }
    }

    /// Follows aliases to a domain that is none; nil in a circle.
    private func end(of alias: DomainName, in direct: [DomainName: DomainName]) -> DomainName? {
        var seen: Set<DomainName> = [alias]
        var at = alias
        while let next = direct[at] {
            guard seen.insert(next).inserted else { return nil }
            at = next
        }
        return at
    }

    private mutating func domain(_ text: String, at place: Place) -> DomainName? {
        let reading = domains.read(text)
        if let domain = reading.domain {
            let isWhole = text.lowercased() == domain.ascii || text.lowercased() == domain.display.lowercased()
            guard isWhole else {
                complain(place, "\(quoted(text)) is not a company's own domain", "Write \(domain.display).")
                return nil
            }
            return domain
        }
        switch reading {
        case .publicSuffix:
            complain(
                place,
                "Anybody can register under \(quoted(text))",
                "Write one company's domain, for example acme.com."
            )
        case .ipLiteral:
            complain(place, "\(quoted(text)) is an IP address", "Write the company's domain, for example acme.com.")
        case .unreadable, .company, .freeMail, .disposable, .sharedHost:
            complain(place, "\(quoted(text)) is not a domain", "Write a domain such as acme.com.")
        }
        return nil
    }
}
