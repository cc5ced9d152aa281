import Desk
import GRDB
public import LedgerSQL

extension SQLiteConnection: CopyEnd {
    func each(_ sql: String, _ read: (inout SQLRow) throws -> Void) throws { try query(sql, [], read) }
}

extension SQLiteLedger {
    /// Opens the file for reading alone, on one snapshot; blocks.
    public static func reading<Result>(_ path: String, _ body: (any CopyEnd) throws -> Result) throws -> Result {
        var configuration = Pragmas.configuration()
        configuration.readonly = true
        return try translating {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let result = try queue.read { try body(SQLiteConnection(database: $0)) }
            try queue.close()
            return result
        }
    }

    /// Opens a file whose schema is up to date for one transaction, made if `body` does not throw; blocks.
    public static func filling<Result>(_ path: String, _ body: (any CopyEnd) throws -> Result) throws -> Result {
        try translating {
            let queue = try DatabaseQueue(path: path, configuration: Pragmas.configuration())
            let result = try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
                var result: Result?
                try database.inTransaction(.immediate) {
                    result = try body(SQLiteConnection(database: database))
                    return .commit
                }
                return result
            }
            try queue.close()
            guard let result else { throw LedgerTrouble.broken("the copy never ran") }
            return result
        }
    }

    private static func translating<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            throw SQLiteFailure.translated(error)
        }
    }
}
