import Metrics
import Synchronization

/// One series that is counted.
final class Tally: CounterHandler {
    private let value = Atomic<Int>(0)

    var count: Int { value.load(ordering: .relaxed) }

    func increment(by amount: Int64) { value.wrappingAdd(Int(amount), ordering: .relaxed) }

    func reset() { value.store(0, ordering: .relaxed) }
}

/// One series of times, counted in buckets without a lock.
final class Times: TimerHandler {
    let upToSeconds: [Double]
    private let upToNanoseconds: [Int64]
    /// One for each bound, and one for what took longer.
    private let buckets: [Tally]
    private let total = Tally()
    private static let nanosecondsPerSecond = 1e9

    init(upToSeconds: [Double]) {
        self.upToSeconds = upToSeconds
        upToNanoseconds = upToSeconds.map { Int64(($0 * Self.nanosecondsPerSecond).rounded()) }
        buckets = (0...upToSeconds.count).map { _ in Tally() }
    }

    func recordNanoseconds(_ duration: Int64) {
        // A clock that was set back must not take time away.
        let duration = max(duration, 0)
        var place = 0
        while place < upToNanoseconds.count, duration > upToNanoseconds[place] { place += 1 }
        buckets[place].increment(by: 1)
        total.increment(by: duration)
    }

    /// How many fell into each bucket, not summed up, and how long all took together.
    var reading: (counts: [Int], seconds: Double) {
        (buckets.map(\.count), Double(total.count) / Self.nanosecondsPerSecond)
    }
}
