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
}
