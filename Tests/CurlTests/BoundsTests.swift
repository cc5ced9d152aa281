import Curl
import Synchronization
import Testing

@Suite struct BoundsTests {
    @Test func `a chunked body beyond the bound is too large`() async throws {
        let server = try LoopbackServer { connection in
            guard connection.read() != nil else { return }
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = "400\r\n" + String(repeating: "x", count: 1024) + "\r\n"
            while connection.write(chunk) {}
        }
        defer { server.stop() }
        let client = try CurlClient(loopback { $0.maximumResponseBytes = 50_000 })
        defer { client.close() }
        #expect(await client.outcome(of: HTTPRequest(.post, server.url(), body: [1])) == .tooLarge)
    }

    @Test(arguments: [(1000, Outcome.answered(200)), (1001, Outcome.tooLarge)])
    func `the bound itself is still accepted`(size: Int, expected: Outcome) async throws {
        let server = try LoopbackServer { connection in
            while connection.read() != nil { connection.answer(body: String(repeating: "x", count: size)) }
        }
        defer { server.stop() }
        let client = try CurlClient(loopback { $0.maximumResponseBytes = 1000 })
        defer { client.close() }
        #expect(await client.outcome(of: HTTPRequest(.get, server.url())) == expected)
    }

    @Test(arguments: [
        "X-More: 1\r\n", "\r\nHTTP/1.1 100 Continue\r\n", "X-Long: \(String(repeating: "y", count: 90))\r\n",
    ])
    func `endless headers are too large`(line: String) async throws {
        let server = try LoopbackServer { connection in
            guard connection.read() != nil else { return }
            connection.write("HTTP/1.1 100 Continue\r\n")
            while connection.write(line) {}
        }
        defer { server.stop() }
        let client = try CurlClient(loopback())
        defer { client.close() }
        #expect(await client.outcome(of: HTTPRequest(.get, server.url())) == .tooLarge)
    }

    @Test func `a slow drip ends at the request's time`() async throws {
        let server = try LoopbackServer { connection in
            guard connection.read() != nil else { return }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while !connection.hangsUp(withinMilliseconds: 20), connection.write("x") {}
        }
        defer { server.stop() }
        let client = try CurlClient(loopback())
        defer { client.close() }
        var outcome = Outcome.cancelled
        let elapsed = await ContinuousClock().measure {
            outcome = await client.outcome(of: HTTPRequest(.post, server.url(), body: [1], timeoutMilliseconds: 300))
        }
        #expect(outcome == .unknown)
        // The drip itself would never end.
        #expect(elapsed > .milliseconds(250))
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", "HTTP/1.1 200", "garbage\r\n\r\n"])
    func `half an answer is an unknown outcome`(answer: String) async throws {
        let server = try LoopbackServer { connection in
            guard connection.read() != nil else { return }
            connection.write(answer)
        }
        defer { server.stop() }
        let client = try CurlClient(loopback())
        defer { client.close() }
        #expect(await client.outcome(of: HTTPRequest(.post, server.url(), body: [1])) == .unknown)
    }

    @Test func `a request that waits for a connection past its time was not sent`() async throws {
        let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
        let server = try silentServer(onRequest: { arrived.finish() })
        defer { server.stop() }
        let client = try CurlClient(loopback { $0.maximumConnectionsPerHost = 1 })
        defer { client.close() }
        async let first = client.outcome(of: HTTPRequest(.post, server.url("/1"), body: [1], timeoutMilliseconds: 3000))
        for await _ in arrivals {}
        // The first holds the only connection; the second never leaves.
        let second = await client.outcome(of: HTTPRequest(.post, server.url("/2"), timeoutMilliseconds: 300))
        #expect(second == .notSent)
        #expect(await first == .unknown)
        #expect(server.requests.count == 1)
    }

    @Test func `one request more than the bound is not sent`() async throws {
        let server = try silentServer()
        defer { server.stop() }
        let client = try CurlClient(loopback { $0.maximumRequestsUnderWay = 3 })
        defer { client.close() }
        let request = HTTPRequest(.post, server.url(), body: [1], timeoutMilliseconds: 500)
        let outcomes = await withTaskGroup(of: Outcome.self) { group in
            for _ in 0..<10 { group.addTask { await client.outcome(of: request) } }
            return await group.reduce(into: [Outcome]()) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == .notSent }.count == 7)
        #expect(outcomes.filter { $0 == .unknown }.count == 3)
        #expect(await client.outcome(of: HTTPRequest(.get, "https://127.0.0.1/")) == .refused, "the room is free again")
    }
}
