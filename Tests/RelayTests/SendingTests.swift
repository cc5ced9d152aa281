import Desk
import DeskTesting
import Registrations
import Testing

@testable import Relay

@Suite(.timeLimit(.minutes(1)))
struct SendingTests {
    @Test func `a committed message is sent and keeps the vendor's name for it`() async throws {
        try await RelayStory().play { story, _ in
            try await story.enqueue(.sample())
            #expect(await story.outcomes.reach(1) == [.sent])
            #expect(try await story.rows(.done).map(\.id.text) == ["m1"])
        }
    }

    @Test func `a message nobody rang for is found within five seconds`() async throws {
        let story = RelayStory()
        try await story.play { story, _ in
            await story.clock.untilSomebodySleeps(for: .seconds(5))
            try await story.ledger.write { try $0.enqueue(.sample(), due: RelayStory.start) }
            story.clock.advance(by: .seconds(5))
            #expect(await story.outcomes.reach(1) == [.sent])
        }
    }

    @Test func `a conversation keeps its order through a retry`() async throws {
        let story = RelayStory()
        story.courier.script("m1", .fail(.retry(afterSeconds: 10, reason: "rate_limited")))
        try await story.play { story, _ in
            try await story.enqueue(.sample("m1"), .sample("m2"))
            _ = await story.outcomes.reach(1)
            story.wait(10)
            _ = await story.outcomes.reach(3)
            #expect(story.courier.visits.entries.map(\.message.id.text) == ["m1", "m1", "m2"])
        }
    }

    @Test func `the vendor's pace holds the whole installation and nobody else`() async throws {
        let story = RelayStory()
        story.courier.script("m1", .fail(.retry(afterSeconds: 30, reason: "rate_limited")))
        try await story.play { story, _ in
            try await story.enqueue(.sample("m1", conversation: "c1"))
            #expect(await story.outcomes.reach(1) == [.retried])
            try await story.enqueue(.sample("m2", conversation: "c2"), .sample("m3", conversation: "c3", team: "T2"))
            #expect(Set(await story.outcomes.reach(3)) == [.retried, .held, .sent])
            #expect(story.courier.visits.entries.map(\.message.id.text) == ["m1", "m3"])
            story.wait(30)
            _ = await story.outcomes.reach(5)
            #expect(try await story.rows(.done).count == 3)
        }
    }

    @Test func `a closed way leads to the next`() async throws {
        let story = RelayStory()
        story.courier.script("m1", .fail(.closedRoute(reason: "cannot_dm")))
        try await story.play { story, _ in
            try await story.enqueue(.sample())
            #expect(await story.outcomes.reach(2) == [.rerouted, .sent])
            #expect(story.courier.visits.entries.map(\.route) == [0, 1])
        }
    }

    @Test func `a chat that is switched off parks its messages for the admin`() async throws {
        let story = RelayStory()
        try await story.play { story, _ in
            try await story.enqueue(.sample(channel: .teams))
            #expect(await story.outcomes.reach(2) == [.rerouted, .parked])
            #expect(try await story.rows(.parked).map(\.reason) == ["channel_off"])
        }
    }

    @Test func `at most sixteen messages are under way`() async throws {
        let story = RelayStory()
        for number in 0..<40 { story.courier.script("m\(number)", .hang) }
        try await story.play { story, _ in
            for number in 0..<40 { try await story.enqueue(.sample("m\(number)", conversation: "c\(number)")) }
            _ = await story.courier.visits.reach(16)
            await story.clock.untilSomebodySleeps(for: .seconds(5))
            #expect(story.courier.visits.entries.count == 16)
            story.courier.release()
            _ = await story.courier.visits.reach(32)
            story.courier.release()
            _ = await story.courier.visits.reach(40)
            story.courier.release()
            #expect(await story.outcomes.reach(40).count == 40)
        }
    }

    @Test func `a ledger that is full for a while delays and loses nothing`() async throws {
        let story = RelayStory()
        story.courier.script("m1", .hang)
        try await story.play { story, _ in
            try await story.enqueue(.sample())
            _ = await story.courier.visits.reach(1)
            story.ledger.refuse(with: .full("disk"))
            story.courier.release()
            await story.clock.untilSomebodySleeps(for: .seconds(1))
            story.ledger.refuse(with: nil)
            story.clock.advance(by: .seconds(1))
            #expect(await story.outcomes.reach(1) == [.sent])
            #expect(try await story.rows(.done).count == 1)
        }
    }
}
