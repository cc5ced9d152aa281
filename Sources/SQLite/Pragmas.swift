import CSQLite
import Desk
import GRDB
import Foundation
import Glibc

/// How every connection is set, and what must hold before a write is taken.
enum Pragmas {
    /// A tool, and everybody who opens a file, has the patience to wait for another program's lock.
    static let busyTimeoutSeconds = 5
    /// Those who wait for the service are answered within three seconds.
    static let serviceBusyTimeoutSeconds = 1
    private static let pauseMicroseconds = 1_000
    /// One more than processors, and a few at least, since one may be busy with a long list.
    ///
    /// Five on two processors take turns, and each begins with an empty cache.
    static let readers = min(max(ProcessInfo.processInfo.activeProcessorCount + 1, 3), 8)
    private static let journalLimitBytes = 64 * 1024 * 1024
    /// With more of it every commit that parts a page takes longer: SQLite then looks through all that is kept for pages
    /// behind the end of the file (`balance_nonroot` renames pages by way of one that lies there).
    private static let writerCacheKibibytes = 16 * 1024
    /// A reader's cache is emptied by every commit of the writer: more than one read fills would never be of use.
    private static let readerCacheKibibytes = 8 * 1024
    /// What a read of like names takes; page by page, each read would take it from the system and give it back.
    private static let keptPages: Int32 = 256

    /// Waits a moment for another program's lock; false when it was waited for long enough.
    ///
    /// SQLite's own way sleeps longer and longer, up to a tenth of a second, and beside a busy service it seldom wakes in
    /// one of the short gaps between two commits: https://www.sqlite.org/c3ref/busy_timeout.html
    private static func isWorthAnotherTry(after tries: Int) -> Bool {
        usleep(UInt32(pauseMicroseconds))
        return tries < busyTimeoutSeconds * 1_000_000 / pauseMicroseconds
    }

    /// Opens again for as long as the file is locked without anybody having been asked for patience.
    ///
    /// Whoever closes a file last takes its log away under a lock that SQLite waits for in no connection that opens then:
    /// https://www.sqlite.org/wal.html#sometimes_queries_return_sqlite_busy_in_wal_mode
    static func whileSomebodyCloses<Result>(_ open: () throws -> Result) throws -> Result {
        let end = ContinuousClock.now + .seconds(busyTimeoutSeconds)
        while true {
            do {
                return try open()
            } catch  where SQLiteFailure.isBusy(error) && ContinuousClock.now < end {
                usleep(UInt32(pauseMicroseconds))
            }
        }
    }

    /// Nobody reads how much memory SQLite has taken, for which every allocation would take a lock of the whole process.
    ///
    /// Refused, and only slower, where SQLite was used before.
    private static let allocation: Void = {
        _ = csqlite_count_no_memory()
        _ = csqlite_keep_pages(keptPages)
    }()

    static func configuration() -> Configuration {
        allocation
        var configuration = Configuration()
        configuration.label = "ledger"
        configuration.busyMode = .callback(isWorthAnotherTry)
        configuration.foreignKeysEnabled = true
        // One more for a check of the file, beside the threads that keep theirs.
        configuration.maximumReaderCount = readers + 1
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA cache_size = -\(readerCacheKibibytes);
                    PRAGMA temp_store = MEMORY;
                    PRAGMA mmap_size = 0;
                    PRAGMA secure_delete = ON;
                    """
            )
        }
        return configuration
    }

    /// Sets the writer, after opening.
    ///
    /// GRDB sets synchronous to NORMAL when it turns on WAL, whatever was set before:
    /// https://github.com/groue/GRDB.swift/blob/v7.10.0/GRDB/Core/Database.swift
    static func setWriter(_ database: Database) throws {
        try database.execute(
            sql: """
                PRAGMA synchronous = FULL;
                PRAGMA cache_size = -\(writerCacheKibibytes);
                PRAGMA wal_autocheckpoint = 0;
                PRAGMA journal_size_limit = \(journalLimitBytes);
                """
        )
    }

    /// How long a write waits for another program's lock.
    static func setBusyTimeout(seconds: Int, _ database: Database) throws {
        try database.execute(sql: "PRAGMA busy_timeout = \(seconds * 1000)")
    }

    /// Throws unless a commit on this connection is on disk when it returns.
    static func verify(_ database: Database) throws {
        try expect("synchronous", "2", in: database)
        try expect("journal_mode", "wal", in: database)
        try expect("foreign_keys", "1", in: database)
        try expect("wal_autocheckpoint", "0", in: database)
    }

    private static func expect(_ pragma: String, _ value: String, in database: Database) throws {
        let row = try Row.fetchOne(database, sql: "PRAGMA \(pragma)")
        let found = row.flatMap { String.fromDatabaseValue($0[0]) ?? Int.fromDatabaseValue($0[0]).map(String.init) }
        guard found == value else {
            throw LedgerTrouble.broken("PRAGMA \(pragma) is \(found ?? "unknown") and must be \(value)")
        }
    }
}
