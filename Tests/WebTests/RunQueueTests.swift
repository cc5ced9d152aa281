import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Web

/// What runs on an event loop, in order and measured.
@Suite(.timeLimit(.minutes(1)))
struct RunQueueTests {
    @Test func `first come, first run; how long one more would wait is known once some have run`() async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let queue = RunQueue(loop: loop)
        let order = Order()
        /// Begins so many on the loop itself, where none of them can run meanwhile, and says what one more would wait.
        @Sendable func begin(_ first: Int, _ count: Int = 200) async throws -> (TimeAmount, [Task<Void, Never>]) {
            try await loop.submit {
                let tasks = (0..<count).map { number in
                    Task(executorPreference: queue) { order.numbers.withLock { $0.append(first + number) } }
                }
                return (queue.wait, tasks)
            }.get()
        }
        let (unknown, early) = try await begin(0)
        #expect(unknown == .zero)
        for task in early { await task.value }
        let (known, late) = try await begin(200)
        #expect(known > .zero)
        for task in late { await task.value }
        let (few, last) = try await begin(400, 20)
        #expect(few == .zero, "a few are never long to wait for")
        for task in last { await task.value }
        #expect(order.numbers.withLock { $0 } == Array(0..<420))
        let rest = try await loop.submit { queue.wait }.get()
        #expect(rest == .zero)
    }
}

private final class Order: Sendable {
    let numbers = Mutex<[Int]>([])
}
