public import FoundationEssentials

/// The first meeting, the next steps, and the deal.
extension Registration {
    static let farthestMeetingDays = 730.0

    /// Logs a meeting that is planned or took place: the partner's duty is met, and what the policy lets begin with it begins.
    public func meeting(
        at date: Date,
        by actor: Event.Actor,
        side: NextAction.Side,
        holds: [Hold],
        partner: Partner,
        under policy: Policy,
        at now: Date
    ) throws(Refusal) -> Transition {
        guard status == .approved else { throw .wrongState(status) }
        let calendar = BusinessCalendar(policy)
        guard date >= calendar.startOfDay(submittedAt) else { throw .dateOver }
        guard date <= now.addingTimeInterval(Self.farthestMeetingDays * 86_400) else { throw .dateTooFar }
        if let standing = holds.hindering(self.partner, scope, under: policy, at: now) {
            throw .prospectHeld(until: standing.until)
        }
        var next = self
        let isFirst = progress.firstMeeting == nil
        let meeting = Progress.Meeting(at: date, loggedAt: now, by: side)
        next.progress.meetings.append(meeting)
        next.progress.duties.removeAll { [.firstMeeting, .nextStep].contains($0.kind) }
        if let duty = policy.duty(.nextStep, of: next, tier: partner.tier, from: max(now, date)) {
            next.progress.duties.append(duty)
        }
        var events = [
            Event(
                .meetingLogged,
                at: now,
                actor: actor,
                details: [.init("at", stamp(date)), .init("policy_version", policy.version)]
            )
        ]
        var change: Transition.HoldChange?
        let beginsHold = policy.hold.starts == .firstMeeting || policy.conflicts.winner == .firstMeeting
        if isFirst, beginsHold {
            if next.progress.share == nil { next.progress.share = 1 }
            change = next.startHold(from: max(now, date), tier: partner.tier, under: policy, into: &events)
        } else if policy.hold.extending.onMeeting, !isFirst, next.mayExtend(policy) {
            change = next.extend(policy, calendar, actor: actor, at: now, into: &events)
        }
        let given = holds.filter { !$0.isInForce(against: self.partner, at: now) && $0.registration != id }
        return Transition(
            next,
            events,
            hold: change,
            superseded: given.filter { $0.scope.overlaps(scope) },
            notices: [.meetingLogged(meeting)]
        )
    }

    /// The other side says that the last meeting did not or will not take place; the duty is owed again.
    public func meetingContradicted(
        by actor: Event.Actor,
        side: NextAction.Side,
        partner: Partner,
        under policy: Policy,
        at now: Date
    ) throws(Refusal) -> Transition {
        guard status == .approved,
            let place = progress.meetings.lastIndex(where: { $0.stands && $0.by != side })
        else { throw .wrongState(status) }
        var next = self
        next.progress.meetings[place].contradictedAt = now
        if next.progress.firstMeeting == nil {
            next.progress.duties.removeAll { [.nextStep, .firstMeeting].contains($0.kind) }
            if var duty = policy.duty(.firstMeeting, of: next, tier: partner.tier, from: decision?.at ?? now) {
                // Nobody is late because of a surprise.
                duty.due = max(duty.due, BusinessCalendar(policy).endOfDay(calendarDays: 2, after: now))
                next.progress.duties.append(duty)
            }
        }
        let event = Event(
            .meetingContradicted,
            at: now,
            actor: actor,
            details: [.init("at", stamp(next.progress.meetings[place].at))]
        )
        return Transition(next, [event], notices: [.meetingContradicted(next.progress.meetings[place])])
    }

    /// What comes next, as the vendor's representative records it.
    public func nextStep(_ text: String, by act: Reviewing) throws(Refusal) -> Transition {
        guard status == .approved else { throw .wrongState(status) }
        var next = self
        next.progress.nextStep = Progress.NextStep(text: text, by: act.reviewer.name, at: act.at)
        next.progress.duties.removeAll { $0.kind == .nextStep }
        let event = Event(
            .nextStepRecorded,
            at: act.at,
            actor: act.actor,
            details: [.init("by", act.reviewer.name)],
            personal: [.init("next_step", text)]
        )
        return Transition(next, [event], notices: [.nextStep])
    }

    /// A lead is qualified and becomes a deal, with a deal's hold where that is longer.
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
        var change: Transition.HoldChange?
        if kind == .lead, let held = hold, let length = policy.hold.byKind[.deal] {
            let until = BusinessCalendar(policy).deadline(length, after: now)
            if until > held.until {
                var longer = held
                longer.until = until
                next.hold = longer
                change = .change(longer)
                events.append(
                    Event(
                        .holdExtended,
                        at: now,
                        actor: .rule("hold.deal", policyVersion: policy.version),
                        details: [.init("until", stamp(until))]
                    )
                )
            }
        }
        return Transition(next, events, hold: change)
    }

    /// The end of an approved registration.
    public func closed(
        _ outcome: Status,
        text: String?,
        by act: Reviewing,
        under policy: Policy
    ) throws(Refusal) -> Transition {
        guard status == .approved else { throw .wrongState(status) }
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

extension BusinessCalendar {
    /// Midnight at the beginning of the day.
    func startOfDay(_ instant: Date) -> Date { endOfDay(calendarDays: -1, after: instant).addingTimeInterval(1) }
}
