import Desk
import DeskTesting
import Registrations
import Testing

@testable import SQLite

/// Reads that wait together share a snapshot: what one does with it is nothing to the others.
@Suite struct ReaderTests {
    private struct Poison: Error {}

    /// Keeps every reader's thread busy while `body` runs.
    private func withReadersBusy<Value>(_ ledger: SQLiteLedger, _ body: () async throws -> Value) async throws -> Value
    {
        let gates = (0..<Pragmas.readers).map { _ in Gate() }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            for gate in gates { group.addTask { try await ledger.read { _ in gate.pass() } } }
            for gate in gates { await gate.untilReached() }
            let value = try await body()
            for gate in gates { gate.open() }
            try await group.waitForAll()
            return value
        }
    }

    @Test func `reads that waited see what was written before they began, beside others that fail`() async throws {
        try await withLedger { ledger in
            try await withThrowingTaskGroup(of: Bool?.self) { group in
                try await withReadersBusy(ledger) {
                    for number in 0..<60 {
                        group.addTask {
                            do {
                                return try await ledger.read { reader in
                                    let isThere = try reader.draft(DraftID("late")) != nil
                                    if number.isMultiple(of: 3) { throw Poison() }
                                    return isThere
                                }
                            } catch is Poison {
                                return nil
                            }
                        }
                    }
                    while ledger.waitingReads < 60 { await Task.yield() }
                    try await ledger.write { try $0.save(Samples.draft("late")) }
                }
                var seen: [Bool?] = []
                for try await answer in group { seen.append(answer) }
                #expect(seen.count { $0 == true } == 40)
                #expect(seen.count { $0 == nil } == 20)
            }
            // No snapshot outlives the reads it was made for, on whichever thread the next one comes to.
            try await ledger.write { try $0.save(Samples.draft("later")) }
            for _ in 0..<50 {
                #expect(try await ledger.read { try $0.draft(DraftID("later")) } != nil)
            }
        }
    }

    @Test func `a ledger that closes answers the reads that wait`() async throws {
        try await withFolder { path in
            let ledger = try await SQLiteLedger.open(path: path, role: .service)
            try await ledger.write { try $0.save(Samples.draft("d1")) }
            try await withThrowingTaskGroup(of: Bool.self) { group in
                try await withReadersBusy(ledger) {
                    for _ in 0..<30 {
                        group.addTask { try await ledger.read { try $0.draft(DraftID("d1")) != nil } }
                    }
                    while ledger.waitingReads < 30 { await Task.yield() }
                    group.addTask {
                        try await ledger.close()
                        return true
                    }
                    while ledger.takesReads { await Task.yield() }
                }
                for try await isThere in group { #expect(isThere) }
            }
            await #expect(throws: LedgerTrouble.self) { try await ledger.read { try $0.draft(DraftID("d1")) } }
        }
    }
}
