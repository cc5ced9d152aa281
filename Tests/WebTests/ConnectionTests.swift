import Desk
import DeskTesting
import FoundationEssentials
import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOPosix
import Testing

@testable import Web

/// One connection's HTTP, request after request.
@Suite(.timeLimit(.minutes(1)))
struct ConnectionTests {
    private static let last = "connection: close\r\n"

    private static func get(_ path: String, _ more: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nhost: a\r\n\(more)\r\n"
    }

    private static func post(_ body: String, _ more: String = "") -> String {
        "POST /both HTTP/1.1\r\nhost: a\r\ncontent-length: \(body.utf8.count)\r\n\(more)\r\n\(body)"
    }

    private func count(_ status: Int, in answer: String) -> Int { answer.ranges(of: "HTTP/1.1 \(status) ").count }

    @Test func `requests that come in one piece are answered one by one, in their order`() async throws {
        let house = House()
        let answer = try await raw(
            house,
            Self.post("one") + Self.get("/robots.txt") + Self.post("two") + Self.get("/livez", Self.last)
        )
        #expect(count(200, in: answer) == 4)
        #expect(house.door.asked.map { String(decoding: $0.body, as: UTF8.self) } == ["one", "two"])
        let robots = try #require(answer.firstRange(of: "Disallow"))
        let alive = try #require(answer.firstRange(of: "alive"))
        #expect(robots.lowerBound < alive.lowerBound)
        #expect(answer.ranges(of: "connection: close").count == 1)
    }

    @Test func `who ends after the last request still gets every answer`() async throws {
        let house = House()
        let answer = try await raw(house, Self.post("one") + Self.post("two") + Self.get("/livez"), isAll: true)
        #expect(count(200, in: answer) == 3)
        #expect(house.door.asked.count == 2)
    }

    @Test func `who ends within a body is told so, and nobody is asked`() async throws {
        let house = House()
        let answer = try await raw(
            house,
            "POST /both HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nabc",
            isAll: true
        )
        #expect(answer.hasPrefix("HTTP/1.1 400 "))
        #expect(house.door.asked.isEmpty)
    }

    @Test func `a body that begins behind another request and never ends has no longer than any`() async throws {
        let house = House { $0.bodySeconds = 0.2 }
        let answer = try await raw(
            house,
            Self.get("/livez") + "POST /both HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n"
        )
        #expect(count(200, in: answer) == 1)
        #expect(count(408, in: answer) == 1)
        #expect(house.door.asked.isEmpty)
    }

    @Test func `who ends and has sent more than anybody keeps is answered so far, and no further`() async throws {
        let house = House()
        house.door.holds(1)
        try await house.server.application.test(.live) { client in
            let port = client.port ?? 0
            let many = String(repeating: Self.get("/livez"), count: 2_000)
            async let answer = raw(port: port, Self.post("one") + many, isAll: true)
            await house.door.untilAsked(1)
            for _ in 1...20 { _ = try await raw(port: port, Self.get("/livez", Self.last)) }
            house.door.letGo()
            let all = try await answer
            #expect((2...600).contains(count(200, in: all)))
            #expect(all.ranges(of: "connection: close").count == 1)
        }
    }

    /// NIO's decoder counts neither against its limits.
    @Test(arguments: ["GET /livez HTTP/1.1\r\nhost: a\r\na:", "GET /livez"])
    func `blanks without an end are too much at some point`(start: String) async throws {
        let answer = try await raw(House(), start + String(repeating: " ", count: 100_000))
        #expect(answer.hasPrefix("HTTP/1.1 400 "))
    }

    @Test func `blanks behind a header's value are not part of it`() async throws {
        let house = House()
        _ = try await raw(house, Self.post("one", "x-a: b \t \r\n\(Self.last)"))
        #expect(house.door.asked.first?.header("x-a") == "b")
    }

    @Test func `what cannot be read after a request comes after its answer`() async throws {
        let answer = try await raw(House(), Self.get("/livez") + "nonsense\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 200 "))
        #expect(count(400, in: answer) == 1)
    }

    @Test(arguments: [
        "GET /livez HTTP/1.0\r\n\r\n", "GET /livez HTTP/1.0\r\nconnection: keep-alive\r\n\r\n",
        get("/livez", "connection: CLOSE\r\n"),
    ])
    func `who wants one answer gets one, and the end`(request: String) async throws {
        let answer = try await raw(House(), request)
        #expect(answer.contains("connection: close\r\n"))
        #expect(answer.hasSuffix("alive\n"))
    }

    /// NIO's decoder keeps what comes behind them, however much it is.
    @Test(arguments: [
        get("/livez", "connection: upgrade\r\nupgrade: h2c\r\n"), "CONNECT a:80 HTTP/1.1\r\nhost: a\r\n\r\n",
    ])
    func `who asks for another protocol gets an answer in this one, and the end`(request: String) async throws {
        let answer = try await raw(House(), request + Self.get("/livez"))
        #expect(answer.ranges(of: "HTTP/1.1 ").count == 1)
        #expect(answer.contains("connection: close\r\n"))
    }

    @Test func `a head alone is answered without a body`() async throws {
        let answer = try await raw(House(), "HEAD /livez HTTP/1.1\r\nhost: a\r\n\(Self.last)\r\n")
        #expect(answer.contains("content-length: 6\r\n"))
        #expect(answer.hasSuffix("\r\n\r\n"))
    }

    @Test func `a body in pieces arrives whole`() async throws {
        let house = House()
        let pieces = "3\r\none\r\n4\r\n-two\r\n0\r\n\r\n"
        let head = "POST /both HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\(Self.last)\r\n"
        #expect(try await raw(house, head + pieces).hasPrefix("HTTP/1.1 200 "))
        #expect(house.door.asked.map { String(decoding: $0.body, as: UTF8.self) } == ["one-two"])
    }

    @Test func `nobody keeps the body of what no door answers, and it is bounded all the same`() async throws {
        let house = House {
            $0.bodyLimitBytes = 100_000
            $0.bodiesLimitBytes = 0
        }
        let whole = String(repeating: "a", count: 90_000)
        #expect(try await house.ask("/nothing", .post, body: whole).status == .notFound)
        #expect(try await house.ask("/nothing", .post, body: whole + whole).status == .contentTooLarge)
    }

    @Test func `who hangs up is not waited for, and what was begun ends`() async throws {
        let house = House()
        house.door.holds(1)
        try await house.server.application.test(.live) { client in
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: client.port ?? 0).get()
            try await channel.writeAndFlush(ByteBuffer(string: Self.post("one")))
            await house.door.untilAsked(1)
            try await channel.close()
            house.door.letGo()
            #expect(try await raw(port: client.port ?? 0, Self.get("/livez", Self.last)).hasSuffix("alive\n"))
        }
    }

    /// Each answer is larger than what the systems on both sides take for a client that does not read.
    @Test func `who does not read what was asked for is answered nothing more until then`() async throws {
        let house = House()
        house.door.answers(OutboundResponse(status: 200, body: [UInt8](repeating: 0x61, count: 16_777_216)))
        try await house.server.application.test(.live) { client in
            let port = client.port ?? 0
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .channelOption(.autoRead, value: false)
                .connect(host: "127.0.0.1", port: port).get()
            let all = (1...8).map { _ in Self.post("x") }.joined()
            try await channel.writeAndFlush(ByteBuffer(string: all))
            await house.door.untilAsked(1)
            for _ in 1...20 { _ = try await raw(port: port, Self.get("/livez", Self.last)) }
            #expect(house.door.asked.count == 1)
            try await channel.setOption(.autoRead, value: true).get()
            await house.door.untilAsked(8)
            #expect(house.door.asked.count == 8)
            try await channel.close()
        }
    }

    @Test func `a line end within a header's value ends no line`() async throws {
        let house = House()
        house.door.answers(OutboundResponse(status: 200, headers: [("location", "/a\r\nx-evil: 1\u{0}\u{7F}é")]))
        let answer = try await raw(house, Self.post("one", Self.last))
        #expect(answer.contains("\r\nlocation: /a  x-evil: 1  é\r\n"))
    }

    @Test(arguments: [204, 304])
    func `what has no body says no length`(status: Int) async throws {
        let house = House()
        house.door.answers(OutboundResponse(status: status))
        let answer = try await raw(house, Self.post("one") + Self.get("/livez", Self.last))
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
        #expect(answer.ranges(of: "content-length").count == 1)
        #expect(answer.hasSuffix("alive\n"))
    }

    @Test func `every response says when it was made`() async throws {
        #expect(try await House().ask("/livez").header("date") == "Mon, 24 Nov 2025 16:00:00 GMT")
        #expect(DateLine.written(Date(millisecondsSince1970: 784_111_777_000)) == "Sun, 06 Nov 1994 08:49:37 GMT")
    }
}
