import Desk
import DeskTesting
import Synchronization
import Testing

@testable import SQLite

// What a member that fails costs its group.
extension GroupCommitTests {
    @Test func `a member that fails before it changed anything costs its neighbours nothing`() async throws {
        try await withLedger { ledger in
            let runs = Mutex([0, 0, 0])
            let failures = await group(
                in: ledger,
                [
                    { transaction in
                        runs.withLock { $0[0] += 1 }
                        try transaction.save(Samples.draft("d1"))
                    },
                    { _ in
                        runs.withLock { $0[1] += 1 }
                        throw Poison()
                    },
                    { transaction in
                        runs.withLock { $0[2] += 1 }
                        try transaction.save(Samples.draft("d3"))
                    },
                ]
            )
            #expect(failures.map { $0 is Poison } == [false, true, false])
            #expect(runs.withLock { $0 } == [1, 1, 1])
            let left = try await drafts(ledger)
            #expect(left == ["d1", "d3"])
        }
    }

    @Test func `several members that fail half way leave nothing, and everybody else is written`() async throws {
        try await withLedger { ledger in
            let failures = await group(
                in: ledger,
                (1...9).map { number in
                    { transaction in
                        try transaction.save(Samples.draft("d\(number)"))
                        if number.isMultiple(of: 3) { throw Poison() }
                    }
                }
            )
            #expect(failures.map { $0 is Poison } == (1...9).map { $0.isMultiple(of: 3) })
            let left = try await drafts(ledger)
            #expect(left == ["d1", "d2", "d4", "d5", "d7", "d8"])
        }
    }
}
