import DeskTesting
import Synchronization

/// One thread that runs every task there is, in an order the seed decides, and a clock that moves when nobody can.
///
/// No real time passes: a sleep is an entry in a heap, and when no task can go on the clock jumps to the earliest.
final class Loop: TaskExecutor {
    private struct Timer {
        let at: Int
        let number: Int
    }

    private struct State {
        var ready: [UnownedJob] = []
        var now = 0
        var lastNumber = 0
        var timers: [Timer] = []
        var sleepers: [Int: CheckedContinuation<Bool, Never>] = [:]
        var random: SplitMix
        var jobs = 0
        var isHalted = false
    }

    private let state: Mutex<State>
    /// Any of the first so many tasks may be the next.
    private static let choices = 6

    init(seed: UInt64) { state = Mutex(State(random: SplitMix(seed: seed ^ 0x5EED))) }

    /// Milliseconds since the beginning of the world.
    var now: Int { state.withLock { $0.now } }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.ready.append(job) }
    }

    /// Starts something that lives by itself.
    @discardableResult
    func start(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        Task(executorPreference: self) { await body() }
    }

    /// Runs until nobody can or will do anything.
    ///
    /// False when it was halted, or there was no end to it after so many steps.
    func run(atMostJobs limit: Int) -> Bool {
        while true {
            while let job = next() { job.runSynchronously(on: asUnownedTaskExecutor()) }
            guard !isHalted, jobs <= limit else { return false }
            guard wakeNext() else { return true }
        }
    }

    /// Nobody does anything any more.
    func halt() { state.withLock { $0.isHalted = true } }
    var isHalted: Bool { state.withLock { $0.isHalted } }
    var jobs: Int { state.withLock { $0.jobs } }

    private func next() -> UnownedJob? {
        state.withLock { state in
            guard !state.ready.isEmpty, !state.isHalted else { return nil }
            state.jobs += 1
            let choices = min(Self.choices, state.ready.count)
            let place = choices == 1 ? 0 : Int(state.random.next() % UInt64(choices))
            return state.ready.remove(at: place)
        }
    }

    /// Moves the clock to whoever wakes first; false when nobody sleeps.
    private func wakeNext() -> Bool {
        while let timer = state.withLock({ $0.timers.popFirst(by: Self.precedes) }) {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: timer.number)
                if sleeper != nil { state.now = max(state.now, timer.at) }
                return sleeper
            }
            guard let sleeper else { continue }
            sleeper.resume(returning: true)
            return true
        }
        return false
    }

    private static func precedes(_ left: Timer, _ right: Timer) -> Bool {
        left.at == right.at ? left.number < right.number : left.at < right.at
    }

    /// False when the task was cancelled before.
    func sleep(milliseconds: Int) async -> Bool {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isCancelled = state.withLock { state in
                    if Task.isCancelled { return true }
                    state.sleepers[number] = continuation
                    state.timers.push(Timer(at: state.now + max(0, milliseconds), number: number), by: Self.precedes)
                    return false
                }
                if isCancelled { continuation.resume(returning: false) }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: number) }?.resume(returning: false)
        }
    }
}

/// The loop's clock as the product sees it; `stretch` may make a sleep longer, as a busy machine does.
struct LoopClock: Clock {
    let loop: Loop
    var stretch: @Sendable (Duration) -> Duration = { $0 }
    /// Whoever is paused does not wake up meanwhile.
    var life: Life?

    var now: HandClock.Instant { HandClock.Instant(offset: .milliseconds(loop.now)) }
    var minimumResolution: Duration { .milliseconds(1) }

    func sleep(until deadline: HandClock.Instant, tolerance: Duration?) async throws {
        let length = stretch(now.duration(to: deadline))
        guard await loop.sleep(milliseconds: length.inMilliseconds) else { throw CancellationError() }
        await life?.untilAwake(loop)
    }
}

extension Duration {
    var inMilliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000)
    }
}

extension Array {
    /// Into a binary heap, whose first is the one that precedes all others.
    fileprivate mutating func push(_ element: Element, by precedes: (Element, Element) -> Bool) {
        append(element)
        var place = count - 1
        while place > 0, precedes(self[place], self[(place - 1) / 2]) {
            swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    fileprivate mutating func popFirst(by precedes: (Element, Element) -> Bool) -> Element? {
        guard let first else { return nil }
        let last = removeLast()
        guard !isEmpty else { return first }
        self[0] = last
        var place = 0
        while true {
            let children = [2 * place + 1, 2 * place + 2].filter { $0 < count }
            guard let least = children.min(by: { precedes(self[$0], self[$1]) }), precedes(self[least], self[place])
            else { return first }
            swapAt(place, least)
            place = least
        }
    }
}
