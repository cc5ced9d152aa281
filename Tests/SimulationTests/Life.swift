import Synchronization

/// One life of a process: once it is over, nothing it does has any effect.
final class Life: Sendable {
    private struct State {
        var isOver = false
        var isPaused = false
        var atEnd: (@Sendable () -> Void)?
    }

    /// Milliseconds since the beginning of the world.
    let bornAt: Int
    private let state = Mutex(State())
    private static let lookMilliseconds = 200

    init(bornAt: Int) { self.bornAt = bornAt }

    var isOver: Bool { state.withLock { $0.isOver } }
    /// The machine gives it no time, as a virtual one does that is moved.
    var isPaused: Bool { state.withLock { $0.isPaused } }
    func atEnd(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.atEnd = body } }
    func pause() { state.withLock { $0.isPaused = true } }
    func wake() { state.withLock { $0.isPaused = false } }

    /// Returns when it is not paused, or when its task is cancelled.
    func untilAwake(_ loop: Loop) async {
        while isPaused, await loop.sleep(milliseconds: Self.lookMilliseconds) {}
    }

    func end() {
        let atEnd = state.withLock { state -> (@Sendable () -> Void)? in
            guard !state.isOver else { return nil }
            state.isOver = true
            state.isPaused = false
            return state.atEnd
        }
        atEnd?()
    }
}
