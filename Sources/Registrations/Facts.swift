public import FoundationEssentials

/// What the ledger knows at the moment of deciding, read in the deciding transaction.
public struct Facts: Sendable {
    /// The hold on this company and scope whose row is not ended; it may have run out.
    public var hold: Hold?
    /// The holds on the company whose rows are not ended, of any scope.
    public var holds: [Hold]
    /// The open registrations on the company whose scope overlaps the claim's.
    public var rivals: [Rival]
    /// Open registrations on the company, of any partner.
    public var openClaims: [Claim]
    /// The vendor's own work on the company, latest first.
    public var directSale: DirectSale?
    /// When the partner's last hold on the company lapsed.
    public var lapsedAt: Date?
    /// When a registration on the company was won, by anybody.
    public var wonAt: Date?
    /// Registered names like the prospect's, best first; read before the transaction.
    public var similar: [SimilarName]
    /// The partner's open registrations.
    public var openCount: Int
    /// The partner's registrations of the last seven days.
    public var weekCount: Int
    /// What kind of domain the contact's address has.
    public var contactDomain: DomainReading
    /// Names of the partners above, for the reviewer's evidence.
    public var names: [PartnerID: String]

    public init(
        hold: Hold? = nil,
        openClaims: [Claim] = [],
        wonAt: Date? = nil,
        similar: [SimilarName] = [],
        openCount: Int = 0,
        weekCount: Int = 0,
        contactDomain: DomainReading = .unreadable,
        names: [PartnerID: String] = [:],
        directSale: DirectSale? = nil,
        lapsedAt: Date? = nil,
        holds: [Hold] = [],
        rivals: [Rival] = []
    ) {
        self.hold = hold
        self.openClaims = openClaims
        self.wonAt = wonAt
        self.similar = similar
        self.openCount = openCount
        self.weekCount = weekCount
        self.contactDomain = contactDomain
        self.names = names
        self.directSale = directSale
        self.lapsedAt = lapsedAt
        self.holds = holds
        self.rivals = rivals
    }

    /// A registration that is open on the same company.
    public struct Claim: Hashable, Sendable {
        public let caseNumber: CaseNumber
        public let partner: PartnerID
        public let status: Registration.Status
        public let scope: ScopeKey

        public init(
            caseNumber: CaseNumber,
            partner: PartnerID,
            status: Registration.Status,
            scope: ScopeKey = .account
        ) {
            self.caseNumber = caseNumber
            self.partner = partner
            self.status = status
            self.scope = scope
        }
    }

    /// A registered company whose name is like the prospect's.
    public struct SimilarName: Hashable, Sendable {
        public let name: String
        public let caseNumber: CaseNumber
        public let partner: PartnerID
        /// 0 to 1.
        public let score: Double

        public init(name: String, caseNumber: CaseNumber, partner: PartnerID, score: Double) {
            self.name = name
            self.caseNumber = caseNumber
            self.partner = partner
            self.score = score
        }
    }

    /// The partner's name where it is known, else its id.
    func name(of partner: PartnerID) -> String { names[partner] ?? partner.text }

    /// The hold of somebody else that is in force.
    public func holdAgainst(_ partner: PartnerID, at now: Date) -> Hold? {
        guard let hold, hold.isInForce(against: partner, at: now) else { return nil }
        return hold
    }

    /// The partner's own open claim on the company, or on what of it overlaps `scope`.
    public func ownClaim(of partner: PartnerID, about scope: ScopeKey = .account) -> Claim? {
        openClaims.first { $0.partner == partner && $0.scope.overlaps(scope) }
    }
}
