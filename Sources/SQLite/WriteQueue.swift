import Desk
import Dispatch
import LedgerSQL
import Synchronization

/// One call of `read` or `write`, and what follows it on the thread that ran it, where nothing may wait.
final class LedgerCall<Value: Sendable>: LedgerWork {
    private let turn: Turn
    private let body: @Sendable (SQLSession) throws -> Value
    private let next: @Sendable (Result<Value, any Error>) -> Void
    private let value = Mutex<Value?>(nil)

    init(
        _ turn: Turn,
        _ body: @escaping @Sendable (SQLSession) throws -> Value,
        next: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) {
        self.turn = turn
        self.body = body
        self.next = next
    }

    func run(in session: SQLSession) throws {
        try turn.begin()
        let new = try body(session)
        value.withLock { $0 = new }
    }

    func finish(_ failure: (any Error)?) {
        if let failure {
            next(.failure(SQLiteFailure.translated(failure)))
        } else if let value = value.withLock({ $0 }) {
            next(.success(value))
        } else {
            next(.failure(LedgerTrouble.broken("it never ran")))
        }
    }
}

/// The writes that wait for the writer's thread, each workspace's in a line of its own, within bounds.
final class WriteQueue: Sendable {
    private struct State {
        var waiting: Backlog
        var isAsleep = false
        var isClosed = false
    }

    private let state: Mutex<State>
    private let wake = DispatchSemaphore(value: 0)

    init(limit: Int) { state = Mutex(State(waiting: Backlog(limit: limit))) }

    /// How many wait.
    var count: Int { state.withLock { $0.waiting.count } }

    /// Whether a write in this turn would be taken, and would begin in time.
    func hasRoom(for turn: Turn) -> Bool {
        state.withLock { !$0.isClosed && $0.waiting.refusal(turn, of: "writes", at: .now) == nil }
    }

    /// Hands a write to the thread; refuses it at once when there is no room, or it could not begin in time.
    func submit(_ member: any LedgerWork, _ turn: Turn) {
        let (refusal, mustWake): (LedgerTrouble?, Bool) = state.withLock { state in
            if state.isClosed { return (.busy("the ledger is closed"), false) }
            if let refusal = state.waiting.refusal(turn, of: "writes", at: .now) { return (refusal, false) }
            state.waiting.add(member, turn)
            defer { state.isAsleep = false }
            return (nil, state.isAsleep)
        }
        if mustWake { wake.signal() }
        if let refusal { member.finish(refusal) }
    }

    /// What waits now, at most so many, to join the group under way.
    func take(atMost count: Int) -> [any LedgerWork] {
        state.withLock { state in
            let taken = state.waiting.take(atMost: count)
            state.waiting.joined(taken.count)
            return taken
        }
    }

    private func begin(atMost count: Int) -> [any LedgerWork] {
        state.withLock { state in
            let taken = state.waiting.take(atMost: count)
            if !taken.isEmpty { state.waiting.began(taken.count, at: .now) }
            return taken
        }
    }

    enum Work {
        case group([any LedgerWork])
        case idle
        case closed
    }

    /// Waits for something to do; the group before it is over.
    func next(atMost count: Int, waitMilliseconds: Int) -> Work {
        state.withLock { $0.waiting.ended(at: .now) }
        let group = begin(atMost: count)
        if !group.isEmpty { return .group(group) }
        let mustWait = state.withLock { state in
            state.isAsleep = state.waiting.count == 0 && !state.isClosed
            return state.isAsleep
        }
        if mustWait { _ = wake.wait(timeout: .now() + .milliseconds(waitMilliseconds)) }
        let late = begin(atMost: count)
        if !late.isEmpty { return .group(late) }
        return state.withLock { state in
            state.isAsleep = false
            return state.isClosed && state.waiting.count == 0 ? .closed : .idle
        }
    }

    /// Takes no more; what waits is still written.
    func close() {
        state.withLock { $0.isClosed = true }
        wake.signal()
    }
}
