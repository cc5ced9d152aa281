import Desk

/// The schema's steps, applied in order, each in one transaction with the row that records it.
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
        try script(dialect.rendered(SQL.create.sql))
        let applied = try connection.rows(SQL.applied, []) { (name: try $0.text(), checksum: try $0.text()) }
        guard applied.count <= steps.count else {
            throw LedgerTrouble.broken("the database was written by a newer version: \(applied[steps.count].name)")
        }
        for (step, known) in zip(steps, applied) where step.name != known.name || step.checksum != known.checksum {
            throw LedgerTrouble.broken("the database was written by another text of \(step.name)")
        }
        for (position, step) in steps.enumerated().dropFirst(applied.count) {
            try script(dialect.rendered(step.sql))
            try connection.run(SQL.record, [.int(position + 1), .text(step.name), .text(step.checksum)])
        }
    }
}
