import FoundationEssentials
import Testing

@testable import Registrations

@Suite struct ZoneOffsetTests {
    /// With half hours, changes without summer time, no changes at all, and names that nobody knows.
    private static let zones = [
        "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia",
        "Africa/Casablanca",
        "Europe/Moscow", "America/Sao_Paulo", "UTC", "Nowhere/Land",
    ]

    @Test(arguments: zones)
    func `a clock whose changes were looked up says the same as one that asks`(zone: String) {
        let plain = LocalTime(timeZone: zone)
        let prepared = plain.prepared()
        var dice = Dice(state: 5)
        for _ in 0..<4_000 {
            let instant = Date(
                timeIntervalSince1970: Double(Int.random(in: -1_000_000_000...4_500_000_000, using: &dice))
            )
            #expect(plain.date(of: instant) == prepared.date(of: instant))
            #expect(plain.secondOfDay(of: instant) == prepared.secondOfDay(of: instant), "\(instant)")
        }
    }

    @Test func `a change of clocks is found to the second`() throws {
        let clock = LocalTime(timeZone: "Europe/Berlin").prepared()
        let change = try instant("2026-03-29T01:00:00Z")
        #expect(clock.secondOfDay(of: change.addingTimeInterval(-1)) == 2 * 3_600 - 1)
        #expect(clock.secondOfDay(of: change) == 3 * 3_600)
    }

    @Test func `a policy follows its time zone`() throws {
        var policy = Rulebook.policy()
        policy.program.timeZone = "America/New_York"
        #expect(BusinessCalendar(policy).localDate(try instant("2026-03-03T03:00:00Z")) == CivilDate("2026-03-02"))
        #expect(policy.program == Rulebook.policy { $0.program.timeZone = "America/New_York" }.program)
        #expect(policy.program != Rulebook.policy().program)
    }
}
