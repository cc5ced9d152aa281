/// The partner company.
public struct Partner: Hashable, Sendable {
    public let id: PartnerID
    public var name: String
    public var tier: String
    public var kind: Kind
    public var territories: [String]
    public var domains: [DomainName]
    public var language: Language?
    public var standing: Standing
    /// What the partner's people are certified for, as the policy file spells it.
    public var certifications: [String]

    public init(
        id: PartnerID,
        name: String,
        tier: String,
        kind: Kind,
        territories: [String] = [],
        domains: [DomainName] = [],
        language: Language? = nil,
        standing: Standing = .good,
        certifications: [String] = []
    ) {
        self.id = id
        self.name = name
        self.tier = tier
        self.kind = kind
        self.territories = territories
        self.domains = domains
        self.language = language
        self.standing = standing
        self.certifications = certifications
    }

    /// How the partner earns.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case reseller, referral, services
    }

    /// Whether the partner may register.
    public enum Standing: String, Hashable, Sendable {
        case good, suspended
    }
}
