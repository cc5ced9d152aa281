/// The company's domain is its own (anything else is no answer to the question), and so is the contact's mail domain.
enum DomainKind {
    static func check(_ claim: Claim, _ facts: Facts, _ policy: Policy) -> Check? {
        guard let outcome = policy.severity(.domainKind).outcome else { return nil }
        if DomainName.mixesScripts(claim.prospect.domain.display) || isDisguised(claim.prospect.domain) {
            return Check(
                .domainKind,
                .flag,
                .domainMixedScript,
                evidence: [.init("domain", claim.prospect.domain.ascii)]
            )
        }
        switch facts.contactDomain {
        case .disposable(let domain):
            return Check(.domainKind, .block, .contactDisposable, evidence: [.init("domain", domain.ascii)])
        case .freeMail(let domain):
            return Check(.domainKind, outcome, .contactFreeMail, evidence: [.init("domain", domain.ascii)])
        case .company, .sharedHost, .publicSuffix, .ipLiteral, .unreadable:
            return Check(.domainKind, .pass, .domainCompany)
        }
    }

    /// An A-label that would not be shown in letters, because its scripts are mixed.
    private static func isDisguised(_ domain: DomainName) -> Bool {
        domain.ascii == domain.display
            && domain.ascii.utf8.split(separator: UInt8(ascii: ".")).contains { $0.starts(with: "xn--".utf8) }
    }
}

extension Policy.Severity {
    /// What a finding weighs; nil when the rule is off.
    var outcome: Check.Outcome? {
        switch self {
        case .block: .block
        case .flag: .flag
        case .off: nil
        }
    }
}
