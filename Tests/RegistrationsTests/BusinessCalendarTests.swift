import FoundationEssentials
import Testing

@testable import Registrations

@Suite struct BusinessCalendarTests {
    private func calendar(_ change: (inout Policy) -> Void = { _ in }) -> BusinessCalendar {
        BusinessCalendar(
            Rulebook.policy { policy in
                policy.calendar.holidays = ["2026-04-03", "2026-04-06", "2026-12-25"]
                change(&policy)
            }
        )
    }

    @Test(arguments: [
        // Office hours are 9 to 17 on weekdays; 3 March 2026 is a Tuesday.
        ("inside office hours", 2, "2026-03-03T10:30:00+01:00", "2026-03-05T10:30:00+01:00"),
        ("before opening", 2, "2026-03-03T06:00:00+01:00", "2026-03-05T09:00:00+01:00"),
        ("at opening", 1, "2026-03-03T09:00:00+01:00", "2026-03-04T09:00:00+01:00"),
        ("at the last minute", 1, "2026-03-03T16:59:59+01:00", "2026-03-04T16:59:00+01:00"),
        ("at closing", 1, "2026-03-03T17:00:00+01:00", "2026-03-05T09:00:00+01:00"),
        ("at night", 2, "2026-03-03T23:59:00+01:00", "2026-03-06T09:00:00+01:00"),
        ("over a weekend", 2, "2026-03-05T10:00:00+01:00", "2026-03-09T10:00:00+01:00"),
        ("on Friday after closing", 1, "2026-03-06T18:00:00+01:00", "2026-03-10T09:00:00+01:00"),
        ("on Saturday", 2, "2026-03-07T12:00:00+01:00", "2026-03-11T09:00:00+01:00"),
        ("on Sunday", 1, "2026-03-08T12:00:00+01:00", "2026-03-10T09:00:00+01:00"),
        ("over Good Friday and Easter Monday", 1, "2026-04-02T10:00:00+02:00", "2026-04-07T10:00:00+02:00"),
        ("on a holiday", 1, "2026-04-03T10:00:00+02:00", "2026-04-08T09:00:00+02:00"),
        ("over the end of the year", 3, "2026-12-24T10:00:00+01:00", "2026-12-30T10:00:00+01:00"),
        ("into summer time", 1, "2026-03-27T10:00:00+01:00", "2026-03-30T10:00:00+02:00"),
        ("into winter time", 1, "2026-10-23T10:00:00+02:00", "2026-10-26T10:00:00+01:00"),
        ("UTC still says yesterday", 1, "2026-03-03T00:30:00+01:00", "2026-03-04T09:00:00+01:00"),
        ("no days at all", 0, "2026-03-03T10:30:20+01:00", "2026-03-03T10:30:20+01:00"),
        ("no days at all, outside office hours", 0, "2026-03-07T12:00:00+01:00", "2026-03-09T09:00:00+01:00"),
        ("less than no days", -3, "2026-03-03T10:30:00+01:00", "2026-03-03T10:30:00+01:00"),
        ("a hundred days", 100, "2026-01-05T10:00:00+01:00", "2026-05-27T10:00:00+02:00"),
    ])
    func `an answer is due that many business days later`(
        title: String,
        days: Int,
        start: String,
        due: String
    ) throws {
        #expect(calendar().deadline(businessDays: days, after: try instant(start)) == (try instant(due)))
    }

    @Test(arguments: [
        // A time that spring skips is the first one after it; one that autumn repeats is one of the two.
        ("2026-03-28T02:30:00+01:00", ["2026-03-29T03:00:00+02:00", "2026-03-29T03:30:00+02:00"]),
        ("2026-10-24T02:30:00+02:00", ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]),
    ])
    func `office hours at night survive the change of clocks`(start: String, due: [String]) throws {
        let calendar = calendar { policy in
            policy.calendar.opensAtMinute = 0
            policy.calendar.closesAtMinute = 24 * 60
            policy.calendar.workdays = [1, 2, 3, 4, 5, 6, 7]
        }
        let found = calendar.deadline(businessDays: 1, after: try instant(start))
        #expect(try due.map { try instant($0) }.contains(found))
    }

    @Test(arguments: [
        (0, "2026-03-03T10:00:00+01:00", "2026-03-03T23:59:59+01:00"),
        (1, "2026-03-03T00:00:00+01:00", "2026-03-04T23:59:59+01:00"),
        (1, "2026-03-03T23:59:59+01:00", "2026-03-04T23:59:59+01:00"),
        (90, "2026-03-03T10:00:00+01:00", "2026-06-01T23:59:59+02:00"),
        (0, "2026-03-29T01:00:00+01:00", "2026-03-29T23:59:59+02:00"),
        (1, "2026-10-24T12:00:00+02:00", "2026-10-25T23:59:59+01:00"),
        (365, "2027-12-31T12:00:00+01:00", "2028-12-30T23:59:59+01:00"),
    ])
    func `a hold ends with the last second of its last day`(days: Int, start: String, end: String) throws {
        #expect(calendar().endOfDay(calendarDays: days, after: try instant(start)) == (try instant(end)))
    }

    @Test func `an approval protects to the end of the local day`() throws {
        let policy = Rulebook.policy { $0.hold.length = .days(1) }
        let act = try Reviewing(Rulebook.rita, under: policy, at: try instant("2026-03-03T23:30:00+00:00"))
        let approved = try Rulebook.approvable().approved(
            by: act,
            holds: [],
            rivals: [],
            partner: Rulebook.partner(),
            under: policy
        )
        // In Berlin it was the fourth already.
        #expect(approved.registration.hold?.until == (try instant("2026-03-05T23:59:59+01:00")))
    }

    @Test func `a calendar without workdays searches only so far`() throws {
        let start = try instant("2026-03-03T10:00:00+01:00")
        for change in [
            { (policy: inout Policy) in policy.calendar.workdays = [] },
            { (policy: inout Policy) in policy.calendar.closesAtMinute = 0 },
        ] {
            let due = calendar(change).deadline(businessDays: 2, after: start)
            #expect(due >= start && due < start.addingTimeInterval(500 * 86_400))
        }
    }

    @Test func `an unknown time zone is read as UTC`() throws {
        let calendar = calendar { $0.program.timeZone = "Nowhere/Land" }
        #expect(
            calendar.endOfDay(calendarDays: 0, after: try instant("2026-03-03T10:00:00Z"))
                == (try instant("2026-03-03T23:59:59Z"))
        )
    }
}
