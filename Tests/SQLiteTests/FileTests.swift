import Desk
import DeskTesting
import Foundation
import GRDB
import LedgerSQL
import Registrations
import Synchronization
import Testing

@testable import SQLite

@Suite struct FileTests {
    private func change(_ path: String, _ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    private func opening(_ path: String) async -> LedgerTrouble? {
        do {
            try await SQLiteLedger.open(path: path, role: .service).close()
            return nil
        } catch {
            return error as? LedgerTrouble ?? .busy("\(error)")
        }
    }

    @Test func `a schema of a newer version or of another text is refused`() async throws {
        try await withFolder { path in
            #expect(await opening(path) == nil)
            #expect(await opening(path) == nil)
            try change(path, "INSERT INTO migration VALUES (1000, 'm1000_later', 'x')")
            #expect(await opening(path) == .broken("the database was written by a newer version: m1000_later"))
            try change(path, "DELETE FROM migration WHERE position = 1000; UPDATE migration SET checksum = 'x'")
            #expect(await opening(path) == .broken("the database was written by another text of m0001_ledger"))
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a command finds the gap between two commits of a busy service`() async throws {
        try await withFolder { path in
            try await SQLiteLedger.open(path: path, role: .migration).close()
            let other = try BusyHolder(path)
            other.start()
            await other.untilBusy()
            let tool = try await SQLiteLedger.open(path: path, role: .tool)
            for number in 1...5 { try await tool.write { try $0.save(Samples.draft("d\(number)")) } }
            other.stop()
            try await tool.close()
        }
    }

    @Test func `a step that fails leaves the schema as it was`() async throws {
        try await withLedger { ledger in
            let steps = [
                Migrations.Step(name: "m0001", sql: "CREATE TABLE a (b INTEGER) STRICT"),
                Migrations.Step(name: "m0002", sql: "CREATE TABLE c (d INTEGER) STRICT; CREATE TABLE a (b INTEGER)"),
            ]
            let other = ledger.pool.path + ".other"
            let queue = try DatabaseQueue(path: other)
            #expect(throws: (any Error).self) {
                try queue.write { database in
                    try Migrations(steps).apply(to: SQLiteConnection(database: database), dialect: .sqlite) {
                        try database.execute(sql: $0)
                    }
                }
            }
            let tables = try await queue.read { try String.fetchAll($0, sql: "SELECT name FROM sqlite_master") }
            #expect(tables.isEmpty)
            try queue.close()
        }
    }

    @Test func `a file that is no ledger is refused`() async throws {
        try await withFolder { path in
            try Data(repeating: 7, count: 8_192).write(to: URL(filePath: path))
            #expect(await opening(path) != nil)
            #expect(await opening(path + "/absent/ledger.db") != nil)
        }
    }

    @Test func `a backup is whole, verified and replaces an older one`() async throws {
        try await withLedger { ledger in
            let path = ledger.pool.path + ".backup"
            for round in 1...2 {
                try await ledger.write { try $0.save(Samples.draft("d\(round)")) }
                try await ledger.backup(to: path)
                let copy = try DatabaseQueue(path: path)
                #expect(try await copy.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM draft") } == round)
                try copy.close()
            }
            #expect(!FileManager.default.fileExists(atPath: path + ".part"))
            let restored = try await SQLiteLedger.open(path: path, role: .service)
            #expect(try await restored.read { try $0.draft(DraftID("d2")) } == Samples.draft("d2"))
            try await restored.close()
            await #expect(throws: LedgerTrouble.self) { try await ledger.backup(to: path + "/absent/backup") }
        }
    }

    @Test func `a backup is restored only while nobody is connected`() async throws {
        try await withFolder { path in
            let (copy, ledger) = (path + ".backup", try await SQLiteLedger.open(path: path, role: .service))
            try await ledger.write { try $0.save(Samples.draft("d1")) }
            try await ledger.backup(to: copy)
            try await ledger.write { try $0.save(Samples.draft("d2")) }
            await #expect(throws: LedgerTrouble.self) { try await SQLiteLedger.restore(from: copy, to: path) }
            let kept = try await ledger.read { try $0.draft(DraftID("d2")) }
            #expect(kept != nil)
            try await ledger.close()
            try await SQLiteLedger.restore(from: copy, to: path)
            let restored = try await SQLiteLedger.open(path: path, role: .service)
            let found = try await restored.read { (try $0.draft(DraftID("d1")), try $0.draft(DraftID("d2"))) }
            #expect(found.0 != nil)
            #expect(found.1 == nil)
            try await restored.close()
            await #expect(throws: LedgerTrouble.self) {
                try await SQLiteLedger.restore(from: path + ".none", to: path)
            }
        }
    }

    @Test func `a tool works beside the service and leaves its log alone`() async throws {
        try await withLedger { ledger in
            try await ledger.write { try $0.save(Samples.partner()) }
            let before = try Data(contentsOf: URL(filePath: ledger.pool.path + "-wal")).count
            let tool = try await SQLiteLedger.open(path: ledger.pool.path, role: .tool)
            #expect(try await tool.read { try $0.partners().count } == 1)
            try await tool.write { try $0.save(Samples.draft()) }
            try await tool.close()
            let after = try Data(contentsOf: URL(filePath: ledger.pool.path + "-wal")).count
            #expect(after > before)
            #expect(try await ledger.read { try $0.draft(DraftID("d1")) } != nil)
        }
    }

    @Test func `a long log is moved into the file without waiting for a reader`() async throws {
        try await withLedger { ledger in
            let text = String(repeating: "x", count: 1_000_000)
            var longest = 0
            for version in 1...40 {
                try await ledger.write { try $0.savePolicy(version: "\(version)", text: text, at: Samples.start) }
                longest = max(longest, Checkpoints(pool: ledger.pool).logBytes)
            }
            #expect(longest < 24 * 1024 * 1024)
        }
    }

    @Test func `a damaged file is noticed`() async throws {
        try await withFolder { path in
            let ledger = try await SQLiteLedger.open(path: path, role: .service)
            for number in 1...50 {
                let registration = try Samples.registration(number)
                _ = try await ledger.write { try $0.insert(registration, nameKeys: (0..<20).map { "\(number)\($0)" }) }
            }
            try await ledger.quickCheck()
            try await ledger.close()
            var bytes = try Data(contentsOf: URL(filePath: path))
            // The pages at the end are the last that came: names and keys, which nothing needs for opening.
            for offset in stride(from: bytes.count - 40_960, to: bytes.count, by: 7) { bytes[offset] ^= 0x5A }
            try bytes.write(to: URL(filePath: path))
            let damaged = try await SQLiteLedger.open(path: path, role: .service)
            await #expect(throws: (any Error).self) { try await damaged.quickCheck() }
            try await damaged.close()
        }
    }

    @Test func `text with a zero character is refused rather than cut`() async throws {
        try await withLedger { ledger in
            await #expect(throws: LedgerTrouble.self) {
                try await ledger.write { try $0.save(Samples.partner("p", named: "a\0b")) }
            }
        }
    }
}

/// Holds the lock of a file for 2 ms, and again at once.
private final class BusyHolder: Sendable {
    private let queue: DatabaseQueue
    private let rounds = Atomic(0)
    private let over = DispatchSemaphore(value: 0)

    init(_ path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        queue = try DatabaseQueue(path: path, configuration: configuration)
    }

    func start() {
        Thread {
            var isOver = false
            while !isOver {
                try? self.queue.inTransaction(.immediate) { _ in
                    isOver = self.over.wait(timeout: .now() + .milliseconds(2)) == .success
                    return .commit
                }
                self.rounds.wrappingAdd(1, ordering: .relaxed)
            }
        }.start()
    }

    func untilBusy() async {
        while rounds.load(ordering: .relaxed) < 2 { await Task.yield() }
    }

    func stop() { over.signal() }
}
