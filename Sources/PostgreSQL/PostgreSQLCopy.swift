import Desk
public import LedgerSQL

extension PostgreSQLConnection: CopyEnd {
    private static let pageRows = 500

    func each(_ statement: some SQLStatement, _ read: (inout SQLRow) throws -> Void) throws {
        try send(Text(sql: "DECLARE copying NO SCROLL CURSOR FOR \(statement.sql)"), [])
        var count = 0
        repeat {
            let page = Text(sql: "FETCH \(PostgreSQLConnection.pageRows) FROM copying")
            count = try rows(page, []) { try read(&$0) }.count
        } while count > 0
        try send(Text(sql: "CLOSE copying"), [])
    }
}

private struct Text: SQLStatement {
    let sql: String
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
