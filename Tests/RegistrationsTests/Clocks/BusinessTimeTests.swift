import FoundationEssentials
import Testing

@testable import Registrations

@Suite struct BusinessTimeTests {
    @Test(arguments: [
        ("2026-03-03T10:00:00+01:00", "2026-03-03T12:00:00+01:00", 2.0),
        ("2026-03-03T06:00:00+01:00", "2026-03-03T20:00:00+01:00", 8),
        ("2026-03-03T16:00:00+01:00", "2026-03-04T10:00:00+01:00", 2),
        ("2026-03-06T16:00:00+01:00", "2026-03-09T10:00:00+01:00", 2),
        ("2026-03-07T06:00:00+01:00", "2026-03-08T20:00:00+01:00", 0),
        ("2026-12-23T16:00:00+01:00", "2026-12-28T10:00:00+01:00", 10),
        ("2026-10-23T16:00:00+02:00", "2026-10-26T10:00:00+01:00", 2),
        ("2026-03-03T12:00:00+01:00", "2026-03-03T12:00:00+01:00", 0),
        ("2026-03-03T12:00:00+01:00", "2026-03-03T10:00:00+01:00", 0),
        // 2026 has 261 days from Monday to Friday; four are holidays in this table: 257 days of 8 hours.
        ("2026-01-01T00:00:00+01:00", "2027-01-01T00:00:00+01:00", 2056),
    ])
    func `office time passes only in office hours`(start: String, end: String, hours: Double) throws {
        let calendar = ClockSamples.calendar(regions: ["DE-BY"])
        #expect(calendar.businessTime(from: try instant(start), to: try instant(end)) == hours * 3600)
    }

    @Test(arguments: [
        ("2026-10-19T00:00:00+02:00", "2026-11-02T00:00:00+01:00", 337.0),
        ("2027-03-22T00:00:00+01:00", "2027-04-05T00:00:00+02:00", 335),
        ("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", 25),
        ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", 1),
        ("2026-01-01T00:00:00+01:00", "2027-01-01T00:00:00+01:00", 8760),
    ])
    func `an office that never closes counts the hours there are`(start: String, end: String, hours: Double) throws {
        let calendar = ClockSamples.calendar(hours: 0..<1440, workdays: [1, 2, 3, 4, 5, 6, 7])
        #expect(calendar.businessTime(from: try instant(start), to: try instant(end)) == hours * 3600)
    }

    @Test(arguments: [
        (4.0, "2026-03-03T10:00:00+01:00", "2026-03-03T14:00:00+01:00"),
        (4, "2026-03-03T13:00:00+01:00", "2026-03-03T17:00:00+01:00"),
        (4, "2026-03-03T15:00:00+01:00", "2026-03-04T11:00:00+01:00"),
        (4, "2026-03-06T20:00:00+01:00", "2026-03-09T13:00:00+01:00"),
        (10, "2026-12-23T16:00:00+01:00", "2026-12-28T10:00:00+01:00"),
        (0, "2026-03-07T12:00:00+01:00", "2026-03-09T09:00:00+01:00"),
        (-1, "2026-03-03T10:00:00+01:00", "2026-03-03T10:00:00+01:00"),
    ])
    func `business hours end in office hours or with them`(hours: Double, start: String, end: String) throws {
        let calendar = ClockSamples.calendar(regions: ["DE-BY"])
        #expect(calendar.adding(businessSeconds: hours * 3600, to: try instant(start)) == (try instant(end)))
    }

    @Test func `a clock that was paused goes on with what it had left`() throws {
        let calendar = ClockSamples.calendar()
        let start = try instant("2026-03-03T11:00:00+01:00")
        let due = calendar.deadline(.businessDays(2), after: start)
        let paused = try instant("2026-03-04T14:00:00+01:00")
        let left = calendar.businessTime(from: paused, to: due)
        #expect(left == 5 * 3600)
        let resumed = calendar.adding(businessSeconds: left, to: try instant("2026-03-06T18:30:00+01:00"))
        #expect(resumed == (try instant("2026-03-09T14:00:00+01:00")))
    }

    @Test func `where the office has no hours, all time counts`() throws {
        let start = try instant("2026-03-03T10:00:00+01:00")
        for calendar in [
            ClockSamples.calendar(workdays: []), ClockSamples.calendar(hours: 540..<540),
        ] {
            #expect(calendar.deadline(.businessDays(2), after: start) == start.addingTimeInterval(2 * 86_400))
            #expect(calendar.deadline(.businessHours(2), after: start) == start.addingTimeInterval(7200))
            #expect(calendar.businessTime(from: start, to: start.addingTimeInterval(60)) == 60)
            #expect(calendar.nextOpening(atOrAfter: start) == start)
            #expect(!calendar.isOpen(at: start))
        }
    }

    @Test func `a year of days off is searched no further`() throws {
        let years = (2026...2029).flatMap { year in
            (1...12).flatMap { month in
                (1...CivilDate.days(inMonth: month, of: year)).compactMap {
                    CivilDate(year: year, month: month, day: $0)?.text
                }
            }
        }
        let calendar = ClockSamples.calendar(holidays: Set(years))
        let start = try instant("2026-03-03T10:00:00+01:00")
        #expect(calendar.nextOpening(atOrAfter: start) == start)
        #expect(calendar.deadline(.businessDays(2), after: start) >= start)
        #expect(calendar.adding(businessSeconds: 3600, to: start) >= start)
        #expect(calendar.daysBefore(2, start) <= start)
    }
}
