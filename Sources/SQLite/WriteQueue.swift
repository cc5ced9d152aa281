import Desk
import Dispatch
import LedgerSQL
import Synchronization

/// A write that waits for its turn.
protocol WriteMember: AnyObject, Sendable {
    /// Runs the body and keeps its result; may be called again.
    func run(in session: SQLSession) throws
    /// Answers whoever waits, exactly once: with the result, or with the failure.
    func finish(_ failure: (any Error)?)
}

/// One call of `write`.
final class Write<Result: Sendable>: WriteMember {
    private let body: @Sendable (any LedgerTransaction) throws -> Result
    private let continuation: CheckedContinuation<Result, any Error>
    private let result = Mutex<Result?>(nil)

    init(
        _ body: @escaping @Sendable (any LedgerTransaction) throws -> Result,
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
            continuation.resume(throwing: SQLiteFailure.translated(failure))
        } else if let result = result.withLock({ $0 }) {
            continuation.resume(returning: result)
        } else {
            continuation.resume(throwing: LedgerTrouble.broken("the write never ran"))
        }
    }
}

/// The writes that wait for the writer's thread, in order and within a bound.
final class WriteQueue: Sendable {
    private struct State {
        var waiting: [any WriteMember] = []
        var isAsleep = false
        var isClosed = false
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// How many wait.
    var count: Int { state.withLock { $0.waiting.count } }

    /// Hands a write to the thread; refuses it at once when there is no room.
    func submit(_ member: any WriteMember) {
        let (refusal, mustWake): (LedgerTrouble?, Bool) = state.withLock { state in
            if state.isClosed { return (.busy("the ledger is closed"), false) }
            if state.waiting.count >= limit { return (.busy("\(limit) writes wait already"), false) }
            state.waiting.append(member)
            defer { state.isAsleep = false }
            return (nil, state.isAsleep)
        }
        if mustWake { wake.signal() }
        if let refusal { member.finish(refusal) }
    }

    /// What waits now, at most so many.
    func take(atMost count: Int) -> [any WriteMember] {
        state.withLock { state in
            let taken = Array(state.waiting.prefix(count))
            state.waiting.removeFirst(taken.count)
            return taken
        }
    }

    enum Turn {
        case group([any WriteMember])
        case idle
        case closed
    }

    /// Waits for something to do.
    func next(atMost count: Int, waitMilliseconds: Int) -> Turn {
        let group = take(atMost: count)
        if !group.isEmpty { return .group(group) }
        let mustWait = state.withLock { state in
            state.isAsleep = state.waiting.isEmpty && !state.isClosed
            return state.isAsleep
        }
        if mustWait { _ = wake.wait(timeout: .now() + .milliseconds(waitMilliseconds)) }
        let late = take(atMost: count)
        if !late.isEmpty { return .group(late) }
        return state.withLock { state in
            state.isAsleep = false
            return state.isClosed && state.waiting.isEmpty ? .closed : .idle
        }
    }

    /// Takes no more; what waits is still written.
    func close() {
        state.withLock { $0.isClosed = true }
        wake.signal()
    }
}
