public import FoundationEssentials

/// What the clocks do to a registration: a function of the time, so that a sweep only has to ask.
extension Registration {
    /// What is due now: reminders, escalations, hand-overs, an offer that ran out, a lapse; nil when nothing is.
    ///
    /// However late it is asked, each side hears of a duty once, and people are written to in office hours only.
    public func awakened(under policy: Policy, at now: Date) throws(Refusal) -> Transition? {
        let calendar = BusinessCalendar(policy)
        if status == .approved, let hold, hold.until < now {
            return try lapsed(at: now, rule: "hold", under: policy)
        }
        for duty in progress.duties where duty.isRunning {
            guard let end = policy.outcomeAt(duty, calendar), end < now else { continue }
            if duty.kind == .acceptOffer { return try offerExpired(under: policy, at: now) }
            if policy.duties[duty.kind]?.outcome == .lapse, status == .approved, !isLocked(against: duty, policy) {
                return try lapsed(at: now, rule: duty.kind.rawValue, under: policy)
            }
        }
        guard calendar.isOpen(at: now) else { return nil }
        var next = self
        var events: [Event] = []
        var notices: [Transition.Notice] = []
        for place in next.progress.duties.indices where next.progress.duties[place].isRunning {
            next.tick(place, calendar, policy, at: now, &events, &notices)
        }
        next.tickHold(calendar, policy, at: now, &events, &notices)
        return events.isEmpty && next == self ? nil : Transition(next, events, notices: notices)
    }

    private func isLocked(against duty: Duty, _ policy: Policy) -> Bool {
        policy.hold.isLockedByMeeting && progress.firstMeeting != nil && duty.kind != .acceptApproval
    }

    private mutating func tick(
        _ place: Int,
        _ calendar: BusinessCalendar,
        _ policy: Policy,
        at now: Date,
        _ events: inout [Event],
        _ notices: inout [Transition.Notice]
    ) {
        let duty = progress.duties[place]
        guard let rules = policy.duties[duty.kind] else { return }
        let version = policy.version
        let past = rules.reminderDays.filter { calendar.daysBefore($0, duty.due) <= now }.count
        if past > duty.reminded {
            progress.duties[place].reminded = past
            if now < duty.due {
                let rule = Event.Actor.rule("\(duty.kind.rawValue).reminder", policyVersion: version)
                events.append(Event(.reminded, at: now, actor: rule, details: [.init("due", stamp(duty.due))]))
                notices.append(.reminder(progress.duties[place]))
            }
        }
        if let handOver = rules.handOver, !duty.isHandedOver, duty.due < now {
            let until = calendar.deadline(handOver, after: duty.due)
            progress.duties[place].isHandedOver = true
            let rule = Event.Actor.rule("\(duty.kind.rawValue).hand_over", policyVersion: version)
            events.append(Event(.handedOver, at: now, actor: rule, details: [.init("until", stamp(until))]))
            notices.append(.handedOver(progress.duties[place], until: until))
        }
        let climbed = rules.ladder.filter { calendar.deadline($0.after, after: duty.due) <= now }.count
        if climbed > duty.rung {
            progress.duties[place].rung = climbed
            let names = policy.recipients(rules.ladder[climbed - 1].to, of: self)
            let rule = Event.Actor.rule("\(duty.kind.rawValue).escalation", policyVersion: version)
            events.append(
                Event(
                    .escalated,
                    at: now,
                    actor: rule,
                    details: [.init("due", stamp(duty.due)), .init("to", names.joined(separator: ", "))]
                )
            )
            notices.append(.overdue(progress.duties[place], to: names))
        }
    }

    private mutating func tickHold(
        _ calendar: BusinessCalendar,
        _ policy: Policy,
        at now: Date,
        _ events: inout [Event],
        _ notices: inout [Transition.Notice]
    ) {
        guard status == .approved, let hold, hold.until < Hold.openEnd else { return }
        let past = policy.hold.reminderDays.filter { calendar.daysBefore($0, hold.until) <= now }.count
        guard past > progress.holdReminded else { return }
        progress.holdReminded = past
        let rule = Event.Actor.rule("hold.reminder", policyVersion: policy.version)
        events.append(Event(.reminded, at: now, actor: rule, details: [.init("until", stamp(hold.until))]))
        notices.append(.holdEnding(until: hold.until))
    }

    /// When it has to be looked at next, at the earliest right now; nil when no clock runs.
    public func wake(under policy: Policy, at now: Date) -> Date? {
        guard status.isOpen else { return nil }
        let calendar = BusinessCalendar(policy)
        var instants: [Date] = []
        if status == .approved, let hold, hold.until < Hold.openEnd {
            instants.append(hold.until.addingTimeInterval(1))
            let left = policy.hold.reminderDays.dropFirst(progress.holdReminded)
            instants += left.map { spoken(calendar.daysBefore($0, hold.until), calendar, now) }
        }
        for duty in progress.duties where duty.isRunning {
            guard let rules = policy.duties[duty.kind] else { continue }
            let left = rules.reminderDays.dropFirst(duty.reminded)
            instants += left.map { spoken(calendar.daysBefore($0, duty.due), calendar, now) }
            instants += rules.ladder.dropFirst(duty.rung).map {
                spoken(calendar.deadline($0.after, after: duty.due), calendar, now)
            }
            if rules.handOver != nil, !duty.isHandedOver { instants.append(spoken(duty.due, calendar, now)) }
            let isEnding = duty.kind == .acceptOffer || rules.outcome == .lapse && !isLocked(against: duty, policy)
            if isEnding, let end = policy.outcomeAt(duty, calendar) { instants.append(end.addingTimeInterval(1)) }
        }
        return instants.min()
    }

    /// The first office hour at or after an instant, and not before now.
    private func spoken(_ instant: Date, _ calendar: BusinessCalendar, _ now: Date) -> Date {
        calendar.nextOpening(atOrAfter: max(instant.addingTimeInterval(1), now))
    }

    /// With the time of its next look.
    public func wound(under policy: Policy, at now: Date) -> Registration {
        var next = self
        next.progress.wakeAt = wake(under: policy, at: now)
        return next
    }

    /// The service stood still between both: no clock of either side counts that time.
    public func shifted(pastStopFrom start: Date, until end: Date, under policy: Policy) -> Transition? {
        guard status.isOpen, (progress.outagesUntil ?? .distantPast) < end else { return nil }
        let calendar = BusinessCalendar(policy)
        var next = self
        next.progress.outagesUntil = end
        var moved: [Duty] = []
        for place in next.progress.duties.indices where next.progress.duties[place].isRunning {
            let duty = next.progress.duties[place]
            let from = max(start, duty.startedAt)
            guard from < end, duty.due > start else { continue }
            next.progress.duties[place].move(past: from, until: end, calendar)
            if next.progress.duties[place].due != duty.due { moved.append(next.progress.duties[place]) }
        }
        guard !moved.isEmpty else { return nil }
        return Transition(next, moved.map { movedEvent($0, "service_stopped", policy, at: end) })
    }

    /// The calendar changed: what is owed in business time is owed at another hour.
    public func recalculated(from old: Policy, to new: Policy, at now: Date) -> Transition? {
        guard status.isOpen else { return nil }
        let (before, after) = (BusinessCalendar(old), BusinessCalendar(new))
        var next = self
        var moved: [Duty] = []
        for place in next.progress.duties.indices where next.progress.duties[place].isRunning {
            var duty = next.progress.duties[place]
            guard duty.due > now else { continue }
            if duty.hasMoved {
                guard duty.within.isBusinessTime else { continue }
                duty.due = after.adding(businessSeconds: before.businessTime(from: now, to: duty.due), to: now)
            } else {
                duty.due = after.deadline(duty.within, after: duty.startedAt)
            }
            // Nothing becomes overdue by a change of the calendar alone.
            duty.due = max(duty.due, after.nextOpening(atOrAfter: now))
            guard duty.due != next.progress.duties[place].due else { continue }
            next.progress.duties[place] = duty
            moved.append(duty)
        }
        guard !moved.isEmpty else { return nil }
        return Transition(
            next,
            moved.map { movedEvent($0, "calendar", new, at: now) },
            notices: moved.map { .deadlineMoved($0) }
        )
    }

    private func movedEvent(_ duty: Duty, _ rule: String, _ policy: Policy, at now: Date) -> Event {
        let before = progress.duty(duty.kind)?.due ?? now
        return Event(
            .deadlineMoved,
            at: now,
            actor: .rule(rule, policyVersion: policy.version),
            details: [.init("duty", duty.kind.rawValue), .init("from", stamp(before)), .init("to", stamp(duty.due))]
        )
    }
}

extension Span {
    /// Counted in office time.
    var isBusinessTime: Bool {
        switch self {
        case .businessDays, .businessHours: true
        case .hours, .days, .months: false
        }
    }
}

extension Policy {
    /// Names of those a rung of a ladder speaks of.
    func recipients(_ rung: DutyRules.Rung.Recipient, of registration: Registration) -> [String] {
        let own = standIn(for: registration.reviewer)
        switch rung {
        case .reviewer: return [own]
        case .deputy: return [reviewer(named: registration.reviewer)?.deputy ?? own]
        case .manager:
            let names = managers.map(\.name)
            return names.isEmpty ? [routing.fallback] : names
        }
    }
}
