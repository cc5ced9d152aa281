import FoundationEssentials

/// The partner's own hold on the company did not lapse a short time ago.
enum CoolDown {
    static func check(_ claim: Claim, _ facts: Facts, _ policy: Policy, at now: Date) -> Check? {
        guard let outcome = policy.severity(.coolDown).outcome, let span = policy.hold.coolDown else { return nil }
        guard let lapsed = facts.lapsedAt else { return Check(.coolDown, .pass, .notCoolingDown) }
        let end = BusinessCalendar(policy).deadline(span, after: lapsed)
        guard end >= now else { return Check(.coolDown, .pass, .notCoolingDown) }
        return Check(.coolDown, outcome, .coolingDown, evidence: [.init("until", end.formatted(.iso8601))])
    }
}
