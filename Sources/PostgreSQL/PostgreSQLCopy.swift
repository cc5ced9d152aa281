import Desk
public import LedgerSQL

extension PostgreSQLConnection: CopyEnd {
    private static let pageRows = 500

    func each(_ sql: String, _ read: (inout SQLRow) throws -> Void) throws {
        try send("DECLARE copying NO SCROLL CURSOR FOR \(sql)", [])
        var count = 0
        repeat {
            count = 0
            try query("FETCH \(PostgreSQLConnection.pageRows) FROM copying", []) { row in
                try read(&row)
                count += 1
            }
        } while count > 0
        try send("CLOSE copying", [])
    }
}

extension PostgreSQLLedger {
    private static let copyPatienceSeconds = 3_600

    private static let copySettings = """
        SET statement_timeout = 0; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = 0;
        SET synchronous_commit = on
        """

    /// Reads on one snapshot; blocks.
    public static func reading<Result>(
        _ address: PostgreSQLAddress,
        _ body: (any CopyEnd) throws -> Result
    ) throws -> Result {
        try copying(address, .read, body)
    }

    /// Fills a database whose schema is up to date in one transaction, made if `body` does not throw; blocks.
    public static func filling<Result>(
        _ address: PostgreSQLAddress,
        _ body: (any CopyEnd) throws -> Result
    ) throws -> Result {
        try copying(address, .write, body)
    }

    private static func copying<Result>(
        _ address: PostgreSQLAddress,
        _ mode: PostgreSQLConnection.Mode,
        _ body: (any CopyEnd) throws -> Result
    ) throws -> Result {
        do {
            // A connection that is dropped takes its transaction with it.
            let wire = try Wire(address, patienceSeconds: copyPatienceSeconds, settings: copySettings)
            let connection = PostgreSQLConnection(wire)
            try connection.begin(mode)
            let result = try body(connection)
            try wire.post("COMMIT", [])
            guard try wire.collect().tag == "COMMIT" else {
                throw LedgerTrouble.broken("PostgreSQL rolled back what it was asked to commit")
            }
            return result
        } catch {
            throw PostgreSQLFailure.translated(error)
        }
    }
}
