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

    @Test func `a busy writer begins a long log anew in its file, and empties it once it is old`() async throws {
        try await withLog { pool in
            let length = LogLength()
            try await pool.writeWithoutTransaction { length.watch($0) }
            var young = Checkpoints(pool: pool, length: length, idleLife: .seconds(60))
            try young.afterCommit()
            #expect(length.pages == 0)
            try await fill(pool)
            let bytes = young.logBytes
            #expect(length.pages > 4_096 && bytes > 16 * 1024 * 1024)
            try young.afterCommit()
            #expect(length.pages == 0 && young.logBytes == bytes)
            try await pool.write { try $0.execute(sql: "INSERT INTO filling VALUES (zeroblob(1))") }
            #expect((1...10).contains(length.pages) && young.logBytes == bytes)
            try young.afterCommit()
            #expect(length.pages > 0)
            var old = Checkpoints(pool: pool, length: length, idleLife: .zero)
            try old.afterCommit()
            #expect(length.pages == 0 && old.logBytes == 0)
            try await pool.writeWithoutTransaction { length.leave($0) }
        }
    }

    @Test func `a log that a reader pins is not asked for again before it is much longer`() async throws {
        try await withLog { pool in
            let length = LogLength()
            try await pool.writeWithoutTransaction { length.watch($0) }
            var log = Checkpoints(pool: pool, length: length)
            var reader: DatabaseSnapshot? = try pool.makeSnapshot()
            try await fill(pool)
            let pinned = length.pages
            #expect(pinned > 4_096)
            try log.afterCommit()
            _ = reader
            reader = nil
            try await pool.write { try $0.execute(sql: "INSERT INTO filling VALUES (zeroblob(1))") }
            try log.afterCommit()
            #expect(length.pages > pinned)
            try await fill(pool)
            try log.afterCommit()
            #expect(length.pages == 0)
            try await pool.writeWithoutTransaction { length.leave($0) }
        }
    }

    @Test func `no checkpoint begins on a log as the one before it left it`() async throws {
        try await withLog { pool in
            func beats() async throws -> Int? {
                try await pool.read { try Int.fetchOne($0, sql: "SELECT beaten_at FROM pulse") }
            }
            let length = LogLength()
            try await pool.writeWithoutTransaction { length.watch($0) }
            var log = Checkpoints(pool: pool, length: length)
            try await fill(pool)
            let before = try await beats()
            try log.afterCommit()
            #expect(try await beats() == before, "a commit had come")
            // The log waits to be begun anew by whoever writes next; who empties it writes first.
            try log.whenIdle()
            #expect(try await beats() != before && log.logBytes == 0)
            try log.whenClosing()
            #expect(log.logBytes == 0)
            try await pool.writeWithoutTransaction { length.leave($0) }
        }
    }

    @Test func `while a command holds the lock a log is left alone`() async throws {
        try await withLog { pool in
            var log = Checkpoints(pool: pool, idleLife: .zero)
            var configuration = Configuration()
            configuration.allowsUnsafeTransactions = true
            let command = try DatabaseQueue(path: pool.path, configuration: configuration)
            try await command.writeWithoutTransaction { try $0.beginTransaction(.immediate) }
            try log.whenIdle()
            #expect(log.logBytes > 0)
            try await command.writeWithoutTransaction { try $0.rollback() }
            try log.whenIdle()
            #expect(log.logBytes == 0)
            try command.close()
        }
    }

    /// One commit longer than the log may get.
    private func fill(_ pool: DatabasePool) async throws {
        try await pool.write { database in
            try database.execute(sql: "CREATE TABLE IF NOT EXISTS filling (bytes BLOB)")
            try database.execute(sql: "INSERT INTO filling VALUES (zeroblob(18000000))")
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
