public import FoundationEssentials

/// Stretches of office time, for clocks that are paused and go on with what they had left.
extension BusinessCalendar {
    /// Seconds of office time between two instants; none when the second is not later.
    ///
    /// Where the office has no hours, all time counts.
    public func businessTime(from start: Date, to end: Date) -> Double {
        guard start < end else { return 0 }
        guard hasOfficeHours else { return end.timeIntervalSince(start) }
        let first = local.date(of: start)
        let last = local.date(of: end)
        let span = start..<end
        guard first < last else { return openTime(on: first, within: span) }
        return openTime(on: first, within: span) + openTime(on: last, within: span)
            + fullTime(after: first, before: last)
    }

    /// The instant by which so many seconds of office time have passed, counted from the next opening.
    ///
    /// What ends with the office day ends at its closing, not at the next opening.
    public func adding(businessSeconds: Double, to start: Date) -> Date {
        guard hasOfficeHours else { return start.addingTimeInterval(max(0, businessSeconds)) }
        var left = min(max(0, businessSeconds), Double(Span.limitHours) * 3600)
        var instant = nextOpening(atOrAfter: start)
        var day = local.date(of: instant)
        while true {
            let closing = officeHours(on: day).upperBound
            let available = max(0, closing.timeIntervalSince(instant))
            if left <= available { return instant.addingTimeInterval(left) }
            left -= available
            guard let next = workday(after: day) else { return max(instant, closing) }
            day = next
            instant = officeHours(on: day).lowerBound
        }
    }

    private static let weekDays = 7

    private func openTime(on day: CivilDate, within span: Range<Date>) -> Double {
        guard isWorkday(day) else { return 0 }
        let hours = officeHours(on: day).clamped(to: span)
        return hours.upperBound.timeIntervalSince(hours.lowerBound)
    }

    /// The office time of whole days, a week at a time: only a week with a change of clocks is looked at by the day.
    private func fullTime(after first: CivilDate, before last: CivilDate) -> Double {
        var seconds = 0.0
        var next = first.adding(days: 1)
        while next < last {
            let week = (0..<min(Self.weekDays, last.dayNumber - next.dayNumber)).map { next.adding(days: $0) }
            let workdays = week.filter { isWorkday($0) }
            if local.isSteady(from: next, through: next.adding(days: week.count - 1)) {
                seconds += Double(workdays.count * officeSeconds)
            } else {
                for day in workdays {
                    let hours = officeHours(on: day)
                    seconds += hours.upperBound.timeIntervalSince(hours.lowerBound)
                }
            }
            next = next.adding(days: week.count)
        }
        return seconds
    }
}
