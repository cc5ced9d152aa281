import GRDB
import Glibc

/// Moves the write-ahead log into the database, on the writer's own connection and thread, off the path of commits.
///
/// One connection that both writes and checkpoints also keeps clear of SQLite's race between the two:
/// https://www.sqlite.org/wal.html#walresetbug
struct Checkpoints {
    /// The log is moved without waiting for idleness when it is longer.
    private static let limitBytes = 16 * 1024 * 1024
    /// A shorter log is left alone when there is nothing else to do.
    private static let idleBytes = 1024 * 1024
    /// How much longer the log must get before a reader that pinned it is asked again.
    private static let patienceBytes = 16 * 1024 * 1024

    let pool: DatabasePool
    let logPath: String
    private var pinnedBytes = 0
    private var lastRun = ContinuousClock.now
    private let idleLife: Duration

    /// An idle log is emptied so often, however short it is: what was erased must not stay in it.
    static let idleLife = Duration.seconds(60)

    init(pool: DatabasePool, idleLife: Duration = Checkpoints.idleLife) {
        self.pool = pool
        self.idleLife = idleLife
        logPath = pool.path + "-wal"
    }

    /// How long the log is.
    var logBytes: Int {
        var facts = stat()
        return stat(logPath, &facts) == 0 ? Int(facts.st_size) : 0
    }

    mutating func afterCommit() throws {
        let bytes = logBytes
        if bytes > Checkpoints.limitBytes, bytes > pinnedBytes + Checkpoints.patienceBytes || pinnedBytes == 0 {
            try run()
        }
    }

    mutating func whenIdle() throws {
        let bytes = logBytes
        let isOld = bytes > 0 && ContinuousClock.now - lastRun > idleLife
        if bytes > Checkpoints.idleBytes || isOld { try run() }
    }

    /// Never waits for readers: a log that one pins is tried again later.
    mutating func run() throws {
        try pool.writeWithoutTransaction { database in
            try Pragmas.setBusyTimeout(seconds: 0, database)
            defer { restoreTimeout(database) }
            _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        pinnedBytes = logBytes
        lastRun = .now
    }

    private func restoreTimeout(_ database: Database) {
        do {
            try Pragmas.setBusyTimeout(seconds: Pragmas.serviceBusyTimeoutSeconds, database)
        } catch {
            // Setting a number on an open connection has no way to fail; were it to, writes only give up sooner.
        }
    }
}
