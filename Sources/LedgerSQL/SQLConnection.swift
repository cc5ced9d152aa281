/// A statement of the ledger: one text for every database.
///
/// Parameters are `$1…$n`, first appearances ascending, bound by position; `{{…}}` are the dialect's words.
public protocol SQLStatement: Sendable {
    var sql: String { get }
}

extension SQLStatement where Self: RawRepresentable<String> {
    public var sql: String { rawValue }
}

/// A connection with an open transaction; what is asked of it is a statement's text and values.
public protocol SQLConnection {
    /// Runs a statement that answers rows, and has each read before the next.
    func query(_ sql: String, _ values: [SQLValue], _ read: (inout SQLRow) throws -> Void) throws

    /// Runs a statement that changes rows; returns how many.
    @discardableResult func run(_ sql: String, _ values: [SQLValue]) throws -> Int

    /// Runs a statement that changes rows, where nobody asks how many.
    ///
    /// A database that is far away may do it a little later in the same transaction, and fail then.
    func send(_ sql: String, _ values: [SQLValue]) throws
}

extension SQLConnection {
    public func send(_ sql: String, _ values: [SQLValue]) throws { try run(sql, values) }
}

/// The ledger's statements on a connection.
///
/// Beside the protocol, so that the compiler knows what each call reads: through the protocol it would find that out at
/// every call.
struct StatementRunner {
    let connection: any SQLConnection

    init(_ connection: any SQLConnection) { self.connection = connection }

    func rows<Row>(
        _ statement: some SQLStatement,
        _ values: [SQLValue],
        _ read: (inout SQLRow) throws -> Row
    ) throws -> [Row] {
        var rows: [Row] = []
        try connection.query(statement.sql, values) { rows.append(try read(&$0)) }
        return rows
    }

    /// The first row, where at most one is asked for.
    func row<Row>(
        _ statement: some SQLStatement,
        _ values: [SQLValue],
        _ read: (inout SQLRow) throws -> Row
    ) throws -> Row? {
        try rows(statement, values, read).first
    }

    @discardableResult func run(_ statement: some SQLStatement, _ values: [SQLValue]) throws -> Int {
        try connection.run(statement.sql, values)
    }

    func send(_ statement: some SQLStatement, _ values: [SQLValue]) throws {
        try connection.send(statement.sql, values)
    }
}

/// The columns of one row, by place.
public protocol SQLColumns {
    func int(_ column: Int) -> Int?
    func text(_ column: Int) -> String?
    func bytes(_ column: Int) -> [UInt8]?
}
