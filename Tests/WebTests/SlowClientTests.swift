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
        try await house.server.application.test(.live) { client in
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: client.port ?? 0) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(string: "GET /livez HTTP/1.1\r\nhost: a\r\n\r\n"))
                var answers = 0
                for try await piece in inbound {
                    if String(buffer: piece).hasPrefix("HTTP/1.1 200 ") { answers += 1 }
                    try await outbound.write(ByteBuffer(string: "GET /livez HTTP/1.1\r\nho"))
                }
                #expect(answers == 1)
            }
        }
    }

    private static let asking = "GET /livez HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"

    @Test func `a thousand that dribble a byte at a time are closed while others are served`() async throws {
        let house = House { $0.headSeconds = 2 }
        try await house.server.application.test(.live) { client in
            let port = client.port ?? 0
            let start = ContinuousClock.now
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...Self.slowClients { group.addTask { try await Self.dribble(port: port) } }
                for _ in 1...50 {
                    let answer = try await raw(port: port, Self.asking)
                    #expect(answer.contains(" 200 "))
                }
                try await group.waitForAll()
            }
            let lasted = ContinuousClock.now - start
            #expect(lasted >= .seconds(2) && lasted < .seconds(30))
            #expect(try await raw(port: port, Self.asking).contains(" 200 "))
        }
    }

    /// Writes a byte now and then until the server closes.
    private static func dribble(port: Int) async throws {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(60))
            .connect(host: "127.0.0.1", port: port).get()
        try await channel.writeAndFlush(ByteBuffer(string: "GET /livez HTTP/1.1\r\nhost: "))
        let task = channel.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(250)) { _ in
            channel.writeAndFlush(ByteBuffer(string: "a"), promise: nil)
        }
        try await channel.closeFuture.get()
        task.cancel()
    }
}
