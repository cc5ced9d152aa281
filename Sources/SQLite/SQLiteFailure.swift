import Desk
import GRDB

/// What SQLite's codes mean for those who write.
enum SQLiteFailure {
    /// The ledger's word for a SQLite error, without any value; every other error as it is.
    static func translated(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        let text = "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "no message")"
        switch error.resultCode {
        case .SQLITE_FULL: return LedgerTrouble.full(text)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return LedgerTrouble.busy(text)
        default: return LedgerTrouble.broken(text)
        }
    }

    /// Somebody else has the file locked: no fault of what was to be written.
    static func isBusy(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        return error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED
    }

    /// After these nothing that was said to be on disk can be relied upon: no write is taken until a restart.
    ///
    /// A retried fsync may succeed without the data: https://www.usenix.org/system/files/atc20-rebello.pdf
    static func endsWriting(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        switch error.resultCode {
        case .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB: return true
        default: return false
        }
    }
}
