import Desk
import Dispatch
import Foundation
import GRDB
import LedgerSQL
import Synchronization

/// The threads that read, each with a connection of the pool that it keeps.
///
/// Their own, since a read by way of the pool's queues starts a thread and wakes two, and to be handed a connection for
/// each read costs a third of what is read with it.
final class ReaderThreads: Sendable {
    private struct State {
        var waiting: Backlog
        /// Threads that sleep until they are woken.
        var idle = 0
        /// One was woken and has taken nothing yet: it wakes the next, if there is still something to take.
        var isWaking = false
        var isClosed = false

        /// True when a thread that sleeps has to be woken.
        mutating func wakes() -> Bool {
            guard idle > 0, !isWaking, waiting.count > 0 else { return false }
            idle -= 1
            isWaking = true
            return true
        }
    }

    /// The most reads that share a snapshot; who comes last waits for all of them.
    private static let limitTogether = 8
    private static let stackBytes = 1024 * 1024

    private let state: Mutex<State>
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let pool: DatabasePool

    init(pool: DatabasePool, limit: Int) {
        self.pool = pool
        state = Mutex(State(waiting: Backlog(limit: limit, servers: Pragmas.readers)))
    }

    func start() {
        for _ in 0..<Pragmas.readers {
            let thread = Thread { self.run() }
            thread.name = "ledger reader"
            thread.stackSize = ReaderThreads.stackBytes
            thread.start()
        }
    }

    var waiting: Int { state.withLock(\.waiting.count) }

    var takesMore: Bool { state.withLock { !$0.isClosed } }

    /// Hands a read to the next thread that is free; refuses it at once when there is no room, or no time.
    func submit(_ member: any LedgerWork, _ turn: Turn) {
        let (refusal, isWaking) = state.withLock { state -> (LedgerTrouble?, Bool) in
            if state.isClosed { return (.busy("the ledger is closed"), false) }
            if let refusal = state.waiting.refusal(turn, of: "reads", at: .now) { return (refusal, false) }
            state.waiting.add(member, turn)
            return (nil, state.wakes())
        }
        if let refusal { member.finish(refusal) }
        if isWaking { wake.signal() }
    }

    /// Takes no more, and blocks until what waited is read.
    func close() {
        let sleepers = state.withLock { state in
            state.isClosed = true
            defer { state.idle = 0 }
            return state.idle
        }
        for _ in 0..<sleepers { wake.signal() }
        for _ in 0..<Pragmas.readers { ended.wait() }
    }

    private func run() {
        while let members = next() { read(members) }
        ended.signal()
    }

    /// A thread's share of what waits; blocks until there is some, nil when there will be no more.
    private func next() -> [any LedgerWork]? {
        var wasWoken = false
        while true {
            let (members, isOver, isWaking) = state.withLock { state -> ([any LedgerWork], Bool, Bool) in
                if wasWoken { state.isWaking = false }
                let share = (state.waiting.count + Pragmas.readers - 1) / Pragmas.readers
                let members = state.waiting.take(atMost: min(share, ReaderThreads.limitTogether))
                if members.isEmpty, !state.isClosed { state.idle += 1 }
                return (members, members.isEmpty && state.isClosed, state.wakes())
            }
            if isWaking { wake.signal() }
            if isOver { return nil }
            if !members.isEmpty { return members }
            wake.wait()
            wasWoken = true
        }
    }

    /// Keeps the connection until the end, once there is one.
    private func read(_ first: [any LedgerWork]) {
        var members = first
        do {
            try pool.unsafeRead { database in
                let statements = PreparedStatements()
                defer { statements.removeAll() }
                repeat {
                    serve(members, by: SQLiteConnection(database: database, known: statements))
                    members = next() ?? []
                } while !members.isEmpty
            }
        } catch {
            for member in members { member.finish(error) }
        }
    }

    private func serve(_ members: [any LedgerWork], by connection: SQLiteConnection) {
        let start = ContinuousClock.now
        var isBegun = false
        for member in members {
            do {
                if !isBegun || !connection.database.isInsideTransaction { try ReaderThreads.beginSnapshot(connection) }
                isBegun = true
                try member.run(in: SQLSession(connection))
                member.finish(nil)
            } catch {
                // What the member failed with says more than what its rollback did.
                ReaderThreads.endSnapshot(connection)
                isBegun = false
                member.finish(error)
            }
        }
        ReaderThreads.endSnapshot(connection)
        let each = (.now - start) / .seconds(1) / Double(members.count)
        state.withLock { $0.waiting.measured(each) }
    }

    /// One snapshot for all that are read together: each of them began to wait before it.
    ///
    /// With statements that are prepared once, unlike those of GRDB's `read`.
    private static func beginSnapshot(_ connection: SQLiteConnection) throws {
        // Left open by reads that could not be rolled back: its snapshot would be everybody's from now on.
        if connection.database.isInsideTransaction { try connection.turn(rollback) }
        try connection.turn("BEGIN DEFERRED TRANSACTION")
    }

    /// Nothing was written, so it does not matter how it ends; where it does not, the next begin fails or ends it.
    private static func endSnapshot(_ connection: SQLiteConnection) {
        guard connection.database.isInsideTransaction else { return }
        do { try connection.turn(rollback) } catch {}
    }

    private static let rollback = "ROLLBACK TRANSACTION"
}
