/// The claim is as large as the policy asks.
enum DealSize {
    static func check(_ claim: Claim, _ policy: Policy) -> Check? {
        guard let outcome = policy.severity(.dealSize).outcome, let least = policy.entry.minimumAmount else {
            return nil
        }
        guard let amount = claim.amount else { return Check(.dealSize, .pass, .sizeUnknown) }
        guard amount.minorUnits < least.minorUnits else { return Check(.dealSize, .pass, .sizeEnough) }
        return Check(
            .dealSize,
            outcome,
            .sizeTooSmall,
            evidence: [
                .init("amount_minor", String(amount.minorUnits)), .init("least_minor", String(least.minorUnits)),
            ]
        )
    }
}
