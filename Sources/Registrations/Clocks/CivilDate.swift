/// A day as a wall calendar has it: no time of day, no time zone.
public struct CivilDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01 in the Gregorian calendar.
    public let dayNumber: Int

    /// The years that can be written; days outside are held to the nearest one.
    public static let years = 1...9999

    public init(dayNumber: Int) {
        self.dayNumber = min(max(dayNumber, Self.firstDayNumber), Self.lastDayNumber)
    }

    /// Nil when there is no such day, as on 31 February.
    public init?(year: Int, month: Int, day: Int) {
        guard Self.years.contains(year), (1...12).contains(month),
            (1...Self.days(inMonth: month, of: year)).contains(day)
        else { return nil }
        dayNumber = Self.dayNumber(year, month, day)
    }

    /// Reads `2026-12-25`; nil for any other shape and for days that do not exist.
    public init?(_ text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 10, digits[4] == UInt8(ascii: "-"), digits[7] == UInt8(ascii: "-"),
            let year = Self.number(digits[0..<4]), let month = Self.number(digits[5..<7]),
            let day = Self.number(digits[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// As `2026-12-25`.
    public var text: String {
        let (year, month, day) = parts
        let padding = String(repeating: "0", count: 4 - String(year).count)
        return "\(padding)\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    public var year: Int { parts.year }
    public var month: Int { parts.month }
    public var day: Int { parts.day }

    /// 1 for Monday to 7 for Sunday.
    public var isoWeekday: Int { (dayNumber + 3) - Self.floor(dayNumber + 3, by: 7) * 7 + 1 }

    public func adding(days: Int) -> CivilDate {
        CivilDate(dayNumber: dayNumber + min(max(days, -Self.lastDayNumber * 2), Self.lastDayNumber * 2))
    }

    /// The same day that many months later, or the last of the month where it is shorter.
    public func adding(months: Int) -> CivilDate {
        let (year, month, day) = parts
        let farMonths = Self.years.upperBound * 12
        let count = year * 12 + month - 1 + min(max(months, -farMonths), farMonths)
        let target = min(max(Self.floor(count, by: 12), Self.years.lowerBound), Self.years.upperBound)
        let targetMonth = count - Self.floor(count, by: 12) * 12 + 1
        let last = Self.days(inMonth: targetMonth, of: target)
        return CivilDate(dayNumber: Self.dayNumber(target, targetMonth, min(day, last)))
    }

    public static func < (one: CivilDate, other: CivilDate) -> Bool { one.dayNumber < other.dayNumber }

    /// How many days the month of that number has.
    public static func days(inMonth month: Int, of year: Int) -> Int {
        let isLeap = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
        return switch month {
        case 2: isLeap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Counted in years that begin in March, so that the leap day is the last one.
    ///
    /// https://howardhinnant.github.io/date_algorithms.html
    var parts: (year: Int, month: Int, day: Int) {
        let shifted = dayNumber + 719_468
        let era = Self.floor(shifted, by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    static func floor(_ number: Int, by divisor: Int) -> Int {
        number >= 0 ? number / divisor : (number - divisor + 1) / divisor
    }

    private static let firstDayNumber = dayNumber(years.lowerBound, 1, 1)
    private static let lastDayNumber = dayNumber(years.upperBound, 12, 31)

    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = floor(year, by: 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var number = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            number = number * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return number
    }
}
