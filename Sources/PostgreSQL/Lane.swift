import Desk
import Dispatch
import Foundation
import LedgerSQL
import Synchronization

/// Something to be done in one transaction.
protocol Job: LedgerWork {
    /// Until when somebody waits for the answer; nil for as long as it takes.
    var answerBy: ContinuousClock.Instant? { get }
    /// Whoever waited was told.
    var isFinished: Bool { get }
}

/// Does jobs on a connection of its own; lives on one thread.
protocol Worker {
    func run(_ job: any Job)
}

/// One call of `write` or `read`.
final class Call<Result: Sendable>: Job {
    private let body: @Sendable (SQLSession) throws -> Result
    private let continuation: CheckedContinuation<Result, any Error>
    private let state = Mutex(State())
    let turn: Turn

    private struct State {
        var result: Result?
        var hasBegun = false
        var isFinished = false
    }

    init(
        _ turn: Turn,
        _ body: @escaping @Sendable (SQLSession) throws -> Result,
        _ continuation: CheckedContinuation<Result, any Error>
    ) {
        self.turn = turn
        self.body = body
        self.continuation = continuation
    }

    var answerBy: ContinuousClock.Instant? { turn.begunBy.map { $0 + Lane.answerWithin } }

    func run(in session: SQLSession) throws {
        // One that has begun in time goes on to try again: it is `answerBy` that ends it.
        let isFirst = state.withLock { state in
            defer { state.hasBegun = true }
            return !state.hasBegun
        }
        if isFirst { try turn.begin() }
        let new = try body(session)
        state.withLock { $0.result = new }
    }

    var isFinished: Bool { state.withLock { $0.isFinished } }

    func finish(_ failure: (any Error)?) {
        let (isFirst, result) = state.withLock { state in
            defer { state.isFinished = true }
            return (!state.isFinished, state.result)
        }
        guard isFirst else { return }
        if let failure {
            continuation.resume(throwing: PostgreSQLFailure.translated(failure))
        } else if let result {
            continuation.resume(returning: result)
        } else {
            continuation.resume(throwing: LedgerTrouble.broken("the transaction never ran"))
        }
    }
}

/// Jobs that wait, each workspace's in a line of its own and within bounds, and the threads that do them.
///
/// Their own threads, so that a server that takes its time holds no thread of the cooperative pool.
final class Lane: Sendable {
    private struct State {
        var waiting: Backlog
        /// Waiting or being done, and somebody waits for the answer.
        var expected: [ObjectIdentifier: any Job] = [:]
        var isClosed = false
    }

    private static let stackBytes = 1024 * 1024
    private static let lookMilliseconds = 100
    /// So long after it had to begin a job is answered, whatever it waits for.
    ///
    /// A way to the server that swallows everything, or others in its way. What was begun may then still be committed,
    /// as when a commit's answer is lost.
    static let answerWithin = Duration.milliseconds(1_400)

    private let state: Mutex<State>
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let name: String
    private let threads: Int
    private let over = DispatchSemaphore(value: 0)

    init(_ name: String, threads: Int, limit: Int, makeWorker: @escaping @Sendable () -> any Worker) {
        self.name = name
        self.threads = threads
        state = Mutex(State(waiting: Backlog(limit: limit, servers: threads)))
        for _ in 0..<threads {
            let thread = Thread { self.run(makeWorker()) }
            thread.name = "ledger \(name)"
            thread.stackSize = Lane.stackBytes
            thread.start()
        }
        let watch = Thread { self.watch() }
        watch.name = "ledger \(name)"
        watch.stackSize = Lane.stackBytes
        watch.start()
    }

    private func watch() {
        let look = DispatchTimeInterval.milliseconds(Lane.lookMilliseconds)
        while over.wait(timeout: .now() + look) == .timedOut { giveUpLate(at: .now) }
    }

    /// Tells those whose time has come, whatever their transactions wait for.
    private func giveUpLate(at now: ContinuousClock.Instant) {
        let late = state.withLock { state in
            state.expected.values.filter { job in job.answerBy.map { $0 <= now } ?? false }
        }
        for job in late { job.finish(LedgerTrouble.busy("the database did not answer in time")) }
    }

    /// How many wait.
    var count: Int { state.withLock { $0.waiting.count } }

    /// Whether a job in this turn would be taken, and would begin in time.
    func hasRoom(for turn: Turn) -> Bool {
        state.withLock { !$0.isClosed && $0.waiting.refusal(turn, of: name, at: .now) == nil }
    }

    /// Hands a job to the next thread that is free; refuses it at once when there is no room, or no time.
    func submit(_ job: any Job, _ turn: Turn) {
        let refusal: LedgerTrouble? = state.withLock { state in
            if state.isClosed { return .busy("the ledger is closed") }
            if let refusal = state.waiting.refusal(turn, of: name, at: .now) { return refusal }
            state.waiting.add(job, turn)
            if job.answerBy != nil { state.expected[ObjectIdentifier(job)] = job }
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
        over.signal()
    }

    private func run(_ worker: any Worker) {
        while true {
            wake.wait()
            let (job, isOver) = state.withLock { state -> ((any Job)?, Bool) in
                let job = state.waiting.take(atMost: 1).first as? any Job
                return (job, job == nil && state.isClosed)
            }
            if let job, !job.isFinished {
                let start = ContinuousClock.now
                worker.run(job)
                state.withLock { $0.waiting.measured((.now - start) / .seconds(1)) }
            }
            if let job, job.answerBy != nil {
                state.withLock { _ = $0.expected.removeValue(forKey: ObjectIdentifier(job)) }
            }
            if isOver { break }
        }
        ended.signal()
    }
}
