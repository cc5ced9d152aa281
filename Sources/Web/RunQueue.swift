import NIOCore
import Synchronization

/// An event loop as a place where tasks run: one queue for all of its connections, emptied a slice of time at a time.
///
/// NIO looks at its sockets once nothing more waits to be run. Under load what runs keeps making more that waits, and a loop
/// would hear nothing new for seconds: neither what could be turned away at once nor that somebody hung up. So a slice that
/// is over leaves the rest for later, and the loop looks first. Looking may take longer than a slice, when hundreds who were turned
/// away come back at once; the next slice is as long as that took, so that there is always time for what was let in.
final class RunQueue: TaskExecutor {
    private static let slice = TimeAmount.milliseconds(1)
    /// So long at most what runs keeps the loop from its sockets, however long looking at them took.
    private static let longestSlice = TimeAmount.milliseconds(5)
    /// Until the rest is gone on with: long enough not to be due before the loop has looked at its sockets.
    private static let pause = TimeAmount.microseconds(100)
    /// How much each slice counts in the measured pace.
    private static let weight = 0.05

    /// So few are never long to wait for; a pace measured on a few, or while the machine did something else, says little.
    private static let few = 128

    private struct State {
        var jobs: [UnownedJob] = []
        var isScheduled = false
        /// What one job took lately.
        var nanosecondsEach = 0.0
        /// When the last slice left something for later; nil once nothing was left.
        var pausedAt: NIODeadline?
    }

    private let loop: any EventLoop
    private let state = Mutex(State())

    init(loop: any EventLoop) { self.loop = loop }

    /// How long one more job would wait; known exactly while the loop reads, since nothing runs then.
    var wait: TimeAmount {
        state.withLock { state in
            let count = state.jobs.count
            return count < Self.few ? .zero : .nanoseconds(Int64(Double(count) * state.nanosecondsEach))
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isFirst = state.withLock { state in
            state.jobs.append(job)
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
        if isFirst { loop.execute { self.run() } }
    }

    private func run() {
        let start = NIODeadline.now()
        let slice = slice(from: start)
        var now = start
        var count = 0
        while let jobs = take(ran: count, in: now - start) {
            for place in jobs.indices {
                jobs[place].runSynchronously(on: asUnownedTaskExecutor())
                count += 1
                now = .now()
                guard now - start >= slice, putBack(jobs[(place + 1)...], ran: count, in: now - start) else {
                    continue
                }
                loop.scheduleTask(in: Self.pause) { self.run() }
                return
            }
        }
    }

    /// By how long the loop was away since the last one, within bounds.
    private func slice(from start: NIODeadline) -> TimeAmount {
        let away = state.withLock { $0.pausedAt }.map { start - $0 } ?? .zero
        return min(max(Self.slice, away), Self.longestSlice)
    }

    /// All that waits; nil, and the queue rests, when nothing does.
    private func take(ran count: Int, in time: TimeAmount) -> [UnownedJob]? {
        state.withLock { state in
            guard !state.jobs.isEmpty else {
                Self.measure(&state, ran: count, in: time)
                state.isScheduled = false
                state.pausedAt = nil
                return nil
            }
            var jobs: [UnownedJob] = []
            swap(&jobs, &state.jobs)
            return jobs
        }
    }

    /// False when nothing is left, so that there is nothing to pause for.
    private func putBack(_ rest: ArraySlice<UnownedJob>, ran count: Int, in time: TimeAmount) -> Bool {
        state.withLock { state in
            guard !rest.isEmpty || !state.jobs.isEmpty else { return false }
            Self.measure(&state, ran: count, in: time)
            state.jobs.insert(contentsOf: rest, at: 0)
            state.pausedAt = .now()
            return true
        }
    }

    private static func measure(_ state: inout State, ran count: Int, in time: TimeAmount) {
        guard count > 0 else { return }
        let each = Double(time.nanoseconds) / Double(count)
        state.nanosecondsEach = state.nanosecondsEach == 0 ? each : state.nanosecondsEach * (1 - weight) + each * weight
    }
}

/// The queue of each event loop.
final class RunQueues: Sendable {
    private let queues = Mutex<[ObjectIdentifier: RunQueue]>([:])

    func queue(of loop: any EventLoop) -> RunQueue {
        queues.withLock { queues in
            if let known = queues[ObjectIdentifier(loop)] { return known }
            let queue = RunQueue(loop: loop)
            queues[ObjectIdentifier(loop)] = queue
            return queue
        }
    }
}
