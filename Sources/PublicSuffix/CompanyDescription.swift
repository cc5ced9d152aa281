import Registrations

/// How a domain, address or name is understood.
public struct CompanyDescription: Sendable, Equatable {
    public let value: String
    /// The registrable domain as an A-label in lower case.
    public let registrableDomain: String?
    /// What duplicates are told by: the registrable domain, or the normalised name where there is none.
    public let key: String
    /// The domain or the name as people read it.
    public let display: String
    public let freeMail: Bool
    public let disposable: Bool
    public let sharedHost: Bool
    /// The name as compared; for a domain, the name its first label suggests.
    public let normalisedName: String
}

/// How a value is understood: as a domain when it is written like a URL, an e-mail address or a host name, else as a name.
public func describe(_ value: String) -> CompanyDescription {
    guard value.utf8.count <= HostText.limitBytes else { return nameDescription(value) }
    let reading = PublicSuffixReader.carried.read(value)
    return isWrittenAsDomain(value, reading) ? domainDescription(value, reading) : nameDescription(value)
}

private func domainDescription(_ value: String, _ reading: DomainReading) -> CompanyDescription {
    let (free, disposable, shared) =
        switch reading {
        case .freeMail: (true, false, false)
        case .disposable: (false, true, false)
        case .sharedHost: (false, false, true)
        case .company, .publicSuffix, .ipLiteral, .unreadable: (false, false, false)
        }
    let shown: String
    let key: String
    if let domain = reading.domain {
        (shown, key) = (domain.display, domain.ascii)
    } else if case .publicSuffix(let suffix) = reading {
        (shown, key) = (PublicSuffixReader.carried.readable(suffix), suffix)
    } else {
        (shown, key) = (trimmed(value), trimmed(value).lowercased())
    }
    let label = shown.split(separator: ".").first.map(String.init) ?? ""
    return CompanyDescription(
        value: value,
        registrableDomain: reading.domain?.ascii,
        key: key,
        display: shown,
        freeMail: free,
        disposable: disposable,
        sharedHost: shared,
        normalisedName: reading.domain == nil ? "" : CompanyName(label, legalForms: .iso20275)?.normalised ?? ""
    )
}

private func nameDescription(_ value: String) -> CompanyDescription {
    let name = CompanyName(value, legalForms: .iso20275)
    return CompanyDescription(
        value: value,
        registrableDomain: nil,
        key: name?.normalised ?? "",
        display: name?.typed ?? "",
        freeMail: false,
        disposable: false,
        sharedHost: false,
        normalisedName: name?.normalised ?? ""
    )
}

private func isWrittenAsDomain(_ value: String, _ reading: DomainReading) -> Bool {
    let text = trimmed(value)
    if text.contains("://") || text.hasPrefix("//") || text.lowercased().hasPrefix("mailto:") { return true }
    switch reading {
    case .unreadable: return false
    case .ipLiteral: return text.contains(".") || text.contains(":")
    case .company, .freeMail, .disposable, .sharedHost, .publicSuffix: break
    }
    if text.contains("@") || text.contains("/") { return true }
    guard text.contains(where: { ".。．｡".contains($0) }) else { return false }
    return endsInKnownSuffix(reading, of: text)
}

/// Tells `nordwind.example` from `Dr.Oetker`: a last label that nobody runs makes a domain only in lower case.
private func endsInKnownSuffix(_ reading: DomainReading, of text: String) -> Bool {
    /// Names kept for examples, tests and inner networks (RFC 2606, RFC 6761, RFC 6762, ICANN's `internal`).
    let reserved: Set<Substring> = ["example", "test", "invalid", "localhost", "local", "internal"]
    guard let last = reading.domain?.ascii.split(separator: ".").last else { return true }
    return reserved.contains(last) || PublicSuffixReader.carried.isListedSuffix(String(last))
        || text == text.lowercased()
}

private func trimmed(_ text: String) -> String {
    var rest = text[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
}
