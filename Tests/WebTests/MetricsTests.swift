import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import ServiceLifecycle
import ServiceLifecycleTestKit
import Testing

@testable import Web

@Suite(.timeLimit(.minutes(1)))
struct MetricsTests {
    let metrics = Metrics(
        counters: [
            Metrics.Counter(
                "registrar_sends_total",
                help: "Sends.\nBy \\ outcome.",
                labels: [
                    Metrics.Label("channel", values: ["slack"]), Metrics.Label("outcome", values: ["sent", "a\"b"]),
                ]
            ),
            Metrics.Counter("registrar_starts_total", help: "Starts."),
        ],
        gauges: [
            Metrics.Gauge("registrar_outbox_parked", help: "Parked messages.") { 3 },
            Metrics.Gauge("registrar_unknown", help: "Nobody knows.") { nil },
        ]
    )
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
            metrics: metrics,
            logger: logger,
            whenListening: { hear($0) }
        )
    }

    @Test func `every series is there from the start and counts what is known`() async {
        metrics.count("registrar_sends_total", "slack", "sent")
        metrics.count("registrar_sends_total", "slack", "sent")
        metrics.count("registrar_sends_total", "slack", "invented")
        metrics.count("registrar_invented_total")
        #expect(
            await metrics.text() == """
                # HELP registrar_sends_total Sends.\\nBy \\\\ outcome.
                # TYPE registrar_sends_total counter
                registrar_sends_total{channel="slack",outcome="sent"} 2
                registrar_sends_total{channel="slack",outcome="a\\"b"} 0
                # HELP registrar_starts_total Starts.
                # TYPE registrar_starts_total counter
                registrar_starts_total 0
                # HELP registrar_outbox_parked Parked messages.
                # TYPE registrar_outbox_parked gauge
                registrar_outbox_parked 3.0

                """
        )
    }

    @Test func `the page names its format, and is the only one`() async throws {
        try await listener().application.test(.router) { client in
            let answer = try await client.execute(uri: "/metrics", method: .get)
            #expect(answer.header("content-type") == "text/plain; version=0.0.4; charset=utf-8")
            #expect(answer.text.contains("registrar_starts_total 0"))
            #expect(try await client.execute(uri: "/", method: .get).status == .notFound)
            #expect(try await client.execute(uri: "/metrics", method: .post).status == .notFound)
        }
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
}
