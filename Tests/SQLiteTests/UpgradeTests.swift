import Desk
import Foundation
import GRDB
import Registrations
import Testing

@testable import LedgerSQL
@testable import SQLite

/// A file's schema is brought up to date by one program, with a copy before, or not at all.
@Suite struct UpgradeTests {
    private static let before = Array(Migrations.ledger.steps.dropLast())
    private static let newest = Migrations.ledger.steps[before.count].name

    /// A file as the version before this one left it, with a row.
    private func writeOlderSchema(at path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { database in
            try Migrations(Self.before).apply(to: SQLiteConnection(database: database), dialect: .sqlite) {
                try database.execute(sql: $0)
            }
            try database.execute(sql: "INSERT INTO lease VALUES ('kept', 'somebody', 7, 9)")
        }
        try queue.close()
    }

    private func steps(at path: String) throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        let names = try queue.read { try String.fetchAll($0, sql: "SELECT name FROM migration ORDER BY position") }
        try queue.close()
        return names
    }

    private func fence(at path: String) throws -> Int? {
        let queue = try DatabaseQueue(path: path)
        let fence = try queue.read { try Int.fetchOne($0, sql: "SELECT fence FROM lease WHERE name = 'kept'") }
        try queue.close()
        return fence
    }

    private func files(beside path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: URL(filePath: path).deletingLastPathComponent().path)
            .filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }.sorted()
    }

    @Test func `a file is copied before its schema changes, and the copy is the file as it was`() async throws {
        try await withFolder { path in
            try writeOlderSchema(at: path)
            let ledger = try await SQLiteLedger.open(path: path, role: .service)
            let upgrade = try #require(ledger.upgrade)
            try await ledger.close()
            #expect(upgrade.from == Self.before.last?.name && upgrade.to == Self.newest)
            #expect(try steps(at: path).last == Self.newest)
            #expect(try steps(at: upgrade.backup) == Self.before.map(\.name))
            #expect(try fence(at: upgrade.backup) == 7)
        }
    }

    @Test func `a new file and one that is up to date are not copied`() async throws {
        try await withFolder { path in
            for _ in 1...2 {
                let ledger = try await SQLiteLedger.open(path: path, role: .service)
                #expect(ledger.upgrade == nil)
                try await ledger.close()
            }
            #expect(try files(beside: path) == ["ledger.db"])
        }
    }

    @Test func `without room for a copy nothing is changed`() async throws {
        try await withFolder { path in
            try writeOlderSchema(at: path)
            let error = await #expect(throws: LedgerTrouble.self) {
                _ = try await SQLiteLedger.open(path: path, role: .service, freeBytes: { _ in 1_000_000 })
            }
            guard case .full(let words)? = error else {
                Issue.record("it says \(String(describing: error))")
                return
            }
            #expect(words.contains("ledger.db has 0 MB of the 64 MB"))
            #expect(try steps(at: path) == Self.before.map(\.name))
            #expect(try files(beside: path) == ["ledger.db"])
        }
    }

    @Test func `of many that open a file at once one upgrades it, and all go on`() async throws {
        try await withFolder { path in
            try writeOlderSchema(at: path)
            let upgrades = try await withThrowingTaskGroup { group in
                for _ in 1...8 {
                    group.addTask {
                        let ledger = try await SQLiteLedger.open(path: path, role: .migration)
                        _ = try await ledger.read { try $0.registrations(RegistrationQuery(limit: 1)) }
                        let upgrade = ledger.upgrade
                        try await ledger.close()
                        return upgrade
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(upgrades.count == 8 && upgrades.compactMap { $0 }.count == 1)
            #expect(try steps(at: path) == Migrations.ledger.steps.map(\.name))
        }
    }

    @Test func `a step that fails leaves the file as it was, and the next try goes through`() async throws {
        try await withFolder { path in
            try writeOlderSchema(at: path)
            try Data("half a copy of somebody who died".utf8).write(to: URL(filePath: path + ".before-m9999_bad.part"))
            let bad = Migrations(
                Migrations.ledger.steps + [
                    .init(name: "m9999_bad", sql: "CREATE TABLE half (a TEXT); INSERT INTO nowhere VALUES (1);")
                ]
            )
            await #expect(throws: LedgerTrouble.self) {
                _ = try await SQLiteLedger.open(path: path, role: .service, migrations: bad)
            }
            #expect(try steps(at: path) == Self.before.map(\.name))
            #expect(try files(beside: path) == ["ledger.db", "ledger.db.before-m9999_bad"])
            try await SQLiteLedger.open(path: path, role: .service).close()
            #expect(try steps(at: path).last == Self.newest)
        }
    }

    @Test func `a command beside an older service changes no schema under it`() async throws {
        try await withFolder { path in
            try writeOlderSchema(at: path)
            await #expect(throws: OlderSchema(from: try #require(Self.before.last?.name))) {
                _ = try await SQLiteLedger.open(path: path, role: .tool)
            }
            #expect(try steps(at: path) == Self.before.map(\.name))
            #expect(try files(beside: path) == ["ledger.db"])
        }
    }

    @Test func `a file of a newer version is refused and left as it is`() async throws {
        try await withFolder { path in
            try await SQLiteLedger.open(path: path, role: .service).close()
            let error = await #expect(throws: LedgerTrouble.self) {
                _ = try await SQLiteLedger.open(path: path, role: .service, migrations: Migrations(Self.before))
            }
            #expect(error?.localizedDescription != nil && "\(String(describing: error))".contains(Self.newest))
            #expect(try steps(at: path) == Migrations.ledger.steps.map(\.name))
            #expect(try files(beside: path) == ["ledger.db"])
        }
    }
}
