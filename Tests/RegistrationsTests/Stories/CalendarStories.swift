import FoundationEssentials
import Testing

@testable import Registrations

@Suite struct CalendarStories {
    @Test func `a stop of the service counts against nobody, and says so once`() throws {
        var world = World()
        let waiting = try world.submit("north")
        let held = try world.submit("south", on: "other.example")
        try world.approve(held)
        let due = try world.get(held).progress.duty(.firstMeeting)?.due
        #expect(due == (try instant("2026-03-17T23:59:59+01:00")))
        try world.stop(days: 7)
        #expect(try world.get(waiting).answerDueAt == (try instant("2026-03-12T10:00:00+01:00")))
        #expect(try world.get(held).progress.duty(.firstMeeting)?.due == (try instant("2026-03-24T23:59:59+01:00")))
        let terms = world.policy
        let (start, end) = (world.now.addingTimeInterval(-7 * 86_400), world.now)
        #expect(try world.get(held).shifted(pastStopFrom: start, until: end, under: terms) == nil)
        #expect(world.events[held]?.filter { $0.kind == .deadlineMoved }.count == 1)
        #expect(world.violations == [])
    }

    @Test func `a stop over the end of the grace does not cost the hold`() throws {
        var world = World()
        let id = try world.submit("north")
        try world.approve(id)
        try world.pass(until: try instant("2026-03-19T12:00:00+01:00"))
        try world.stop(days: 5)
        try world.pass(days: 0.5)
        #expect(try world.get(id).status == .approved)
        try world.meet(id)
        #expect(world.violations == [])
    }

    @Test func `a claim asked about before a stop and answered after it is not given the stop twice`() throws {
        var world = World()
        let id = try world.submit("north")
        try world.ask(id)
        let start = world.now
        world.now = try instant("2026-03-10T10:00:00+01:00")
        let end = world.now
        try world.pass(days: 1)
        try world.answer(id)
        let due = try world.get(id).answerDueAt
        #expect(try world.get(id).shifted(pastStopFrom: start, until: end, under: world.policy) == nil)
        #expect(due == (try instant("2026-03-13T10:00:00+01:00")))
    }

    @Test func `a prospect that is only kept is kept as long as the duty that moved`() throws {
        for starts in [Policy.HoldRules.Start.firstMeeting, .acceptance] {
            var world = World(Rulebook.policy { $0.hold.starts = starts })
            let id = try world.submit("north")
            try world.approve(id)
            let kept = try #require(try world.get(id).hold?.until)
            try world.stop(days: 7)
            #expect(try world.get(id).hold?.until == kept.addingTimeInterval(7 * 86_400))
            #expect(world.violations == [])
        }
    }

    @Test func `a day off more moves what is open and nothing else, and nothing becomes overdue by it`() throws {
        var world = World()
        let open = try world.submit("north")
        let held = try world.submit("south", on: "other.example")
        try world.approve(held)
        var policy = world.policy
        policy.version = "8"
        policy.calendar.holidays = ["2026-03-04"]
        try world.change(policy)
        #expect(try world.get(open).answerDueAt == (try instant("2026-03-06T10:00:00+01:00")))
        #expect(world.events[open]?.last?.kind == .deadlineMoved)
        #expect(world.events[held]?.contains { $0.kind == .deadlineMoved } == false)
        world.now = try instant("2026-03-05T12:00:00+01:00")
        policy.version = "9"
        policy.calendar.holidays = []
        try world.change(policy)
        let due = try #require(try world.get(open).answerDueAt)
        #expect(due >= world.now)
        #expect(world.violations == [])
    }

    @Test func `elapsed hours do not move with the office`() throws {
        var world = World(Rulebook.policy { $0.duties[.answer]?.within = .hours(10) })
        let id = try world.submit("north")
        let due = try world.get(id).answerDueAt
        var policy = world.policy
        policy.version = "8"
        policy.calendar.opensAtMinute = 11 * 60
        try world.change(policy)
        #expect(try world.get(id).answerDueAt == due)
    }
}
