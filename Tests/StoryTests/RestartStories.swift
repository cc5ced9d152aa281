import FakeServers
import Foundation
import Synchronization
import Testing

/// A restart that nobody notices, in either chat: what a proxy sees that stops sending when readiness turns red.
@Suite(.serialized) struct RestartStories {
    private static let askers = 4
    private static let withinSeconds = 30.0

    /// What became of the requests of one story.
    private final class Tally: Sendable {
        private struct State {
            var isOpen = true
            var isOver = false
            var answered = 0
            var failures: [String] = []
        }

        private let state = Mutex(State())

        var answered: Int { state.withLock { $0.answered } }
        var failures: [String] { state.withLock { $0.failures } }
        var isOver: Bool { state.withLock { $0.isOver } }
        /// Whether the proxy sends requests this way.
        var isOpen: Bool { state.withLock { $0.isOpen } }

        func open(_ isOpen: Bool) { state.withLock { $0.isOpen = isOpen } }
        func end() { state.withLock { $0.isOver = true } }
        func answer() { state.withLock { $0.answered += 1 } }
        func fail(_ what: String) { state.withLock { $0.failures.append(what) } }
    }

    @Test(arguments: ChatName.told)
    func `a restart under load drops no request, and ends well in time`(chat: ChatName) async throws {
        let setting = Story.Setting(
            chats: [chat],
            environment: ["REGISTRAR_DRAIN_SECONDS": "2", "REGISTRAR_PERSON_PER_SECOND": ""]
        )
        try await Story.tell(setting) { story in
            let tally = Tally()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...Self.askers { group.addTask { try await Self.ask(story, chat, tally) } }
                try await eventually("it is busy") { tally.answered > 20 ? () : nil }
                let asked = ContinuousClock.now
                try story.running.signal(SIGTERM)
                try await eventually("readiness turns red") {
                    try await story.get("/readyz").status == 503 ? () : nil
                }
                let last = try await story.get("/livez")
                #expect(last.status == 200)
                #expect(last.headers["connection"] == "close")
                tally.open(false)
                #expect(try await story.running.ended() == 0)
                #expect(ContinuousClock.now - asked < .seconds(Self.withinSeconds))
                try await story.open()
                tally.open(true)
                let before = tally.answered
                try await eventually("it is busy again") { tally.answered > before + 20 ? () : nil }
                tally.end()
                try await group.waitForAll()
            }
            #expect(tally.failures == [])
        }
    }

    private static func ask(_ story: Story, _ chat: ChatName, _ tally: Tally) async throws {
        while !tally.isOver {
            try await eventually("it is open again", withinSeconds: withinSeconds) {
                tally.isOpen || tally.isOver ? () : nil
            }
            do {
                let status = try await story.chat(chat).askOnce(of: story)
                if status == 200 { tally.answer() } else { tally.fail("status \(status)") }
            } catch {
                tally.fail("\(error)")
            }
        }
    }
}
