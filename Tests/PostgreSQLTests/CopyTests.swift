import Desk
import DeskTesting
import Dialogue
import Foundation
import PostgreSQLTesting
import Registrations
import SQLite
import Testing

@testable import LedgerSQL
@testable import PostgreSQL

/// A ledger's rows in another database.
@Suite struct CopyTests {
    private func withFile(_ body: (_ path: String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "copy-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await body(folder.appending(path: "ledger.db").path)
        try FileManager.default.removeItem(at: folder)
    }

    private func fill(_ ledger: any Ledger) async throws {
        try await ledger.write { transaction in
            for number in 1...700 {
                var registration = try Samples.registration(number, name: "Müller \u{202E}\(number)")
                if number % 3 == 0 { registration.progress = .full }
                _ = try transaction.insert(registration, nameKeys: ["=\(number)"])
                _ = try transaction.insert(Samples.hold(of: registration))
                let commitment = StoredEvent.Commitment(
                    name: "n",
                    mac: [0, UInt8(number % 256)],
                    key: nil,
                    value: "e\u{301}"
                )
                try transaction.append(
                    StoredEvent(
                        chain: ChainID("r\(number)"),
                        sequence: 1,
                        event: Event(.submitted, at: Samples.start, actor: .admin),
                        commitments: [commitment],
                        previousHash: [],
                        hash: [255, 0, 92, 39]
                    )
                )
            }
            // The same twice, in a table without a key.
            for _ in 1...2 { try transaction.count("check", key: "k", at: Samples.start) }
            try transaction.save(Samples.partner())
            try transaction.save(Samples.draft(typed: [.problem: "a\0b"]))
        }
    }

    @Sendable private func seen(_ reader: any LedgerReader) throws -> [String] {
        var seen = try reader.registrations(RegistrationQuery(limit: 1_000)).map { "\($0)" }
        for chain in try reader.chains(after: "", limit: 1_000) {
            seen += try reader.events(of: chain, after: 0, limit: 9).map { "\($0)" }
        }
        return seen + ["\(try reader.partners())", "\(try reader.tally("check", key: "k", since: .distantPast))"]
    }

    @Test func `a file goes to a server and back again, row by row`() async throws {
        try await withFile { path in
            let file = try await SQLiteLedger.open(path: path, role: .service)
            try await fill(file)
            let before = try await file.read(seen)
            try await withLedger { server, url, _ in
                let address = try PostgreSQLAddress(url)
                let reports = try SQLiteLedger.reading(path) { source in
                    try PostgreSQLLedger.filling(address) { try Copying(from: source, to: $0).run() }
                }
                #expect(reports.contains(Copying.Report(table: "registration", rows: 700)))
                #expect(reports.contains(Copying.Report(table: "tally", rows: 2)))
                #expect(try await server.read(seen) == before)
                try await withFile { other in
                    try await SQLiteLedger.open(path: other, role: .service).close()
                    let again = try PostgreSQLLedger.reading(address) { source in
                        try SQLiteLedger.filling(other) { try Copying(from: source, to: $0).run() }
                    }
                    #expect(again == reports)
                    let back = try await SQLiteLedger.open(path: other, role: .service)
                    #expect(try await back.read(seen) == before)
                    try await back.close()
                }
            }
            try await file.close()
        }
    }

    @Test func `a database with anything in it takes no copy`() async throws {
        try await withFile { path in
            let file = try await SQLiteLedger.open(path: path, role: .service)
            try await fill(file)
            try await withLedger { server, url, _ in
                try await server.write { try $0.save(Samples.partner()) }
                #expect(throws: LedgerTrouble.broken("the target is not empty: there are rows in partner")) {
                    try SQLiteLedger.reading(path) { source in
                        try PostgreSQLLedger.filling(PostgreSQLAddress(url)) {
                            try Copying(from: source, to: $0).run()
                        }
                    }
                }
                #expect(try await server.read { try $0.registrations(RegistrationQuery()) }.isEmpty)
            }
            try await file.close()
        }
    }

    @Test func `a row that arrives otherwise than it left undoes the whole copy`() async throws {
        try await withFile { path in
            let file = try await SQLiteLedger.open(path: path, role: .service)
            try await fill(file)
            try await withLedger { server, url, database in
                let schema = try #require(url.split(separator: "%3D").last.map(String.init))
                try database.run(
                    """
                    CREATE FUNCTION forge() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN NEW.starts_at := NEW.starts_at + 1; RETURN NEW; END';
                    CREATE TRIGGER forge BEFORE INSERT ON hold FOR EACH ROW WHEN (NEW.registration = 'r7') EXECUTE FUNCTION forge()
                    """,
                    schema: schema
                )
                #expect(throws: LedgerTrouble.self) {
                    try SQLiteLedger.reading(path) { source in
                        try PostgreSQLLedger.filling(PostgreSQLAddress(url)) {
                            try Copying(from: source, to: $0).run()
                        }
                    }
                }
                #expect(try await server.read { try $0.registrations(RegistrationQuery()) }.isEmpty)
            }
            try await file.close()
        }
    }

    @Test func `every table and column of the database is one that is copied`() async throws {
        try await withLedger { _, url, server in
            let schema = try #require(url.split(separator: "%3D").last.map(String.init))
            let found = try server.run(
                """
                SELECT table_name || '.' || column_name FROM information_schema.columns
                WHERE table_schema = '\(schema)' AND table_name NOT IN ('migration', 'commit_mark')
                """,
                schema: schema
            )
            let described = Table.all(of: .ledger).flatMap { table in table.columns.map { "\(table.name).\($0.name)" } }
            #expect(Set(found.split(separator: "\n").map(String.init)) == Set(described))
            #expect(described.count > 100)
        }
    }
}
