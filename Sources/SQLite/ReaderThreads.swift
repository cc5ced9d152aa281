import Desk
import Dispatch
import Foundation
import GRDB
import LedgerSQL
import Synchronization

/// The threads that read, each with a connection of the pool while it does.
///
/// Their own, since a read by way of the pool's queues starts a thread and wakes two, which costs more than the read.
final class ReaderThreads: Sendable {
    private struct State {
        var waiting: Backlog
        var isClosed = false
    }

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

    /// Hands a read to the next thread that is free; refuses it at once when there is no room, or no time.
    func submit(_ member: any LedgerWork, _ turn: Turn) {
        let refusal: LedgerTrouble? = state.withLock { state in
            if state.isClosed { return .busy("the ledger is closed") }
            if let refusal = state.waiting.refusal(turn, of: "reads", at: .now) { return refusal }
            state.waiting.add(member, turn)
            return nil
        }
        if let refusal { member.finish(refusal) } else { wake.signal() }
    }

    /// Takes no more, and blocks until what waited is read.
    func close() {
        state.withLock { $0.isClosed = true }
        for _ in 0..<Pragmas.readers { wake.signal() }
        for _ in 0..<Pragmas.readers { ended.wait() }
    }

    private func run() {
        while true {
            wake.wait()
            let (member, isOver) = state.withLock { state -> ((any LedgerWork)?, Bool) in
                let member = state.waiting.take(atMost: 1).first
                return (member, member == nil && state.isClosed)
            }
            if let member {
                let start = ContinuousClock.now
                read(member)
                state.withLock { $0.waiting.measured((.now - start) / .seconds(1)) }
            }
            if isOver { break }
        }
        ended.signal()
    }

    private func read(_ member: any LedgerWork) {
        do {
            try pool.unsafeRead { try ReaderThreads.onOneSnapshot($0, member) }
            member.finish(nil)
        } catch {
            member.finish(error)
        }
    }

    /// What GRDB's `read` does, with statements that are prepared once: it prepares two anew for each read.
    private static func onOneSnapshot(_ database: Database, _ member: any LedgerWork) throws {
        // Left open by a read that could not be rolled back: its snapshot would be everybody's from now on.
        if database.isInsideTransaction { try database.rollback() }
        try database.cachedStatement(sql: "BEGIN DEFERRED TRANSACTION").execute()
        do {
            try member.run(in: SQLSession(SQLiteConnection(database: database)))
            try database.cachedStatement(sql: "COMMIT TRANSACTION").execute()
        } catch {
            // What the member failed with says more than what its rollback did.
            do { if database.isInsideTransaction { try database.rollback() } } catch {}
            throw error
        }
    }
}
