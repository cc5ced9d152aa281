public import Registrations

/// One view of the dialogue.
public enum Step: String, Hashable, Sendable, CaseIterable {
    case company, contact, opportunity
    /// Of deals alone.
    case deal
    case consent

    /// What the step asks, in order, if the policy asks it at all.
    public var fields: [Field] {
        switch self {
        case .company: [.companyName, .companyDomain]
        case .contact: [.contactName, .contactEmail, .contactRole]
        case .opportunity:
            [
                .problem, .solutionFit, .servicesNeeded, .stage, .sourceKind, .geography, .targetRevenue,
                .productInterest, .competitors, .businessUnit, .opportunity, .tenderPublished,
                .replacement,
            ]
        case .deal: Field.ofDeals
        case .consent: [.consent]
        }
    }

    /// The views of a claim, in order.
    public static func all(of kind: Registration.Kind) -> [Step] {
        switch kind {
        case .lead: [.company, .contact, .opportunity, .consent]
        case .deal: [.company, .contact, .opportunity, .deal, .consent]
        }
    }

    public func next(of kind: Registration.Kind) -> Step? {
        let steps = Self.all(of: kind)
        guard let place = steps.firstIndex(of: self), place + 1 < steps.count else { return nil }
        return steps[place + 1]
    }

    public func previous(of kind: Registration.Kind) -> Step? {
        let steps = Self.all(of: kind)
        guard let place = steps.firstIndex(of: self), place > 0 else { return nil }
        return steps[place - 1]
    }
}
