import Synchronization

/// Wakes whoever waits for work that was just committed.
///
/// Rings coalesce: any number of them before a wait count as one, and the wait returns at once. A ring may be lost only
/// with the process, so whoever waits also looks by itself from time to time.
public final class Bell: Sendable {
    private struct State {
        var isRung = false
        var lastNumber = 0
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())
    private let clock: any Clock<Duration>

    public init(clock: any Clock<Duration> = ContinuousClock()) {
        self.clock = clock
    }

    /// Wakes everybody who waits, or lets the next wait return at once.
    public func ring() {
        let woken = state.withLock { state in
            if state.waiting.isEmpty { state.isRung = true }
            defer { state.waiting.removeAll() }
            return Array(state.waiting.values)
        }
        for continuation in woken { continuation.resume() }
    }

    /// Returns on a ring, after that many seconds, or when the task is cancelled, whichever comes first.
    public func wait(atMostSeconds: Double) async {
        if takeRing() { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.waitForRing() }
            group.addTask { [clock] in
                do {
                    try await clock.sleep(for: .seconds(atMostSeconds))
                } catch {
                    // Cancelled: the ring came first, or nobody waits any more.
                }
            }
            await group.next()
            group.cancelAll()
        }
    }

    private func takeRing() -> Bool {
        state.withLock { state in
            defer { state.isRung = false }
            return state.isRung
        }
    }

    private func waitForRing() async {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if !store(continuation, as: number) { continuation.resume() }
            }
        } onCancel: {
            let continuation = state.withLock { $0.waiting.removeValue(forKey: number) }
            continuation?.resume()
        }
    }

    /// False when there is nothing to wait for: it rang meanwhile, or the task was cancelled before this.
    private func store(_ continuation: CheckedContinuation<Void, Never>, as number: Int) -> Bool {
        state.withLock { state in
            if state.isRung {
                state.isRung = false
                return false
            }
            // The flag is set before `onCancel` runs, so one of the two always sees the other.
            if Task.isCancelled { return false }
            state.waiting[number] = continuation
            return true
        }
    }
}
