import DeskTesting
import FoundationEssentials
import Testing

@testable import Registrations

/// 3 March 2026 is a Tuesday; the office in Berlin is open from 9 to 17.
@Suite struct DutyStories {
    private func kinds(_ world: World, _ id: RegistrationID) -> [Event.Kind] {
        (world.events[id] ?? []).map(\.kind)
    }

    private func said(_ world: World, _ kind: Event.Kind) -> [Date] {
        world.events.values.joined().filter { $0.kind == kind }.map(\.at).sorted()
    }

    @Test func `a first meeting that never comes is reminded of twice, in office hours, and lapses after the grace`()
        throws
    {
        var world = World()
        let id = try world.submit("north")
        try world.approve(id)
        try world.pass(days: 30)
        // Due on Tuesday the 17th; seven days before is the 10th, two days before is Sunday the 15th, and is said on Friday.
        #expect(said(world, .reminded).count == 2)
        #expect(said(world, .reminded).allSatisfy { BusinessCalendar(world.policy).isOpen(at: $0) })
        let one = try world.get(id)
        #expect(one.status == .lapsed)
        #expect(one.endedAt == (try instant("2026-03-21T00:00:00+01:00")))
        #expect(world.events[id]?.last?.actor == .rule("first_meeting", policyVersion: "7 abc"))
        #expect(world.violations == [])
    }

    @Test func `the ladder climbs from the reviewer to the deputy to the manager, each told once`() throws {
        var world = World(Rulebook.policy { $0.reviewers[0].deputy = "Ben" })
        let id = try world.submit("north")
        try world.pass(days: 20)
        let names = world.notices.compactMap { notice -> [String]? in
            if case .overdue(_, let names) = notice.notice { names } else { nil }
        }
        #expect(names == [["Rita"], ["Ben"], ["Mona"]])
        #expect(said(world, .escalated).first == (try instant("2026-03-05T10:00:01+01:00")))
        #expect(try world.get(id).status == .submitted)
        #expect(world.violations == [])
    }

    @Test func `a promised first look is reminded of once, unless somebody decided before`() throws {
        let policy = Rulebook.policy { $0.duties[.answer]?.firstLook = .businessHours(4) }
        var world = World(policy)
        let id = try world.submit("north")
        try world.pass(days: 1)
        #expect(said(world, .reminded) == [try instant("2026-03-03T14:00:01+01:00")])
        var quick = World(policy)
        let other = try quick.submit("north")
        try quick.approve(other)
        try quick.pass(days: 1)
        #expect(said(quick, .reminded) == [] && world.violations == [] && quick.violations == [])
        #expect(try world.get(id).status == .submitted)
    }

    @Test func `a service that was off for weeks says the highest rung, and nothing twice`() throws {
        var world = World()
        let id = try world.submit("north")
        let late = try instant("2026-04-01T12:00:00+02:00")
        world.now = late
        try world.wake(id)
        try world.pass(days: 30)
        #expect(said(world, .escalated) == [late])
        #expect(world.violations == [])
    }

    @Test func `the vendor's clock stands still while the partner is asked, and goes on with what was left`() throws {
        var world = World()
        let id = try world.submit("north")
        // Half of Tuesday is gone: the answer was due on Thursday at ten.
        try world.pass(until: try instant("2026-03-03T14:00:00+01:00"))
        try world.ask(id)
        #expect(try world.get(id).answerDueAt == nil)
        try world.pass(until: try instant("2026-03-11T14:00:00+01:00"))
        #expect(said(world, .escalated) == [])
        try world.answer(id)
        // Six office days later than it was.
        #expect(try world.get(id).answerDueAt == (try instant("2026-03-13T10:00:00+01:00")))
        #expect(world.violations == [])
    }

    @Test func `a question asked and answered at night moves nothing`() throws {
        var world = World(Rulebook.policy { $0.duties[.answer]?.within = .businessHours(7) })
        let id = try world.submit("north")
        let due = try world.get(id).answerDueAt
        #expect(due == (try instant("2026-03-03T17:00:00+01:00")))
        try world.pass(until: try instant("2026-03-03T10:00:30+01:00"))
        try world.ask(id)
        try world.answer(id)
        #expect(try world.get(id).answerDueAt == due)
    }

    @Test func `a late answer makes the hold longer by the days it was late, and waiting for the partner is not late`()
        throws
    {
        var late = World()
        let first = try late.submit("north")
        try late.pass(until: try instant("2026-03-09T09:00:00+01:00"))
        try late.approve(first)
        // Due on the 5th at ten, answered on the 9th at nine: four days begun.
        #expect(try late.get(first).hold?.until == (try instant("2026-06-11T23:59:59+02:00")))

        var asked = World()
        let second = try asked.submit("north")
        try asked.ask(second)
        try asked.pass(days: 10)
        try asked.approve(second)
        #expect(try asked.get(second).hold?.until == (try instant("2026-06-11T23:59:59+02:00")))

        var both = World()
        let third = try both.submit("north")
        try both.pass(until: try instant("2026-03-06T11:00:00+01:00"))
        try both.ask(third)
        try both.pass(until: try instant("2026-03-20T11:00:00+01:00"))
        try both.approve(third)
        // Two days late when it asked, and no later since.
        #expect(try both.get(third).hold?.until == (try instant("2026-06-20T23:59:59+02:00")))
    }

    @Test
    func `Skyhigh - meeting within thirty days, reminder on day 20, the vendor tries for fifteen, day 45 ends it`()
        throws
    {
        let policy = Rulebook.policy {
            $0.duties[.firstMeeting] = .init(
                within: .days(30),
                starts: .submission,
                reminderDays: [10],
                handOver: .days(15),
                outcome: .lapse
            )
        }
        var world = World(policy)
        let id = try world.submit("north")
        try world.approve(id)
        try world.pass(until: try instant("2026-04-03T12:00:00+02:00"))
        #expect(said(world, .reminded) == [try instant("2026-03-23T09:00:01+01:00")])
        let action = try world.get(id).nextAction(under: policy)
        #expect(action.who == .reviewer)
        #expect(try action.due == instant("2026-04-17T23:59:59+02:00"))
        try world.pass(days: 20)
        #expect(try world.get(id).status == .lapsed)
        #expect(kinds(world, id).filter { $0 == .handedOver }.count == 1)
        #expect(world.violations == [])
    }

    @Test func `a claim approved late under a clock that runs since submission is not overdue at once`() throws {
        let policy = Rulebook.policy { $0.duties[.firstMeeting]?.starts = .submission }
        var world = World(policy)
        let id = try world.submit("north")
        try world.pass(days: 40)
        try world.approve(id)
        try world.pass(days: 1)
        #expect(try world.get(id).status == .approved)
    }

    @Test func `a reminder whose day had passed when the duty began is not sent`() throws {
        var world = World(Rulebook.policy { $0.duties[.firstMeeting]?.within = .days(5) })
        let id = try world.submit("north")
        try world.approve(id)
        try world.pass(days: 2)
        #expect(said(world, .reminded) == [])
        try world.pass(days: 4)
        #expect(said(world, .reminded).count == 1)
    }

    @Test func `reminders and rungs may stand in the file in any order`() throws {
        let policy = Rulebook.policy {
            $0.duties[.firstMeeting]?.reminderDays = [2, 7]
            $0.duties[.answer]?.ladder = [
                .init(to: .manager, after: .businessDays(2)), .init(to: .reviewer, after: .hours(0)),
            ]
        }
        var world = World(policy)
        let late = try world.submit("south", on: "other.example")
        let id = try world.submit("north")
        try world.approve(id)
        try world.pass(days: 20)
        #expect(said(world, .reminded).count == 2)
        let names = world.notices.filter { $0.case == late }.compactMap { notice -> [String]? in
            if case .overdue(_, let names) = notice.notice { names } else { nil }
        }
        #expect(names == [["Rita"], ["Mona"]])
        #expect(world.violations == [])
    }

    @Test func `a question with an outcome ends the claim, one without waits`() throws {
        for (outcome, status) in [
            (Policy.DutyRules.Outcome.lapse, Registration.Status.withdrawn), (.none, .needsInformation),
        ] {
            var world = World(Rulebook.policy { $0.duties[.provideInformation]?.outcome = outcome })
            let id = try world.submit("north")
            try world.ask(id)
            try world.pass(days: 60)
            #expect(try world.get(id).status == status)
            #expect(try world.get(id).progress.wakeAt == nil)
            #expect(world.violations == [])
        }
    }

    @Test func `an outcome on a duty of the vendor costs the partner nothing and wakes nobody for ever`() throws {
        var world = World(Rulebook.policy { $0.duties[.answer]?.outcome = .lapse })
        let id = try world.submit("north")
        try world.pass(days: 60)
        let one = try world.get(id)
        #expect(one.status == .submitted && one.progress.wakeAt == nil)
    }

    @Test func `a calendar without office hours still lets clocks ring`() throws {
        var world = World(Rulebook.policy { $0.calendar.workdays = [] })
        let id = try world.submit("north")
        try world.approve(id)
        try world.pass(days: 30)
        #expect(try world.get(id).status == .lapsed)
        #expect(world.violations == [])
    }
}
