/// One rule applied to a registration.
public struct Check: Hashable, Sendable, Codable {
    public let rule: Rule
    public let outcome: Outcome
    public let reason: Reason
    /// What the rule saw, for the reviewer; the partner is never shown it.
    public let evidence: [Evidence]

    public init(_ rule: Rule, _ outcome: Outcome, _ reason: Reason, evidence: [Evidence] = []) {
        self.rule = rule
        self.outcome = outcome
        self.reason = reason
        self.evidence = evidence
    }

    /// It blocks, and a manager may say that it shall not: everything but somebody else's hold.
    var isLiftable: Bool { outcome == .block && reason != .prospectHeld }

    /// Which rule; the raw value is its id in every export.
    public enum Rule: String, Hashable, Sendable, Codable, CaseIterable {
        case duplicateDomain = "duplicate_domain"
        case similarName = "similar_name"
        case existingCustomer = "existing_customer"
        case territory
        case blockedAccount = "blocked_account"
        case partnerStanding = "partner_standing"
        case partnerCaps = "partner_caps"
        case domainKind = "domain_kind"
        case directSale = "direct_sale"
        case eligibility
        case dealSize = "deal_size"
        case coolDown = "cool_down"
        case tender
        case documents
        case completeness
        case consent
    }

    public enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        case pass, flag, block
    }

    /// Why; each belongs to one rule.
    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        case prospectFree = "prospect_free"
        case prospectHeld = "prospect_held"
        case prospectClaimed = "prospect_claimed"
        case nameUnknown = "name_unknown"
        case nameSimilar = "name_similar"
        case noKnownDeal = "no_known_deal"
        case wonBefore = "won_before"
        case replacementProven = "replacement_proven"
        case replacementUnproven = "replacement_unproven"
        case territoryCovered = "territory_covered"
        case territoryUnknown = "territory_unknown"
        case territoryForeign = "territory_foreign"
        case accountOpen = "account_open"
        case accountBlocked = "account_blocked"
        case partnerGood = "partner_good"
        case partnerSuspended = "partner_suspended"
        case capsKept = "caps_kept"
        case openCapReached = "open_cap_reached"
        case weeklyCapReached = "weekly_cap_reached"
        case domainCompany = "domain_company"
        case contactFreeMail = "contact_free_mail"
        case contactDisposable = "contact_disposable"
        case domainMixedScript = "domain_mixed_script"
        case noDirectSale = "no_direct_sale"
        case directSaleOpen = "direct_sale_open"
        case directSaleRecent = "direct_sale_recent"
        case eligible
        case kindNotEligible = "kind_not_eligible"
        case tierNotEligible = "tier_not_eligible"
        case certificationMissing = "certification_missing"
        case outsideWindow = "outside_window"
        case sizeEnough = "size_enough"
        case sizeTooSmall = "size_too_small"
        case sizeUnknown = "size_unknown"
        case notCoolingDown = "not_cooling_down"
        case coolingDown = "cooling_down"
        case noTender = "no_tender"
        case tenderPublished = "tender_published"
        case documentsThere = "documents_there"
        case documentsMissing = "documents_missing"
        case answersComplete = "answers_complete"
        case consentGiven = "consent_given"
    }

    /// One thing a rule saw: a name from a fixed set and its value.
    public struct Evidence: Hashable, Sendable, Codable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }
}
