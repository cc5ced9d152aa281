public import FoundationEssentials

/// Next steps, the deal and its end.
extension Registration {
    /// What comes next, as the vendor's representative records it.
    public func nextStep(_ text: String, by act: Reviewing) throws(Refusal) -> Transition {
        guard status == .approved else { throw .wrongState(status) }
        var next = self
        next.progress.nextStep = Progress.NextStep(text: text, by: act.reviewer.name, at: act.at)
        next.progress.discharge(.nextStep)
        let event = Event(
            .nextStepRecorded,
            at: act.at,
            actor: act.actor,
            details: [.init("by", act.reviewer.name)],
            personal: [.init("next_step", text)]
        )
        return Transition(next, [event], notices: [.nextStep])
    }

    /// A lead is qualified and becomes a deal, with a deal's hold where that is longer and a deal's time to answer.
    public func becameDeal(
        _ deal: Progress.Deal,
        by person: Person,
        partner: Partner,
        under policy: Policy,
        at now: Date
    ) throws(Refusal) -> Transition {
        guard status.isOpen else { throw .wrongState(status) }
        var next = self
        next.kind = .deal
        next.progress.deal = deal
        next.answers.stage = deal.stage ?? next.answers.stage
        var events = [
            Event(
                .becameDeal,
                at: now,
                actor: .person(person, role: .submitter),
                details: [
                    .init("amount", String(deal.amount.minorUnits)), .init("expected_close", deal.expectedClose),
                    .init("co_sell", deal.wantsCoSell ? "yes" : "no"),
                ],
                personal: [.init("next_step", deal.nextStep)]
                    + (deal.material.map { [.init("material", $0)] } ?? [])
            )
        ]
        next.recheck(partner, under: policy, at: now, into: &events)
        guard kind == .lead else { return Transition(next, events) }
        if let answer = progress.duty(.answer), answer.isRunning, policy.duties[.answer]?.byKind[.deal] != nil {
            next.progress.owe(policy.duty(.answer, of: next, tier: partner.tier, from: now))
        }
        let change = next.lengthenForDeal(partner, under: policy, at: now, into: &events)
        return Transition(next, events, hold: change)
    }

    private mutating func lengthenForDeal(
        _ partner: Partner,
        under policy: Policy,
        at now: Date,
        into events: inout [Event]
    ) -> Transition.HoldChange? {
        guard status == .approved, let held = hold, policy.hold.byKind[.deal] != nil,
            keepingDuty(under: policy) == nil, let length = policy.holdLength(of: self, tier: partner.tier)
        else { return nil }
        let until = BusinessCalendar(policy).deadline(length, after: now)
        guard until > held.until else { return nil }
        return holdUntil(until, rule: "hold.deal", under: policy, at: now, into: &events)
    }

    /// The end of an approved registration: `won` or `lost`.
    public func closed(
        _ outcome: Status,
        text: String?,
        by act: Reviewing,
        under policy: Policy
    ) throws(Refusal) -> Transition {
        guard status == .approved, outcome == .won || outcome == .lost else { throw .wrongState(status) }
        if outcome == .won, let least = policy.approvals.minimumTimeToWin {
            let earliest = BusinessCalendar(policy).deadline(least, after: submittedAt)
            guard act.at >= earliest else { throw .tooSoon(until: earliest) }
        }
        var next = self
        next.status = outcome
        next.hold = nil
        next.endedAt = act.at
        next.progress.duties = []
        next.progress.outcomeText = text
        var events = [
            Event(
                outcome == .won ? .won : .lost,
                at: act.at,
                actor: act.actor,
                details: [.init("by", act.reviewer.name)],
                personal: text.map { [.init("reason_text", $0)] } ?? []
            )
        ]
        if hold != nil { events.append(.holdEnded(at: act.at, rule: outcome.rawValue, policy.version)) }
        return Transition(next, events, hold: hold == nil ? nil : .end(reason: outcome.rawValue))
    }
}
