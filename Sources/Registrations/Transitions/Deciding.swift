import FoundationEssentials

/// Reject and undo.
extension Registration {
    /// Rejects with a reason of the policy, and words that may be added to it.
    public func rejected(
        by act: Reviewing,
        reason: String,
        text: String?,
        under policy: Policy
    ) throws(Refusal) -> Transition {
        try undecided()
        guard progress.appeal?.against != act.reviewer.name else { throw .authorOfDecision }
        guard policy.reasons.contains(where: { $0.id == reason }) else { throw .unknownReason }
        var next = self
        next.status = .rejected
        next.decision = Decision(outcome: .rejected, by: act.reviewer.name, at: act.at, reason: reason, text: text)
        next.progress.duties = []
        next.hold = nil
        next.endedAt = act.at
        var events = [
            Event(
                .rejected,
                at: act.at,
                actor: act.actor,
                details: [
                    .init("by", act.reviewer.name), .init("reason", reason), .init("policy_version", policy.version),
                ],
                personal: text.map { [.init("reason_text", $0)] } ?? []
            )
        ]
        if hold != nil { events.append(.holdEnded(at: act.at, rule: "rejected", policy.version)) }
        return Transition(next, events, hold: hold == nil ? nil : .end(reason: "rejected"))
    }

    /// Takes a decision back, within its grace: by its author or a partner manager.
    ///
    /// A hold that began with the submission stays. While somebody else's `standing` hold is in force no clock starts.
    public func undone(
        by act: Reviewing,
        partner: Partner,
        standing: Hold? = nil,
        under policy: Policy
    ) throws(Refusal) -> Transition {
        guard let decision, status == .approved || status == .rejected, progress.firstMeeting == nil,
            let grace = policy.approvals.undoWithin,
            act.at <= BusinessCalendar(policy).deadline(grace, after: decision.at)
        else { throw .undoOver }
        guard decision.by == act.reviewer.name || act.reviewer.isManager else { throw .notAuthor }
        let isKept = hold.map { policy.hold.starts == .submission && $0.from < decision.at } ?? false
        var next = self
        next.status = .submitted
        next.decision = nil
        next.endedAt = nil
        next.reviewer = progress.approvals.isEmpty ? reviewer : policy.firstReviewer(of: self, partner)
        next.progress.duties = []
        next.progress.approvals = []
        next.progress.extensions = 0
        next.progress.extensionAskedAt = nil
        if !isKept {
            next.hold = nil
            next.progress.share = nil
        }
        if standing?.isInForce(against: self.partner, at: act.at) != true {
            next.progress.owe(policy.duty(.answer, of: next, tier: partner.tier, from: act.at))
        }
        var events = [
            Event(
                .decisionUndone,
                at: act.at,
                actor: act.actor,
                details: [.init("by", act.reviewer.name), .init("decision", decision.outcome.rawValue)]
            )
        ]
        guard hold != nil, !isKept else { return Transition(next, events) }
        events.append(.holdEnded(at: act.at, rule: "undone", policy.version))
        return Transition(next, events, hold: .end(reason: "undone"))
    }
}

extension Event {
    static func holdEnded(at now: Date, rule: String, _ version: String, details: [Detail] = []) -> Event {
        Event(.holdEnded, at: now, actor: .rule(rule, policyVersion: version), details: details)
    }
}
