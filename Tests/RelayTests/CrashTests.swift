import Desk
import DeskTesting
import FoundationEssentials
import Testing

@testable import Relay

/// The process dies again and again while the vendor misbehaves; by the end everybody got what was owed, in order.
@Suite(.timeLimit(.minutes(1)))
struct CrashTests {
    static let messages = 24
    static let conversations = 6

    @Test(arguments: UInt64(1)...40)
    func `whatever dies and fails, each message ends well, in order, and at most twice unknown`(
        seed: UInt64
    ) async throws {
        var random = SplitMix(seed: seed)
        let ledger = MemoryLedger()
        try await enqueue(in: ledger, &random)
        var now = RelayStory.start
        var history: [String: [MessageID]] = [:]
        var unknowns: [MessageID: Int] = [:]
        var rounds = 0
        while try await isUnfinished(ledger) {
            rounds += 1
            try #require(rounds < 2_000)
            let glance = Poll.Glance(now: now, limit: 4, notBefore: [:], underWay: [])
            let poll = try await ledger.write { try Poll.take(glance, from: $0) }
            for leased in poll.taken {
                let id = leased.due.message.id
                // It dies before sending, after sending, or while settling: for the ledger these are one.
                if random.next() % 4 == 0 {
                    unknowns[id, default: 0] += 1
                    continue
                }
                let result = Self.answer(&random)
                if case .failure(.unknown) = result { unknowns[id, default: 0] += 1 }
                let settlement = Settlement.of(result, for: leased, at: now, fraction: 0.5)
                let isOurs = try await ledger.write { try settlement.write(for: leased.due, in: $0) }
                #expect(isOurs)
                if case .done = settlement { history[leased.due.message.conversation, default: []].append(id) }
            }
            now += 31
        }
        for ids in history.values { #expect(ids.map(\.text) == ids.map(\.text).sorted(), "out of order") }
        #expect(unknowns.values.allSatisfy { $0 <= 2 })
        let left = try await ledger.read { try $0.outbox(states: [.due, .leased], limit: 100) }
        #expect(left.isEmpty)
    }

    private func enqueue(in ledger: MemoryLedger, _ random: inout SplitMix) async throws {
        let purposes = Message.Purpose.allCases
        for number in 0..<Self.messages {
            let message = Message.sample(
                "m" + String(100 + number),
                conversation: "c\(random.next() % UInt64(Self.conversations))",
                purpose: purposes[Int(random.next() % UInt64(purposes.count))]
            )
            try await ledger.write { try $0.enqueue(message, due: RelayStory.start) }
        }
    }

    private func isUnfinished(_ ledger: MemoryLedger) async throws -> Bool {
        try await ledger.read { try !$0.outbox(states: [.due, .leased], limit: 1).isEmpty }
    }

    private static func answer(_ random: inout SplitMix) -> Result<String?, DeliveryFailure> {
        switch random.next() % 8 {
        case 0: .failure(.retry(afterSeconds: nil, reason: "http_500"))
        case 1: .failure(.retry(afterSeconds: Double(random.next() % 120), reason: "rate_limited"))
        case 2: .failure(.closedRoute(reason: "not_in_channel"))
        case 3: .failure(.permanent(reason: "invalid_blocks"))
        case 4: .failure(.unknown(reason: "timed_out"))
        default: .success("C1/1.2")
        }
    }
}
