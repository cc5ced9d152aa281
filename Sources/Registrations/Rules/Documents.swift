/// Above a size the claim comes with material that proves it.
enum Documents {
    static func check(_ claim: Claim, _ policy: Policy) -> Check? {
        guard let above = policy.entry.documentsAbove, let outcome = policy.severity(.documents).outcome,
            claim.isComplete
        else { return nil }
        guard let amount = claim.amount, amount.minorUnits > above.minorUnits, (claim.material ?? "").isEmpty else {
            return Check(.documents, .pass, .documentsThere)
        }
        return Check(
            .documents,
            outcome,
            .documentsMissing,
            evidence: [.init("amount_minor", String(amount.minorUnits))]
        )
    }
}
