public import Desk
import Dispatch
import Foundation
import GRDB
import LedgerSQL

/// The ledger in one SQLite file: what `write` returned for survives a power cut.
public final class SQLiteLedger: Ledger {
    public enum Role: Hashable, Sendable {
        /// The service: the only one to checkpoint.
        case service
        /// A command beside a running service, under which it changes no schema.
        case tool
        /// A command that makes the file, or brings its schema up to date.
        case migration
    }

    /// The most writes that wait; the next is told `LedgerTrouble.busy`.
    public static let waitingLimit = 4_096
    private static let stuckSeconds = 5

    /// What opening it brought up to date, if anything.
    public let upgrade: SchemaUpgrade?

    let pool: DatabasePool
    let health: WriterHealth
    private let queue: WriteQueue
    private let loop: WriterLoop
    private let readers: ReaderThreads

    init(pool: DatabasePool, role: Role, waitingLimit: Int, upgrade: SchemaUpgrade?) {
        self.pool = pool
        self.upgrade = upgrade
        health = WriterHealth()
        queue = WriteQueue(limit: waitingLimit)
        loop = WriterLoop(pool: pool, queue: queue, health: health, checkpoints: role == .service)
        loop.start()
        readers = ReaderThreads(pool: pool, limit: waitingLimit)
        readers.start()
    }

    /// Opens or creates the file, brings its schema up to date (a tool throws `OlderSchema`), and refuses settings under which a commit can be lost.
    public static func open(path: String, role: Role) async throws -> SQLiteLedger {
        try await open(path: path, role: role, migrations: .ledger)
    }

    static func open(
        path: String,
        role: Role,
        waitingLimit: Int = waitingLimit,
        migrations: Migrations = .ledger,
        freeBytes: @escaping @Sendable (String) throws -> Int64 = SchemaUpgrade.freeBytes
    ) async throws -> SQLiteLedger {
        let (pool, upgrade) = try await offThePool {
            try Pragmas.whileSomebodyCloses {
                let pool = try DatabasePool(path: path, configuration: Pragmas.configuration())
                let upgrade = try pool.writeWithoutTransaction { database in
                    try Pragmas.setWriter(database)
                    try Pragmas.verify(database)
                    let upgrade = try bringUpToDate(database, at: path, as: role, by: migrations, freeBytes)
                    // Only the service checkpoints, which sets the same again.
                    if role == .service {
                        try Pragmas.setBusyTimeout(seconds: Pragmas.serviceBusyTimeoutSeconds, database)
                    }
                    return upgrade
                }
                return (pool, upgrade)
            }
        }
        return SQLiteLedger(pool: pool, role: role, waitingLimit: waitingLimit, upgrade: upgrade)
    }

    /// One transaction: of several programs one takes the steps, the others wait and find them taken.
    private static func bringUpToDate(
        _ database: Database,
        at path: String,
        as role: Role,
        by migrations: Migrations,
        _ freeBytes: (String) throws -> Int64
    ) throws -> SchemaUpgrade? {
        var upgrade: SchemaUpgrade?
        try database.inTransaction(.immediate) {
            if role == .tool { try SchemaUpgrade.refuse(database, for: migrations) }
            upgrade = try SchemaUpgrade.prepare(database, at: path, for: migrations, freeBytes: freeBytes)
            try migrations.apply(to: SQLiteConnection(database: database), dialect: .sqlite) {
                try database.execute(sql: $0)
            }
            return .commit
        }
        return upgrade
    }

    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerTransaction) throws -> Result
    ) async throws -> Result {
        try await write(.patient, body)
    }

    public func write<Result: Sendable>(
        _ turn: Turn,
        _ body: @escaping @Sendable (any LedgerTransaction) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.submit(LedgerCall(turn, body) { continuation.resume(with: $0) }, turn)
        }
    }

    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerReader) throws -> Result
    ) async throws -> Result {
        try await read(.patient, body)
    }

    public func read<Result: Sendable>(
        _ turn: Turn,
        _ body: @escaping @Sendable (any LedgerReader) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            readers.submit(LedgerCall(turn, body) { continuation.resume(with: $0) }, turn)
        }
    }

    /// The reader's thread hands the write on itself: nobody has to be woken in between.
    public func write<Known: Sendable, Result: Sendable>(
        _ turn: Turn,
        knowing read: @escaping @Sendable (any LedgerReader) throws -> Known,
        _ body: @escaping @Sendable (any LedgerTransaction, Known) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let lookup = LedgerCall(turn, read) { [queue] known in
                switch known {
                case .success(let known):
                    queue.submit(LedgerCall(turn, { try body($0, known) }) { continuation.resume(with: $0) }, turn)
                case .failure(let error): continuation.resume(throwing: error)
                }
            }
            readers.submit(lookup, turn)
        }
    }

    public func hasRoom(for turn: Turn) -> Bool { queue.hasRoom(for: turn) }

    /// How many writes wait for the writer's thread.
    public var waiting: Int { queue.count }

    /// How many reads wait for a thread that reads.
    var waitingReads: Int { readers.waiting }

    var takesReads: Bool { readers.takesMore }

    /// Whether a write would be taken now; after a failed write it makes one to find out.
    public func isHealthy() async -> Bool {
        guard health.whyStopped == nil, !health.isStuck(afterSeconds: SQLiteLedger.stuckSeconds) else { return false }
        guard health.hasFailed else { return true }
        do {
            try await write { try ($0 as? SQLSession)?.beat(at: SystemTime().now()) }
            return true
        } catch {
            return false
        }
    }

    /// Writes the file anew without what was deleted; the service's next checkpoint empties the log.
    public func scrub() async throws {
        try await SQLiteLedger.offThePool { [pool] in
            try pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
        }
    }

    /// Writes what waits, moves the log into the file and closes it; later writes are told `LedgerTrouble.busy`.
    public func close() async throws {
        queue.close()
        try await SQLiteLedger.offThePool { [loop, readers, pool] in
            loop.waitForEnd()
            readers.close()
            try pool.close()
        }
    }

    /// Throws `LedgerTrouble.broken` when the file is damaged.
    public func quickCheck() async throws {
        let answer = try await pool.read { try String.fetchAll($0, sql: "PRAGMA quick_check") }
        guard answer == ["ok"] else { throw LedgerTrouble.broken("quick_check: \(answer.prefix(3))") }
    }

    /// Runs what blocks on a thread that may be blocked.
    static func offThePool<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                do {
                    continuation.resume(returning: try body())
                } catch {
                    continuation.resume(throwing: SQLiteFailure.translated(error))
                }
            }
        }
    }
}
