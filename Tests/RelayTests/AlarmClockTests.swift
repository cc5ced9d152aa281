import DeskTesting
import Testing

@testable import Relay

/// A sleeper who is forgotten shows by nobody waking.
@Suite(.timeLimit(.minutes(1)))
struct AlarmClockTests {
    let hands = HandClock()

    @Test func `all who sleep are woken by one timer, each at their time`() async throws {
        let clock = AlarmClock(hands)
        try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask { try await Self.sleep(5, by: clock) }
            await hands.untilSomebodySleeps(for: .seconds(5))
            group.addTask { try await Self.sleep(20, by: clock) }
            while clock.sleeping < 2 { await Task.yield() }
            hands.advance(by: .seconds(5))
            let first = try await group.next()
            #expect(first == 5)
            await hands.untilSomebodySleeps(for: .seconds(15))
            hands.advance(by: .seconds(15))
            let second = try await group.next()
            #expect(second == 20)
        }
    }

    @Test func `whoever asks for an earlier time gets it, and the later one is not forgotten`() async throws {
        let clock = AlarmClock(hands)
        try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask { try await Self.sleep(20, by: clock) }
            await hands.untilSomebodySleeps(for: .seconds(20))
            group.addTask { try await Self.sleep(1, by: clock) }
            await hands.untilSomebodySleeps(for: .seconds(1))
            hands.advance(by: .seconds(1))
            let first = try await group.next()
            #expect(first == 1)
            await hands.untilSomebodySleeps(for: .seconds(19))
            hands.advance(by: .seconds(19))
            let second = try await group.next()
            #expect(second == 20)
        }
    }

    @Test func `a sleep that is cancelled ends at once and takes no other with it`() async throws {
        let clock = AlarmClock(hands)
        let first = Task { try await Self.sleep(5, by: clock) }
        await hands.untilSomebodySleeps(for: .seconds(5))
        let second = Task { try await Self.sleep(20, by: clock) }
        while clock.sleeping < 2 { await Task.yield() }
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        hands.advance(by: .seconds(5))
        await hands.untilSomebodySleeps(for: .seconds(15))
        hands.advance(by: .seconds(15))
        let woken = try await second.value
        #expect(woken == 20)
    }

    @Test func `a sleep of a cancelled task, or until a time that is over, ends at once`() async throws {
        let clock = AlarmClock(hands)
        let cancelled = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await Self.sleep(5, by: clock)
        }
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        let slept = try await Self.sleep(0, by: clock)
        #expect(slept == 0)
    }

    private static func sleep(_ seconds: Int, by clock: AlarmClock<HandClock>) async throws -> Int {
        try await clock.sleep(for: .seconds(seconds))
        return seconds
    }
}
