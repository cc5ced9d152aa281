/// Reads the pieces of a typed date in any order that people write them in; each piece is used once.
struct DateGrammar {
    private let tokens: [DateTokens.Token]
    private var position = 0
    private var typed = TypedDate()
    /// A word such as `um` came just before: a number is an hour.
    private var expectsTime = false
    /// `heute` or `tomorrow` was read: a distance after it is counted from there.
    private var namedDay: Int?

    init?(_ tokens: [DateTokens.Token]) {
        guard !tokens.isEmpty else { return nil }
        self.tokens = tokens
    }

    /// Nil when a piece has no meaning or there is no day in it.
    mutating func read() -> TypedDate? {
        while position < tokens.count {
            let known =
                switch tokens[position].kind {
                case .word(let word): readWord(word)
                case .number: readNumber()
                case .mark("@"): expectTime()
                case .mark: false
                }
            guard known else { return nil }
        }
        guard !expectsTime else { return nil }
        if case .hoursLater = typed.day, typed.secondOfDay != nil || typed.weekday != nil { return nil }
        guard typed.week != .following || typed.day == nil else { return nil }
        return typed.day == nil && typed.weekday == nil ? nil : typed
    }

    // Looking ahead

    private func token(_ offset: Int = 0) -> DateTokens.Token? {
        position + offset < tokens.count ? tokens[position + offset] : nil
    }

    private func word(_ offset: Int = 0) -> String? { token(offset)?.word }

    private func number(_ offset: Int = 0) -> Int? { token(offset)?.number }

    private func isMark(_ mark: Character, _ offset: Int) -> Bool { token(offset)?.kind == .mark(mark) }

    private mutating func skipMark(_ mark: Character) {
        if isMark(mark, 0) { position += 1 }
    }

    // Setting each piece once

    private mutating func set(_ day: TypedDate.Day, consuming count: Int) -> Bool {
        guard typed.day == nil else { return false }
        typed.day = day
        position += count
        expectsTime = false
        return true
    }

    private mutating func set(secondOfDay: Int, consuming count: Int) -> Bool {
        guard typed.secondOfDay == nil else { return false }
        typed.secondOfDay = secondOfDay
        position += count
        expectsTime = false
        return true
    }

    private mutating func expectTime() -> Bool {
        guard !expectsTime else { return false }
        expectsTime = true
        position += 1
        return true
    }

    // Words

    private mutating func readWord(_ first: String) -> Bool {
        if DateNames.clocks.contains(first) { return expectTime() }
        if DateNames.noons.contains(first) { return set(secondOfDay: 12 * 3600, consuming: 1) }
        if let time = SpokenTime(tokens[position...], isExpected: expectsTime) {
            return set(secondOfDay: time.secondOfDay, consuming: time.count)
        }
        if first == "day", word(1) == "after", word(2) == "tomorrow" { return set(.daysLater(2), consuming: 3) }
        if let days = DateNames.relativeDays[first] {
            namedDay = days
            return set(.daysLater(days), consuming: 1)
        }
        if first == "in" { return readDistance(from: 1) }
        if DateNames.counts[first] != nil { return readDistance(from: 0) }
        if let month = DateNames.months[first] { return readMonthFirst(month) }
        if let week = DateNames.weekWords[first] { return readWeek(week) }
        if let weekday = DateNames.weekdays[first] { return readWeekday(weekday) }
        guard DateNames.fillers.contains(first) else { return false }
        position += 1
        return true
    }

    /// `in 3 days`, `in zwei Wochen`, `a week from today`, and `in einer Woche` after `heute`.
    private mutating func readDistance(from offset: Int) -> Bool {
        guard let count = number(offset) ?? word(offset).flatMap({ DateNames.counts[$0] }),
            let unit = word(offset + 1)
        else { return false }
        var start: Int?
        var end = offset + 2
        if word(end) == "from", let day = word(end + 1) {
            start = day == "now" ? 0 : DateNames.relativeDays[day]
            guard start != nil else { return false }
            end += 2
        }
        guard start != nil || offset > 0 else { return false }
        if DateNames.calendarMonths.contains(unit) {
            return (start ?? 0) == 0 && set(.monthsLater(count), consuming: end)
        }
        if DateNames.hours.contains(unit) { return (start ?? 0) == 0 && set(.hoursLater(count), consuming: end) }
        guard DateNames.days.contains(unit) || DateNames.weeks.contains(unit) else { return false }
        if start == nil, let named = namedDay {
            start = named
            namedDay = nil
            typed.day = nil
        }
        let days = DateNames.weeks.contains(unit) ? count * 7 : count
        return set(.daysLater((start ?? 0) + days), consuming: end)
    }

    /// `next` before a weekday or a week.
    private mutating func readWeek(_ week: TypedDate.Week) -> Bool {
        if let next = word(1), DateNames.weeks.contains(next) {
            guard week != .this, typed.week == .coming else { return false }
            typed.week = .following
            position += 2
            return true
        }
        guard let weekday = word(1).flatMap({ DateNames.weekdays[$0] }), typed.week == .coming else { return false }
        position += 1
        typed.week = week
        return readWeekday(weekday)
    }

    private mutating func readWeekday(_ weekday: Int) -> Bool {
        guard typed.weekday == nil else { return false }
        typed.weekday = weekday
        position += 1
        skipMark(".")
        return true
    }

    /// `Dec 1`, `December 1st 2026`.
    private mutating func readMonthFirst(_ month: Int) -> Bool {
        let dot = isMark(".", 1) ? 1 : 0
        guard let day = number(1 + dot), (token(1 + dot)?.digits ?? 0) <= 2, !isMark(":", 2 + dot) else { return false }
        let ordinal = word(2 + dot).map { DateNames.ordinals.contains($0) } == true ? 1 : 0
        let end = isMark(".", 2 + dot) && !isTwoDigits(3 + dot) ? 1 : ordinal
        let year = year(at: 2 + dot + end)
        return set(
            .date(year: year, month: month, day: day),
            consuming: 2 + dot + end + (year == nil ? 0 : 1)
        )
    }

    /// A year in full, which is no time of day.
    private func year(at offset: Int) -> Int? {
        token(offset)?.digits == 4 && !isMark(":", offset + 1) ? number(offset) : nil
    }

    private func isTwoDigits(_ offset: Int) -> Bool {
        token(offset)?.digits == 2 && token(offset)?.followsSpace == false
    }

    // Numbers

    private mutating func readNumber() -> Bool {
        if word(2) == "from" { return readDistance(from: 0) }
        if expectsTime { return readTime() || readDate() }
        return readDate() || readTime()
    }

    private mutating func readTime() -> Bool {
        let isTold = expectsTime || typed.day != nil
        guard let time = TimeWords(tokens[position...], isExpected: expectsTime, mayHaveDot: isTold) else {
            return false
        }
        return set(secondOfDay: time.secondOfDay, consuming: time.count)
    }

    private mutating func readDate() -> Bool {
        if token()?.digits == 4 { return readYearFirst() }
        guard let first = number(), (token()?.digits ?? 0) <= 2 else { return false }
        if readDayBeforeName(first) { return true }
        for separator: Character in [".", "/", "-"] where isMark(separator, 1) {
            return readNumbers(first, separator)
        }
        return false
    }

    /// `2026-12-01`, `2026/12/01`.
    private mutating func readYearFirst() -> Bool {
        guard let year = number(), let separator = token(1)?.kind,
            [.mark("-"), .mark("/"), .mark(".")].contains(separator),
            let month = number(2), token(3)?.kind == separator, let day = number(4), (token(2)?.digits ?? 0) <= 2,
            (token(4)?.digits ?? 0) <= 2
        else { return false }
        return set(.date(year: year, month: month, day: day), consuming: 5)
    }

    /// `1. Dezember`, `1st of December 2026`.
    private mutating func readDayBeforeName(_ day: Int) -> Bool {
        var next = 1
        if isMark(".", next) || word(next).map({ DateNames.ordinals.contains($0) }) == true { next += 1 }
        if word(next) == "of" { next += 1 }
        guard let month = word(next).flatMap({ DateNames.months[$0] }) else { return false }
        next += 1
        if isMark(".", next) { next += 1 }
        let year = year(at: next)
        return set(.date(year: year, month: month, day: day), consuming: next + (year == nil ? 0 : 1))
    }

    /// `1.12.2026`, `1.12.`, `12/01/2026`, `01-12-26`: only dots say that the day comes first.
    private mutating func readNumbers(_ first: Int, _ separator: Character) -> Bool {
        guard let second = number(2), (token(2)?.digits ?? 0) <= 2 else { return false }
        var count = 3
        var year: Int?
        if isMark(separator, 3) {
            let isShort = isTwoDigits(4) && !isMark(":", 5)
            if let full = self.year(at: 4) ?? (isShort ? number(4).map { 2000 + $0 } : nil) {
                (year, count) = (full, 5)
            } else if separator == "." {
                count = 4
            } else {
                return false
            }
        }
        if separator == "." {
            // `14.30` is a time of day.
            guard year != nil || ((1...12).contains(second) && !(count == 3 && typed.day != nil)),
                word(count) != "uhr"
            else { return false }
            return set(.date(year: year, month: second, day: first), consuming: count)
        }
        guard separator == "/" || year != nil else { return false }
        return set(.eitherOrder(year: year, first, second), consuming: count)
    }
}
