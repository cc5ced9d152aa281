import Desk
import GRDB
import GRDBSQLite
import Glibc
import LedgerSQL

/// A GRDB connection inside a transaction, as the shared SQL sees it.
///
/// GRDB prepares and keeps the statements; values are bound and columns read by SQLite's own calls, since boxing each of
/// them twice was a large part of a step's processor time.
struct SQLiteConnection: SQLConnection {
    let database: Database
    /// Those of the connection, where it is known to be always the same one.
    var known: PreparedStatements?

    func query(_ sql: String, _ values: [SQLValue], _ read: (inout SQLRow) throws -> Void) throws {
        let bound = try prepared(sql, values)
        defer { bound.reset() }
        while try bound.step(database) {
            var row = SQLRow(bound)
            try read(&row)
        }
    }

    @discardableResult func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        let bound = try prepared(sql, values)
        defer { bound.reset() }
        while try bound.step(database) {}
        return database.changesCount
    }

    /// Begins or ends a transaction.
    func turn(_ sql: String) throws {
        let bound = BoundStatement(handle: try statement(sql).sqliteStatement)
        bound.reset()
        defer { bound.reset() }
        while try bound.step(database) {}
    }

    private func prepared(_ sql: String, _ values: [SQLValue]) throws -> BoundStatement {
        // A failed statement can end the whole transaction. What its member ran after it would commit by itself.
        // Asked of SQLite itself: GRDB first makes sure of the thread, which costs more than many a statement's values.
        guard let connection = database.sqliteConnection, sqlite3_get_autocommit(connection) == 0 else {
            throw LedgerTrouble.broken("the transaction is gone")
        }
        let bound = BoundStatement(handle: try statement(sql).sqliteStatement)
        bound.reset()
        for (place, value) in values.enumerated() { try bound.bind(value, at: Int32(place + 1), database) }
        return bound
    }

    /// The texts are a fixed set.
    private func statement(_ sql: String) throws -> Statement {
        try known?.statement(sql, in: database) ?? PreparedStatements.cached(sql, in: database)
    }
}

/// The prepared statements of one connection, by where their texts stand in memory.
///
/// GRDB finds a statement by its text, which means to hash hundreds of bytes for each of a step's twenty statements.
final class PreparedStatements {
    /// More than there are; a text made anew for each call would fill the table.
    private static let limit = 512

    private var known: [UInt: (sql: String, statement: Statement)] = [:]

    func statement(_ sql: String, in database: Database) throws -> Statement {
        guard let place = sql.utf8.withContiguousStorageIfAvailable({ UInt(bitPattern: $0.baseAddress) }) else {
            return try Self.cached(sql, in: database)
        }
        // The text is kept, so that nothing else comes to stand where it stands.
        if let found = known[place], found.sql == sql { return found.statement }
        let statement = try Self.cached(sql, in: database)
        if known.count < Self.limit { known[place] = (sql, statement) }
        return statement
    }

    /// Before the connection closes.
    func removeAll() { known = [:] }

    static func cached(_ sql: String, in database: Database) throws -> Statement {
        try database.cachedStatement(sql: Dialect.sqlite.ended(sql))
    }
}

/// A statement with its values, and the row it stands on; lives no longer than the transaction.
private struct BoundStatement: SQLColumns {
    let handle: OpaquePointer

    /// SQLite copies what is bound before the call returns.
    ///
    /// https://www.sqlite.org/c3ref/c_static.html
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    /// True while there is a row.
    func step(_ database: Database) throws -> Bool {
        let code = sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw failure(code, database)
        }
    }

    func bind(_ value: SQLValue, at place: Int32, _ database: Database) throws {
        let code: Int32
        switch value {
        case .null: code = sqlite3_bind_null(handle, place)
        case .int(let number): code = sqlite3_bind_int64(handle, place, Int64(number))
        case .bytes(let bytes):
            code =
                bytes.isEmpty
                ? sqlite3_bind_zeroblob(handle, place, 0)
                : sqlite3_bind_blob(handle, place, bytes, Int32(bytes.count), Self.copied)
        case .text(let text): code = try bind(text, at: place)
        }
        guard code == SQLITE_OK else { throw failure(code, database) }
    }

    /// Where the text lies: handed over as a C string it would be copied to be copied.
    private func bind(_ text: String, at place: Int32) throws -> Int32 {
        var text = text
        return try text.withUTF8 { bytes in
            guard let start = bytes.baseAddress, !bytes.isEmpty else {
                return sqlite3_bind_text(handle, place, "", 0, Self.copied)
            }
            // Bound and read up to the first zero: rather no row than half a text.
            guard memchr(start, 0, bytes.count) == nil else {
                throw LedgerTrouble.broken("a text holds a zero character")
            }
            return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                sqlite3_bind_text(handle, place, $0, Int32(bytes.count), Self.copied)
            }
        }
    }

    private func failure(_ code: Int32, _ database: Database) -> DatabaseError {
        let message = database.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }

    func int(_ column: Int) -> Int? {
        guard sqlite3_column_type(handle, Int32(column)) == SQLITE_INTEGER else { return nil }
        return Int(sqlite3_column_int64(handle, Int32(column)))
    }

    func text(_ column: Int) -> String? {
        guard sqlite3_column_type(handle, Int32(column)) == SQLITE_TEXT,
            let start = sqlite3_column_text(handle, Int32(column))
        else { return nil }
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func bytes(_ column: Int) -> [UInt8]? {
        guard sqlite3_column_type(handle, Int32(column)) == SQLITE_BLOB else { return nil }
        guard let start = sqlite3_column_blob(handle, Int32(column)) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, Int32(column)))))
    }
}
