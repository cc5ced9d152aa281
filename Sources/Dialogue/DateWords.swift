public import FoundationEssentials
public import Registrations

/// A date as somebody typed it: `1.12.2026 14:00`, `Dec 1 2pm`, `morgen um 14 Uhr`, `next Tuesday`.
///
/// Both languages are understood whichever the person speaks. A date of an unfinished form is taken as follows: without a
/// year it is the first such day that is no more than a month ago; a weekday is the first one after today.
public struct DateWords: Hashable, Sendable {
    /// The instant; noon of the day when no time was given.
    public let at: Date
    public let day: CivilDate
    public let hasTime: Bool
    /// Counted from now: a moment later the same words mean another instant.
    public var isCounted = false

    /// Why a text is no date; the phrasebook says how to mend it.
    public enum Mistake: Error, Hashable, Sendable {
        case unreadable
        /// Two readings, the earlier one first: `12/01/2026`, or `next Friday` on a Monday.
        case ambiguous(DateWords, DateWords)
        /// 31 February, a Monday that is a Tuesday, or a time that the change of clocks skips.
        case noSuchDate
        /// More than two years ahead.
        case tooFar
    }

    /// How far ahead a date may lie.
    public static let limitMonths = 24
    /// More than any date needs; longer texts are not looked at.
    public static let limitCharacters = 80

    /// Reads a date typed at that time by somebody with that clock on the wall.
    ///
    /// Dates in the past are read like others: `isPast` tells them.
    public static func read(_ text: String, local: LocalTime, now: Date) -> Result<DateWords, Mistake> {
        guard let tokens = DateTokens.split(text), var grammar = DateGrammar(tokens), let typed = grammar.read() else {
            return .failure(.unreadable)
        }
        let today = local.date(of: now)
        if case .hoursLater(let hours) = typed.day {
            let minute = (now.timeIntervalSince1970 / 60).rounded(.down) * 60
            let at = Date(timeIntervalSince1970: minute + Double(hours) * 3600)
            return checked(DateWords(at: at, day: local.date(of: at), hasTime: true, isCounted: true), today)
        }
        let days = typed.days(today: today)
        let readings = days.compactMap { reading(of: typed, on: $0, local) }
        guard let first = readings.first else { return .failure(.noSuchDate) }
        guard readings.count == 1 else { return .failure(.ambiguous(first, readings[1])) }
        return checked(first, today)
    }

    /// Whether it lies before now; a date without a time only when its day is over.
    public func isPast(at now: Date, local: LocalTime) -> Bool {
        hasTime ? at < now : day < local.date(of: now)
    }

    /// The same instant in words that mean it whenever they are read: `2026-12-01 14:00`.
    public func lasting(local: LocalTime) -> String {
        let minutes = local.secondOfDay(of: at) / 60
        let (hour, minute) = ("\(minutes / 60)", "\(minutes % 60)")
        return "\(day.text) \(hour):\(minute.count == 1 ? "0" : "")\(minute)"
    }

    private static let noonSecond = 12 * 3600

    private static func reading(of typed: TypedDate, on day: CivilDate, _ local: LocalTime) -> DateWords? {
        let second = typed.secondOfDay ?? noonSecond
        guard local.exists(on: day, secondOfDay: second) else { return nil }
        return DateWords(
            at: local.instant(on: day, secondOfDay: second),
            day: day,
            hasTime: typed.secondOfDay != nil
        )
    }

    private static func checked(_ reading: DateWords, _ today: CivilDate) -> Result<DateWords, Mistake> {
        reading.day > today.adding(months: limitMonths) ? .failure(.tooFar) : .success(reading)
    }
}

/// What was typed, before it is known which day it is.
struct TypedDate: Hashable {
    enum Day: Hashable {
        case date(year: Int?, month: Int, day: Int)
        /// Two numbers of which nobody can say which is the month.
        case eitherOrder(year: Int?, Int, Int)
        case daysLater(Int)
        case monthsLater(Int)
        case hoursLater(Int)
    }

    enum Week: Hashable {
        /// `Tuesday`, `coming Tuesday`: the first after today.
        case coming
        /// `this Tuesday`: today, or the first after it.
        case this
        /// `next Tuesday`: that one, or the one of the next week.
        case next
        /// `Tuesday next week`.
        case following
    }

    var day: Day?
    /// ISO number: alone it is the date, beside a date it must be true.
    var weekday: Int?
    var week = Week.coming
    var secondOfDay: Int?

    /// The days that are meant, in order; none when there is no such day.
    func days(today: CivilDate) -> [CivilDate] {
        guard let day else { return weekday.map { weekdays($0, today) } ?? [] }
        let days: [CivilDate?] =
            switch day {
            case .date(let year, let month, let day): [Self.date(year, month, day, today)]
            case .eitherOrder(let year, let one, let other):
                [Self.date(year, one, other, today), Self.date(year, other, one, today)]
            case .daysLater(let count): [today.adding(days: count)]
            case .monthsLater(let count): [today.adding(months: count)]
            case .hoursLater: []
            }
        return Set(days.compactMap(\.self)).filter { weekday == nil || $0.isoWeekday == weekday }.sorted()
    }

    private func weekdays(_ weekday: Int, _ today: CivilDate) -> [CivilDate] {
        let ahead = (weekday - today.isoWeekday + 7) % 7
        let coming = today.adding(days: ahead == 0 ? 7 : ahead)
        let following = today.adding(days: 7 - today.isoWeekday + weekday)
        return switch week {
        case .coming: [coming]
        case .this: [today.adding(days: ahead)]
        case .next: coming == following ? [coming] : [coming, following].sorted()
        case .following: [following]
        }
    }

    /// Days a date without a year may lie back; what is older means the next year.
    private static let lookBackDays = 31
    /// 29 February comes again after eight years at most.
    private static let yearsToSearch = 9

    private static func date(_ year: Int?, _ month: Int, _ day: Int, _ today: CivilDate) -> CivilDate? {
        if let year { return CivilDate(year: year, month: month, day: day) }
        let earliest = today.adding(days: -lookBackDays)
        return (0...yearsToSearch).lazy
            .compactMap { CivilDate(year: earliest.year + $0, month: month, day: day) }
            .first { $0 >= earliest }
    }
}
