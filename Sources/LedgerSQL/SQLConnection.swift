/// A statement of the ledger: one text for every database.
///
/// Parameters are `$1…$n`, first appearances ascending, bound by position; `{{…}}` are the dialect's words.
public protocol SQLStatement: Sendable {
    var sql: String { get }
}

extension SQLStatement where Self: RawRepresentable<String> {
    public var sql: String { rawValue }
}

/// A connection with an open transaction.
public protocol SQLConnection {
    /// Runs a statement that answers rows, and reads each.
    func rows<Row>(
        _ statement: some SQLStatement,
        _ values: [SQLValue],
        _ read: (inout SQLRow) throws -> Row
    ) throws -> [Row]

    /// Runs a statement that changes rows; returns how many.
    @discardableResult func run(_ statement: some SQLStatement, _ values: [SQLValue]) throws -> Int

    /// Runs a statement that changes rows, where nobody asks how many.
    ///
    /// A database that is far away may do it a little later in the same transaction, and fail then.
    func send(_ statement: some SQLStatement, _ values: [SQLValue]) throws
}

extension SQLConnection {
    public func send(_ statement: some SQLStatement, _ values: [SQLValue]) throws { try run(statement, values) }

    /// The first row, where at most one is asked for.
    func row<Row>(
        _ statement: some SQLStatement,
        _ values: [SQLValue],
        _ read: (inout SQLRow) throws -> Row
    ) throws -> Row? {
        try rows(statement, values, read).first
    }
}

/// The columns of one row, by place.
public protocol SQLColumns {
    func int(_ column: Int) -> Int?
    func text(_ column: Int) -> String?
    func bytes(_ column: Int) -> [UInt8]?
}
