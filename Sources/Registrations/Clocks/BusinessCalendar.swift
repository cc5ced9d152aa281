public import FoundationEssentials

/// Business time of a program: office hours on workdays that are no days off, in its time zone.
///
/// The office is open from its opening up to, and not including, its closing.
public struct BusinessCalendar: Sendable {
    /// The clock on the program's wall.
    public let local: LocalTime
    private let rules: Policy.Calendar

    public init(_ policy: Policy) {
        rules = policy.calendar
        local = policy.program.local
    }

    public init(_ rules: Policy.Calendar, timeZone: String) {
        self.rules = rules
        local = LocalTime(timeZone: timeZone)
    }

    /// When a span that begins then is over.
    public func deadline(_ span: Span, after start: Date) -> Date {
        switch span {
        case .businessDays(let count): deadline(businessDays: count, after: start)
        case .businessHours(let count): adding(businessSeconds: Double(count) * 3600, to: start)
        case .hours(let count): start.addingTimeInterval(Double(count) * 3600)
        case .days(let count): endOfDay(calendarDays: count, after: start)
        case .months(let count): local.end(of: local.date(of: start).adding(months: count))
        }
    }

    /// The same local time that many business days later, to the minute; what arrives outside office hours counts from
    /// the next opening.
    ///
    /// It always falls into office hours. Where the office has none, a business day is 24 hours.
    public func deadline(businessDays: Int, after start: Date) -> Date {
        guard hasOfficeHours else { return start.addingTimeInterval(Double(max(0, businessDays)) * 86_400) }
        let opened = nextOpening(atOrAfter: start)
        guard businessDays > 0 else { return opened }
        var day = local.date(of: opened)
        for _ in 0..<min(businessDays, Span.limitDays) {
            guard let next = workday(after: day) else { break }
            day = next
        }
        let due = local.instant(on: day, secondOfDay: local.secondOfDay(of: opened) / 60 * 60)
        let hours = officeHours(on: day)
        guard !hours.isEmpty, !hours.contains(due) else { return due }
        return due < hours.lowerBound ? hours.lowerBound : hours.upperBound.addingTimeInterval(-1)
    }

    /// The last second of the day that many calendar days later.
    public func endOfDay(calendarDays: Int, after start: Date) -> Date {
        local.end(of: local.date(of: start).adding(days: calendarDays))
    }

    /// Itself inside office hours, else the next opening.
    public func nextOpening(atOrAfter start: Date) -> Date {
        guard hasOfficeHours else { return start }
        var day = local.date(of: start)
        if rules.isWorkday(day), let opened = opening(on: day, atOrAfter: start) { return opened }
        while let next = workday(after: day) {
            if let opened = opening(on: next, atOrAfter: start) { return opened }
            day = next
        }
        return start
    }

    /// Whether somebody is in the office.
    public func isOpen(at instant: Date) -> Bool {
        let day = local.date(of: instant)
        return hasOfficeHours && rules.isWorkday(day) && officeHours(on: day).contains(instant)
    }

    /// The day it is in the program's time zone.
    public func localDate(_ instant: Date) -> CivilDate { local.date(of: instant) }

    /// A reminder's instant: that many calendar days before, same local time, moved to the last opening when nobody is in
    /// the office then.
    public func daysBefore(_ days: Int, _ due: Date) -> Date {
        var day = local.date(of: due).adding(days: -max(0, days))
        let wanted = days > 0 ? local.instant(on: day, secondOfDay: local.secondOfDay(of: due)) : due
        guard hasOfficeHours, !isOpen(at: wanted) else { return wanted }
        for _ in 0..<Self.searchLimitDays {
            let hours = officeHours(on: day)
            if rules.isWorkday(day), !hours.isEmpty, hours.lowerBound <= wanted { return hours.lowerBound }
            day = day.adding(days: -1)
        }
        return wanted
    }

    /// A calendar without workdays must not search for ever.
    private static let searchLimitDays = 400

    var hasOfficeHours: Bool { rules.opensAtMinute < rules.closesAtMinute && !rules.workdays.isEmpty }

    /// How long the office is open on a day without a change of clocks.
    var officeSeconds: Int { (rules.closesAtMinute - rules.opensAtMinute) * 60 }

    func isWorkday(_ day: CivilDate) -> Bool { rules.isWorkday(day) }

    /// The next workday; nil when there is none for more than a year.
    func workday(after day: CivilDate) -> CivilDate? {
        var day = day
        for _ in 0..<Self.searchLimitDays {
            day = day.adding(days: 1)
            if rules.isWorkday(day) { return day }
        }
        return nil
    }

    /// From opening to closing, if it is a workday; empty when a change of clocks swallows them.
    func officeHours(on day: CivilDate) -> Range<Date> {
        let opening = local.instant(on: day, secondOfDay: rules.opensAtMinute * 60)
        let closing = local.instant(on: day, secondOfDay: rules.closesAtMinute * 60)
        return opening..<max(opening, closing)
    }

    private func opening(on day: CivilDate, atOrAfter start: Date) -> Date? {
        let hours = officeHours(on: day)
        return !hours.isEmpty && start < hours.upperBound ? max(start, hours.lowerBound) : nil
    }
}
