public import FoundationEssentials

/// More time for the vendor, and claims that the vendor made itself.
extension Registration {
    /// Whether a reviewer may take the policy's time for research: once, before the answer is due.
    public func mayResearch(under policy: Policy, at now: Date) -> Bool {
        guard status == .submitted, progress.researchedAt == nil, policy.duties[.answer]?.research != nil,
            let due = answerDueAt
        else { return false }
        return now < due
    }

    /// The vendor's answer may take longer by the policy's time for research; the partner hears of it.
    public func researched(by act: Reviewing, under policy: Policy) throws(Refusal) -> Transition {
        try undecided()
        guard mayResearch(under: policy, at: act.at), let rules = policy.duties[.answer], let span = rules.research,
            var duty = progress.duty(.answer)
        else { throw .noResearch }
        let calendar = BusinessCalendar(policy)
        let former = duty.due
        duty.due = calendar.deadline(span, after: former)
        duty.hasMoved = true
        duty.reminded = rules.reminderDays.count { calendar.daysBefore($0, duty.due) <= act.at }
        var next = self
        next.progress.owe(duty)
        next.progress.researchedAt = act.at
        let event = Event(
            .researchStarted,
            at: act.at,
            actor: act.actor,
            details: [
                .init("by", act.reviewer.name), .init("from", stamp(former)), .init("until", stamp(duty.due)),
                .init("policy_version", policy.version),
            ]
        )
        return Transition(next, [event], notices: [.researching(until: duty.due)])
    }

    /// Refused where the vendor assigned it and the policy lets nobody give that back.
    public func mustBeDeclinable(under policy: Policy) throws(Refusal) {
        guard progress.assigned != nil, policy.assigning?.mayDecline == false else { return }
        throw .notDeclinable
    }
}
