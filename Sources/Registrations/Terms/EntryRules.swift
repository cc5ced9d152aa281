extension Policy {
    /// What a claim has to bring with it.
    public struct EntryRules: Hashable, Sendable {
        /// Partner kinds that may register; empty for all.
        public var partnerKinds: [Partner.Kind]
        /// Tiers that may register; empty for all.
        public var tiers: [String]
        /// Certifications of which the partner needs as many as `certificationsNeeded`.
        public var certifications: [String]
        public var certificationsNeeded: Int
        /// The smallest target revenue or amount.
        public var minimumAmount: Amount?
        /// Above it the customer's consent has to be named in the material.
        public var documentsAbove: Amount?
        /// A claim on a public tender has to be older than the tender.
        public var tenderOnlyBeforePublication: Bool
        /// A purchase longer ago than this does not make a company an existing customer; nil counts every one.
        public var purchaseLookBack: Span?
        /// The vendor's own people were at the company within this time.
        public var outreachLookBack: Span?
        /// What proves that a claim on an existing customer replaces what is there, as partners read it; empty for nothing.
        public var replacementEvidence: [Language: String]
        /// Registrations are taken from and until these days only (`YYYY-MM-DD`).
        public var opensOn: String?
        public var closesOn: String?

        public init(
            partnerKinds: [Partner.Kind] = [],
            tiers: [String] = [],
            certifications: [String] = [],
            certificationsNeeded: Int = 1,
            minimumAmount: Amount? = nil,
            documentsAbove: Amount? = nil,
            tenderOnlyBeforePublication: Bool = false,
            purchaseLookBack: Span? = nil,
            outreachLookBack: Span? = nil,
            replacementEvidence: [Language: String] = [:],
            opensOn: String? = nil,
            closesOn: String? = nil
        ) {
            self.partnerKinds = partnerKinds
            self.tiers = tiers
            self.certifications = certifications
            self.certificationsNeeded = certificationsNeeded
            self.minimumAmount = minimumAmount
            self.documentsAbove = documentsAbove
            self.tenderOnlyBeforePublication = tenderOnlyBeforePublication
            self.purchaseLookBack = purchaseLookBack
            self.outreachLookBack = outreachLookBack
            self.replacementEvidence = replacementEvidence
            self.opensOn = opensOn
            self.closesOn = closesOn
        }
    }

    /// Deals that the vendor found and registers for a partner.
    public struct Assigning: Hashable, Sendable {
        public var by: By
        /// The partner may give back what was assigned to it.
        public var mayDecline: Bool

        public init(by: By = .reviewer, mayDecline: Bool = true) {
            self.by = by
            self.mayDecline = mayDecline
        }

        /// Who may assign.
        public enum By: String, Hashable, Sendable, CaseIterable {
            case reviewer, manager
        }
    }

    /// What makes a partner manager look at a partner.
    public struct SignalRules: Hashable, Sendable {
        /// So many registrations within a day.
        public var burstPerDay: Int?
        /// So many holds at once without a meeting.
        public var idleHolds: Int?
        /// A domain that is one letter away from a known one.
        public var nearMissDomains: Bool

        public init(burstPerDay: Int? = 10, idleHolds: Int? = 5, nearMissDomains: Bool = true) {
            self.burstPerDay = burstPerDay
            self.idleHolds = idleHolds
            self.nearMissDomains = nearMissDomains
        }
    }

    /// A rule that the service shows and quotes but does not compute: rebates, points, rewards.
    public struct Term: Hashable, Sendable {
        public var id: String
        public var text: [Language: String]

        public init(id: String, text: [Language: String]) {
            self.id = id
            self.text = text
        }
    }
}
