public import Registrations

/// What a policy may say and its owner should know; none of it stops a file from being used.
public func policyAdvice(_ policy: Policy) -> [String] {
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
    return advice
}
