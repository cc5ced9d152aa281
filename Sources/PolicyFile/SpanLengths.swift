import Registrations

/// Lengths of time of different units, held against each other.
extension Span {
    /// No shorter than this, whatever the day it begins on; business days of a five-day week take their weekends along.
    var leastMinutes: Int {
        switch self {
        case .businessDays(let count): (count / 5 * 7 + count % 5) * Span.dayMinutes
        case .businessHours(let count), .hours(let count): count * 60
        case .days(let count): count * Span.dayMinutes
        case .months(let count): count * 28 * Span.dayMinutes
        }
    }

    /// No longer than this, unless many days off lie between.
    var mostMinutes: Int {
        switch self {
        case .businessDays(let count), .businessHours(let count): (count / 5 * 7 + count % 5 + 3) * Span.dayMinutes
        case .hours(let count): count * 60
        case .days(let count): count * Span.dayMinutes
        case .months(let count): count * 31 * Span.dayMinutes
        }
    }

    /// Calendar days that pass at least, begun ones among them.
    var leastDays: Int { (leastMinutes + Span.dayMinutes - 1) / Span.dayMinutes }

    private static let dayMinutes = 24 * 60
}

extension Policy {
    /// Every time for which the policy protects; none that has no end.
    var holdLengths: [Span] {
        ([hold.length] + tiers.values.map(\.hold)).compactMap(\.self) + hold.byProduct.values + hold.byKind.values
    }

    /// Every time in which a duty may be owed.
    func lengths(of kind: Duty.Kind) -> [Span] {
        guard let rules = duties[kind] else { return [] }
        let byTier = kind == .answer ? tiers.values.compactMap(\.answer) : []
        return [rules.within] + rules.byKind.values + byTier
    }
}
