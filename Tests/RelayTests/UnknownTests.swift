import Desk
import DeskTesting
import FoundationEssentials
import Testing

@testable import Relay

@Suite(.timeLimit(.minutes(1)))
struct UnknownTests {
    @Test func `an unknown outcome is tried once more after the lease, then parked`() async throws {
        let story = RelayStory()
        let failure = ScriptedCourier.Act.fail(.unknown(reason: "timed_out"))
        story.courier.script("m1", failure, failure, failure)
        try await story.play { story, _ in
            try await story.enqueue(.sample())
            #expect(await story.outcomes.reach(1) == [.unknown])
            story.pass(29)
            story.pass(1)
            #expect(await story.outcomes.reach(2) == [.unknown, .parked])
            #expect(try await story.rows(.parked).map(\.reason) == ["twice_unknown: timed_out"])
            #expect(story.courier.visits.entries.count == 2)
        }
    }

    @Test func `an unknown line in a channel is dropped and its followers go out`() async throws {
        let story = RelayStory()
        story.courier.script("m1", .fail(.unknown(reason: "timed_out")))
        try await story.play { story, _ in
            try await story.enqueue(.sample("m1", purpose: .channelLine), .sample("m2", purpose: .channelLine))
            #expect(await story.outcomes.reach(2) == [.dropped, .sent])
        }
    }

    @Test func `a vendor that says nothing is given up, and nobody knows`() async throws {
        let story = RelayStory()
        story.courier.script("m1", .hang)
        try await story.play { story, _ in
            try await story.enqueue(.sample())
            _ = await story.courier.visits.reach(1)
            await story.clock.untilSomebodySleeps(for: .seconds(20))
            story.clock.advance(by: .seconds(20))
            #expect(await story.outcomes.reach(1) == [.unknown])
        }
    }

    @Test func `what a dead process was sending is sent once more at start`() async throws {
        let story = RelayStory()
        try await story.ledger.write { transaction in
            try transaction.enqueue(.sample("m1", conversation: "c1"), due: RelayStory.start)
            try transaction.enqueue(.sample("m2", conversation: "c2", purpose: .channelLine), due: RelayStory.start)
            _ = try transaction.lease(now: RelayStory.start, until: RelayStory.start.addingTimeInterval(30), limit: 16)
        }
        story.time.advance(bySeconds: 31)
        try await story.play { story, _ in
            #expect(Set(await story.outcomes.reach(3)) == [.unknown, .dropped, .sent])
            #expect(story.courier.visits.entries.map(\.message.id.text) == ["m1"])
        }
    }

    @Test func `a message that kills the process each time is parked after the second`() async throws {
        let ledger = RelayStory().ledger
        try await ledger.write { try $0.enqueue(.sample(), due: RelayStory.start) }
        var now = RelayStory.start
        for taken in [1, 1, 0] {
            let glance = Poll.Glance(now: now, limit: 16, notBefore: [:], underWay: [])
            let poll = try await ledger.write { try Poll.take(glance, from: $0) }
            #expect(poll.taken.count == taken)
            now += 31
        }
        let rows = try await ledger.read { try $0.outbox(states: [.parked], limit: 10) }
        #expect(rows.map(\.reason) == ["twice_unknown: lease_ran_out"])
    }

    @Test func `whoever was fenced off changes nothing`() async throws {
        let story = RelayStory()
        story.courier.script("m1", .hang)
        try await story.play { story, _ in
            try await story.enqueue(.sample())
            let taken = await story.courier.visits.reach(1)[0]
            try await story.ledger.write { transaction in
                let later = RelayStory.start.addingTimeInterval(600)
                _ = try transaction.postpone(
                    taken.message.id,
                    fence: taken.fence,
                    due: later,
                    route: 1,
                    reason: "other"
                )
            }
            story.courier.release()
            #expect(await story.outcomes.reach(1) == [.fenced])
            #expect(try await story.rows(.due).map(\.reason) == ["other"])
        }
    }

    @Test func `a message is not sent a second time while it is being sent, even past its lease`() async throws {
        let story = RelayStory()
        story.courier.script("m1", .hang)
        try await story.play { story, _ in
            try await story.enqueue(.sample("m1", conversation: "c1"))
            _ = await story.courier.visits.reach(1)
            story.time.advance(bySeconds: 60)
            try await story.enqueue(.sample("m2", conversation: "c2"))
            #expect(await story.outcomes.reach(1) == [.sent])
            #expect(story.courier.visits.entries.map(\.message.id.text) == ["m1", "m2"])
            story.courier.release()
            // Nobody took it over meanwhile, so what came of it still counts.
            #expect(await story.outcomes.reach(2) == [.sent, .sent])
            #expect(story.courier.visits.entries.count == 2)
        }
    }
}
