import DeskTesting
import Desk
import Hummingbird
import HummingbirdTesting
import Logging
import ServiceLifecycle
import Testing

@testable import Web

@Suite(.timeLimit(.minutes(1)))
struct HealthTests {
    @Test func `a living service says so whatever its database says`() async throws {
        let house = House(probes: [HealthProbe("database") { "full" }])
        let answer = try await house.ask("/livez")
        #expect(answer.status == .ok)
        #expect(answer.text == "alive\n")
    }

    @Test func `a service is ready when every probe is well`() async throws {
        let house = House(probes: [HealthProbe("database") { nil }, HealthProbe("schema") { nil }])
        #expect(try await house.ask("/readyz").status == .ok)
    }

    @Test func `the first trouble turns readiness red and is named`() async throws {
        let house = House(probes: [HealthProbe("schema") { nil }, HealthProbe("database") { "full" }])
        let answer = try await house.ask("/readyz")
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.text == "database: full\n")
        #expect(answer.header("retry-after") == "5")
    }

    @Test func `a probe that says nothing is in trouble`() async throws {
        let clock = HandClock()
        let silent = HandClock()
        let probe = HealthProbe("database") {
            do {
                try await silent.sleep(for: .seconds(1))
                return nil
            } catch {
                return "given up"
            }
        }
        let house = House(probes: [probe], clock: clock)
        async let answer = house.ask("/readyz")
        await clock.untilSomebodySleeps(for: .seconds(2))
        clock.advance(by: .seconds(2))
        #expect(try await answer.text == "database: no answer\n")
    }

    @Test func `at shutdown readiness turns red, service goes on, and then it ends`() async throws {
        let clock = HandClock()
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let house = House({ $0.drainSeconds = 7 }, clock: clock, whenListening: { _, chosen in port.yield(chosen) })
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let group = ServiceGroup(configuration: .init(services: [house.server], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let chosen = try #require(await ports.first { _ in true })
            #expect(chosen > 0)
            #expect(try await Self.get("/readyz", chosen).contains("ready"))
            await group.triggerGracefulShutdown()
            await clock.untilSomebodySleeps(for: .seconds(7))
            #expect(try await Self.get("/readyz", chosen).contains("draining"))
            #expect(try await Self.get("/livez", chosen).contains("alive"))
            #expect(try await Self.get("/slack/install", chosen).contains("200 OK"))
            clock.advance(by: .seconds(7))
            try await tasks.waitForAll()
            await #expect(throws: (any Error).self) { try await Self.get("/livez", chosen) }
        }
    }

    private static func get(_ path: String, _ port: Int) async throws -> String {
        try await raw(port: port, "GET \(path) HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
    }
}
