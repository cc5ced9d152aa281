public import FoundationEssentials

/// What moves the clocks without anybody's doing.
extension Registration {
    /// A service that was not there for longer stood still.
    public static let shortestStopSeconds = 900.0

    /// The service stood still between both: no clock of either side counts that time.
    ///
    /// A part of the stop may have been added before.
    public func shifted(pastStopFrom start: Date, until end: Date, under policy: Policy) -> Transition? {
        let begun = max(start, progress.outagesUntil ?? start)
        guard status.isOpen, begun < end else { return nil }
        guard begun == start || end.timeIntervalSince(begun) > Self.shortestStopSeconds else { return nil }
        let calendar = BusinessCalendar(policy)
        var next = self
        var events: [Event] = []
        var moved: [Duty] = []
        for place in next.progress.duties.indices where next.progress.duties[place].isRunning {
            let duty = next.progress.duties[place]
            guard duty.startedAt < end else { continue }
            next.progress.duties[place].move(past: max(begun, duty.startedAt), until: end, calendar)
            guard next.progress.duties[place].due != duty.due else { continue }
            moved.append(next.progress.duties[place])
            events.append(.moved(duty, to: next.progress.duties[place].due, "service_stopped", policy, at: end))
        }
        let held = next.moveHold(past: begun, until: end, under: policy, into: &events)
        guard !moved.isEmpty || held != nil else { return nil }
        next.progress.outagesUntil = end
        let kept = next.keepForDuty(rule: "service_stopped", under: policy, at: end, into: &events)
        return Transition(next, events, hold: kept ?? held)
    }

    /// A hold gets back the whole days of the stop, and where it would have ended meanwhile the rest of a day as well: what
    /// was left of it is left after the return.
    private mutating func moveHold(
        past start: Date,
        until end: Date,
        under policy: Policy,
        into events: inout [Event]
    ) -> Transition.HoldChange? {
        guard let held = hold, held.until < Hold.openEnd, held.until >= start, held.from < end,
            keepingDuty(under: policy) == nil
        else { return nil }
        let stopped = end.timeIntervalSince(max(start, held.from))
        let days = stopped / 86_400
        let count = Int(days.rounded(held.until <= end ? .up : .down))
        guard count > 0 else { return nil }
        let calendar = BusinessCalendar(policy)
        let isDayEnd = held.until == calendar.endOfDay(calendarDays: 0, after: held.until)
        let until =
            isDayEnd
            ? calendar.endOfDay(calendarDays: count, after: held.until) : held.until.addingTimeInterval(stopped)
        return holdUntil(min(until, Hold.openEnd), rule: "service_stopped", under: policy, at: end, into: &events)
    }

    /// The calendar changed: what is owed in business time is owed at another hour.
    ///
    /// What is overdue stays as it is, and nothing becomes overdue by a change of the calendar alone.
    public func recalculated(from old: Policy, to new: Policy, at now: Date) -> Transition? {
        guard status.isOpen else { return nil }
        let (before, after) = (BusinessCalendar(old), BusinessCalendar(new))
        var next = self
        var events: [Event] = []
        var moved: [Duty] = []
        for place in next.progress.duties.indices where next.progress.duties[place].isRunning {
            var duty = next.progress.duties[place]
            guard duty.due > now else { continue }
            let former = duty
            duty.due = duty.due(before, after, at: now)
            if duty.due < former.due { duty.due = max(duty.due, min(former.due, after.nextOpening(atOrAfter: now))) }
            guard duty.due != former.due else { continue }
            next.progress.duties[place] = duty
            moved.append(duty)
            events.append(.moved(former, to: duty.due, "calendar", new, at: now))
        }
        guard !moved.isEmpty else { return nil }
        let change = next.keepForDuty(rule: "calendar", under: new, at: now, into: &events)
        return Transition(next, events, hold: change, notices: moved.map { .deadlineMoved($0) })
    }
}

extension Duty {
    /// When it is due by another calendar: what moved keeps the office time that is left.
    fileprivate func due(_ before: BusinessCalendar, _ after: BusinessCalendar, at now: Date) -> Date {
        guard hasMoved else { return after.deadline(within, after: startedAt) }
        guard within.isBusinessTime else { return due }
        return after.adding(businessSeconds: before.businessTime(from: now, to: due), to: now)
    }
}

extension Event {
    fileprivate static func moved(_ duty: Duty, to due: Date, _ rule: String, _ policy: Policy, at now: Date) -> Event {
        Event(
            .deadlineMoved,
            at: now,
            actor: .rule(rule, policyVersion: policy.version),
            details: [.init("duty", duty.kind.rawValue), .init("from", stamp(duty.due)), .init("to", stamp(due))]
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
