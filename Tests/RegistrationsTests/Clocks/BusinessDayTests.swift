import FoundationEssentials
import Testing

@testable import Registrations

@Suite struct BusinessDayTests {
    @Test(arguments: [
        // Christmas Day 2026 is a Friday, Epiphany 2027 a Wednesday; 24 and 31 December are the company's own.
        ("DE-BY", 1, "2026-12-23T10:00:00+01:00", "2026-12-28T10:00:00+01:00"),
        ("DE-HH", 1, "2026-12-23T10:00:00+01:00", "2026-12-28T10:00:00+01:00"),
        ("DE-BY", 6, "2026-12-23T10:00:00+01:00", "2027-01-07T10:00:00+01:00"),
        ("DE-HH", 6, "2026-12-23T10:00:00+01:00", "2027-01-06T10:00:00+01:00"),
        ("DE-BY", 1, "2026-06-03T10:00:00+02:00", "2026-06-05T10:00:00+02:00"),
        ("DE-HH", 1, "2026-06-03T10:00:00+02:00", "2026-06-04T10:00:00+02:00"),
        ("DE-BY", 2, "2027-01-06T10:00:00+01:00", "2027-01-11T09:00:00+01:00"),
    ])
    func `Bavaria and Hamburg keep different days`(region: String, days: Int, start: String, due: String) throws {
        let calendar = ClockSamples.calendar(regions: [region], companyDays: ["12-24", "2026-12-31"])
        #expect(calendar.deadline(.businessDays(days), after: try instant(start)) == (try instant(due)))
    }

    @Test(arguments: [
        ("America/New_York", "US", 1, "2026-07-02T16:00:00-04:00", "2026-07-06T16:00:00-04:00"),
        ("America/New_York", "US", 2, "2026-11-25T20:00:00-05:00", "2026-12-01T09:00:00-05:00"),
        ("America/New_York", "US", 1, "2026-10-30T10:00:00-04:00", "2026-11-02T10:00:00-05:00"),
        ("Europe/London", "GB-ENG", 1, "2026-12-24T12:00:00Z", "2026-12-29T12:00:00Z"),
        ("Europe/London", "GB-ENG", 1, "2026-08-28T09:00:00+01:00", "2026-09-01T09:00:00+01:00"),
        ("Europe/London", "GB-ENG", 1, "2026-10-23T16:30:00+01:00", "2026-10-26T16:30:00Z"),
        ("Asia/Kathmandu", "GB-ENG", 1, "2026-03-03T09:15:00+05:45", "2026-03-04T09:15:00+05:45"),
        ("Pacific/Auckland", "GB-ENG", 1, "2026-09-25T10:00:00+12:00", "2026-09-28T10:00:00+13:00"),
    ])
    func `other countries keep their own`(zone: String, region: String, days: Int, start: String, due: String) throws {
        let calendar = ClockSamples.calendar(zone, regions: [region])
        #expect(calendar.deadline(.businessDays(days), after: try instant(start)) == (try instant(due)))
    }

    @Test(arguments: [
        // Round the clock on every day: 02:30 is twice on 25 October 2026 and never on 28 March 2027.
        (Span.businessDays(1), "2026-10-24T02:30:00+02:00", "2026-10-25T02:30:00+02:00"),
        (.businessDays(1), "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"),
        (.businessDays(1), "2026-10-25T02:30:00+01:00", "2026-10-26T02:30:00+01:00"),
        (.businessDays(1), "2027-03-27T02:30:00+01:00", "2027-03-28T03:30:00+02:00"),
        (.businessDays(2), "2027-03-27T02:30:00+01:00", "2027-03-29T02:30:00+02:00"),
        (.hours(24), "2026-10-24T02:30:00+02:00", "2026-10-25T02:30:00+02:00"),
        (.hours(48), "2026-10-24T02:30:00+02:00", "2026-10-26T01:30:00+01:00"),
        (.hours(24), "2027-03-27T12:00:00+01:00", "2027-03-28T13:00:00+02:00"),
        (.businessHours(24), "2026-10-24T12:00:00+02:00", "2026-10-25T11:00:00+01:00"),
        (.days(1), "2026-10-24T12:00:00+02:00", "2026-10-25T23:59:59+01:00"),
        (.days(1), "2027-03-27T12:00:00+01:00", "2027-03-28T23:59:59+02:00"),
        (.months(1), "2027-01-31T12:00:00+01:00", "2027-02-28T23:59:59+01:00"),
        (.months(6), "2026-05-05T23:30:00Z", "2026-11-06T23:59:59+01:00"),
        (.days(0), "2026-05-05T12:00:00+02:00", "2026-05-05T23:59:59+02:00"),
    ])
    func `the change of clocks is survived`(span: Span, start: String, due: String) throws {
        let calendar = ClockSamples.calendar(hours: 0..<1440, workdays: [1, 2, 3, 4, 5, 6, 7])
        #expect(calendar.deadline(span, after: try instant(start)) == (try instant(due)))
    }

    @Test func `two business days are not forty-eight hours`() throws {
        let friday = try instant("2026-03-06T15:00:00+01:00")
        let calendar = ClockSamples.calendar()
        #expect(calendar.deadline(.businessDays(2), after: friday) == (try instant("2026-03-10T15:00:00+01:00")))
        #expect(calendar.deadline(.hours(48), after: friday) == (try instant("2026-03-08T15:00:00+01:00")))
        #expect(calendar.deadline(.businessHours(16), after: friday) == (try instant("2026-03-10T15:00:00+01:00")))
    }

    @Test func `an office that is open in the skipped hour alone is closed that day`() throws {
        let calendar = ClockSamples.calendar(hours: 150..<180, workdays: [6, 7])
        #expect(!calendar.isOpen(at: try instant("2027-03-28T03:20:00+02:00")))
        #expect(calendar.isOpen(at: try instant("2027-03-28T03:40:00+02:00")) == false)
        // 02:30 to 03:00 would become 03:30 to 03:00.
        #expect(
            calendar.nextOpening(atOrAfter: try instant("2027-03-28T00:00:00+01:00"))
                == (try instant("2027-04-03T02:30:00+02:00"))
        )
    }

    @Test(arguments: [
        (3, "2026-03-12T10:00:00+01:00", "2026-03-09T10:00:00+01:00"),
        (3, "2026-03-10T10:00:00+01:00", "2026-03-06T09:00:00+01:00"),
        (3, "2026-03-12T23:59:59+01:00", "2026-03-09T09:00:00+01:00"),
        (2, "2026-03-11T07:00:00+01:00", "2026-03-06T09:00:00+01:00"),
        (0, "2026-03-11T23:59:59+01:00", "2026-03-11T09:00:00+01:00"),
        (0, "2026-03-11T10:20:30+01:00", "2026-03-11T10:20:30+01:00"),
        (1, "2026-12-27T23:59:59+01:00", "2026-12-24T09:00:00+01:00"),
        (-4, "2026-03-11T10:00:00+01:00", "2026-03-11T10:00:00+01:00"),
        (2, "2026-10-27T10:00:00+01:00", "2026-10-23T09:00:00+02:00"),
    ])
    func `a reminder comes in office hours`(days: Int, due: String, reminder: String) throws {
        let calendar = ClockSamples.calendar(regions: ["DE-BY"])
        #expect(calendar.daysBefore(days, try instant(due)) == (try instant(reminder)))
    }

    @Test(arguments: [
        ("2026-03-03T09:00:00+01:00", true), ("2026-03-03T08:59:59+01:00", false),
        ("2026-03-03T16:59:59+01:00", true), ("2026-03-03T17:00:00+01:00", false),
        ("2026-03-07T12:00:00+01:00", false), ("2026-12-25T12:00:00+01:00", false),
        ("2026-12-24T12:00:00+01:00", true),
    ])
    func `the office is open from its opening up to its closing`(at text: String, isOpen: Bool) throws {
        #expect(ClockSamples.calendar(regions: ["DE-BY"]).isOpen(at: try instant(text)) == isOpen)
    }

    @Test func `the local day is that of the program, not of the server`() throws {
        let instant = try instant("2026-03-03T23:30:00Z")
        #expect(ClockSamples.calendar("Europe/Berlin").localDate(instant).text == "2026-03-04")
        #expect(ClockSamples.calendar("America/New_York").localDate(instant).text == "2026-03-03")
        #expect(ClockSamples.calendar("Pacific/Apia").localDate(instant).text == "2026-03-04")
    }
}
