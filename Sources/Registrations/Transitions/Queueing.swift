public import FoundationEssentials

/// The queue behind a hold, and what the customer wants.
extension Registration {
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
        next.checks = now + checks.filter { [.completeness, .consent].contains($0.rule) }
        // What a manager lifted stays lifted; anything new does not.
        let known = checks.filter(\.isLiftable).map(\.reason)
        if next.checks.contains(where: { $0.isLiftable && !known.contains($0.reason) }) { next.lifted = nil }
        let rule = Event.Actor.rule("queue", policyVersion: policy.version)
        var events = [next.checksEvent(rule, at: instant)]
        let isBlocked = next.checks.contains {
            $0.outcome == .block && !($0.isLiftable && next.lifted != nil)
        }
        guard !isBlocked, partner.standing == .good, status == .submitted,
            let duty = policy.duty(.acceptOffer, of: next, tier: partner.tier, from: instant)
        else {
            let isHeld = next.checks.contains { $0.reason == .prospectHeld }
            if status == .submitted, !isHeld { next.startAnswer(partner, under: policy, at: instant) }
            return Transition(next, events)
        }
        next.progress.duties = [duty]
        events.append(Event(.offered, at: instant, actor: rule, details: [.init("until", stamp(duty.due))]))
        return Transition(next, events, notices: [.offered(until: duty.due)])
    }

    /// A clock that runs already goes on.
    private mutating func startAnswer(_ partner: Partner, under policy: Policy, at now: Date) {
        progress.discharge(.acceptOffer)
        guard progress.duty(.answer) == nil else { return }
        progress.owe(policy.duty(.answer, of: self, tier: partner.tier, from: now))
    }

    /// Nobody holds the prospect any more and nothing is offered: the vendor owes the claim an answer.
    public func freed(partner: Partner, under policy: Policy, at now: Date) -> Registration {
        guard status == .submitted, progress.duties.isEmpty else { return self }
        var next = self
        next.startAnswer(partner, under: policy, at: now)
        return next
    }

    /// Somebody else holds the prospect now: the claim waits in the queue, and the vendor owes it nothing meanwhile.
    public func queued() -> Registration {
        guard status == .submitted || status == .needsInformation else { return self }
        var next = self
        next.progress.discharge(.answer, .acceptOffer)
        next.progress.turnAt = nil
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
            next.progress.turnAt = now
            return Transition(next, [Event(.offerAccepted, at: now, actor: actor)])
        }
        guard status == .approved, let duty = progress.duty(.acceptApproval) else { throw .wrongState(status) }
        next.progress.discharge(.acceptApproval)
        if progress.firstMeeting == nil {
            next.progress.owe(policy.duty(.firstMeeting, of: next, tier: partner.tier, from: now))
        }
        var events = [Event(.approvalAccepted, at: now, actor: actor)]
        guard hold != nil else { return Transition(next, events) }
        let change = next.startHold(
            from: now,
            at: now,
            delayDays: duty.vendorDelayDays ?? 0,
            tier: partner.tier,
            under: policy,
            into: &events
        )
        return Transition(next, events, hold: change)
    }

    /// What was offered was not taken in time: the claim ends, and the next one's turn comes.
    func offerExpired(under policy: Policy, at now: Date) throws(Refusal) -> Transition {
        let rule = Event.Actor.rule(Duty.Kind.acceptOffer.rawValue, policyVersion: policy.version)
        let ended = try withdrawn(by: rule, at: now)
        return Transition(
            ended.registration,
            [Event(.offerExpired, at: now, actor: rule)] + ended.events,
            hold: ended.hold,
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

    func checksEvent(_ actor: Event.Actor, at now: Date) -> Event {
        Event(
            .checksRun,
            at: now,
            actor: actor,
            details: checks.map { .init($0.rule.rawValue, "\($0.outcome.rawValue) \($0.reason.rawValue)") }
        )
    }

    /// The rules that look at the answers and the deal alone, applied to what they say now.
    mutating func recheck(_ partner: Partner, under policy: Policy, at now: Date, into events: inout [Event]) {
        let claim = Claim(self, partner: partner)
        let fresh = [
            ExistingCustomer.rechecked(checks, claim, policy), Territory.check(claim, policy),
            DealSize.check(claim, policy), Tender.check(claim, policy, at: now),
            Documents.check(claim, policy),
        ].compactMap(\.self)
        take(fresh, under: policy, at: now, into: &events)
    }

    /// A registration that is there already, when the vendor's own people come or go.
    public func rechecked(
        _ sale: DirectSale?,
        partner: Partner,
        under policy: Policy,
        at now: Date
    ) -> Transition? {
        guard status.isOpen,
            let check = DirectSales.check(Claim(self, partner: partner), Facts(directSale: sale), policy, at: now)
        else { return nil }
        var next = self
        var events: [Event] = []
        next.take([check], under: policy, at: now, into: &events)
        guard next.checks != checks else { return nil }
        return Transition(next, events, notices: [.directSale(isOver: sale?.closedAt != nil)])
    }

    /// A block that was not there before is not covered by what a manager lifted.
    private mutating func take(_ fresh: [Check], under policy: Policy, at now: Date, into events: inout [Event]) {
        let before = checks
        for check in fresh {
            if let place = checks.firstIndex(where: { $0.rule == check.rule }) {
                checks[place] = check
            } else {
                checks.append(check)
            }
        }
        guard checks != before else { return }
        if fresh.contains(where: { check in check.isLiftable && !before.contains { $0.reason == check.reason } }) {
            lifted = nil
        }
        events.append(checksEvent(.rule("checks", policyVersion: policy.version), at: now))
    }
}
