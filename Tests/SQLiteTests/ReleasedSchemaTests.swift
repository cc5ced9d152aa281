import Desk
import Foundation
import GRDB
import Registrations
import Testing

@testable import LedgerSQL
@testable import SQLite

/// Files that released versions left, with data in them: every later step must take them.
@Suite struct ReleasedSchemaTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/ledgers")

    static func fixtures() throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "sqlite" }
    }

    /// Each table's columns, and each index, of whatever order and however they came about.
    private func shape(_ path: String) throws -> Set<String> {
        let queue = try DatabaseQueue(path: path)
        let shape = try queue.read { database in
            let columns = try String.fetchAll(
                database,
                sql: """
                    SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk
                    FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'
                    """
            )
            let indexes = try String.fetchAll(
                database,
                sql: "SELECT 'index ' || name || ' on ' || tbl_name FROM sqlite_master WHERE type = 'index'"
            )
            return Set(columns + indexes)
        }
        try queue.close()
        return shape
    }

    private func counts(_ path: String) throws -> [String: Int] {
        let queue = try DatabaseQueue(path: path)
        let counts = try queue.read { database in
            let tables = try String.fetchAll(
                database,
                sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('migration', 'beat')"
            )
            return try tables.reduce(into: [:]) {
                $0[$1] = try Int.fetchOne(database, sql: "SELECT count(*) FROM \"\($1)\"")
            }
        }
        try queue.close()
        return counts
    }

    @Test func `there is a released schema to begin from`() throws { #expect(try !Self.fixtures().isEmpty) }

    @Test(arguments: try fixtures())
    func `a released schema is taken with everything in it`(fixture: URL) async throws {
        try await withFolder { path in
            try FileManager.default.copyItem(at: fixture, to: URL(filePath: path))
            let before = try counts(path)
            let ledger = try await SQLiteLedger.open(path: path, role: .service)
            try await ledger.quickCheck()
            let registrations = try await ledger.read { try $0.registrations(RegistrationQuery(limit: 100)) }
            #expect(registrations.count == before["registration"] && registrations.count >= 6)
            let report = try await Audit(ledger).verify()
            #expect(report.flaws.isEmpty && report.events == before["event"])
            for registration in registrations {
                // What was read is what would be written.
                try await ledger.write { try $0.update(registration) }
                #expect(try await ledger.read { try $0.registration(registration.id) } == registration)
            }
            try await ledger.close()
            let after = try counts(path)
            for (table, count) in before where table != "lease" { #expect(after[table] == count, "\(table)") }
        }
    }

    @Test(arguments: try fixtures())
    func `a released schema becomes the one a new file has`(fixture: URL) async throws {
        try await withFolder { path in
            let new = path + ".new"
            try FileManager.default.copyItem(at: fixture, to: URL(filePath: path))
            for file in [path, new] { try await SQLiteLedger.open(path: file, role: .service).close() }
            #expect(try shape(path) == shape(new))
        }
    }

    @Test(arguments: try fixtures())
    func `a step that cannot take released data is noticed`(fixture: URL) async throws {
        try await withFolder { path in
            try FileManager.default.copyItem(at: fixture, to: URL(filePath: path))
            let step = Migrations.Step(
                name: "m9999_one_a_program",
                sql: "CREATE UNIQUE INDEX one ON registration (program);"
            )
            await #expect(throws: LedgerTrouble.self) {
                let steps = Migrations(Migrations.ledger.steps + [step])
                _ = try await SQLiteLedger.open(path: path, role: .service, migrations: steps)
            }
        }
    }
}
