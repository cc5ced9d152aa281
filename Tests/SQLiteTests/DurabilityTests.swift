import Desk
import DeskTesting
import Foundation
import GRDB
import Registrations
import Testing

@testable import SQLite

@Suite struct DurabilityTests {
    @Test func `the writer is set so that a commit is on disk when it returns`() async throws {
        try await withLedger { ledger in
            let settings = try await ledger.pool.writeWithoutTransaction { database in
                try [
                    "synchronous", "foreign_keys", "wal_autocheckpoint", "busy_timeout", "trusted_schema", "mmap_size",
                ].map {
                    try Int.fetchOne(database, sql: "PRAGMA \($0)")
                }
            }
            #expect(settings == [2, 1, 0, 1_000, 0, 0])
        }
    }

    @Test(arguments: ["synchronous = NORMAL", "wal_autocheckpoint = 1000", "foreign_keys = OFF"])
    func `a writer under which a commit could be lost is refused`(setting: String) async throws {
        try await withFolder { path in
            let pool = try DatabasePool(path: path, configuration: Pragmas.configuration())
            try await pool.writeWithoutTransaction { database in
                try Pragmas.setWriter(database)
                try Pragmas.verify(database)
                try database.execute(sql: "PRAGMA \(setting)")
                #expect(throws: LedgerTrouble.self) { try Pragmas.verify(database) }
            }
            try pool.close()
        }
    }

    @Test func `what was acknowledged is there after the process was killed`() async throws {
        try await withLedger { ledger in
            for number in 1...20 {
                let registration = try Samples.registration(number)
                _ = try await ledger.write { try $0.insert(registration, nameKeys: ["=k"]) }
            }
            // The files as a killed process leaves them: nothing was closed and nothing was checkpointed.
            let image = ledger.pool.path + ".killed"
            for ending in ["", "-wal"] { try copy(ledger.pool.path + ending, to: image + ending) }
            let reopened = try await SQLiteLedger.open(path: image, role: .service)
            let found = try await reopened.read { try $0.registrations(RegistrationQuery()) }
            #expect(found.count == 20)
            try await reopened.quickCheck()
            try await reopened.close()
        }
    }

    @Test func `a torn end of the log costs only what was never acknowledged`() async throws {
        try await withLedger { ledger in
            try await ledger.write { try $0.save(Samples.draft("d1")) }
            let whole = try Data(contentsOf: URL(filePath: ledger.pool.path + "-wal")).count
            try await ledger.write { try $0.save(Samples.draft("d2")) }
            let image = ledger.pool.path + ".torn"
            for ending in ["", "-wal"] { try copy(ledger.pool.path + ending, to: image + ending) }
            let file = try FileHandle(forWritingTo: URL(filePath: image + "-wal"))
            try file.truncate(atOffset: UInt64(whole + 100))
            try file.close()
            let reopened = try await SQLiteLedger.open(path: image, role: .service)
            let found = try await reopened.read { (try $0.draft(DraftID("d1")), try $0.draft(DraftID("d2"))) }
            #expect(found.0 != nil)
            #expect(found.1 == nil)
            try await reopened.close()
        }
    }

    @Test func `everything is there after closing and opening again`() async throws {
        try await withFolder { path in
            let first = try await SQLiteLedger.open(path: path, role: .service)
            try await first.write { try $0.save(Samples.partner()) }
            try await first.close()
            #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
            let second = try await SQLiteLedger.open(path: path, role: .service)
            #expect(try await second.read { try $0.partners() } == [Samples.partner()])
            try await second.close()
            await #expect(throws: LedgerTrouble.self) { try await second.write { try $0.save(Samples.partner()) } }
        }
    }

    @Test func `a full disk refuses the write, and writing goes on when there is room again`() async throws {
        try await withLedger { ledger in
            try await ledger.write { try $0.save(Samples.partner()) }
            try await limitPages(of: ledger, extra: 2)
            let text = String(repeating: "x", count: 200_000)
            await #expect(throws: LedgerTrouble.self) {
                try await ledger.write { try $0.savePolicy(version: "1", text: text, at: Samples.start) }
            }
            #expect(try await ledger.read { try $0.partners().count } == 1)
            #expect(await ledger.isHealthy())
            try await limitPages(of: ledger, extra: 10_000)
            try await ledger.write { try $0.savePolicy(version: "1", text: text, at: Samples.start) }
            #expect(try await ledger.read { try $0.policyText(version: "1") } == text)
            #expect(await ledger.isHealthy())
        }
    }

    @Test func `a ledger that cannot write even a little says so`() async throws {
        try await withLedger { ledger in
            try await ledger.write { try $0.save(Samples.partner()) }
            #expect(await ledger.isHealthy())
            try await ledger.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 1") }
            await #expect(throws: LedgerTrouble.self) { try await ledger.write { try $0.save(Samples.draft()) } }
            #expect(await ledger.isHealthy() == false)
            try await ledger.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 0") }
            #expect(await ledger.isHealthy())
        }
    }

    @Test func `after an input or output error nothing more is taken`() async throws {
        try await withLedger { ledger in
            ledger.health.failed(with: DatabaseError(resultCode: .SQLITE_IOERR_FSYNC))
            await #expect(throws: LedgerTrouble.self) { try await ledger.write { try $0.save(Samples.partner()) } }
            #expect(await ledger.isHealthy() == false)
            let partners = try await ledger.read { try $0.partners() }
            #expect(partners.isEmpty)
        }
    }

    private func limitPages(of ledger: SQLiteLedger, extra: Int) async throws {
        try await ledger.pool.writeWithoutTransaction { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages + extra)")
        }
    }

    /// By another process: this one would lose its locks on the file by opening and closing it.
    private func copy(_ source: String, to target: String) throws {
        let process = try Process.run(URL(filePath: "/bin/cp"), arguments: [source, target])
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
