public import Registrations

/// What a policy may say and its owner should know; none of it stops a file from being used.
///
/// `year` is the one it is now.
public func policyAdvice(_ policy: Policy, in year: Int) -> [String] {
    var advice: [String] = []
    if policy.reviewers.isEmpty {
        advice.append(
            "There is no reviewer, so every claim waits. Name a policy file with reviewers in REGISTRAR_POLICY."
        )
    } else if policy.managers.isEmpty {
        advice.append(
            "There is no partner manager, so nobody can lift a block or link a workspace. Add manager: true to a reviewer."
        )
    }
    var owners: [String: String] = [:]
    for reviewer in policy.reviewers {
        for territory in reviewer.territories {
            if let first = owners[territory] {
                advice.append(
                    "\(territory) is a territory of \(first) and of \(reviewer.name); claims go to \(first), who stands first."
                )
            } else {
                owners[territory] = reviewer.name
            }
        }
    }
    if policy.reasons.count == 1 {
        advice.append("There is one reason for a rejection only. Partners ask for the true one.")
    }
    if policy.approvals.appeal != nil, policy.reviewers.count == 1 {
        advice.append(
            "Partners can appeal, and there is one reviewer only, who cannot judge an appeal against themselves. Add another one, or write appeal: off."
        )
    }
    if let last = policy.calendar.regionDays.last?.year, last <= year {
        advice.append(
            "The public holidays are known until \(last) only. Update the service, or write later ones under holidays."
        )
    }
    return advice + openScope(policy) + shortPlans(policy) + unknownTiers(policy)
}

/// A question that tells claims on one company apart, and may be left blank: then the claim is on more than was meant.
private func openScope(_ policy: Policy) -> [String] {
    func isOpen(_ field: Field) -> Bool { policy.requirement(field) != .required }
    switch policy.hold.scope {
    case .account: return []
    case .product: return isOpen(.productInterest) ? [wholeCompany(.productInterest)] : []
    case .businessUnit: return isOpen(.businessUnit) ? [wholeCompany(.businessUnit)] : []
    case .opportunity:
        return isOpen(.opportunity) && isOpen(.productInterest) ? [wholeCompany(.opportunity)] : []
    case .segment:
        let segments = policy.hold.segments
        let told: [(Field, Bool)] = [
            (.geography, segments.contains { !$0.territories.isEmpty }),
            (.productInterest, segments.contains { !$0.products.isEmpty }),
            (.targetRevenue, segments.contains { $0.minimumRevenue != nil || $0.maximumRevenue != nil }),
        ]
        return told.filter { $0.1 && isOpen($0.0) }.map { field, _ in
            "Segments are told apart by \(field.rawValue), which may be left blank; such a claim falls into whatever segment is left. Write \(field.rawValue): required under questions."
        }
    }
}

private func wholeCompany(_ field: Field) -> String {
    "Holds are told apart by \(field.rawValue), which may be left blank; such a claim is on the whole company. Write \(field.rawValue): required under questions."
}

/// Plans that ask for more people than there are: nobody says yes twice.
private func shortPlans(_ policy: Policy) -> [String] {
    let present = policy.reviewers.count { !$0.isAbsent }
    return policy.approvals.plans.filter { $0.approvers.count > present }.map { plan in
        "The plan \(plan.id) asks for \(plan.approvers.count) people, and \(present) \(present == 1 ? "is" : "are") there. Nobody says yes twice, so its claims wait until another reviewer stands in the file."
    }
}

/// Tiers that a rule names and the section of tiers does not; a partner may still have one of them.
private func unknownTiers(_ policy: Policy) -> [String] {
    let conditions = policy.approvals.automatic.map(\.when) + policy.approvals.plans.map(\.when)
    let named = Set(policy.entry.tiers + conditions.flatMap(\.tiers))
    guard !policy.tiers.isEmpty else { return [] }
    return named.subtracting(policy.tiers.keys).sorted().map {
        "The tier \($0) is named by a rule and does not stand under tiers. Check its spelling, or add it."
    }
}
