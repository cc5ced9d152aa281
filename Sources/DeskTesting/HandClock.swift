import Synchronization

/// A clock whose hands the test moves.
public final class HandClock: Clock, Sendable {
    public struct Instant: InstantProtocol {
        public var offset: Duration

        public init(offset: Duration) { self.offset = offset }

        public func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        public func duration(to other: Instant) -> Duration { other.offset - offset }
        public static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct Sleeper {
        let deadline: Instant
        let length: Duration
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct Watcher {
        let length: Duration
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var now = Instant(offset: .zero)
        var lastNumber = 0
        var sleepers: [Int: Sleeper] = [:]
        var watchers: [Watcher] = []
    }

    private let state = Mutex(State())

    public init() {}

    public var now: Instant { state.withLock { $0.now } }
    public let minimumResolution = Duration.milliseconds(1)

    public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
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

    private func lieDown(_ continuation: CheckedContinuation<Bool, Never>, until deadline: Instant, _ number: Int) {
        let (answer, woken) = state.withLock { state -> (Bool?, [Watcher]) in
            if Task.isCancelled { return (false, []) }
            if deadline <= state.now { return (true, []) }
            let length = state.now.duration(to: deadline)
            state.sleepers[number] = Sleeper(deadline: deadline, length: length, continuation: continuation)
            let woken = state.watchers.filter { $0.length == length }
            state.watchers.removeAll { $0.length == length }
            return (nil, woken)
        }
        for watcher in woken { watcher.continuation.resume() }
        if let answer { continuation.resume(returning: answer) }
    }

    /// Returns once somebody sleeps for exactly so long.
    public func untilSomebodySleeps(for length: Duration) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                let isThere = state.sleepers.values.contains { $0.length == length }
                if !isThere { state.watchers.append(Watcher(length: length, continuation: continuation)) }
                return isThere
            }
            if isThere { continuation.resume() }
        }
    }

    public func advance(by duration: Duration) {
        let woken = state.withLock { state in
            state.now = state.now.advanced(by: duration)
            let woken = state.sleepers.filter { $0.value.deadline <= state.now }
            for number in woken.keys { state.sleepers[number] = nil }
            return woken.values.map(\.continuation)
        }
        for continuation in woken { continuation.resume(returning: true) }
    }
}
