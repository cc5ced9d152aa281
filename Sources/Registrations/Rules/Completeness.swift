/// Every answer the policy requires is there.
enum Completeness {
    static func missing(_ request: Request, _ policy: Policy) -> [Field] {
        Field.allCases.filter { policy.requirement($0) == .required && !isAnswered($0, request) }
    }

    private static func isAnswered(_ field: Field, _ request: Request) -> Bool {
        let answers = request.answers
        switch field {
        case .companyName, .companyDomain, .contactName, .contactEmail: return true
        case .contactRole: return answers.contact.role != nil
        case .problem: return !answers.problem.isEmpty
        case .solutionFit: return answers.solutionFit != nil
        case .servicesNeeded: return answers.servicesNeeded != nil
        case .stage: return answers.stage != nil
        case .sourceKind: return answers.sourceKind != nil
        case .geography: return answers.geography != nil
        case .targetRevenue: return answers.targetRevenue != nil
        case .productInterest: return answers.productInterest != nil
        case .competitors: return answers.competitors != nil
        case .businessUnit: return answers.businessUnit != nil
        case .opportunity: return answers.opportunity != nil
        case .tenderPublished: return answers.tenderPublished != nil
        case .replacement: return answers.replacement != nil
        // A deal has them, or it would be none; a lead is not asked.
        case .amount, .expectedClose, .nextStep, .coSell, .material: return true
        case .consent: return request.consent != nil
        }
    }
}
