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

    @Test(arguments: [Dialect.sqlite, .postgres, .cockroach])
    func `a dialect's word stands at the end of a statement or nowhere`(dialect: Dialect) {
        for statement in Statements.all {
            #expect(dialect.ended(statement.sql) == dialect.rendered(statement.sql))
            #expect(!dialect.ended(statement.sql).contains("{{"))
        }
    }

    @Test func `a text that stands where another stood is another statement`() throws {
        let database = try DatabaseQueue()
        try database.write { database in
            let known = PreparedStatements()
            for number in 0..<2_000 {
                // Made anew each time, mostly where the one before it was.
                let sql = "SELECT \(number) AS a_number_that_is_long_enough_for_the_heap"
                let statement = try known.statement(sql, in: database)
                #expect(statement.sql == sql)
                #expect(try known.statement(sql, in: database).sql == sql)
            }
            known.removeAll()
        }
    }

    @Test func `every statement finds its rows by an index`() async throws {
        try await withLedger { ledger in
            for statement in Statements.all {
                let sql = Dialect.sqlite.rendered(statement.sql)
                for step in try await plan(sql, in: ledger) where step.hasPrefix("SCAN") {
                    #expect(isBounded(step), "\(step) in \(sql)")
                }
            }
        }
    }

    /// A scan is taken through an index that holds the order, over the constant row, or over a bounded inner select.
    private func isBounded(_ step: String) -> Bool {
        step.contains("INDEX") || step == "SCAN CONSTANT ROW" || step == "SCAN bounded" || step == "SCAN migration"
    }

    @Test func `each list of registrations goes by its own index`() async throws {
        let table: [(RegistrationListSQL, String)] = [
            (.byID, "sqlite_autoindex_registration_1"), (.byCase, "sqlite_autoindex_registration_2"),
            (.ofCompany, "registration_by_company"), (.ofCompanyInStatus, "registration_by_company_status"),
            (.ofPartner, "registration_by_partner"),
            (.ofPartnerInStatus, "registration_by_partner_status"), (.ofReviewer, "registration_by_reviewer"),
            (.ofReviewerInStatus, "registration_by_reviewer_status"), (.inStatus, "registration_by_status"),
            (.all, "registration_by_time"), (.oldestOfCompanyInStatus, "registration_by_company_status"),
            (.oldestOfReviewerInStatus, "registration_by_reviewer_status"),
            (.oldestInStatus, "registration_by_status"), (.oldest, "registration_by_time"),
            (.oldestAsked, "sqlite_autoindex_registration_1"),
        ]
        #expect(table.map(\.0) == RegistrationListSQL.allCases)
        try await withLedger { ledger in
            for (statement, index) in table {
                let plan = try await plan(statement.sql, in: ledger)
                #expect(plan.first?.contains("SEARCH registration USING INDEX \(index) (") == true, "\(plan)")
            }
        }
    }

    @Test func `clocks, holds and marks are found by their own indexes`() async throws {
        let table: [(any SQLStatement, String)] = [
            (
                RegistrationSQL.awaking,
                "SEARCH registration USING COVERING INDEX registration_waking (wake_at>? AND wake_at<?)"
            ),
            (
                RegistrationSQL.submitted,
                "SEARCH registration USING COVERING INDEX registration_by_status (status=? AND (submitted_at,id)>(?,?))"
            ),
            (RegistrationSQL.ticking, "SEARCH registration USING INDEX registration_ticking (id>?)"),
            (RegistrationSQL.lapsedAt, "SEARCH registration USING INDEX registration_by_company_status (company=? AND"),
            (RegistrationSQL.liveHolds, "SEARCH hold USING INDEX hold_live (company=?)"),
            (RegistrationSQL.changeHold, "SEARCH hold USING INDEX hold_by_registration (registration=?)"),
            (DutySQL.directSale, "SEARCH direct_sale USING INDEX sqlite_autoindex_direct_sale_1 (company=?)"),
        ]
        try await withLedger { ledger in
            for (statement, step) in table {
                let plan = try await plan(statement.sql, in: ledger)
                #expect(plan.contains { $0.hasPrefix(step) }, "\(plan) for \(statement.sql)")
                #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan) for \(statement.sql)")
            }
            let idle = try await plan(RegistrationSQL.idleHolds.sql, in: ledger)
            #expect(idle.contains { $0.contains("registration_by_partner_status (partner=? AND status=?") }, "\(idle)")
        }
    }

    @Test func `what waits is found without walking the outbox`() async throws {
        try await withLedger { ledger in
            let plan = try await plan(Dialect.sqlite.rendered(OutboxSQL.findDue.sql), in: ledger)
            #expect(
                plan.contains { $0.hasPrefix("SEARCH p USING INDEX outbox_by_state (state=? AND due<?)") },
                "\(plan)"
            )
            #expect(plan.contains { $0.contains("outbox_waiting") }, "\(plan)")
            let next = try await self.plan(OutboxSQL.hasDue.sql, in: ledger)
            #expect(next == ["SEARCH outbox USING INDEX outbox_waiting (conversation=?)"])
            let behind = try await self.plan(OutboxSQL.waitBehind.sql, in: ledger)
            #expect(behind.first == "SEARCH outbox USING INDEX outbox_waiting (conversation=? AND seq>?)", "\(behind)")
        }
    }

    @Test func `counting for whoever watches reads indexes alone, but for the messages that wait`() async throws {
        let table: [(FigureSQL, [String])] = [
            (.outbox, ["outbox_by_state (state=? AND due<?)", "outbox_by_state (state=? AND due>?)"]),
            (.open, ["COVERING INDEX registration_by_status (status=?)"]),
            (.deadlines, ["COVERING INDEX registration_reviewer_due", "COVERING INDEX registration_partner_due"]),
            (.drafts, ["USING INDEX draft_open"]),
        ]
        #expect(table.map(\.0) == FigureSQL.allCases)
        try await withLedger { ledger in
            for (statement, steps) in table {
                let plan = try await plan(statement.sql, in: ledger)
                for step in steps { #expect(plan.contains { $0.contains(step) }, "\(step) in \(plan)") }
                #expect(!plan.contains { $0.contains("TEMP B-TREE") || $0 == "SCAN registration" }, "\(plan)")
            }
        }
    }

    @Test func `what the vendor calls a message is found without walking the outbox`() async throws {
        try await withLedger { ledger in
            let plan = try await plan(OutboxSQL.reference.sql, in: ledger)
            #expect(plan.contains { $0.contains("outbox_by_rewrites (rewrites=?)") }, "\(plan)")
            #expect(!plan.contains { $0.contains("SCAN outbox") }, "\(plan)")
        }
    }

    private func plan(_ sql: String, in ledger: SQLiteLedger) async throws -> [String] {
        let nulls = Array(repeating: DatabaseValue.null, count: Set(places(sql)).count)
        return try await ledger.pool.read { database in
            try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: StatementArguments(nulls)).map {
                $0["detail"] as String
            }
        }
    }
}
