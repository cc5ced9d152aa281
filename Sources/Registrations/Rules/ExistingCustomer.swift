import FoundationEssentials

/// A registration on the company was won before, and not longer ago than the policy looks back.
enum ExistingCustomer {
    static func check(_ claim: Claim, _ facts: Facts, _ policy: Policy, at now: Date) -> Check? {
        let severity = policy.severity(.existingCustomer)
        guard let outcome = severity.outcome else { return nil }
        guard let wonAt = facts.wonAt, counts(wonAt, policy, at: now) else {
            return Check(.existingCustomer, .pass, .noKnownDeal)
        }
        return Check(
            .existingCustomer,
            outcome,
            .wonBefore,
            evidence: [.init("won_at", wonAt.formatted(.iso8601))]
        )
    }

    private static func counts(_ wonAt: Date, _ policy: Policy, at now: Date) -> Bool {
        guard let span = policy.entry.purchaseLookBack else { return true }
        return BusinessCalendar(policy).deadline(span, after: wonAt) >= now
    }
}
