import FoundationEssentials

/// The same company, by registrable domain or a known alias of it.
enum DuplicateDomain {
    static func check(_ claim: Claim, _ facts: Facts, at now: Date) -> Check {
        if let hold = facts.holdAgainst(claim.partner.id, at: now) {
            return Check(
                .duplicateDomain,
                .block,
                .prospectHeld,
                evidence: [
                    .init("held_by", facts.name(of: hold.partner)), .init("held_until", hold.until.formatted(.iso8601)),
                    .init("holding_registration", hold.registration.text),
                ]
            )
        }
        let others = facts.openClaims.filter { $0.partner != claim.partner.id }
        guard !others.isEmpty else { return Check(.duplicateDomain, .pass, .prospectFree) }
        return Check(
            .duplicateDomain,
            .flag,
            .prospectClaimed,
            evidence: others.prefix(evidenceLimit).map {
                .init("claimed_by", "\($0.caseNumber) \(facts.name(of: $0.partner)) (\($0.status.rawValue))")
            }
        )
    }

    private static let evidenceLimit = 5
}
