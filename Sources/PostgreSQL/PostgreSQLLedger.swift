public import Desk
import Foundation
import LedgerSQL
import Synchronization

/// The ledger on a PostgreSQL server, or on one that speaks its language.
public final class PostgreSQLLedger: StoredLedger {
    public enum Role: Hashable, Sendable {
        /// The service, or whoever may make the schema.
        case service
        /// A command, which makes no schema where there is none.
        case tool
    }

    /// The most transactions that wait; the next is told `LedgerTrouble.busy`.
    public static let waitingLimit = 4_096
    public static let writers = 6
    static let readers = 4
    private static let healthWithin = Duration.seconds(1)

    let address: PostgreSQLAddress
    let tallies = Tallies()
    private let outage = Outage()
    private let writing: Lane
    private let reading: Lane

    init(
        _ address: PostgreSQLAddress,
        writers: Int = PostgreSQLLedger.writers,
        waitingLimit: Int = PostgreSQLLedger.waitingLimit,
        settings: String = Session.settings,
        doubtSeconds: Double = Writing.doubtSeconds
    ) {
        self.address = address
        let (outage, tallies, turns) = (outage, tallies, NSLock())
        writing = Lane("writes", threads: writers, limit: waitingLimit) {
            let session = Session(address, outage: outage, settings: settings)
            return Writing(session, outage: outage, tallies: tallies, turns: turns, doubtSeconds: doubtSeconds)
        }
        reading = Lane("reads", threads: PostgreSQLLedger.readers, limit: waitingLimit) {
            Reading(Session(address, outage: outage, settings: settings))
        }
    }

    /// Reaches the server, brings the schema up to date, and refuses one under which the ledger would not be itself.
    public static func open(
        _ address: PostgreSQLAddress,
        role: Role,
        writers: Int = PostgreSQLLedger.writers
    ) async throws -> PostgreSQLLedger {
        try await offThePool {
            let server = try Schema.reached(at: address)
            try server.bringUpToDate(mayMake: role == .service)
            try server.verify()
        }
        return PostgreSQLLedger(address, writers: writers)
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
        try await withCheckedThrowingContinuation { writing.submit(Call(turn, { try body($0) }, $0), turn) }
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
        try await withCheckedThrowingContinuation { reading.submit(Call(turn, { try body($0) }, $0), turn) }
    }

    public func hasRoom(for turn: Turn) -> Bool { writing.hasRoom(for: turn) }

    /// How many writes wait for a connection.
    public var waiting: Int { writing.count }

    /// How many transactions were run again since the start, because they ran into others or lost their connection.
    public var repeats: Int { tallies.repeatCount }

    /// Whether the server answers, and takes writes if the last one failed.
    public func isHealthy() async -> Bool {
        let turn = Turn(line: nil, begunBy: .now + PostgreSQLLedger.healthWithin)
        do {
            if outage.hasFailedWriting {
                try await write(turn) { try ($0 as? SQLSession)?.beat(at: SystemTime().now()) }
            } else {
                _ = try await read(turn) { try $0.mark("health") }
            }
            return true
        } catch {
            return false
        }
    }

    /// Throws `LedgerTrouble.broken` when the schema is not the ledger's; damage the server finds by itself.
    public func quickCheck() async throws {
        let address = address
        try await PostgreSQLLedger.offThePool { try Schema(address).verify() }
    }

    /// The server's own tools do this: they know its log.
    public func backup(to path: String) async throws {
        throw LedgerTrouble.broken(
            "a PostgreSQL database is backed up by pg_dump, or by a base backup and its log for any point in time"
        )
    }

    /// The server's own vacuum takes what was deleted out of its files.
    public func scrub() async throws {}

    /// Finishes what waits; later calls are told `LedgerTrouble.busy`.
    public func close() async throws {
        try await PostgreSQLLedger.offThePool { [writing, reading] in
            writing.close()
            reading.close()
        }
    }

    /// Runs what blocks on a thread that may be blocked.
    static func offThePool<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                do {
                    continuation.resume(returning: try body())
                } catch {
                    continuation.resume(throwing: PostgreSQLFailure.translated(error))
                }
            }
        }
    }
}

/// How often things happened that nobody was told of.
final class Tallies: Sendable {
    private let repeats = Atomic(0)
    private let resolutions = Atomic(0)

    func repeated() { repeats.wrappingAdd(1, ordering: .relaxed) }
    func resolved() { resolutions.wrappingAdd(1, ordering: .relaxed) }

    /// Transactions that were run again.
    var repeatCount: Int { repeats.load(ordering: .relaxed) }
    /// Commits whose answer was lost and which were found out about.
    var resolutionCount: Int { resolutions.load(ordering: .relaxed) }
}
