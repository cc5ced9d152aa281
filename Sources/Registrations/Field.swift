/// One answer of the dialogue; the raw value is its id on every wire.
public enum Field: String, Hashable, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    case companyName = "company_name"
    case companyDomain = "company_domain"
    case contactName = "contact_name"
    case contactEmail = "contact_email"
    case contactRole = "contact_role"
    case problem
    case solutionFit = "solution_fit"
    case servicesNeeded = "services_needed"
    case stage
    case sourceKind = "source_kind"
    case geography
    case targetRevenue = "target_revenue"
    case productInterest = "product_interest"
    case competitors
    case businessUnit = "business_unit"
    case opportunity
    case tenderPublished = "tender_published"
    case replacement
    case amount
    case expectedClose = "expected_close"
    case nextStep = "next_step"
    case coSell = "co_sell"
    case material
    case consent

    /// Answers no policy file may drop.
    public static let alwaysRequired: [Field] = [
        .companyName, .companyDomain, .contactName, .contactEmail, .problem, .consent,
    ]

    /// Answers asked only when the policy file says so.
    public static let onlyOnRequest: [Field] = [
        .geography, .targetRevenue, .productInterest, .competitors, .businessUnit, .opportunity, .tenderPublished,
        .replacement,
    ]

    /// Answers that make a lead a deal: asked for deals alone, whatever the policy file says of questions.
    public static let ofDeals: [Field] = [.amount, .expectedClose, .nextStep, .coSell, .material]

    /// Those of them without which it is none.
    public static let requiredOfDeals: [Field] = [.stage, .amount, .expectedClose, .nextStep]

    /// Answers that may name or describe a person and are stored so that they can be erased.
    public static let personal: [Field] = [
        .contactName, .contactEmail, .contactRole, .problem, .solutionFit, .servicesNeeded, .competitors, .nextStep,
        .material, .replacement,
    ]
}

/// How far the opportunity has come, as the partner sees it.
public enum Stage: String, Hashable, Sendable, CaseIterable {
    case newIntroduction = "new_introduction"
    case discoveryScheduled = "discovery_scheduled"
    case evaluation
}

/// In which role the partner brings the prospect.
public enum SourceKind: String, Hashable, Sendable, CaseIterable {
    case reseller, referral
}

/// An amount of money in minor units of a currency.
public struct Amount: Hashable, Sendable {
    public let minorUnits: Int
    public init(minorUnits: Int) { self.minorUnits = minorUnits }
}

extension Field {
    /// By its place: the standard library would hash the text of an enumeration that has one, byte by byte.
    public func hash(into hasher: inout Hasher) { hasher.combine(place) }

    /// Where it stands among all of them.
    private var place: UInt8 { withUnsafeBytes(of: self) { $0[0] } }
}
