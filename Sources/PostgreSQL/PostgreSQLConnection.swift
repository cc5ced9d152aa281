import Desk
import LedgerSQL

/// A connection inside a transaction, as the shared SQL sees it.
final class PostgreSQLConnection: SQLConnection {
    private let wire: Wire
    /// The first failure, whether or not somebody above caught it: the server does nothing more in this transaction.
    private(set) var failure: PostgreSQLFailure?
    /// Something was changed, or may have been.
    private(set) var hasWritten = false

    init(_ wire: Wire) { self.wire = wire }

    func begin(_ mode: Mode) throws { try noting { try wire.post(mode.rawValue, []) } }

    enum Mode: String {
        case write = "BEGIN ISOLATION LEVEL SERIALIZABLE"
        case read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    }

    func query(_ sql: String, _ values: [SQLValue], _ read: (inout SQLRow) throws -> Void) throws {
        let answer = try answer(to: sql, values)
        for place in 0..<answer.rows {
            var row = SQLRow(AnswerRow(answer: answer, row: place))
            try read(&row)
        }
    }

    @discardableResult func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        try answer(to: sql, values).changes
    }

    func send(_ sql: String, _ values: [SQLValue]) throws { try post(sql, values) }

    /// Waits for what was posted, and says how it failed, if it did.
    func hiddenFailure() -> PostgreSQLFailure? {
        do {
            try noting { try wire.collectPosted() }
            return nil
        } catch {
            return failure
        }
    }

    private func answer(to sql: String, _ values: [SQLValue]) throws -> Answer {
        try post(sql, values)
        return try noting { try wire.collect() }
    }

    private func post(_ sql: String, _ values: [SQLValue]) throws {
        if let failure { throw failure }
        for case .text(let text) in values where text.utf8.contains(0) {
            // The server's texts hold none: rather no row than half a text.
            throw LedgerTrouble.broken("a text holds a zero character")
        }
        if !sql.hasPrefix("SELECT") { hasWritten = true }
        try noting { try wire.post(Dialect.postgres.ended(sql), values) }
    }

    private func noting<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as PostgreSQLFailure {
            if failure == nil { failure = error }
            throw error
        }
    }
}
