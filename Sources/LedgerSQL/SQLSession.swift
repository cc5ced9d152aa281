public import Desk

/// One transaction of the ledger, on any database.
public struct SQLSession: LedgerTransaction {
    let connection: StatementRunner

    public init(_ connection: any SQLConnection) { self.connection = StatementRunner(connection) }
}
