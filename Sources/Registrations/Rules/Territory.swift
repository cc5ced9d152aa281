/// The prospect is where the partner may sell.
///
/// Without a geography the partner's own territory counts.
enum Territory {
    static func check(_ claim: Claim, _ policy: Policy) -> Check? {
        guard let outcome = policy.severity(.territory).outcome else { return nil }
        guard let geography = claim.geography else { return Check(.territory, .pass, .territoryUnknown) }
        let isCovered = claim.partner.territories.contains { $0.lowercased() == geography.lowercased() }
        guard !isCovered, !claim.partner.territories.isEmpty else {
            return Check(.territory, .pass, .territoryCovered)
        }
        return Check(
            .territory,
            outcome,
            .territoryForeign,
            evidence: [
                .init("geography", geography), .init("territories", claim.partner.territories.joined(separator: ", ")),
            ]
        )
    }
}
