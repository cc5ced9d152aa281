import FoundationEssentials
import Testing

@testable import Registrations

/// Offices to tell the time in.
enum ClockSamples {
    /// The holidays around the end of 2026 and some that only a part of a country has.
    static let table = HolidayTable(lines: [
        "DE-BY;Assumption Day;20250815 20260815", "DE-BY;Christmas Day;20251225 20261225",
        "DE-BY;Second Day of Christmas;20251226 20261226", "DE-BY;Epiphany;20260106 20270106",
        "DE-BY;New Year's Day;20260101 20270101", "DE-BY;All Saints' Day;20261101 20271101",
        "DE-BY;Corpus Christi;20260604", "DE-HH;Reformation Day;20251031 20261031",
        "DE-HH;New Year's Day;20260101 20270101", "DE-HH;Christmas Day;20261225",
        "DE-HH;Second Day of Christmas;20261226", "US;Thanksgiving Day;20261126", "US;Christmas Day;20261225",
        "US;Independence Day;20260704", "US;Independence Day (observed);20260703", "US;New Year's Day;20270101",
        "GB-ENG;Christmas Day;20261225", "GB-ENG;Boxing Day;20261226", "GB-ENG;Boxing Day (observed);20261228",
        "GB-ENG;New Year's Day;20270101", "GB-ENG;Summer Bank Holiday;20260831",
    ])

    static func calendar(
        _ zone: String = "Europe/Berlin",
        regions: [String] = [],
        hours: Range<Int> = 9 * 60..<17 * 60,
        workdays: Set<Int> = [1, 2, 3, 4, 5],
        holidays: Set<String> = [],
        companyDays: Set<String> = []
    ) -> BusinessCalendar {
        var rules = Policy.Calendar(
            opensAtMinute: hours.lowerBound,
            closesAtMinute: hours.upperBound,
            workdays: workdays,
            holidays: holidays,
            companyDays: companyDays
        )
        #expect(rules.observe(regions, of: table) == [])
        return BusinessCalendar(rules, timeZone: zone)
    }
}

/// SplitMix64: the same numbers for the same seed.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
