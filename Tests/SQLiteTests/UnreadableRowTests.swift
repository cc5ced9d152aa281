import Desk
import DeskTesting
import Dialogue
import Foundation
import GRDB
import Registrations
import Testing

@testable import SQLite

/// Rows that another version wrote, or that were changed by hand.
@Suite struct UnreadableRowTests {
    private func message(_ id: String) -> Message {
        Message(
            id: MessageID(id),
            conversation: id,
            purpose: .reviewCard,
            registration: RegistrationID("r1"),
            routes: [Route(.room(Samples.room), Card(summary: id))]
        )
    }

    private static let damages = [
        "cards = 'x'", "addresses = '[{}]'", "purpose = 'horoscope'", "cards = '[{\"summary\": 1}]'",
    ]

    @Test(arguments: damages)
    func `a message that cannot be read is parked and stops nobody`(damage: String) async throws {
        try await withLedger { ledger in
            let (start, later) = (Samples.start, Samples.start.addingTimeInterval(60))
            try await ledger.write { transaction in
                for id in ["a", "b", "c"] { try transaction.enqueue(message(id), due: start) }
            }
            try await ledger.pool.write { try $0.execute(sql: "UPDATE outbox SET \(damage) WHERE id = 'a'") }
            let due = try await ledger.write { try $0.lease(now: start, until: later, limit: 9) }
            #expect(due.map(\.message.id.text) == ["b", "c"])
            let states = try await ledger.pool.read {
                try String.fetchAll($0, sql: "SELECT state || coalesce(reason, '') FROM outbox ORDER BY id")
            }
            #expect(states == ["3unreadable_row", "1", "1"])
            let kept = try await ledger.read { try $0.messages(of: RegistrationID("r1"), purposes: [.reviewCard]) }
            #expect(kept.map(\.id.text) == ["b", "c"])
            #expect(try await ledger.read { try $0.outbox(states: [.leased], limit: 9) }.count == 2)
            try await ledger.pool.write { try $0.execute(sql: "UPDATE outbox SET \(damage) WHERE id = 'b'") }
            let expired = try await ledger.write {
                try $0.expiredLeases(now: later.addingTimeInterval(1), limit: 9, except: [])
            }
            #expect(expired.map(\.message.id.text) == ["c"])
            #expect(try await ledger.write { try $0.retryParked(MessageID("a"), due: start) })
            #expect(try await ledger.write { try $0.lease(now: start, until: later, limit: 9) }.isEmpty)
        }
    }
}
