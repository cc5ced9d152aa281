import FoundationEssentials

/// Reminders, hand-overs and escalations, each once.
struct Told {
    let calendar: BusinessCalendar
    let policy: Policy
    let at: Date
    var events: [Event] = []
    var notices: [Transition.Notice] = []

    init(calendar: BusinessCalendar, policy: Policy, at now: Date) {
        self.calendar = calendar
        self.policy = policy
        at = now
    }

    mutating func tell(
        _ kind: Event.Kind,
        _ rule: String,
        _ details: [Event.Detail],
        _ notice: Transition.Notice
    ) {
        events.append(Event(kind, at: at, actor: .rule(rule, policyVersion: policy.version), details: details))
        notices.append(notice)
    }
}

extension Registration {
    mutating func tick(_ place: Int, _ told: inout Told) {
        guard let rules = told.policy.duties[progress.duties[place].kind] else { return }
        remind(place, rules, &told)
        remindOfFirstLook(place, rules, &told)
        handOver(place, rules, &told)
        escalate(place, rules, &told)
    }

    /// What is due already needs no reminder any more.
    private mutating func remind(_ place: Int, _ rules: Policy.DutyRules, _ told: inout Told) {
        let duty = progress.duties[place]
        let past = rules.reminderDays.count { told.calendar.daysBefore($0, duty.due) <= told.at }
        guard past > duty.reminded else { return }
        progress.duties[place].reminded = past
        guard told.at < duty.due else { return }
        told.tell(
            .reminded,
            "\(duty.kind.rawValue).reminder",
            [.init("due", stamp(duty.due))],
            .reminder(progress.duties[place])
        )
    }

    private mutating func remindOfFirstLook(_ place: Int, _ rules: Policy.DutyRules, _ told: inout Told) {
        let duty = progress.duties[place]
        guard let look = rules.firstLook(of: duty, told.calendar), look < told.at else { return }
        progress.duties[place].firstLookTold = told.at
        guard told.at < duty.due else { return }
        told.tell(
            .reminded,
            "\(duty.kind.rawValue).first_look",
            [.init("due", stamp(duty.due))],
            .reminder(progress.duties[place])
        )
    }

    private mutating func handOver(_ place: Int, _ rules: Policy.DutyRules, _ told: inout Told) {
        let duty = progress.duties[place]
        guard let span = rules.handOver, !duty.isHandedOver, duty.due < told.at else { return }
        let until = told.calendar.deadline(span, after: duty.due)
        progress.duties[place].isHandedOver = true
        told.tell(
            .handedOver,
            "\(duty.kind.rawValue).hand_over",
            [.init("until", stamp(until))],
            .handedOver(progress.duties[place], until: until)
        )
    }

    /// The highest rung that was reached, once, however many were passed.
    private mutating func escalate(_ place: Int, _ rules: Policy.DutyRules, _ told: inout Told) {
        let duty = progress.duties[place]
        guard duty.rung < rules.ladder.count, duty.due < told.at else { return }
        let reached = rules.climbs(duty.due, told.calendar).filter { $0.at < told.at }
        guard reached.count > duty.rung, let last = reached.last else { return }
        progress.duties[place].rung = reached.count
        let names = told.policy.recipients(last.to, of: self)
        told.tell(
            .escalated,
            "\(duty.kind.rawValue).escalation",
            [.init("due", stamp(duty.due)), .init("to", names.joined(separator: ", "))],
            .overdue(progress.duties[place], to: names)
        )
    }

    /// Once for each day of the policy; while the prospect is only kept, the duty's own reminders say enough.
    mutating func tickHold(_ told: inout Told) {
        guard status == .approved, let hold, hold.until < Hold.openEnd, keepingDuty(under: told.policy) == nil
        else { return }
        let past = told.policy.hold.reminderDays.count { told.calendar.daysBefore($0, hold.until) <= told.at }
        guard past > progress.holdReminded else { return }
        progress.holdReminded = past
        told.tell(.reminded, "hold.reminder", [.init("until", stamp(hold.until))], .holdEnding(until: hold.until))
    }

    func nextHoldReminder(_ policy: Policy, _ calendar: BusinessCalendar) -> Date? {
        guard status == .approved, let hold, keepingDuty(under: policy) == nil,
            let days = policy.hold.reminderDays.mostFirst(progress.holdReminded)
        else { return nil }
        return calendar.daysBefore(days, hold.until)
    }
}

extension [Int] {
    /// The number at a place when the largest comes first, in whatever order the file has them.
    fileprivate func mostFirst(_ place: Int) -> Int? {
        guard place < count else { return nil }
        return count == 1 ? first : sorted(by: >)[place]
    }
}

extension Policy.DutyRules {
    func nextReminder(of duty: Duty, _ calendar: BusinessCalendar) -> Date? {
        reminderDays.mostFirst(duty.reminded).map { calendar.daysBefore($0, duty.due) }
    }

    /// When the first look is due; nil where none is, or the reviewer was told of it.
    func firstLook(of duty: Duty, _ calendar: BusinessCalendar) -> Date? {
        guard let firstLook, duty.firstLookTold == nil else { return nil }
        return calendar.deadline(firstLook, after: duty.startedAt)
    }

    /// The rungs with their instants, earliest first.
    func climbs(_ due: Date, _ calendar: BusinessCalendar) -> [(at: Date, to: Rung.Recipient)] {
        let climbs = ladder.map { (at: calendar.deadline($0.after, after: due), to: $0.to) }
        let isInOrder = zip(climbs, climbs.dropFirst()).allSatisfy { $0.at <= $1.at }
        return isInOrder ? climbs : climbs.sorted { $0.at < $1.at }
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
