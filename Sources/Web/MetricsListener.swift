import HTTPTypes
import Hummingbird
public import Logging
import NIOCore
public import ServiceLifecycle

/// Shows the metrics on an address of its own, away from the public one.
public struct MetricsListener: Service {
    private let host: String
    private let port: Int
    private let isRequired: Bool
    private let logger: Logger
    private let whenListening: @Sendable (Int) async -> Void
    private let page: MetricsPage
    private let gauges: [Gauges]

    /// Where `isRequired` is false, an address that cannot be had is logged and the service goes on without.
    public init(
        host: String,
        port: Int,
        isRequired: Bool,
        page: MetricsPage,
        gauges: [Gauges],
        logger: Logger,
        whenListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.host = host
        self.port = port
        self.isRequired = isRequired
        self.page = page
        self.gauges = gauges
        self.logger = logger
        self.whenListening = whenListening
    }

    /// Runs until graceful shutdown or cancellation.
    public func run() async throws {
        do {
            try await application.run()
        } catch let error as IOError where !isRequired {
            logger.warning(
                "metrics.not_listening",
                metadata: ["port": "\(port)", "error.code": "\(error.errnoCode)"]
            )
            // A service that ends would end all the others.
            try await gracefulShutdown()
        }
    }

    var application: some ApplicationProtocol {
        Application(
            responder: MetricsDoor(page: page, gauges: gauges),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? self.port
                logger.info("metrics.listening", metadata: ["host": "\(host)", "port": "\(port)"])
                await whenListening(port)
            },
            logger: logger
        )
    }
}

/// What hummingbird hands over with a request: nothing that is needed here.
struct MetricsContext: InitializableFromSource {
    init(source: ApplicationRequestContextSource) {}
}

/// The one page of that address.
struct MetricsDoor: HTTPResponder {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    let page: MetricsPage
    let gauges: [Gauges]

    func respond(to request: Request, context: MetricsContext) async -> Response {
        guard request.uri.path == "/metrics", request.method == .get else { return Response(status: .notFound) }
        return Response(
            status: .ok,
            headers: [.contentType: Self.contentType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: await page.text(with: gauges)))
        )
    }
}
