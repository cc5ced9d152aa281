import FakeServers
import Testing

@Suite struct FaultTests {
    static let call: JSONValue = ["channel": "C0SHARED1", "text": "x"]

    @Test func `a planned fault happens as often as planned`() async throws {
        try await Bench.run { bench in
            await bench.slack.plan(.status(503), on: "chat.postMessage", times: 1)
            await bench.slack.plan(.error("fatal_error"), on: "chat.postMessage", times: 1)
            await bench.slack.plan(.rateLimited(retryAfterSeconds: 7), on: "chat.postMessage", times: 1)
            await bench.slack.plan(.garbage, on: "*", times: 1)
            let status = try await bench.vendor.raw("chat.postMessage", Self.call.bytes)
            #expect(status.status == 503)
            #expect(try await bench.vendor("chat.postMessage", Self.call).error == "fatal_error")
            let limited = try await bench.vendor.raw("chat.postMessage", Self.call.bytes)
            #expect(limited.status == 429)
            #expect(limited.headers["retry-after"] == "7")
            let garbage = try await bench.vendor.raw("chat.postMessage", Self.call.bytes)
            #expect(JSONValue(orNull: garbage.body).isNull)
            #expect(await bench.slack.messages(in: "C0SHARED1").isEmpty)
            #expect(try await bench.vendor("chat.postMessage", Self.call).ok == true)
        }
    }

    @Test(arguments: [Fault.halfBody, .hang(.milliseconds(50))])
    func `an answer can be lost after its effect`(fault: Fault) async throws {
        try await Bench.run { bench in
            await bench.slack.plan(fault, on: "chat.postMessage", times: 1, afterEffect: true)
            await #expect(throws: (any Error).self) { try await bench.vendor("chat.postMessage", Self.call) }
            #expect(await bench.slack.messages(in: "C0SHARED1").count == 1)
        }
    }

    @Test func `rate limits hold once switched on, and pass with time`() async throws {
        let now = Moving()
        var clocks = SlackClocks.quick
        clocks.now = { now.seconds }
        try await Bench.run(clocks: clocks) { bench in
            await bench.slack.enforceRateLimits(true)
            var statuses: [Int] = []
            for _ in 1...6 { statuses.append(try await bench.vendor.raw("chat.postMessage", Self.call.bytes).status) }
            #expect(statuses == [200, 200, 200, 200, 200, 429])
            now.advance(by: 5)
            #expect(try await bench.vendor("chat.postMessage", Self.call).ok == true)
        }
    }

    @Test func `a hook can go wrong too`() async throws {
        try await Bench.run { bench in
            _ = await bench.slack.type("/register", by: "U0PIA", in: "C0SHARED1")
            let url = try #require(await bench.slack.deliveries.last?.payload.response_url.string)
            await bench.slack.plan(.status(500), on: "response_url", times: 1)
            #expect(try await bench.vendor.hook(url, ["text": "x"]).status == 500)
            #expect(try await bench.vendor.hook(url, ["text": "x"]).status == 200)
        }
    }
}
