import Desk

/// A command came upon a database of an older version, whose schema is the service's to bring up to date.
public struct OlderSchema: Error, Hashable, Sendable {
    /// The last step the database has.
    public let from: String

    public init(from: String) { self.from = from }
}

/// The schema's steps, applied in order, each together with the row that records it.
public struct Migrations: Sendable {
    public struct Step: Hashable, Sendable {
        public let name: String
        public let sql: String

        public init(name: String, sql: String) {
            self.name = name
            self.sql = sql
        }

        /// FNV-1a of the text: finds a file that was edited after it had been applied.
        var checksum: String {
            let hash = sql.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
                ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
            }
            return String(hash, radix: 16)
        }
    }

    let steps: [Step]

    public init(_ steps: [Step]) { self.steps = steps }

    /// Every step that landed; one is never edited, only followed.
    public static let ledger = Migrations([
        Step(name: "m0001_ledger", sql: String(decoding: PackageResources.m0001_ledger_sql, as: UTF8.self)),
        Step(name: "m0002_duties", sql: String(decoding: PackageResources.m0002_duties_sql, as: UTF8.self)),
        Step(name: "m0003_clocks", sql: String(decoding: PackageResources.m0003_clocks_sql, as: UTF8.self)),
        Step(name: "m0004_requests", sql: String(decoding: PackageResources.m0004_requests_sql, as: UTF8.self)),
        Step(name: "m0005_leases", sql: String(decoding: PackageResources.m0005_leases_sql, as: UTF8.self)),
        Step(name: "m0006_deadlines", sql: String(decoding: PackageResources.m0006_deadlines_sql, as: UTF8.self)),
        Step(name: "m0007_reach", sql: String(decoding: PackageResources.m0007_reach_sql, as: UTF8.self)),
        Step(name: "m0008_asked", sql: String(decoding: PackageResources.m0008_asked_sql, as: UTF8.self)),
        Step(name: "m0009_steps", sql: String(decoding: PackageResources.m0009_steps_sql, as: UTF8.self)),
        Step(name: "m0010_names", sql: String(decoding: PackageResources.m0010_names_sql, as: UTF8.self)),
    ])

    /// Statements of the runner itself.
    public enum SQL: String, SQLStatement, CaseIterable {
        case create =
            "CREATE TABLE IF NOT EXISTS migration (position {{I64}} NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL) {{STRICT}}"
        case applied = "SELECT name, checksum FROM migration ORDER BY position"
        case record = "INSERT INTO migration (position, name, checksum) VALUES ($1, $2, $3)"
    }

    /// Brings the schema up to date inside the caller's transaction.
    ///
    /// Throws when the database was written by a newer version, or by another text of the same step.
    public func apply(
        to connection: any SQLConnection,
        dialect: Dialect,
        script: (String) throws -> Void
    ) throws {
        try script(dialect.schema(SQL.create.sql))
        while try applyNext(to: connection, dialect: dialect, script: script) {}
    }

    /// Takes the first step that is not there yet inside the caller's transaction; false when none is left.
    ///
    /// For databases on which a step must be a transaction of its own. The table of steps must be there.
    public func applyNext(
        to connection: any SQLConnection,
        dialect: Dialect,
        script: (String) throws -> Void
    ) throws -> Bool {
        let count = try countApplied(on: connection)
        guard count < steps.count else { return false }
        let step = steps[count]
        // The row first: of several who come at once, all but one are stopped by it before they change anything.
        try StatementRunner(connection).run(SQL.record, [.int(count + 1), .text(step.name), .text(step.checksum)])
        try script(dialect.schema(step.sql))
        return true
    }

    /// The last step a database has and the last it will have; nil when it has all of them, or none yet.
    ///
    /// The table of steps must be there. Throws as `apply` does.
    public func pending(on connection: any SQLConnection) throws -> (from: String, to: String)? {
        let count = try countApplied(on: connection)
        guard count > 0, count < steps.count, let last = steps.last else { return nil }
        return (steps[count - 1].name, last.name)
    }

    private func countApplied(on connection: any SQLConnection) throws -> Int {
        let applied = try StatementRunner(connection).rows(SQL.applied, []) {
            (name: try $0.text(), checksum: try $0.text())
        }
        guard applied.count <= steps.count else {
            throw LedgerTrouble.broken("the database was written by a newer version: \(applied[steps.count].name)")
        }
        for (step, known) in zip(steps, applied) where step.name != known.name || step.checksum != known.checksum {
            throw LedgerTrouble.broken("the database was written by another text of \(step.name)")
        }
        return applied.count
    }

    /// Whether every step, and no other, was applied.
    func areApplied(to connection: any SQLConnection) throws -> Bool {
        let applied = try StatementRunner(connection).rows(SQL.applied, []) {
            (name: try $0.text(), checksum: try $0.text())
        }
        return applied.map(\.name) == steps.map(\.name) && applied.map(\.checksum) == steps.map(\.checksum)
    }
}
