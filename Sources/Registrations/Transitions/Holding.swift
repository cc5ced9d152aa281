public import FoundationEssentials

/// Holds that grow and end, and the queue behind them.
extension Registration {
    func mayExtend(_ policy: Policy) -> Bool {
        guard status == .approved, let hold, hold.until < Hold.openEnd else { return false }
        return policy.hold.extending.times.map { progress.extensions < $0 } ?? true
    }

    mutating func extend(
        _ policy: Policy,
        _ calendar: BusinessCalendar,
        actor: Event.Actor,
        at now: Date,
        into events: inout [Event]
    ) -> Transition.HoldChange? {
        guard var longer = hold else { return nil }
        longer.until = calendar.deadline(policy.hold.extending.by, after: longer.until)
        hold = longer
        progress.extensions += 1
        progress.extensionAskedAt = nil
        progress.holdReminded = 0
        events.append(
            Event(
                .holdExtended,
                at: now,
                actor: actor,
                details: [
                    .init("until", stamp(longer.until)), .init("extension", String(progress.extensions)),
                    .init("policy_version", policy.version),
                ]
            )
        )
        return .change(longer)
    }

    /// The partner wants a longer hold: has it at once, or asks a reviewer for it, as the policy says.
    public func extensionWanted(
        _ evidence: String?,
        by person: Person,
        under policy: Policy,
        at now: Date
    ) throws(Refusal) -> Transition {
        guard status == .approved else { throw .wrongState(status) }
        guard mayExtend(policy) else { throw .noExtension }
        let actor = Event.Actor.person(person, role: .submitter)
        let personal: [Event.PersonalValue] = evidence.map { [.init("evidence", $0)] } ?? []
        var next = self
        var events = [Event(.extensionAsked, at: now, actor: actor, personal: personal)]
        switch policy.hold.extending.grantedBy {
        case .partner:
            let change = next.extend(policy, BusinessCalendar(policy), actor: actor, at: now, into: &events)
            return Transition(next, events, hold: change)
        case .reviewer:
            next.progress.extensionAskedAt = now
            return Transition(next, events, notices: [.extensionAsked])
        }
    }

    /// A reviewer makes the hold longer, asked for or not.
    public func extended(by act: Reviewing, under policy: Policy) throws(Refusal) -> Transition {
        guard status == .approved else { throw .wrongState(status) }
        guard mayExtend(policy) else { throw .noExtension }
        var next = self
        var events: [Event] = []
        let change = next.extend(policy, BusinessCalendar(policy), actor: act.actor, at: act.at, into: &events)
        return Transition(next, events, hold: change, notices: next.hold.map { [.holdExtended(until: $0.until)] } ?? [])
    }

    /// The partner takes the claim back; a hold ends with it.
    public func withdrawn(by person: Person, at now: Date) throws(Refusal) -> Transition {
        try withdrawn(by: .person(person, role: .submitter), at: now)
    }

    private func withdrawn(by actor: Event.Actor, at now: Date) throws(Refusal) -> Transition {
        guard status.isOpen else { throw .wrongState(status) }
        var next = self
        next.status = .withdrawn
        next.progress.duties = []
        next.hold = nil
        next.endedAt = now
        var events = [Event(.withdrawn, at: now, actor: actor)]
        if hold != nil { events.append(.holdEnded(at: now, rule: "withdrawn", policyVersion)) }
        return Transition(next, events, hold: hold == nil ? nil : .end(reason: "withdrawn"))
    }

    /// The protection is over: `rule` says why (`hold` ran out, a duty was not met, `superseded`, `customer_choice`).
    public func lapsed(at now: Date, rule: String = "hold", under policy: Policy) throws(Refusal) -> Transition {
        guard status == .approved else { throw .wrongState(status) }
        var next = self
        next.status = .lapsed
        next.hold = nil
        next.progress.duties = []
        next.endedAt = hold.map { min($0.until, now) } ?? now
        let version = policy.version
        var events = [
            Event(
                .lapsed,
                at: now,
                actor: .rule(rule, policyVersion: version),
                details: hold.map { [.init("until", stamp($0.until))] } ?? []
            )
        ]
        if hold != nil { events.append(.holdEnded(at: now, rule: rule, version)) }
        return Transition(next, events, hold: hold == nil ? nil : .end(reason: rule))
    }

    /// The prospect came free and this claim is next: checked again, and offered.
    ///
    /// Where the checks now block it, it is not offered, and the vendor owes an answer.
    public func offered(
        checks now: [Check],
        partner: Partner,
        under policy: Policy,
        at instant: Date
    ) throws(Refusal) -> Transition {
        guard status == .submitted || status == .needsInformation else { throw .wrongState(status) }
        var next = self
        let kept = checks.filter { [.completeness, .consent].contains($0.rule) }
        next.checks = now + kept
        next.lifted = nil
        let rule = Event.Actor.rule("queue", policyVersion: policy.version)
        var events = [
            Event(
                .checksRun,
                at: instant,
                actor: rule,
                details: next.checks.map { .init($0.rule.rawValue, "\($0.outcome.rawValue) \($0.reason.rawValue)") }
            )
        ]
        let isBlocked = next.checks.contains { $0.outcome == .block } || partner.standing != .good
        guard !isBlocked, status == .submitted,
            let duty = policy.duty(.acceptOffer, of: next, tier: partner.tier, from: instant)
        else {
            if status == .submitted { next.startAnswer(partner, under: policy, at: instant) }
            return Transition(next, events)
        }
        next.progress.duties = [duty]
        events.append(Event(.offered, at: instant, actor: rule, details: [.init("until", stamp(duty.due))]))
        return Transition(next, events, notices: [.offered(until: duty.due)])
    }

    private mutating func startAnswer(_ partner: Partner, under policy: Policy, at now: Date) {
        progress.duties.removeAll { [.answer, .acceptOffer].contains($0.kind) }
        if let duty = policy.duty(.answer, of: self, tier: partner.tier, from: now) { progress.duties.append(duty) }
    }

    /// Nobody holds the prospect any more and nothing is offered: the vendor owes the claim an answer.
    public func freed(partner: Partner, under policy: Policy, at now: Date) -> Registration {
        guard status == .submitted, progress.duties.isEmpty else { return self }
        var next = self
        next.startAnswer(partner, under: policy, at: now)
        return next
    }

    /// The partner takes what was offered: the prospect that came free, or the approval whose hold begins with it.
    public func accepted(
        by person: Person,
        partner: Partner,
        under policy: Policy,
        at now: Date
    ) throws(Refusal)
        -> Transition
    {
        let actor = Event.Actor.person(person, role: .submitter)
        var next = self
        if status == .submitted, progress.duty(.acceptOffer) != nil {
            next.startAnswer(partner, under: policy, at: now)
            return Transition(next, [Event(.offerAccepted, at: now, actor: actor)])
        }
        guard status == .approved, progress.duty(.acceptApproval) != nil else { throw .wrongState(status) }
        next.progress.duties.removeAll { $0.kind == .acceptApproval }
        if let duty = policy.duty(.firstMeeting, of: next, tier: partner.tier, from: now) {
            next.progress.duties.append(duty)
        }
        var events = [Event(.approvalAccepted, at: now, actor: actor)]
        let change = next.startHold(from: now, tier: partner.tier, under: policy, into: &events)
        return Transition(next, events, hold: change)
    }

    /// What was offered was not taken in time: the claim ends, and the next one's turn comes.
    func offerExpired(under policy: Policy, at now: Date) throws(Refusal) -> Transition {
        let rule = Event.Actor.rule(Duty.Kind.acceptOffer.rawValue, policyVersion: policy.version)
        let ended = try withdrawn(by: rule, at: now)
        return Transition(
            ended.registration,
            [Event(.offerExpired, at: now, actor: rule)] + ended.events,
            notices: [.offerExpired]
        )
    }

    /// The customer's written choice: it goes before every order and every hold.
    public func chosen(_ evidence: String, by act: Reviewing, under policy: Policy) throws(Refusal) -> Transition {
        try undecided()
        guard policy.conflicts.allowsCustomerChoice || policy.conflicts.winner == .customerChoice else {
            throw .choiceNotAllowed
        }
        var next = self
        next.progress.choice = Progress.Choice(evidence: evidence, by: act.reviewer.name, at: act.at)
        let event = Event(
            .choiceRecorded,
            at: act.at,
            actor: act.actor,
            details: [.init("by", act.reviewer.name)],
            personal: [.init("evidence", evidence)]
        )
        return Transition(next, [event])
    }
}
