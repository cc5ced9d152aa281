import DeskTesting
import Desk
import Testing

struct BellTests {
    let clock = HandClock()

    @Test func `a ring before the wait lets it return at once`() async {
        let bell = Bell(clock: clock)
        bell.ring()
        await bell.wait(atMostSeconds: 5)
    }

    @Test func `many rings before a wait count as one`() async {
        let bell = Bell(clock: clock)
        for _ in 0..<100 { bell.ring() }
        await bell.wait(atMostSeconds: 5)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await bell.wait(atMostSeconds: 7) }
            await clock.untilSomebodySleeps(for: .seconds(7))
            clock.advance(by: .seconds(7))
        }
    }

    @Test func `a ring wakes who waits, before its time is up`() async {
        let bell = Bell(clock: clock)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await bell.wait(atMostSeconds: 5) }
            await clock.untilSomebodySleeps(for: .seconds(5))
            bell.ring()
        }
    }

    @Test func `the wait ends when its time is up`() async {
        let bell = Bell(clock: clock)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await bell.wait(atMostSeconds: 5) }
            await clock.untilSomebodySleeps(for: .seconds(5))
            clock.advance(by: .seconds(5))
        }
    }

    @Test func `a cancelled wait ends and loses no later ring`() async {
        let bell = Bell(clock: clock)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await bell.wait(atMostSeconds: 5) }
            await clock.untilSomebodySleeps(for: .seconds(5))
            group.cancelAll()
        }
        bell.ring()
        await bell.wait(atMostSeconds: 5)
    }

    @Test func `rings, waits and cancellations in any order leave nobody behind`() async {
        let bell = Bell(clock: clock)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask { await bell.wait(atMostSeconds: 5) }
                if number.isMultiple(of: 3) { group.addTask { bell.ring() } }
            }
            group.addTask { bell.ring() }
            await Task.yield()
            group.cancelAll()
        }
    }
}
