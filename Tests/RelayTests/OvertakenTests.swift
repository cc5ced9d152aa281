import Desk
import DeskTesting
import FoundationEssentials
import Registrations
import Testing

@testable import Relay

struct OvertakenTests {
    @Test func `a card tried again after a later one arrived is dropped and says why`() async throws {
        let story = RelayStory()
        story.courier.script("m1", .fail(.permanent(reason: "invalid_blocks")))
        try await story.play { story, _ in
            try await story.enqueue(.sample("m1"), .sample("m2", purpose: .reviewCardUpdate))
            #expect(await story.outcomes.reach(2) == [.parked, .sent])
            let now = story.time.now()
            #expect(try await story.ledger.write { try $0.retryParked(MessageID("m1"), due: now) })
            story.bell.ring()
            #expect(await story.outcomes.reach(3).last == .dropped)
            #expect(story.courier.visits.entries.map(\.message.id.text) == ["m1", "m2"])
            #expect(try await story.rows(.dropped).map(\.reason) == ["overtaken"])
        }
    }

    @Test func `what takes longer than its lease and is still being sent keeps its fence`() async throws {
        let story = RelayStory()
        story.courier.script("m1", .hang)
        try await story.play { story, _ in
            try await story.enqueue(.sample("m1"))
            _ = await story.courier.visits.reach(1)
            story.pass(60)
            // Sent in a later look, so the lease was seen to have run out.
            try await story.enqueue(.sample("m2", conversation: "c2"))
            #expect(await story.outcomes.reach(1) == [.sent])
            story.courier.release()
            #expect(await story.outcomes.reach(2) == [.sent, .sent])
        }
    }
}
