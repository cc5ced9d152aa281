import Synchronization

/// One life of a process: once it is over, nothing it does has any effect.
final class Life: Sendable {
    private struct State {
        var isOver = false
        var isPaused = false
        /// When a pause is over; nil when that is not known.
        var pausedUntil: Int?
        var wokeAt = 0
        var atEnd: (@Sendable () -> Void)?
    }

    /// Milliseconds since the beginning of the world.
    let bornAt: Int
    private let state = Mutex(State())
    private let dice: Dice
    private static let lookMilliseconds = 200

    /// By the dice, whoever was paused goes on a little earlier or later.
    init(bornAt: Int, dice: Dice) {
        self.bornAt = bornAt
        self.dice = dice
    }

    var isOver: Bool { state.withLock { $0.isOver } }
    /// The machine gives it no time, as a virtual one does that is moved.
    var isPaused: Bool { state.withLock { $0.isPaused } }
    func atEnd(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.atEnd = body } }
    /// When its last pause was over.
    var wokeAt: Int { state.withLock { $0.wokeAt } }
    func pause(until end: Int? = nil) {
        state.withLock { state in
            state.isPaused = true
            state.pausedUntil = end
        }
    }
    func wake(at now: Int) {
        state.withLock { state in
            state.isPaused = false
            state.pausedUntil = nil
            state.wokeAt = now
        }
    }

    /// Returns when it is not paused, or when its task is cancelled.
    func untilAwake(_ loop: Loop) async {
        while let rest = restOfPause(at: loop.now), await loop.sleep(milliseconds: rest) {}
    }

    /// How long to wait before another look, in milliseconds; nil when it is not paused.
    private func restOfPause(at now: Int) -> Int? {
        let (isPaused, end) = state.withLock { ($0.isPaused, $0.pausedUntil) }
        guard isPaused else { return nil }
        return end.map { max(0, $0 - now) + dice.below(Self.lookMilliseconds) } ?? Self.lookMilliseconds
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
