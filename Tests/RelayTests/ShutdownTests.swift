import DeskTesting
import Desk
import Logging
import ServiceLifecycleTestKit
import Testing

@testable import Relay

@Suite(.timeLimit(.minutes(1)))
struct ShutdownTests {
    @Test func `what is under way is finished and nothing new is begun`() async throws {
        let story = RelayStory()
        story.courier.script("m1", .hang)
        try await story.play { story, trigger in
            try await story.enqueue(.sample("m1", conversation: "c1"))
            _ = await story.courier.visits.reach(1)
            trigger.triggerGracefulShutdown()
            try await story.enqueue(.sample("m2", conversation: "c2"))
            await story.clock.untilSomebodySleeps(for: .seconds(10))
            story.courier.release()
        }
        #expect(story.outcomes.entries == [.sent])
        #expect(try await story.rows(.due).map(\.id.text) == ["m2"])
    }

    @Test func `a vendor that says nothing holds the shutdown for ten seconds only`() async throws {
        let story = RelayStory()
        story.courier.script("m1", .hang)
        try await story.play { story, trigger in
            try await story.enqueue(.sample())
            _ = await story.courier.visits.reach(1)
            trigger.triggerGracefulShutdown()
            await story.clock.untilSomebodySleeps(for: .seconds(10))
            story.clock.advance(by: .seconds(10))
        }
        #expect(story.outcomes.entries == [.unknown])
    }

    @Test func `an idle relay ends at once`() async throws {
        try await RelayStory().play { story, _ in
            await story.clock.untilSomebodySleeps(for: .seconds(5))
        }
    }

    @Test func `sweeps come at once, at their time, and after one that failed`() async throws {
        let clock = HandClock()
        let sweeps = Notebook<Int>()
        let logger = Logger(label: "sweep") { _ in SwiftLogNoOpLogHandler() }
        let loop = SweepLoop("drafts", everySeconds: 60, clock: clock, logger: logger) {
            sweeps.write(sweeps.entries.count)
            if sweeps.entries.count == 2 { throw LedgerTrouble.busy("locked") }
        }
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await loop.run() }
                for count in 1...3 {
                    await clock.untilSomebodySleeps(for: .seconds(60))
                    #expect(sweeps.entries.count == count)
                    clock.advance(by: .seconds(60))
                }
                await clock.untilSomebodySleeps(for: .seconds(60))
                trigger.triggerGracefulShutdown()
                try await group.waitForAll()
            }
        }
        #expect(sweeps.entries.count == 4)
    }
}
