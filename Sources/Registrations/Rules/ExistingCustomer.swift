import FoundationEssentials

/// A registration on the company was won before.
enum ExistingCustomer {
    static func check(_ claim: Claim, _ facts: Facts, _ policy: Policy) -> Check? {
        let severity = policy.severity(.existingCustomer)
        guard let outcome = severity.outcome else { return nil }
        guard let wonAt = facts.wonAt else { return Check(.existingCustomer, .pass, .noKnownDeal) }
        return Check(
            .existingCustomer,
            outcome,
            .wonBefore,
            evidence: [.init("won_at", wonAt.formatted(.iso8601))]
        )
    }
}
