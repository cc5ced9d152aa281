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
        var waiting: [any WriteMember] = []
        var isClosed = false
    }

    private static let stackBytes = 1024 * 1024

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let pool: DatabasePool
    private let limit: Int

    init(pool: DatabasePool, limit: Int) {
        self.pool = pool
        self.limit = limit
    }

    func start() {
        for _ in 0..<Pragmas.readers {
            let thread = Thread { self.run() }
            thread.name = "ledger reader"
            thread.stackSize = ReaderThreads.stackBytes
            thread.start()
        }
    }

    /// Hands a read to the next thread that is free; refuses it at once when there is no room.
    func submit(_ member: any WriteMember) {
        let refusal: LedgerTrouble? = state.withLock { state in
            if state.isClosed { return .busy("the ledger is closed") }
            if state.waiting.count >= limit { return .busy("\(limit) reads wait already") }
            state.waiting.append(member)
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
            let (member, isOver) = state.withLock { state -> ((any WriteMember)?, Bool) in
                state.waiting.isEmpty ? (nil, state.isClosed) : (state.waiting.removeFirst(), false)
            }
            if let member { read(member) }
            if isOver { break }
        }
        ended.signal()
    }

    private func read(_ member: any WriteMember) {
        do {
            try pool.read { try member.run(in: SQLSession(SQLiteConnection(database: $0))) }
            member.finish(nil)
        } catch {
            member.finish(error)
        }
    }
}
