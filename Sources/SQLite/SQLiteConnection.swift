import Desk
import Foundation
import GRDB
import LedgerSQL

/// A GRDB connection inside a transaction, as the shared SQL sees it.
struct SQLiteConnection: SQLConnection {
    let database: Database

    func rows<Row>(
        _ statement: some SQLStatement,
        _ values: [SQLValue],
        _ read: (inout SQLRow) throws -> Row
    ) throws -> [Row] {
        let cursor = try GRDB.Row.fetchCursor(prepared(statement), arguments: arguments(values))
        var rows: [Row] = []
        while let columns = try cursor.next() {
            var row = SQLRow(SQLiteColumns(row: columns))
            rows.append(try read(&row))
        }
        return rows
    }

    @discardableResult func run(_ statement: some SQLStatement, _ values: [SQLValue]) throws -> Int {
        try prepared(statement).execute(arguments: arguments(values))
        return database.changesCount
    }

    /// Cached by text; the texts are a fixed set.
    private func prepared(_ statement: some SQLStatement) throws -> Statement {
        // A failed statement can end the whole transaction. What its member ran after it would commit by itself.
        guard database.isInsideTransaction else { throw LedgerTrouble.broken("the transaction is gone") }
        let sql = statement.sql
        return try database.cachedStatement(
            sql: sql.utf8.last == UInt8(ascii: "}") ? Dialect.sqlite.rendered(sql) : sql
        )
    }

    /// By GRDB's initialiser for optional values: the one for plain ones makes a key path at every call.
    private func arguments(_ values: [SQLValue]) throws -> StatementArguments {
        StatementArguments(
            try values.map { value -> (any DatabaseValueConvertible)? in
                try SQLiteConnection.databaseValue(value)
            }
        )
    }

    private static func databaseValue(_ value: SQLValue) throws -> DatabaseValue {
        switch value {
        case .null: return .null
        case .int(let number): return Int64(number).databaseValue
        case .bytes(let bytes): return Data(bytes).databaseValue
        case .text(let text):
            // Bound and read up to the first zero: rather no row than half a text.
            guard !text.utf8.contains(0) else { throw LedgerTrouble.broken("a text holds a zero character") }
            return text.databaseValue
        }
    }
}

private struct SQLiteColumns: SQLColumns {
    let row: GRDB.Row

    func int(_ column: Int) -> Int? { row[column] }
    func text(_ column: Int) -> String? { row[column] }
    func bytes(_ column: Int) -> [UInt8]? { (row[column] as Data?).map { Array($0) } }
}
