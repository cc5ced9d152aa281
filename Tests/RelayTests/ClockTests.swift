import Desk
import DeskTesting
import FoundationEssentials
import Registrations
import Testing

@testable import Relay

@Suite(.timeLimit(.minutes(1)))
struct ClockTests {
    @Test func `a clock that was set back makes nothing wait until it has caught up`() async throws {
        let story = RelayStory()
        let later = RelayStory.start.addingTimeInterval(30 * 86_400)
        try await story.ledger.write { transaction in
            try transaction.enqueue(.sample("m1", conversation: "c1"), due: RelayStory.start)
            _ = try transaction.lease(now: RelayStory.start, until: later, limit: 1)
            try transaction.enqueue(.sample("m2", conversation: "c2"), due: later)
            let soon = RelayStory.start.addingTimeInterval(OutboxRelay.longestWaitSeconds)
            try transaction.enqueue(.sample("m3", conversation: "c3"), due: soon)
        }
        try await story.play { story, _ in
            #expect(await story.outcomes.reach(1) == [.sent])
            // Whoever had the other one may have sent it.
            story.pass(1)
            #expect(await story.outcomes.reach(3) == [.sent, .unknown, .sent])
            #expect(story.courier.visits.entries.map(\.message.id.text) == ["m2", "m1"])
            let waiting = try await story.rows(.due)
            #expect(waiting.map(\.id.text) == ["m3"])
        }
    }

    @Test func `what waits for its next try is tried at once when somebody sets the clock back`() async throws {
        let story = RelayStory()
        story.time.advance(bySeconds: 3_600)
        story.courier.script("m1", .fail(.retry(afterSeconds: nil, reason: "http_503")))
        try await story.play { story, _ in
            try await story.enqueue(.sample())
            #expect(await story.outcomes.reach(1) == [.retried])
            story.pass(-3_600)
            #expect(await story.outcomes.reach(2) == [.retried, .sent])
        }
    }

    @Test func `a clock that is set back while the ledger takes nothing is made up for once it does`() async throws {
        let story = RelayStory()
        story.time.advance(bySeconds: 3_600)
        story.courier.script("m1", .fail(.retry(afterSeconds: nil, reason: "http_503")))
        try await story.play { story, _ in
            try await story.enqueue(.sample())
            #expect(await story.outcomes.reach(1) == [.retried])
            story.ledger.refuse(with: .full("disk"))
            story.pass(-3_600)
            await story.clock.untilSomebodySleeps(for: .seconds(1))
            story.ledger.refuse(with: nil)
            story.clock.advance(by: .seconds(1))
            #expect(await story.outcomes.reach(2) == [.retried, .sent])
        }
    }

    @Test func `so is one that was set back before the start`() async throws {
        let story = RelayStory()
        let later = RelayStory.start.addingTimeInterval(30 * 86_400)
        try await story.ledger.write { try $0.enqueue(.sample("m1"), due: later) }
        story.ledger.refuse(with: .full("disk"))
        try await story.play { story, _ in
            await story.clock.untilSomebodySleeps(for: .seconds(1))
            story.ledger.refuse(with: nil)
            story.clock.advance(by: .seconds(1))
            #expect(await story.outcomes.reach(1) == [.sent])
        }
    }

    @Test func `what may still arrive is not sent again sooner because a clock is set back by seconds`() async throws {
        let story = RelayStory()
        story.courier.script("m1", .fail(.unknown(reason: "timed_out")))
        try await story.play { story, _ in
            try await story.enqueue(.sample())
            #expect(await story.outcomes.reach(1) == [.unknown])
            story.pass(-5)
            try await story.enqueue(.sample("m2", conversation: "c2"))
            #expect(await story.outcomes.reach(2) == [.unknown, .sent])
            #expect(story.courier.visits.entries.map(\.message.id.text) == ["m1", "m2"])
            story.pass(5 + Poll.leaseSeconds)
            #expect(await story.outcomes.reach(3) == [.unknown, .sent, .sent])
        }
    }

    @Test(arguments: [-3_600.0, 3_600])
    func `what the vendor asked to wait waits that long, however the clock is set meanwhile`(by: Double) async throws {
        let story = RelayStory()
        story.time.advance(bySeconds: 3_600)
        story.courier.script("m1", .fail(.retry(afterSeconds: 30, reason: "ratelimited")))
        try await story.play { story, _ in
            try await story.enqueue(.sample())
            #expect(await story.outcomes.reach(1) == [.retried])
            story.pass(by)
            #expect(await story.outcomes.reach(2) == [.retried, .held])
            story.wait(30)
            #expect(await story.outcomes.reach(3) == [.retried, .held, .sent])
        }
    }

    @Test func `so does what is heard after the clock was set back, before anybody looks`() async throws {
        let story = RelayStory()
        story.time.advance(bySeconds: 3_600)
        story.courier.script("m1", .hangAndFail(.retry(afterSeconds: 300, reason: "ratelimited")))
        try await story.play { story, _ in
            try await story.enqueue(.sample())
            _ = await story.courier.visits.reach(1)
            story.time.advance(bySeconds: -3_600)
            story.courier.release()
            #expect(await story.outcomes.reach(2) == [.retried, .held])
            story.wait(300)
            #expect(await story.outcomes.reach(3) == [.retried, .held, .sent])
        }
    }

    @Test func `the vendor's wait begins when it is heard, and not when it is written down`() async throws {
        let story = RelayStory()
        story.courier.script("m1", .hangAndFail(.retry(afterSeconds: 30, reason: "ratelimited")))
        try await story.play { story, _ in
            try await story.enqueue(.sample())
            _ = await story.courier.visits.reach(1)
            story.ledger.refuse(with: .full("disk"))
            story.courier.release()
            await story.clock.untilSomebodySleeps(for: .seconds(OutboxRelay.ledgerTroubleSeconds))
            story.ledger.refuse(with: nil)
            try await story.enqueue(.sample("m2", conversation: "c2"))
            #expect(await story.outcomes.reach(1) == [.held])
            story.wait(1)
            #expect(await story.outcomes.reach(2) == [.held, .retried])
            #expect(story.courier.visits.entries.map(\.message.id.text) == ["m1"])
        }
    }
}
