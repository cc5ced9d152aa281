import Desk
import DeskTesting
import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing

@testable import Web

/// What the memory of answers and bodies is bounded by.
@Suite(.timeLimit(.minutes(1)))
struct GateTests {
    @Test func `past the first bound it is crowded, past the second full, and those who leave make room`() {
        let gate = Gate(crowdedFrom: 2, limit: 3)
        #expect((1...4).map { _ in gate.enter() } == [.free, .free, .crowded, .full])
        gate.leave()
        #expect(gate.enter() == .crowded)
        for _ in 1...3 { gate.leave() }
        #expect(gate.enter() == .free)
    }

    @Test func `the endpoint is told when it is crowded, and not asked when it is full`() async throws {
        let house = House {
            $0.crowdedFrom = 1
            $0.underWayLimit = 2
        }
        house.door.holds(2)
        try await house.server.application.test(.live) { client in
            await withThrowingTaskGroup(of: Void.self) { group in
                for count in 1...2 {
                    group.addTask { _ = try await raw(port: client.port ?? 0, Self.asking) }
                    await house.door.untilAsked(count)
                }
                #expect(house.door.asked.map(\.isCrowded) == [false, true])
                do {
                    let third = try await raw(port: client.port ?? 0, Self.asking)
                    #expect(third.hasPrefix("HTTP/1.1 503 "))
                    #expect(third.contains("retry-after: 1"))
                    let health = try await raw(
                        port: client.port ?? 0,
                        "GET /readyz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"
                    )
                    #expect(health.contains(" 200 "))
                } catch {
                    Issue.record(error)
                }
                house.door.letGo()
            }
            let later = try await raw(port: client.port ?? 0, Self.asking)
            #expect(later.hasPrefix("HTTP/1.1 200 "))
        }
        #expect(house.door.asked.count == 3)
        #expect(house.door.asked.last?.isCrowded == false)
    }

    private static let asking =
        "POST /slack/commands HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 1\r\n\r\na"

    @Test func `large bodies share a bound, small ones need none of it`() async throws {
        let house = House { $0.bodiesLimitBytes = 10_000 }
        let large = String(repeating: "a", count: BodyBudget.freeBytes + 10_001)
        let refused = try await house.ask("/slack/commands", .post, body: large)
        #expect(refused.status == .serviceUnavailable)
        #expect(refused.header("connection") == "close")
        for _ in 1...3 {
            let body = String(large.dropLast())
            #expect(try await house.ask("/slack/commands", .post, body: body).status == .ok, "what was lent comes back")
        }
        let small = String(repeating: "a", count: BodyBudget.freeBytes)
        let none = House { $0.bodiesLimitBytes = 0 }
        #expect(try await none.ask("/slack/commands", .post, body: small).status == .ok)
    }
}
