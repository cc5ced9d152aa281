import Registrations

/// Lengths of time of different units, held against each other.
extension Span {
    /// No shorter than this, whatever the day it begins on; a business day counts as a day on which nobody works after it.
    var leastMinutes: Int { minutes(businessDay: 24 * 60, month: 28) }

    /// No longer than this, but for weekends and holidays between business days.
    var mostMinutes: Int { minutes(businessDay: 24 * 60, month: 31) }

    /// Calendar days that pass at least; business days of a five-day week take their weekends along.
    var leastDays: Int {
        switch self {
        case .businessDays(let count): count / 5 * 7 + count % 5
        case .businessHours, .hours, .days, .months: leastMinutes / Span.dayMinutes
        }
    }

    private static let dayMinutes = 24 * 60

    private func minutes(businessDay: Int, month: Int) -> Int {
        switch self {
        case .businessDays(let count): count * businessDay
        case .businessHours(let count), .hours(let count): count * 60
        case .days(let count): count * Span.dayMinutes
        case .months(let count): count * month * Span.dayMinutes
        }
    }
}
