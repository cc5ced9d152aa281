import Desk
import DeskTesting
import Foundation
import PostgreSQLTesting
import Registrations
import Testing

@testable import LedgerSQL
@testable import PostgreSQL

@Suite struct SchemaTests {
    @Test func `four who open an empty database at once all find it made, once`() async throws {
        let server = try PostgreSQLServer.shared.get()
        for _ in 1...3 {
            let (schema, url) = try server.freshURL()
            let ledgers = try await withThrowingTaskGroup(of: PostgreSQLLedger.self) { group in
                for _ in 1...4 {
                    group.addTask { try await PostgreSQLLedger.open(PostgreSQLAddress(url), role: .service) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for (number, ledger) in ledgers.enumerated() { try await ledger.increment("n\(number)") }
            for ledger in ledgers { try await ledger.close() }
            let steps = try server.run("SELECT COUNT(*) FROM migration", schema: schema)
            #expect(steps == "\(Migrations.ledger.steps.count)")
            try server.run("DROP SCHEMA \(schema) CASCADE")
        }
    }

    @Test func `a command makes no schema where there is none`() async throws {
        let server = try PostgreSQLServer.shared.get()
        let (schema, url) = try server.freshURL()
        await #expect(throws: LedgerTrouble.self) {
            try await PostgreSQLLedger.open(PostgreSQLAddress(url), role: .tool)
        }
        let tables = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '\(schema)'"
        #expect(try server.run(tables) == "0")
    }

    @Test func `a command beside an older service takes no step under it`() async throws {
        let server = try PostgreSQLServer.shared.get()
        let (schema, url) = try server.freshURL()
        let before = Array(Migrations.ledger.steps.dropLast())
        try Schema(PostgreSQLAddress(url), migrations: Migrations(before)).bringUpToDate(mayMake: true)
        await #expect(throws: OlderSchema(from: try #require(before.last?.name))) {
            _ = try await PostgreSQLLedger.open(PostgreSQLAddress(url), role: .tool)
        }
        #expect(try server.run("SELECT COUNT(*) FROM migration", schema: schema) == "\(before.count)")
        try await PostgreSQLLedger.open(PostgreSQLAddress(url), role: .service).close()
        try await PostgreSQLLedger.open(PostgreSQLAddress(url), role: .tool).close()
    }

    @Test func `a database of a newer version or of another text is refused`() async throws {
        try await withLedger { _, url, server in
            let schema = try #require(url.split(separator: "%3D").last.map(String.init))
            func refusal() async -> LedgerTrouble? {
                do {
                    try await PostgreSQLLedger.open(PostgreSQLAddress(url), role: .service).close()
                    return nil
                } catch {
                    return error as? LedgerTrouble
                }
            }
            #expect(await refusal() == nil)
            try server.run("INSERT INTO migration VALUES (99, 'm0099_later', 'x')", schema: schema)
            #expect(await refusal() == .broken("the database was written by a newer version: m0099_later"))
            try server.run("DELETE FROM migration WHERE position = 99", schema: schema)
            try server.run("UPDATE migration SET checksum = 'x' WHERE position = 1", schema: schema)
            #expect(await refusal() == .broken("the database was written by another text of m0001_ledger"))
        }
    }

    @Test func `a step that fails leaves the steps before it and nothing of itself`() async throws {
        let server = try PostgreSQLServer.shared.get()
        let (schema, url) = try server.freshURL()
        let broken = Migrations(
            Migrations.ledger.steps + [
                .init(name: "m0099", sql: "CREATE TABLE half (id TEXT); CREATE TABLE half (id TEXT)")
            ]
        )
        #expect(throws: PostgreSQLFailure.self) {
            try Schema(PostgreSQLAddress(url), migrations: broken, attempts: 2).bringUpToDate(mayMake: true)
        }
        let steps = try server.run("SELECT COUNT(*) FROM migration", schema: schema)
        #expect(steps == "\(Migrations.ledger.steps.count)")
        #expect(try server.run("SELECT to_regclass('half') IS NULL", schema: schema) == "t")
    }

    @Test func `texts in another order than that of their bytes are found`() async throws {
        try await withLedger { ledger, url, server in
            let schema = try #require(url.split(separator: "%3D").last.map(String.init))
            // The server's own order is another one.
            #expect(try server.run("SELECT 'a' < 'B'") == "t")
            try await ledger.quickCheck()
            try server.run("ALTER TABLE event ALTER chain TYPE TEXT COLLATE \"default\"", schema: schema)
            await #expect(throws: LedgerTrouble.self) { try await ledger.quickCheck() }
        }
    }

    @Test func `the server understands every statement`() async throws {
        try await withLedger { _, url, _ in
            let wire = try Wire(PostgreSQLAddress(url), settings: Session.settings)
            for statement in Statements.all {
                let sql = Dialect.postgres.rendered(statement.sql)
                let places = Set(sql.split(separator: "$").dropFirst().compactMap { Int($0.prefix { $0.isNumber }) })
                // Nothing is NULL in most columns, which is said only after all else was understood.
                do {
                    try wire.post(sql, places.map { _ in .null })
                    try wire.collect()
                } catch let failure as PostgreSQLFailure {
                    #expect(failure.code == "23502", "\(failure.message): \(sql)")
                }
            }
        }
    }

    @Test func `no statement walks through a whole table`() async throws {
        try await withLedger { _, url, server in
            let schema = try #require(url.split(separator: "%3D").last.map(String.init))
            for statement in Statements.all where !(statement is PartnerSQL) {
                let sql = Dialect.postgres.rendered(statement.sql)
                let count = Set(sql.split(separator: "$").dropFirst().compactMap { Int($0.prefix { $0.isNumber }) })
                    .count
                let nulls = Array(repeating: "NULL", count: count).joined(separator: ", ")
                let plan = try server.run(
                    """
                    SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan; PREPARE a AS \(sql);
                    EXPLAIN EXECUTE a\(count == 0 ? "" : "(\(nulls))")
                    """,
                    schema: schema
                )
                #expect(!plan.contains("Seq Scan"), "\(plan) of \(sql)")
            }
        }
    }
}
