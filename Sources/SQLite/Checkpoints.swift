import CSQLite
import Desk
import GRDB
import Glibc
import LedgerSQL
import Synchronization

/// Moves the write-ahead log into the database, on the writer's own connection and thread, off the path of commits.
///
/// That keeps clear of SQLite's race between a checkpoint and a commit of another connection that begins a moved log anew:
/// after a checkpoint comes a commit of this writer before the next one, so that no checkpoint finds a log as the one before
/// it left it. https://www.sqlite.org/wal.html#walresetbug
struct Checkpoints {
    /// The log is moved without waiting for idleness when it is longer: 16 MiB of pages of four KiB.
    ///
    /// Nobody is answered meanwhile, so that a longer one would be a longer pause.
    private static let limitPages = 4_096
    /// A shorter log is left alone when there is nothing else to do.
    private static let idleBytes = 1024 * 1024
    /// How much longer the log must get before a reader that pinned it is asked again.
    private static let patiencePages = 4_096

    let pool: DatabasePool
    let logPath: String
    private let length: LogLength
    /// How long it was when a checkpoint was not let through: by a reader, or a command that held the lock.
    private var pinnedPages = 0
    private var lastEmptied = ContinuousClock.now
    private var lastTried: ContinuousClock.Instant?
    private let idleLife: Duration

    /// A log is emptied so often, however short it is: what was erased must not stay in it.
    static let idleLife = Duration.seconds(60)
    /// Until a busy writer asks again for a log that is old.
    private static let pause = Duration.seconds(1)

    init(pool: DatabasePool, length: LogLength = LogLength(), idleLife: Duration = Checkpoints.idleLife) {
        self.pool = pool
        self.length = length
        self.idleLife = idleLife
        logPath = pool.path + "-wal"
    }

    /// How long the log's file is, with what was moved already.
    var logBytes: Int {
        var facts = stat()
        return stat(logPath, &facts) == 0 ? Int(facts.st_size) : 0
    }

    private var isOld: Bool { ContinuousClock.now - lastEmptied > idleLife }

    /// A long log begins anew in the file that is there: one that is cut has to be allocated again, at every commit.
    mutating func afterCommit() throws {
        let pages = length.pages
        if pages < pinnedPages { pinnedPages = 0 }
        if isOld, lastTried.map({ ContinuousClock.now - $0 > Checkpoints.pause }) ?? true { return try run() }
        if pages > Checkpoints.limitPages, pages > pinnedPages + Checkpoints.patiencePages || pinnedPages == 0 {
            try run(.restart)
        }
    }

    mutating func whenIdle() throws {
        let bytes = logBytes
        if bytes > Checkpoints.idleBytes || bytes > 0 && isOld { try run() }
    }

    mutating func whenClosing() throws {
        if logBytes > 0 { try run() }
    }

    /// Never waits for readers: a log that one pins is tried again later.
    mutating func run(_ mode: Mode = .truncate) throws {
        lastTried = .now
        let isMoved = try pool.writeWithoutTransaction { database in
            try Pragmas.setBusyTimeout(seconds: 0, database)
            defer { restoreTimeout(database) }
            guard try length.pages > 0 || hasCommitted(database) else { return false }
            return try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(\(mode.rawValue))").map { $0[0] == 0 }
                ?? false
        }
        pinnedPages = isMoved ? 0 : length.pages
        length.isLookedAt()
        if isMoved, mode == .truncate { lastEmptied = .now }
    }

    /// A commit of this writer's, which begins a moved log anew; false when somebody else has the lock.
    private func hasCommitted(_ database: Database) throws -> Bool {
        do {
            try database.inTransaction(.immediate) {
                try SQLSession(SQLiteConnection(database: database)).beat(at: SystemTime().now())
                return .commit
            }
            return true
        } catch  where SQLiteFailure.isBusy(error) {
            return false
        }
    }

    /// How a checkpoint ends.
    ///
    /// https://www.sqlite.org/pragma.html#pragma_wal_checkpoint
    enum Mode: String {
        case restart = "RESTART"
        case truncate = "TRUNCATE"
    }

    private func restoreTimeout(_ database: Database) {
        do {
            try Pragmas.setBusyTimeout(seconds: Pragmas.serviceBusyTimeoutSeconds, database)
        } catch {
            // Setting a number on an open connection has no way to fail; were it to, writes only give up sooner.
        }
    }
}

/// How many pages the log holds, as SQLite says after each of the writer's commits; 0 when none came since a checkpoint.
///
/// https://www.sqlite.org/c3ref/wal_hook.html
final class LogLength: Sendable {
    private let count = Atomic<Int>(0)

    var pages: Int { count.load(ordering: .relaxed) }

    func isLookedAt() { count.store(0, ordering: .relaxed) }

    /// Until `leave`, which must come before the connection is closed.
    func watch(_ writer: Database) {
        let own = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_wal_hook(
            writer.sqliteConnection,
            { own, _, _, pages in
                if let own {
                    Unmanaged<LogLength>.fromOpaque(own).takeUnretainedValue().count.store(
                        Int(pages),
                        ordering: .relaxed
                    )
                }
                return SQLITE_OK
            },
            own
        )
    }

    func leave(_ writer: Database) { sqlite3_wal_hook(writer.sqliteConnection, nil, nil) }
}
