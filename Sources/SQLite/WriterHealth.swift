import Desk
import Synchronization

/// What the writer's thread tells everybody else.
final class WriterHealth: Sendable {
    private struct State {
        var whyStopped: String?
        var hasFailed = false
        var busySince: ContinuousClock.Instant?
    }

    private let state = Mutex(State())

    /// Why nothing is written any more; nil while it is.
    var whyStopped: String? { state.withLock { $0.whyStopped } }

    /// The last write failed.
    var hasFailed: Bool { state.withLock { $0.hasFailed } }

    /// One group has been under way for longer.
    func isStuck(afterSeconds seconds: Int) -> Bool {
        state.withLock { state in
            state.busySince.map { ContinuousClock.now - $0 > .seconds(seconds) } ?? false
        }
    }

    func began() { state.withLock { $0.busySince = .now } }
    func ended() { state.withLock { $0.busySince = nil } }
    func succeeded() { state.withLock { $0.hasFailed = false } }

    func failed(with error: any Error) {
        state.withLock { state in
            state.hasFailed = true
            guard SQLiteFailure.endsWriting(error), state.whyStopped == nil else { return }
            state.whyStopped = "writing ended: \(SQLiteFailure.translated(error))"
        }
    }
}
