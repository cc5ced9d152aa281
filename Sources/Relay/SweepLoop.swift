import Desk
public import Logging
public import ServiceLifecycle

/// Does something regularly, as long as the service runs.
public struct SweepLoop: Service {
    private let name: String
    private let everySeconds: Double
    private let bell: Bell
    private let logger: Logger
    private let sweep: @Sendable () async throws -> Void
    private let atEnd: @Sendable () async throws -> Void

    /// `name` stands in the log when a sweep fails; the next one comes at its time all the same.
    ///
    /// `atEnd` lets go of what other replicas wait for.
    public init(
        _ name: String,
        everySeconds: Double,
        clock: any Clock<Duration> = ContinuousClock(),
        logger: Logger,
        atEnd: @escaping @Sendable () async throws -> Void = {},
        sweep: @escaping @Sendable () async throws -> Void
    ) {
        self.name = name
        self.everySeconds = everySeconds
        bell = Bell(clock: clock)
        self.logger = logger
        self.sweep = sweep
        self.atEnd = atEnd
    }

    /// Runs until graceful shutdown or cancellation, then lets go; the first sweep is at once.
    public func run() async throws {
        await withGracefulShutdownHandler {
            while !Task.isCancelled, !Task.isShuttingDownGracefully {
                do {
                    try await sweep()
                } catch {
                    logger.error("sweep.failed", metadata: ["sweep": "\(name)", "error.type": "\(type(of: error))"])
                }
                await bell.wait(atMostSeconds: everySeconds)
            }
        } onGracefulShutdown: {
            bell.ring()
        }
        do {
            try await atEnd()
        } catch {
            logger.error("sweep.not_let_go", metadata: ["sweep": "\(name)", "error.type": "\(type(of: error))"])
        }
    }
}
