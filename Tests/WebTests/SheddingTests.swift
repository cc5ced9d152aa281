import Desk
import DeskTesting
import FoundationEssentials
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing

@testable import Web

/// What is turned away before anything is done for it.
@Suite(.timeLimit(.minutes(1)))
struct SheddingTests {
    private static func head(_ path: String, _ method: String = "POST", _ more: String = "") -> String {
        "\(method) \(path) HTTP/1.1\r\nhost: a\r\n\(more)\r\n"
    }

    private static let last = "connection: close\r\n"

    /// A house that turns away whatever it may.
    private func crowded(_ watch: @escaping Answered.Watch = { _ in }) -> House {
        House({ $0.waitLimitMilliseconds = -1 }, watch: watch)
    }

    @Test func `an endpoint says in its own words that it is too much, and is not asked`() async throws {
        let answered = Mutex<[Answered]>([])
        let house = crowded { answer in answered.withLock { $0.append(answer) } }
        house.door.isWordy.store(true, ordering: .relaxed)
        let answer = try await raw(
            house,
            Self.head("/slack/commands?a=b", "POST", Self.last + "content-length: 2\r\n") + "ab"
        )
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(answer.hasSuffix("\r\n\r\n/slack/commands"))
        #expect(answer.contains("x-content-type-options: nosniff"))
        #expect(answer.contains("x-request-id: "))
        #expect(house.door.asked.isEmpty)
        let seen = answered.withLock { $0 }
        #expect(seen.map(\.route) == ["/slack/commands"])
        #expect(seen.map(\.ack.outcome) == [.busy])
    }

    @Test func `without words of its own it is asked to come again`() async throws {
        let answer = try await raw(crowded(), Self.head("/slack/commands", "POST", Self.last))
        #expect(answer.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
        #expect(answer.contains("retry-after: 1\r\n"))
        let record = try await raw(crowded(), Self.head("/r/REG-1?k=good", "GET", Self.last))
        #expect(record.hasPrefix("HTTP/1.1 503 "))
    }

    @Test(arguments: ["/livez", "/readyz", "/elsewhere"])
    func `health is answered whatever waits, and what nobody answers is missing as ever`(path: String) async throws {
        let answer = try await raw(crowded(), Self.head(path, "GET", Self.last))
        #expect(answer.hasPrefix(path == "/elsewhere" ? "HTTP/1.1 404 " : "HTTP/1.1 200 "))
    }

    @Test func `a head alone is refused without a body`() async throws {
        let answer = try await raw(crowded(), Self.head("/r/REG-1", "HEAD", Self.last))
        #expect(answer.hasPrefix("HTTP/1.1 503 "))
        #expect(answer.hasSuffix("\r\n\r\n"))
    }

    @Test func `a request behind another is refused before its body has come`() async throws {
        let answer = try await raw(
            crowded(),
            Self.head("/livez", "GET") + Self.head("/slack/commands", "POST", "content-length: 9\r\n")
        )
        #expect(answer.hasPrefix("HTTP/1.1 200 "))
        #expect(answer.contains("HTTP/1.1 503 "))
    }

    @Test func `a connection goes on after a refusal, and its requests are told apart`() async throws {
        let one = Self.head("/slack/commands", "POST", "content-length: 3\r\n") + "GET"
        let answer = try await raw(crowded(), one + one + Self.head("/livez", "GET", Self.last))
        #expect(answer.components(separatedBy: "HTTP/1.1 503 ").count == 3)
        #expect(answer.components(separatedBy: "HTTP/1.1 200 ").count == 2)
        #expect(answer.hasSuffix("alive\n"))
    }

    @Test func `no refusal overtakes the answer to a request before it`() async throws {
        let one = Self.head("/livez", "GET")
        let two = Self.head("/both", "POST", Self.last)
        let answer = try await raw(crowded(), one + two)
        #expect(answer.hasPrefix("HTTP/1.1 200 "))
        let alive = try #require(answer.firstRange(of: "alive\n"))
        let refused = try #require(answer.firstRange(of: "HTTP/1.1 503 "))
        #expect(alive.upperBound == refused.lowerBound)
    }

    @Test func `nobody waits for the rest of what is turned away`() async throws {
        let answer = try await raw(crowded(), Self.head("/slack/commands", "POST", "content-length: 900000\r\n") + "a")
        #expect(answer.hasPrefix("HTTP/1.1 503 "))
        #expect(answer.contains("connection: close\r\n"))
    }

    @Test func `a loop that has work without end still hears what comes`() async throws {
        let spinning = SpinningDoor()
        let house = House(doors: [spinning])
        try await house.server.application.test(.live) { client in
            let port = client.port ?? 0
            try await withThrowingTaskGroup(of: Void.self) { group in
                // One more on every loop than it could do beside.
                for _ in 1...(2 * System.coreCount) {
                    group.addTask { _ = try await raw(port: port, Self.head("/spin", "POST", Self.last)) }
                }
                await spinning.untilSpinning(2 * System.coreCount)
                for _ in 1...(2 * System.coreCount) {
                    let answer = try await raw(port: port, Self.head("/livez", "GET", Self.last))
                    #expect(answer.hasPrefix("HTTP/1.1 200 "))
                }
                spinning.stop()
                try await group.waitForAll()
            }
        }
    }
}

/// An endpoint that always has something more to run.
private final class SpinningDoor: Endpoint {
    let routes = [EndpointRoute(.post, "/spin")]
    private let spinning = Mutex(0)
    private let isOver = Atomic(false)
    private let bell = Bell()

    func answer(_ request: InboundRequest) async -> OutboundResponse {
        spinning.withLock { $0 += 1 }
        bell.ring()
        while !isOver.load(ordering: .relaxed), !Task.isCancelled { await Task.yield() }
        return .empty
    }

    func untilSpinning(_ count: Int) async {
        while spinning.withLock({ $0 }) < count, !Task.isCancelled { await bell.wait(atMostSeconds: 10) }
    }

    func stop() { isOver.store(true, ordering: .relaxed) }
}
