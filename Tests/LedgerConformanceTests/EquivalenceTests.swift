import Desk
import DeskTesting
import Dialogue
import Foundation
import Registrations
import Testing

/// The same acts on two ledgers must have the same results; the seed of a difference is in the failure's text.
@Suite struct EquivalenceTests {
    private static let steps = 500

    @Test(arguments: [LedgerKind.sqlite, .postgresql], [1, 2, 3, 4] as [UInt64])
    func `memory and a database answer alike whatever is done`(kind: LedgerKind, seed: UInt64) async throws {
        try await kind.fresh { stored in
            let memory = MemoryLedger()
            var acts = Acts(seed: seed)
            for step in 1...EquivalenceTests.steps {
                let act = try acts.next()
                let (left, right) = (await outcome(of: act, on: memory), await outcome(of: act, on: stored))
                try #require(left == right, "seed \(seed), step \(step)")
            }
            let left = try await memory.read(snapshot)
            let right = try await stored.read(snapshot)
            #expect(left == right, "seed \(seed)")
            #expect(left.contains { $0.contains("REG-") }, "seed \(seed) did nothing")
        }
    }

    private func outcome(of act: @escaping Acts.Act, on ledger: any Ledger) async -> String {
        do {
            return try await ledger.write(act)
        } catch is Refused {
            return "refused"
        } catch {
            return "trouble"
        }
    }

    @Sendable private func snapshot(_ reader: any LedgerReader) throws -> [String] {
        var seen = try reader.registrations(RegistrationQuery(limit: 1_000)).map { "\($0)" }
        seen += try reader.outbox(states: OutboxRow.State.allCases, limit: 1_000).map { "\($0)" }
        seen += try Acts.drafts.map { "\(try reader.draft($0).map(Acts.text) ?? "none")" }
        seen.append(text(try reader.figures(at: .second(50))))
        for chain in try reader.chains(after: "", limit: 1_000) {
            seen += try reader.events(of: chain, after: 0, limit: 1_000).map { "\($0)" }
        }
        return seen
    }

    /// In a fixed order.
    private func text(_ figures: Figures) -> String {
        var rest = figures
        rest.open = [:]
        let open = Registration.Status.allCases.map { "\($0): \(figures.open[$0] ?? 0)" }
        return "\(rest) \(open)"
    }
}
