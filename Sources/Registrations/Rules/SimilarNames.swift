/// Companies registered under a similar name: shown to the reviewer, never a reason to block.
enum SimilarNames {
    /// Above this a name is worth a person's look.
    private static let threshold = NameSimilarity.flagScore

    static func check(_ claim: Claim, _ facts: Facts, _ policy: Policy) -> Check? {
        guard policy.severity(.similarName) != .off else { return nil }
        let near = facts.similar.filter { $0.score >= threshold }
        guard !near.isEmpty else { return Check(.similarName, .pass, .nameUnknown) }
        return Check(
            .similarName,
            .flag,
            .nameSimilar,
            evidence: near.prefix(evidenceLimit).map {
                .init(
                    "similar",
                    "\($0.caseNumber) \($0.name), \(facts.name(of: $0.partner)), \(Int(($0.score * 100).rounded())) %"
                )
            }
        )
    }

    private static let evidenceLimit = 5
}
