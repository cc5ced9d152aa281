import Desk
import Dispatch
import Foundation
import LedgerSQL
import Synchronization

/// Something to be done in one transaction.
protocol Job: AnyObject, Sendable {
    /// Runs the body and keeps its result; may be called again.
    func run(in session: SQLSession) throws
    /// Answers whoever waits, exactly once: with the result, or with the failure.
    func finish(_ failure: (any Error)?)
}

/// Does jobs on a connection of its own; lives on one thread.
protocol Worker {
    func run(_ job: any Job)
}

/// One call of `write` or `read`.
final class Call<Result: Sendable>: Job {
    private let body: @Sendable (SQLSession) throws -> Result
    private let continuation: CheckedContinuation<Result, any Error>
    private let result = Mutex<Result?>(nil)

    init(
        _ body: @escaping @Sendable (SQLSession) throws -> Result,
        _ continuation: CheckedContinuation<Result, any Error>
    ) {
        self.body = body
        self.continuation = continuation
    }

    func run(in session: SQLSession) throws {
        let new = try body(session)
        result.withLock { $0 = new }
    }

    func finish(_ failure: (any Error)?) {
        if let failure {
            continuation.resume(throwing: PostgreSQLFailure.translated(failure))
        } else if let result = result.withLock({ $0 }) {
            continuation.resume(returning: result)
        } else {
            continuation.resume(throwing: LedgerTrouble.broken("the transaction never ran"))
        }
    }
}

/// Jobs that wait, in order and within a bound, and the threads that do them.
///
/// Their own threads, so that a server that takes its time holds no thread of the cooperative pool.
final class Lane: Sendable {
    private struct State {
        var waiting: [any Job] = []
        var isClosed = false
    }

    private static let stackBytes = 1024 * 1024

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let name: String
    private let threads: Int
    private let limit: Int

    init(_ name: String, threads: Int, limit: Int, makeWorker: @escaping @Sendable () -> any Worker) {
        self.name = name
        self.threads = threads
        self.limit = limit
        for _ in 0..<threads {
            let thread = Thread { self.run(makeWorker()) }
            thread.name = "ledger \(name)"
            thread.stackSize = Lane.stackBytes
            thread.start()
        }
    }

    /// How many wait.
    var count: Int { state.withLock { $0.waiting.count } }

    /// Hands a job to the next thread that is free; refuses it at once when there is no room.
    func submit(_ job: any Job) {
        let refusal: LedgerTrouble? = state.withLock { state in
            if state.isClosed { return .busy("the ledger is closed") }
            if state.waiting.count >= limit { return .busy("\(limit) of \(name) wait already") }
            state.waiting.append(job)
            return nil
        }
        if let refusal { job.finish(refusal) } else { wake.signal() }
    }

    /// Takes no more, and blocks until what waited is done.
    func close() {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard isFirst else { return }
        for _ in 0..<threads { wake.signal() }
        for _ in 0..<threads { ended.wait() }
    }

    private func run(_ worker: any Worker) {
        while true {
            wake.wait()
            let (job, isOver) = state.withLock { state -> ((any Job)?, Bool) in
                state.waiting.isEmpty ? (nil, state.isClosed) : (state.waiting.removeFirst(), false)
            }
            if let job { worker.run(job) }
            if isOver { break }
        }
        ended.signal()
    }
}
