public import Registrations

/// One view of the dialogue.
public enum Step: String, Hashable, Sendable, CaseIterable {
    case company, contact, opportunity, consent

    /// What the step asks, in order, if the policy asks it at all.
    public var fields: [Field] {
        switch self {
        case .company: [.companyName, .companyDomain]
        case .contact: [.contactName, .contactEmail, .contactRole]
        case .opportunity:
            [
                .problem, .solutionFit, .servicesNeeded, .stage, .sourceKind, .geography, .targetRevenue,
                .productInterest, .competitors,
            ]
        case .consent: [.consent]
        }
    }

    public var next: Step? {
        switch self {
        case .company: .contact
        case .contact: .opportunity
        case .opportunity: .consent
        case .consent: nil
        }
    }

    public var previous: Step? {
        switch self {
        case .company: nil
        case .contact: .company
        case .opportunity: .contact
        case .consent: .opportunity
        }
    }
}
