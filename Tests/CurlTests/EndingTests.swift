import Curl
import Testing

/// Reads requests and never answers, until the client hangs up.
func silentServer(
    onRequest: @escaping @Sendable () -> Void = {},
    onHangUp: @escaping @Sendable () -> Void = {}
) throws
    -> LoopbackServer
{
    try LoopbackServer { connection in
        guard connection.read() != nil else { return }
        onRequest()
        if connection.hangsUp(withinMilliseconds: 20_000) { onHangUp() }
    }
}

@Suite struct EndingTests {
    @Test func `cancelling the task ends the request and hangs up`() async throws {
        let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
        let (hangUps, hungUp) = AsyncStream.makeStream(of: Void.self)
        let server = try silentServer(onRequest: { arrived.finish() }, onHangUp: { hungUp.finish() })
        defer { server.stop() }
        let client = try CurlClient(loopback())
        defer { client.close() }
        // The request itself would wait for an hour.
        await withTaskGroup(of: Outcome.self) { group in
            group.addTask {
                await client.outcome(of: HTTPRequest(.post, server.url(), body: [1], timeoutMilliseconds: 3_600_000))
            }
            for await _ in arrivals {}
            group.cancelAll()
            let outcome = await group.next()
            #expect(outcome == .cancelled)
        }
        for await _ in hangUps {}
    }

    @Test func `a task cancelled before it sends reaches nobody`() async throws {
        let server = try steadyServer()
        defer { server.stop() }
        let client = try CurlClient(loopback())
        let outcome = await withTaskGroup(of: Outcome.self) { group in
            group.cancelAll()
            group.addTask { await client.outcome(of: HTTPRequest(.post, server.url(), body: [1])) }
            return await group.next()
        }
        client.close()
        #expect(outcome == .cancelled)
        #expect(server.connections == 0)
    }

    @Test func `cancelling at any moment answers every request once`() async throws {
        let server = try steadyServer()
        defer { server.stop() }
        let client = try CurlClient(loopback())
        defer { client.close() }
        for round in 0..<100 {
            let outcomes = await withTaskGroup(of: Outcome.self) { group in
                for _ in 0..<4 { group.addTask { await client.outcome(of: HTTPRequest(.get, server.url())) } }
                for _ in 0..<round { await Task.yield() }
                group.cancelAll()
                return await group.reduce(into: [Outcome]()) { $0.append($1) }
            }
            #expect(outcomes.allSatisfy { $0 == .cancelled || $0 == .answered(200) })
        }
    }

    @Test func `closing fails what is under way and sends nothing more`() async throws {
        let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
        let server = try silentServer(onRequest: { arrived.finish() })
        defer { server.stop() }
        let client = try CurlClient(loopback())
        async let pending = client.outcome(of: HTTPRequest(.post, server.url(), body: [1]))
        for await _ in arrivals {}
        client.close()
        client.close()
        #expect(await pending == .unknown)
        #expect(await client.outcome(of: HTTPRequest(.get, server.url())) == .notSent)
        #expect(server.connections == 1)
    }

    @Test func `nothing is left open, whatever a request came to`() async {
        await #expect(processExitsWith: .success) {
            try CurlClient(loopback()).close()
            let before = try openDescriptors()
            let silent = try silentServer()
            let steady = try steadyServer()
            let listening = try openDescriptors()
            #expect(listening.count == before.count + 2, "the check sees what is open")
            for _ in 0..<20 {
                let client = try CurlClient(loopback())
                for _ in 0..<5 { _ = await client.outcome(of: HTTPRequest(.post, steady.url(), body: [1])) }
                _ = await client.outcome(of: HTTPRequest(.post, silent.url(), timeoutMilliseconds: 20))
                _ = await client.outcome(of: HTTPRequest(.get, "https://127.0.0.1/"))
                _ = await client.outcome(of: HTTPRequest(.get, "http://127.0.0.1:1/"))
                _ = await client.outcome(of: HTTPRequest(.get, "https://name.invalid/", timeoutMilliseconds: 200))
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { _ = await client.outcome(of: HTTPRequest(.get, silent.url())) }
                    await Task.yield()
                    group.cancelAll()
                }
                client.close()
            }
            silent.stop()
            steady.stop()
            try await waitUntilOpen(before)
        }
    }
}
