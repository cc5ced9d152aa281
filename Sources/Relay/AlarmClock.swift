import Synchronization

/// A clock that sets one timer for all who sleep by it, and as many more as ask for an earlier time.
///
/// A timer of the system costs more than waking who sleeps, and one that nobody needs any more stays until its time is up:
/// sends end within milliseconds, and each would leave one for twenty seconds.
public final class AlarmClock<Base: Clock>: Clock where Base.Duration == Duration {
    private struct Sleeper {
        let deadline: Base.Instant
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var lastNumber = 0
        var sleepers: [Int: Sleeper] = [:]
        /// When the next timer ends.
        var alarm: Base.Instant?
    }

    private let base: Base
    private let state = Mutex(State())

    /// Its timers are those of `base`.
    public init(_ base: Base) { self.base = base }

    /// How many sleep.
    var sleeping: Int { state.withLock { $0.sleepers.count } }

    public var now: Base.Instant { base.now }
    public var minimumResolution: Duration { base.minimumResolution }

    public func sleep(until deadline: Base.Instant, tolerance: Duration?) async throws {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        let isOver = await withTaskCancellationHandler {
            await withCheckedContinuation { lieDown($0, until: deadline, number) }
        } onCancel: {
            let sleeper = state.withLock { $0.sleepers.removeValue(forKey: number) }
            sleeper?.continuation.resume(returning: false)
        }
        if !isOver { throw CancellationError() }
    }

    private func lieDown(_ continuation: CheckedContinuation<Bool, Never>, until deadline: Base.Instant, _ number: Int)
    {
        let (isCancelled, isEarliest) = state.withLock { state in
            // The flag is set before `onCancel` runs, so one of the two always sees the other.
            if Task.isCancelled { return (true, false) }
            state.sleepers[number] = Sleeper(deadline: deadline, continuation: continuation)
            if let alarm = state.alarm, alarm <= deadline { return (false, false) }
            state.alarm = deadline
            return (false, true)
        }
        if isCancelled { continuation.resume(returning: false) }
        if isEarliest { Task { await ring(at: deadline) } }
    }

    /// Wakes whose time has come, at that time and at the next, until somebody set an earlier alarm or nobody sleeps.
    private func ring(at first: Base.Instant) async {
        var next: Base.Instant? = first
        while let alarm = next {
            do {
                try await base.sleep(until: alarm, tolerance: nil)
            } catch {
                // Nobody cancels this task; were it to happen, all who sleep would be woken too early rather than never.
            }
            next = wake(at: alarm)
        }
    }

    /// Returns when to ring again.
    private func wake(at alarm: Base.Instant) -> Base.Instant? {
        let (woken, next) = state.withLock { state in
            let woken = state.sleepers.filter { $0.value.deadline <= alarm }
            for number in woken.keys { state.sleepers[number] = nil }
            guard state.alarm == alarm else { return (woken, Base.Instant?.none) }
            state.alarm = state.sleepers.values.map(\.deadline).min()
            return (woken, state.alarm)
        }
        for sleeper in woken.values { sleeper.continuation.resume(returning: true) }
        return next
    }
}

extension AlarmClock<ContinuousClock> {
    public convenience init() { self.init(ContinuousClock()) }
}
