import FoundationEssentials

/// A registration on the company was won before, and not longer ago than the policy looks back.
enum ExistingCustomer {
    static func check(_ claim: Claim, _ facts: Facts, _ policy: Policy, at now: Date) -> Check? {
        let severity = policy.severity(.existingCustomer)
        guard let outcome = severity.outcome else { return nil }
        guard let wonAt = facts.wonAt, counts(wonAt, policy, at: now) else {
            return Check(.existingCustomer, .pass, .noKnownDeal)
        }
        return check(claim, policy, outcome, [.init("won_at", wonAt.formatted(.iso8601))])
    }

    /// The same purchase, with the answers as they are now; nil where no purchase stood in the way.
    static func rechecked(_ former: [Check], _ claim: Claim, _ policy: Policy) -> Check? {
        let bought: [Check.Reason] = [.wonBefore, .replacementProven, .replacementUnproven]
        guard let outcome = policy.severity(.existingCustomer).outcome,
            let check = former.first(where: { bought.contains($0.reason) })
        else { return nil }
        return self.check(claim, policy, outcome, check.evidence)
    }

    /// Where the policy names a proof of replacement, a claim that has it is for a person to confirm.
    private static func check(
        _ claim: Claim,
        _ policy: Policy,
        _ outcome: Check.Outcome,
        _ evidence: [Check.Evidence]
    ) -> Check {
        guard !policy.entry.replacementEvidence.isEmpty else {
            return Check(.existingCustomer, outcome, .wonBefore, evidence: evidence)
        }
        return (claim.replacement ?? "").isEmpty
            ? Check(.existingCustomer, outcome, .replacementUnproven, evidence: evidence)
            : Check(.existingCustomer, .flag, .replacementProven, evidence: evidence)
    }

    private static func counts(_ wonAt: Date, _ policy: Policy, at now: Date) -> Bool {
        guard let span = policy.entry.purchaseLookBack else { return true }
        return BusinessCalendar(policy).deadline(span, after: wonAt) >= now
    }
}
