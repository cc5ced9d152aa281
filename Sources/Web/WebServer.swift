public import Desk
import FoundationEssentials
import HummingbirdCore
public import Logging
import NIOCore
import NIOPosix
public import ServiceLifecycle

/// The service's HTTP side, as a service among others.
///
/// On graceful shutdown readiness turns red first, service goes on for `drainSeconds`, then the server closes: idle
/// connections at once, busy ones after their answer.
public struct WebServer: Service {
    /// So many connections are accepted at a look at most: a flood's are let in before the next request is read.
    ///
    /// By NIO's four they wait for seconds before anybody reads them, and where the backlog overflows the client's system
    /// asks again after a second.
    private static let mostAcceptedAtOnce = 256

    let channel: LoopChannel
    private let listener: any Service
    private let gate: DrainGate
    private let logger: Logger

    /// `watch` hears of every answer, `whenListening` the chosen host and port once the service takes connections.
    public init(
        _ configuration: WebConfiguration,
        endpoints: [any Endpoint],
        record: @escaping RecordLookup,
        probes: [HealthProbe],
        time: any TimeSource = SystemTime(),
        clock: any Clock<Duration> = ContinuousClock(),
        logger: Logger,
        watch: @escaping Answered.Watch = { _ in },
        whenListening: @escaping @Sendable (String, Int) async -> Void = { _, _ in }
    ) {
        let readiness = Readiness(probes: probes, clock: clock)
        let door = FrontDoor(
            configuration,
            endpoints: endpoints,
            record: record,
            readiness: readiness,
            time: time,
            logger: logger,
            watch: watch
        )
        channel = LoopChannel(door)
        listener = Self.listener(configuration, channel, logger, whenListening)
        gate = DrainGate(readiness: readiness, seconds: configuration.drainSeconds, clock: clock, logger: logger)
        self.logger = logger
    }

    /// Runs until graceful shutdown or cancellation; throws when the address cannot be had.
    public func run() async throws {
        // Services are shut down last first: the server only once the gate has closed.
        // At debug level it writes out every service with all that it holds.
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .info)
        let group = ServiceGroup(configuration: .init(services: [listener, gate], logger: quiet))
        try await group.run()
    }

    private static func listener(
        _ configuration: WebConfiguration,
        _ channel: LoopChannel,
        _ logger: Logger,
        _ whenListening: @escaping @Sendable (String, Int) async -> Void
    ) -> any Service {
        // A look that begins below the limit may end above it by all that it accepts.
        let acceptedAtOnce = max(1, min(configuration.connectionLimit / 16, mostAcceptedAtOnce))
        let lastLook = configuration.connectionLimit - acceptedAtOnce + 1
        let server = channel.server(
            configuration: ServerConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                backlog: configuration.backlog,
                availableConnectionsDelegate: MaximumAvailableConnections(lastLook)
            ),
            onServerRunning: { channel in
                _ = channel.setOption(.maxMessagesPerRead, value: UInt(acceptedAtOnce))
                let port = channel.localAddress?.port ?? configuration.port
                logger.info("http.listening", metadata: ["host": "\(configuration.host)", "port": "\(port)"])
                await whenListening(configuration.host, port)
            },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: logger
        )
        return Listener(server: server, present: channel.present)
    }
}

/// Stands before the server at shutdown: turns readiness red and lets the proxies notice.
struct DrainGate: Service {
    let readiness: Readiness
    let seconds: Double
    let clock: any Clock<Duration>
    let logger: Logger

    func run() async throws {
        try await gracefulShutdown()
        readiness.startDraining()
        logger.info("http.draining", metadata: ["seconds": "\(seconds)"])
        do {
            try await clock.sleep(for: .seconds(seconds))
        } catch {
            // Cancelled: nobody is waited for any more.
        }
    }
}
