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
    return advice + unknownTiers(policy)
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
