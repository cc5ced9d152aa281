import Desk
import DeskTesting
import Foundation
import GRDB
import Registrations
import Testing

@testable import SQLite

/// When the write-ahead log is emptied: what was erased must not stay in it for long.
struct CheckpointTests {
    /// A ledger whose own writer leaves the log alone, with one commit in that log.
    private func withLog(_ body: (DatabasePool) async throws -> Void) async throws {
        try await withFolder { path in
            try await SQLiteLedger.open(path: path, role: .service).close()
            let ledger = try await SQLiteLedger.open(path: path, role: .tool)
            try await ledger.write { try $0.save(Samples.draft("d1")) }
            try await body(ledger.pool)
            try await ledger.close()
        }
    }

    @Test func `a short log stays while it is young and is emptied once it is old`() async throws {
        try await withLog { pool in
            var young = Checkpoints(pool: pool, idleLife: .seconds(60))
            let bytes = young.logBytes
            #expect(bytes > 0)
            try young.whenIdle()
            #expect(young.logBytes == bytes)
            var old = Checkpoints(pool: pool, idleLife: .zero)
            try old.whenIdle()
            #expect(old.logBytes == 0)
        }
    }

    @Test func `a log that a reader pins is emptied once the reader is gone`() async throws {
        try await withLog { pool in
            var log = Checkpoints(pool: pool, idleLife: .zero)
            try await pool.write { try $0.execute(sql: "UPDATE draft SET typed = typed") }
            var reader: DatabaseSnapshot? = try pool.makeSnapshot()
            _ = try await reader?.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM draft") }
            try await pool.write { try $0.execute(sql: "UPDATE draft SET typed = typed") }
            try log.whenIdle()
            #expect(log.logBytes > 0)
            reader = nil
            try log.whenIdle()
            #expect(log.logBytes == 0)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `the writer empties an old log by itself when nothing is to be written`() async throws {
        try await withLog { pool in
            let log = Checkpoints(pool: pool)
            #expect(log.logBytes > 0)
            let queue = WriteQueue(limit: 1)
            let loop = WriterLoop(pool: pool, queue: queue, health: WriterHealth(), checkpoints: true, idleLife: .zero)
            loop.start()
            while log.logBytes > 0 { await Task.yield() }
            queue.close()
            loop.waitForEnd()
        }
    }

    @Test func `a minute is how long an idle log may keep what was erased`() {
        #expect(Checkpoints.idleLife == .seconds(60))
    }
}
