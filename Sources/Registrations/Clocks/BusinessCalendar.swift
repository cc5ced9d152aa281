public import FoundationEssentials

/// Business time of a program: office hours on workdays that are no holidays, in its time zone.
public struct BusinessCalendar: Sendable {
    private let rules: Policy.Calendar
    private let local: Calendar

    public init(_ policy: Policy) {
        rules = policy.calendar
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: policy.program.timeZone) ?? .gmt
        local = calendar
    }

    /// The same local time that many business days later; what arrives outside office hours counts from the next
    /// opening.
    public func deadline(businessDays: Int, after start: Date) -> Date {
        let opened = nextOpening(atOrAfter: start)
        guard businessDays > 0 else { return opened }
        let minute = minuteOfDay(opened)
        var day = local.startOfDay(for: opened)
        var left = businessDays
        var guardedDays = 0
        while left > 0, guardedDays < Self.searchLimitDays {
            day = dayAfter(day)
            guardedDays += 1
            if isWorkday(day) { left -= 1 }
        }
        return instant(on: day, minute: minute)
    }

    /// The last second of the day that many calendar days later.
    public func endOfDay(calendarDays: Int, after start: Date) -> Date {
        let day = local.startOfDay(for: start)
        let next = local.date(byAdding: .day, value: calendarDays + 1, to: day) ?? start
        return local.startOfDay(for: next).addingTimeInterval(-1)
    }

    /// Itself inside office hours, else the next opening.
    func nextOpening(atOrAfter start: Date) -> Date {
        var day = local.startOfDay(for: start)
        if isWorkday(day) {
            let minute = minuteOfDay(start)
            if minute < rules.opensAtMinute { return instant(on: day, minute: rules.opensAtMinute) }
            if minute < rules.closesAtMinute { return start }
        }
        for _ in 0..<Self.searchLimitDays {
            day = dayAfter(day)
            if isWorkday(day) { return instant(on: day, minute: rules.opensAtMinute) }
        }
        return start
    }

    /// A calendar without workdays must not search for ever.
    private static let searchLimitDays = 400

    private func dayAfter(_ day: Date) -> Date {
        local.startOfDay(for: local.date(byAdding: .day, value: 1, to: day) ?? day.addingTimeInterval(86_400))
    }

    private func isWorkday(_ day: Date) -> Bool {
        let weekday = local.component(.weekday, from: day)
        let iso = weekday == 1 ? 7 : weekday - 1
        return rules.workdays.contains(iso) && !rules.holidays.contains(label(of: day))
    }

    private func label(of day: Date) -> String {
        let parts = local.dateComponents([.year, .month, .day], from: day)
        func padded(_ number: Int?, _ width: Int) -> String {
            let digits = String(number ?? 0)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))"
    }

    private func minuteOfDay(_ instant: Date) -> Int {
        let parts = local.dateComponents([.hour, .minute], from: instant)
        return (parts.hour ?? 0) * 60 + (parts.minute ?? 0)
    }

    /// A local time that a change of clocks skips is read as the first one after it.
    private func instant(on day: Date, minute: Int) -> Date {
        local.date(bySettingHour: minute / 60, minute: minute % 60, second: 0, of: day)
            ?? day.addingTimeInterval(Double(minute) * 60)
    }
}
