import Desk
import Foundation
import LedgerSQL

/// The schema on a server: each step is a transaction of its own, taken by one of those who come for it at once.
final class Schema {
    /// A step on a large table takes its time.
    private static let patienceSeconds = 3_600
    static let attempts = 400
    private static let longestPauseSeconds = 0.05

    private static let settings = """
        SET statement_timeout = 0; SET lock_timeout = '10s'; SET synchronous_commit = on
        """

    private let wire: Wire
    private let dialect: Dialect
    private let migrations: Migrations
    private let attempts: Int

    init(
        _ address: PostgreSQLAddress,
        migrations: Migrations = .ledger,
        attempts: Int = Schema.attempts
    ) throws {
        self.attempts = attempts
        wire = try Wire(address, patienceSeconds: Schema.patienceSeconds, settings: Schema.settings)
        dialect = try wire.version().contains("Cockroach") ? .cockroach : .postgres
        self.migrations = migrations
    }

    /// Throws `ServerRefusal` where the address is not good for this server, whatever becomes of it.
    static func reached(at address: PostgreSQLAddress) throws -> Schema {
        do {
            try Pooler.refuse(before: address)
            return try Schema(address)
        } catch let failure as PostgreSQLFailure {
            throw ServerRefusal(failure) ?? failure as any Error
        }
    }

    /// Throws `OlderSchema` where there are steps to take and they may not be made.
    func bringUpToDate(mayMake: Bool) throws {
        if try wire.rows(Schema.ownTables, []).isEmpty {
            guard mayMake else {
                throw LedgerTrouble.broken("there is no schema yet: start the service once, or run registrar migrate")
            }
        } else if !mayMake, let (from, _) = try repeating(pending) {
            throw OlderSchema(from: from)
        }
        try repeating { try self.wire.script(self.dialect.schema(Migrations.SQL.create.sql)) }
        try repeating { try self.wire.script(self.dialect.schema(CommitMarks.SQL.create.sql)) }
        while try repeating(takeNextStep) {}
        let oldest = SystemTime().now().addingTimeInterval(-CommitMarks.keptSeconds)
        try repeating {
            try self.wire.post(CommitMarks.SQL.forgetOld.sql, [.int(oldest.millisecondsSince1970)])
            try self.wire.collect()
        }
    }

    private func pending() throws -> (from: String, to: String)? {
        let connection = PostgreSQLConnection(wire)
        try connection.begin(.read)
        let steps = try migrations.pending(on: connection)
        try wire.post("COMMIT", [])
        try wire.collect()
        return steps
    }

    private func takeNextStep() throws -> Bool {
        let connection = PostgreSQLConnection(wire)
        try connection.begin(.write)
        let isTaken = try migrations.applyNext(to: connection, dialect: dialect) { try wire.script($0) }
        try wire.post("COMMIT", [])
        guard try wire.collect().tag == "COMMIT" else {
            throw LedgerTrouble.broken("PostgreSQL rolled back a step of the schema")
        }
        return isTaken
    }

    /// Others may be at the same step: whoever comes second finds it done.
    @discardableResult private func repeating<Result>(_ body: () throws -> Result) throws -> Result {
        for _ in 1..<attempts {
            do {
                return try body()
            } catch let failure as PostgreSQLFailure where Schema.isRace(failure) {
                try wire.script("ROLLBACK")
                Thread.sleep(forTimeInterval: Double.random(in: 0...Schema.longestPauseSeconds))
            }
        }
        return try body()
    }

    private static func isRace(_ failure: PostgreSQLFailure) -> Bool {
        // Serialization, deadlock, a key or a table that somebody else made meanwhile, a lock not had in time.
        !failure.isLost && ["40001", "40P01", "23505", "42P07", "42710", "55P03", "XX000"].contains(failure.code)
    }

    private static let ownTables = """
        SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()
        AND table_name = 'migration'
        """

    private static let foreignlyOrdered = """
        SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema()
        AND table_name IN (SELECT 'registration' UNION SELECT 'event' UNION SELECT 'outbox' UNION SELECT 'partner')
        AND data_type = 'text' AND (collation_name IS NULL OR collation_name <> 'C') LIMIT 1
        """

    /// Throws unless the ledger's lists come in the order they have everywhere.
    func verify() throws {
        try wire.script("SELECT 1 FROM registration, event, outbox, commit_mark WHERE 1 = 0")
        guard dialect.isCollated, let table = try wire.rows(Schema.foreignlyOrdered, []).first else { return }
        throw LedgerTrouble.broken("the texts of \(table) are not ordered by their bytes (COLLATE \"C\")")
    }
}

extension Wire {
    /// The first column of each row.
    fileprivate func rows(_ sql: String, _ values: [SQLValue]) throws -> [String] {
        try post(sql, values)
        let answer = try collect()
        return (0..<answer.rows).map { answer.text(0, row: $0) ?? "" }
    }
}
