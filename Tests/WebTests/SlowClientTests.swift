import DeskTesting
import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOPosix
import Testing

@testable import Web

/// Clients that take their time: each has only so much of it.
@Suite(.timeLimit(.minutes(2)), .serialized)
struct SlowClientTests {
    private static let slowClients = 1_000

    @Test func `a head that comes byte by byte ends the connection, and so does saying nothing`() async throws {
        let house = House { $0.headSeconds = 0.2 }
        try await house.server.application.test(.live) { client in
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for text in ["", "POST /slack/commands HTTP/1.1\r\nhost: a\r\nx-"] {
                    group.addTask { try await raw(port: client.port ?? 0, text) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers == ["", ""])
        }
        #expect(house.door.asked.isEmpty)
    }

    @Test func `a second head on the same connection has no longer`() async throws {
        let house = House { $0.headSeconds = 0.2 }
        let answer = try await raw(house, "GET /livez HTTP/1.1\r\nhost: a\r\n\r\nGET /livez HTTP/1.1\r\nho")
        #expect(answer.hasPrefix("HTTP/1.1 200 "))
        #expect(answer.components(of: "HTTP/1.1") == 1)
    }

    @Test func `a thousand that dribble a byte at a time are closed while others are served`() async throws {
        let house = House { $0.headSeconds = 2 }
        try await house.server.application.test(.live) { client in
            let port = client.port ?? 0
            let start = ContinuousClock.now
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...Self.slowClients { group.addTask { try await Self.dribble(port: port) } }
                var slowest = Duration.zero
                for _ in 1...50 {
                    let asked = ContinuousClock.now
                    let answer = try await raw(port: port, "GET /livez HTTP/1.0\r\n\r\n")
                    #expect(answer.contains(" 200 "))
                    slowest = max(slowest, .now - asked)
                }
                #expect(slowest < .seconds(2))
                try await group.waitForAll()
            }
            #expect(ContinuousClock.now - start < .seconds(30))
            #expect(try await raw(port: port, "GET /livez HTTP/1.0\r\n\r\n").contains(" 200 "))
        }
    }

    /// Writes a byte now and then until the server closes.
    private static func dribble(port: Int) async throws {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(60))
            .connect(host: "127.0.0.1", port: port).get()
        let task = channel.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(250)) { _ in
            channel.writeAndFlush(ByteBuffer(string: "G"), promise: nil)
        }
        try await channel.closeFuture.get()
        task.cancel()
    }
}

extension String {
    fileprivate func components(of part: String) -> Int {
        split(separator: part, omittingEmptySubsequences: false).count - 1
    }
}
