import Foundation
import GRDB
import LedgerSQL
import Testing

@testable import SQLite

@Suite struct StatementTests {
    /// The numbers of `$n`, in the order they stand.
    private func places(_ sql: String) -> [Int] {
        sql.split(separator: "$", omittingEmptySubsequences: false).dropFirst().compactMap {
            Int($0.prefix { $0.isNumber })
        }
    }

    /// SQLite takes `$n` for a name and numbers names by first appearance; values are bound by number.
    private func isAscending(_ sql: String) -> Bool {
        var seen: [Int] = []
        for place in places(sql) where !seen.contains(place) { seen.append(place) }
        return seen.enumerated().allSatisfy { $0 + 1 == $1 }
    }

    @Test func `parameters first appear in ascending order`() {
        #expect(Statements.all.count > 60)
        for statement in Statements.all { #expect(isAscending(statement.sql), "\(statement.sql)") }
        #expect(!isAscending("SELECT $2, $1"))
        #expect(!isAscending("SELECT $1, $3"))
    }

    @Test func `no statement uses what the databases do not share`() {
        let refused = [
            "now()", "::", "ANY(", "LIKE", "RETURNING *", " / ", "PRAGMA", "REPLACE INTO", "?", "json_", "datetime",
            "LIMIT -1", "rowid", "ILIKE", "OR IGNORE",
        ]
        for statement in Statements.all {
            let found = refused.filter { statement.sql.localizedCaseInsensitiveContains($0) }
            #expect(found.isEmpty, "\(statement.sql)")
        }
    }

    @Test func `every statement finds its rows by an index`() async throws {
        try await withFolder { path in
            let ledger = try await SQLiteLedger.open(path: path, role: .service)
            for statement in Statements.all {
                let sql = Dialect.sqlite.rendered(statement.sql)
                let plan = try await ledger.pool.read { database in
                    let nulls = StatementArguments(Array(repeating: DatabaseValue.null, count: Set(places(sql)).count))
                    return try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: nulls).map {
                        $0["detail"] as String
                    }
                }
                for step in plan where step.hasPrefix("SCAN") {
                    #expect(isBounded(step), "\(step) in \(sql)")
                }
            }
            try await ledger.close()
        }
    }

    /// A scan is taken through an index that holds the order, over the constant row, or over a bounded inner select.
    private func isBounded(_ step: String) -> Bool {
        step.contains("INDEX") || step == "SCAN CONSTANT ROW" || step == "SCAN bounded" || step == "SCAN migration"
    }

    @Test func `lists of registrations come in order out of their index`() async throws {
        try await withFolder { path in
            let ledger = try await SQLiteLedger.open(path: path, role: .service)
            for statement in RegistrationListSQL.allCases {
                let sql = statement.sql
                let plan = try await ledger.pool.read { database in
                    let nulls = StatementArguments(Array(repeating: DatabaseValue.null, count: Set(places(sql)).count))
                    return try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: nulls).map {
                        $0["detail"] as String
                    }
                }
                print(statement, plan)
            }
            try await ledger.close()
        }
    }
}
