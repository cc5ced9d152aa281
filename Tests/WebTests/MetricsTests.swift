import Desk
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Metrics
import ServiceLifecycle
import ServiceLifecycleTestKit
import Synchronization
import Testing

@testable import Web

@Suite(.timeLimit(.minutes(1)))
struct MetricsTests {
    let page = MetricsPage([
        MetricFamily(
            "registrar_sends_total",
            .counter,
            help: "Sends.\nBy \\ outcome.",
            labels: [.init("channel", ["slack"]), .init("outcome", ["sent", "a\"b"])]
        ),
        MetricFamily(
            "registrar_wait_seconds",
            .times(upToSeconds: [0.25, 1]),
            help: "Waits.",
            labels: [.init("kind", ["short"])]
        ),
    ])
    let gauges = [
        Gauges([
            .init("registrar_parked", help: "Parked messages."), .init("registrar_unknown", help: "Nobody knows."),
            .init("registrar_spent_seconds_total", help: "Spent.", isCounter: true),
        ]) {
            [
                .init("registrar_spent_seconds_total", [], 0.5), .init("registrar_parked", [("state", "x\ny")], 3),
                .init("registrar_undeclared", [], 1),
            ]
        }
    ]
    let logger = Logger(label: "metrics") { _ in SwiftLogNoOpLogHandler() }

    func listener(
        port: Int = 0,
        isRequired: Bool = true,
        _ hear: @escaping @Sendable (Int) -> Void = { _ in }
    )
        -> MetricsListener
    {
        MetricsListener(
            host: "127.0.0.1",
            port: port,
            isRequired: isRequired,
            page: page,
            gauges: gauges,
            logger: logger,
            whenListening: { hear($0) }
        )
    }

    private func counter(_ name: String, _ dimensions: (String, String)...) -> Counter {
        Counter(label: name, dimensions: dimensions, factory: page)
    }

    private func timer(_ dimensions: (String, String)...) -> Timer {
        Timer(label: "registrar_wait_seconds", dimensions: dimensions, preferredDisplayUnit: .seconds, factory: page)
    }

    @Test func `every series is there from the start and counts what is known`() async {
        let sent = counter("registrar_sends_total", ("channel", "slack"), ("outcome", "sent"))
        sent.increment()
        sent.increment(by: 2)
        timer(("kind", "short")).recordNanoseconds(250_000_000)
        timer(("kind", "short")).recordNanoseconds(250_000_001)
        timer(("kind", "short")).recordNanoseconds(2_000_000_000)
        timer(("kind", "short")).recordNanoseconds(-5)
        #expect(
            await page.text(with: gauges) == """
                # HELP registrar_sends_total Sends.\\nBy \\\\ outcome.
                # TYPE registrar_sends_total counter
                registrar_sends_total{channel="slack",outcome="sent"} 3
                registrar_sends_total{channel="slack",outcome="a\\"b"} 0
                # HELP registrar_wait_seconds Waits.
                # TYPE registrar_wait_seconds histogram
                registrar_wait_seconds_bucket{kind="short",le="0.25"} 2
                registrar_wait_seconds_bucket{kind="short",le="1"} 3
                registrar_wait_seconds_bucket{kind="short",le="+Inf"} 4
                registrar_wait_seconds_sum{kind="short"} 2.500000001
                registrar_wait_seconds_count{kind="short"} 4
                # HELP registrar_parked Parked messages.
                # TYPE registrar_parked gauge
                registrar_parked{state="x\\ny"} 3
                # HELP registrar_spent_seconds_total Spent.
                # TYPE registrar_spent_seconds_total counter
                registrar_spent_seconds_total 0.5

                """
        )
    }

    @Test func `what was not declared counts nowhere, whoever asks for it`() async {
        let before = await page.text()
        counter("registrar_invented_total").increment()
        counter("registrar_sends_total", ("channel", "slack"), ("outcome", "invented")).increment()
        counter("registrar_sends_total", ("outcome", "sent"), ("channel", "slack")).increment()
        counter("registrar_sends_total").increment()
        timer().recordNanoseconds(1)
        timer(("kind", "invented")).recordNanoseconds(1)
        Recorder(label: "registrar_wait_seconds", dimensions: [], aggregate: true, factory: page).record(1)
        #expect(await page.text() == before)
    }

    @Test func `the page names its format, and is the only one`() async throws {
        try await listener().application.test(.router) { client in
            let answer = try await client.execute(uri: "/metrics", method: .get)
            #expect(answer.header("content-type") == "text/plain; version=0.0.4; charset=utf-8")
            #expect(answer.text.contains("registrar_wait_seconds_count{kind=\"short\"} 0\n"))
            #expect(answer.text.contains("registrar_spent_seconds_total 0.5\n"))
            #expect(try await client.execute(uri: "/", method: .get).status == .notFound)
            #expect(try await client.execute(uri: "/metrics", method: .post).status == .notFound)
        }
    }

    @Test func `whoever counts hears of every answer, and never what a stranger wrote`() async throws {
        let heard = Heard()
        let house = House(watch: { heard.keep($0) })
        var busy = OutboundResponse(status: 200)
        busy.ack = Ack(.submission, .busy)
        house.door.answers(busy)
        _ = try await house.ask("/slack/commands", .post)
        _ = try await house.ask("/livez")
        _ = try await house.ask("/r/REG-1?k=bad")
        _ = try await house.ask("/.env/kim@acme.com")
        #expect(heard.all.map(\.route) == ["/slack/commands", "/livez", "/r/{case}", "unknown"])
        #expect(heard.all.map(\.status) == [200, 200, 404, 404])
        #expect(heard.all.first?.ack == Ack(.submission, .busy))
        #expect(heard.all.allSatisfy { $0.duration > .zero && $0.duration < .seconds(60) })
    }

    @Test func `a status says what came of it where nobody else does`() {
        let table: [(Int, Ack.Outcome)] = [
            (200, .taken), (302, .taken), (400, .refused), (401, .unverified), (404, .refused), (413, .refused),
            (429, .busy), (500, .failed), (502, .failed), (503, .busy),
        ]
        for (status, outcome) in table { #expect(Ack.Outcome(status: status) == outcome, "\(status)") }
        #expect(Ack.Outcome(LedgerTrouble.busy("full")) == .busy)
        #expect(Ack.Outcome(LedgerTrouble.broken("bad")) == .failed)
    }

    @Test func `a taken port ends the service only where it was asked for`() async throws {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup(of: Void.self) { group in
                let first = listener { port.yield($0) }
                group.addTask { try await first.run() }
                let taken = try #require(await ports.first { _ in true })
                await #expect(throws: (any Error).self) { try await listener(port: taken).run() }
                group.addTask { try await listener(port: taken, isRequired: false).run() }
                trigger.triggerGracefulShutdown()
                try await group.waitForAll()
            }
        }
    }

    /// What was heard, in order.
    private final class Heard: Sendable {
        private let list = Mutex<[Answered]>([])
        var all: [Answered] { list.withLock { $0 } }
        func keep(_ answered: Answered) { list.withLock { $0.append(answered) } }
    }
}
