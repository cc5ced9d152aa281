import Desk
import DeskTesting
import FoundationEssentials
import Registrations

/// What was said to whom of a duty: each thing once, in office hours, and none forgotten.
struct Reminded {
    let registration: Registration
    let events: [Event]
    let terms: Policy
    /// All that were in force so far, one after the other.
    var calendars: [BusinessCalendar] = []

    private var calendar: BusinessCalendar { BusinessCalendar(terms) }
    /// Clocks are swept more often than that.
    private static let slackSeconds = 7_200.0

    /// `said` are the events that came with this change of it.
    func judge(since before: Registration?, said: some Collection<Event>, _ complain: (String) -> Void) {
        for duty in registration.progress.duties {
            let former = before?.progress.duty(duty.kind).flatMap { $0.startedAt == duty.startedAt ? $0 : nil }
            let reminders = said.count { $0.isReminder(of: "\(duty.kind.rawValue).reminder") }
            if reminders > max(0, min(1, duty.reminded - (former?.reminded ?? 0))) {
                complain("reminded of \(duty.kind) without a mark of it: \(registration.id)")
            }
            guard let former, former.due == duty.due else { continue }
            let isForgotten =
                duty.reminded < former.reminded || duty.rung < former.rung || former.isHandedOver && !duty.isHandedOver
                || former.firstLookTold != nil && duty.firstLookTold == nil
            if isForgotten { complain("what was said of \(duty.kind) is forgotten: \(registration.id)") }
        }
        for event in said where event.kind == .reminded || event.kind == .escalated || event.kind == .handedOver {
            if !calendar.isOpen(at: event.at) { complain("written to at night: \(registration.id)") }
        }
        if let hold = registration.hold, hold.until == before?.hold?.until,
            registration.progress.holdReminded < before?.progress.holdReminded ?? 0
        {
            complain("what was said of the hold is forgotten: \(registration.id)")
        }
    }

    /// A reminder that was behind the duty when it began is not owed, even if another calendar would have put it later.
    private func fellBefore(_ duty: Duty, days: Int) -> Bool {
        calendars.contains { $0.daysBefore(days, duty.due) <= duty.startedAt }
    }

    /// Whoever owes something hears of it in time.
    func nothingIsLeftOut(at now: Date, _ complain: (String) -> Void) {
        for duty in registration.progress.duties where duty.isRunning && !duty.hasMoved && now < duty.due {
            guard let days = terms.duties[duty.kind]?.reminderDays.max() else { continue }
            let instant = calendar.daysBefore(days, duty.due)
            let said = calendar.nextOpening(atOrAfter: instant).addingTimeInterval(Self.slackSeconds)
            guard instant > duty.startedAt, said < now, calendar.isOpen(at: now) else { continue }
            let isSaid = events.contains {
                $0.at >= duty.startedAt && $0.isReminder(of: "\(duty.kind.rawValue).reminder")
            }
            guard !isSaid, !fellBefore(duty, days: days) else { continue }
            complain("not reminded of \(duty.kind): \(registration.id)")
        }
    }
}

extension Event {
    fileprivate func isReminder(of rule: String) -> Bool {
        guard kind == .reminded, case .rule(rule, _) = actor else { return false }
        return true
    }
}
