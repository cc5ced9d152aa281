public import Desk
import Foundation
import GRDB
import Glibc

extension SQLiteLedger: StoredLedger {}

extension SQLiteLedger {
    /// Puts a backup in the place of the database; refused while anybody is connected, all or nothing.
    public static func restore(from backup: String, to path: String) async throws {
        try await offThePool {
            var reading = Configuration()
            reading.readonly = true
            guard FileManager.default.fileExists(atPath: backup) else {
                throw LedgerTrouble.broken("there is no file \(backup)")
            }
            let source = try DatabaseQueue(path: backup, configuration: reading)
            let answer = try source.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
            guard answer == ["ok"] else { throw LedgerTrouble.broken("\(backup) is damaged") }
            guard try source.read({ try $0.tableExists("registration") && $0.tableExists("event") }) else {
                throw LedgerTrouble.broken("\(backup) is no backup of registrar")
            }
            let target = try DatabaseQueue(path: path)
            try leaveWAL(target)
            try source.backup(to: target)
            try target.close()
            try source.close()
        }
    }

    /// Only possible for the last one connected, which is what restoring asks for.
    ///
    /// https://www.sqlite.org/wal.html#activating_and_configuring_wal_mode
    private static func leaveWAL(_ target: DatabaseQueue) throws {
        do {
            let mode = try target.writeWithoutTransaction { database in
                try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
            }
            guard mode == "delete" else { throw LedgerTrouble.busy("somebody is connected: stop the service first") }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            throw LedgerTrouble.busy("somebody is connected: stop the service first")
        }
    }
}
