import Desk
import Foundation
import LedgerSQL
import PostgreSQLTesting
import Testing

@testable import PostgreSQL

@Suite struct PoolerTests {
    @Test func `a pooler that lends one connection to many is refused, as often as one comes`() async throws {
        let server = try PostgreSQLServer()
        let address = try PostgreSQLAddress(server.pool("transaction"))
        for role in [PostgreSQLLedger.Role.service, .tool, .service] {
            await #expect(throws: Pooler.refusal) { _ = try await PostgreSQLLedger.open(address, role: role) }
        }
        #expect(try server.run("SELECT COUNT(*) FROM pg_stat_activity WHERE query LIKE '%54321%'") != "0")
        #expect(try server.run("SELECT to_regclass('migration') IS NULL") == "t")
    }

    @Test func `a pooler that keeps a connection with its client is as good as the server`() async throws {
        let server = try PostgreSQLServer()
        let address = try PostgreSQLAddress(server.pool("session"))
        for number in 1...3 {
            let ledger = try await PostgreSQLLedger.open(address, role: .service)
            try await ledger.increment("n")
            #expect(try await ledger.number("n") == number)
            try await ledger.close()
        }
    }

    @Test func `a prepared statement's name is no other text's, on any connection`() throws {
        let server = try PostgreSQLServer.shared.get()
        let names = try [["SELECT $1 + 1", "SELECT $1 + 2"], ["SELECT $1 + 2", "SELECT $1 + 1"]].map { texts in
            let wire = try Wire(PostgreSQLAddress(server.url()), settings: Session.settings)
            for text in texts { try wire.post(text, [.int(1)]) }
            try wire.collect()
            let answer = try wire.script("SELECT name FROM pg_prepared_statements ORDER BY statement")
            return (0..<answer.rows).map { answer.text(0, row: $0) }
        }
        #expect(names[0] == names[1] && Set(names[0]).count == 2)
    }
}
