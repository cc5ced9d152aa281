import FoundationEssentials
import Testing

@testable import Registrations

@Suite struct MeetingStories {
    private static let dates: [(Double, Refusal?)] = [
        (0, nil), (3, nil), (-0.4, nil), (-1, .dateOver), (-400, .dateOver), (729, nil), (731, .dateTooFar),
        (36_500, .dateTooFar),
    ]

    @Test(arguments: dates)
    func `a meeting lies between the claim and what can be planned`(days: Double, refusal: Refusal?) throws {
        var world = World()
        let id = try world.submit("north")
        try world.approve(id)
        if let refusal {
            Rulebook.refuses(refusal) { try world.meet(id, inDays: days) }
            #expect(try world.get(id).progress.meetings == [])
        } else {
            try world.meet(id, inDays: days)
            #expect(try world.get(id).progress.duty(.firstMeeting) == nil)
        }
    }

    @Test func `where the meeting begins the hold it lies inside the window`() throws {
        var world = World(Rulebook.policy { $0.hold.starts = .firstMeeting })
        let id = try world.submit("north")
        try world.approve(id)
        Rulebook.refuses(.dateTooFar) { try world.meet(id, inDays: 60) }
        try world.meet(id, inDays: 10)
        // It is counted from the day of the meeting, and the history from today.
        #expect(try world.get(id).hold?.until == (try instant("2026-06-11T23:59:59+02:00")))
        #expect(world.violations == [])
    }

    @Test func `a meeting needs an approval that stands`() throws {
        var world = World()
        let id = try world.submit("north")
        Rulebook.refuses(.wrongState(.submitted)) { try world.meet(id) }
        try world.approve(id)
        try world.pass(days: 30)
        Rulebook.refuses(.wrongState(.lapsed)) { try world.meet(id) }
    }

    @Test func `a meeting locks the hold to its end, and the vendor owes the next step after it`() throws {
        var world = World()
        let id = try world.submit("north")
        try world.approve(id)
        try world.meet(id, inDays: 3)
        #expect(try world.get(id).progress.duty(.nextStep)?.due == (try instant("2026-03-10T10:00:00+01:00")))
        try world.note(id)
        try world.pass(days: 88)
        #expect(try world.get(id).status == .approved)
        try world.pass(days: 3)
        #expect(try world.get(id).status == .lapsed)
        #expect(world.violations == [])
    }

    @Test func `a contradicted meeting is owed again, with time to mend it, and no next step is`() throws {
        var world = World()
        let id = try world.submit("north")
        try world.approve(id)
        try world.pass(days: 1)
        Rulebook.refuses(.noMeeting) { try world.contradict(id) }
        try world.meet(id)
        Rulebook.refuses(.noMeeting) { try world.contradict(id, side: .partner) }
        try world.pass(until: try instant("2026-03-25T10:00:00+01:00"))
        try world.contradict(id)
        let one = try world.get(id)
        #expect(one.progress.duties.map(\.kind) == [.firstMeeting])
        #expect(one.progress.duty(.firstMeeting)?.due == (try instant("2026-03-27T23:59:59+01:00")))
        #expect(one.nextAction(under: world.policy).who == .partner)
        try world.pass(days: 10)
        #expect(try world.get(id).status == .lapsed)
        #expect(world.violations == [])
    }

    @Test func `what a contradicted meeting did to the hold is taken back`() throws {
        var first = World(Rulebook.policy { $0.hold.starts = .firstMeeting })
        let kept = try first.submit("north")
        try first.approve(kept)
        let until = try first.get(kept).hold?.until
        try first.meet(kept)
        #expect(try first.get(kept).hold?.until != until)
        try first.contradict(kept)
        #expect(try first.get(kept).hold?.until == until)
        #expect(first.violations == [])

        var grown = World(Rulebook.policy { $0.hold.extending = .init(times: nil, onMeeting: true) })
        let id = try grown.submit("north")
        try grown.approve(id)
        try grown.meet(id)
        let end = try grown.get(id).hold?.until
        try grown.meet(id)
        // Twice on one day is one meeting.
        #expect(try grown.get(id).hold?.until == end)
        try grown.pass(days: 5)
        try grown.meet(id)
        #expect(try grown.get(id).progress.extensions == 1)
        try grown.contradict(id)
        let after = try grown.get(id)
        #expect(after.progress.extensions == 0 && after.hold?.until == end)
        #expect(grown.violations == [])
    }

    @Test func `in a race several are approved, and the first meeting wins`() throws {
        var world = World(Rulebook.policy { $0.conflicts.winner = .firstMeeting })
        let ids = try ["north", "south", "west"].map { try world.submit($0) }
        try world.approve(ids[0])
        try world.approve(ids[1])
        #expect(world.holds.isEmpty)
        try world.meet(ids[1])
        #expect(try world.get(ids[1]).hold != nil)
        // Who lost owes nothing any more; who was not decided yet waits.
        #expect(try world.get(ids[0]).status == .lapsed)
        #expect(try world.get(ids[2]).progress.duties == [])
        #expect(world.violations == [])
        try world.contradict(ids[1])
        #expect(world.holds.isEmpty)
        #expect(try world.get(ids[2]).progress.duties.isEmpty == false)
        #expect(world.violations == [])
    }
}
