import Curl
import Desk
import Foundation
import Logging
import Registrations
import Relay
import ServiceLifecycle
import UnixSignals
import Web

/// The running service: every part of it, started and stopped together.
struct RunningService: Sendable {
    var assembly: Assembly
    /// Doors beside the chats': the demo's page, or the set-up page.
    let extraDoors: [any Endpoint]
    /// Paths that only this machine may open.
    let loopbackPaths: Set<String>
    /// Hears where the service listens.
    let whenListening: @Sendable (String, Int) async -> Void

    private static let draftLifeSeconds = 7 * 86_400.0
    private static let sweepEverySeconds = 3_600.0
    private static let clocksEverySeconds = 20.0
    /// A sweep's lease lasts so many times as long as the pause between two sweeps.
    private static let leaseLooks = 3.0
    private static let finishSeconds = 20.0
    private static let cancelSeconds = 3.0

    func run(beside others: [any Service] = []) async throws {
        let reserved = try ReservedPort(assembly.settings.bind, of: .bind)
        defer { reserved.close() }
        if let metrics = assembly.settings.metricsBind, assembly.settings.isMetricsBindRequired {
            try ReservedPort(metrics, of: .metricsBind).close()
        }
        var service = self
        service.assembly.settings.bind = reserved.address
        try await service.runListening(beside: others)
    }

    private func runListening(beside others: [any Service]) async throws {
        let publicURL = assembly.settings.publicURL(port: assembly.settings.port)
        let desk = assembly.desk(publicURL: publicURL)
        let curl = try CurlClient(Self.curlSettings(assembly.settings))
        defer { curl.close() }
        let (chatDoors, couriers) = Chats(assembly, desk, curl).all(publicURL)
        let doors = extraDoors + chatDoors
        try await assembly.rememberPolicy(assembly.policies.current, text: assembly.policyText)
        let relay = OutboxRelay(
            ledger: assembly.ledger,
            couriers: couriers,
            bell: assembly.bell,
            time: assembly.time,
            logger: assembly.log,
            count: assembly.instruments.note
        )
        let server = webServer(doors, desk)
        let services =
            others + metricsListener(desk)
            + [relay, sweep(), clocks(desk), PolicyReload(assembly: assembly), server]
        // At debug level it writes out every service with all that it holds: the policy's people among it.
        var quiet = assembly.log
        quiet.logLevel = max(quiet.logLevel, .info)
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: quiet
        )
        // Answers under way and messages being sent are waited for, but not for ever.
        configuration.maximumGracefulShutdownDuration = .seconds(assembly.settings.drainSeconds + Self.finishSeconds)
        configuration.maximumCancellationDuration = .seconds(Self.cancelSeconds)
        try await ServiceGroup(configuration: configuration).run()
        try await assembly.ledger.close()
    }

    private func metricsListener(_ desk: FrontDesk) -> [any Service] {
        guard let address = assembly.settings.metricsBind else { return [] }
        let gauges = ServiceGauges(
            ledger: assembly.ledger,
            desk: desk,
            time: assembly.time,
            databasePath: assembly.settings.databasePath
        )
        return [
            MetricsListener(
                host: address.host,
                port: address.port,
                isRequired: assembly.settings.isMetricsBindRequired,
                page: assembly.instruments.page,
                gauges: gauges.all,
                logger: assembly.log
            )
        ]
    }

    private func webServer(_ doors: [any Endpoint], _ desk: FrontDesk) -> WebServer {
        let settings = assembly.settings
        let ledger = assembly.ledger
        var configuration = WebConfiguration(
            host: settings.host,
            port: settings.port,
            isPublicURLSecure: settings.publicURL?.lowercased().hasPrefix("https://") == true,
            drainSeconds: settings.drainSeconds,
            loopbackPaths: loopbackPaths
        )
        configuration.connectionLimit = OpenFiles.connections(atMost: configuration.connectionLimit)
        return WebServer(
            configuration,
            endpoints: doors,
            record: { try await desk.record(case: $0, key: $1, at: $2) },
            probes: [HealthProbe("database") { await ledger.isHealthy() ? nil : "database" }],
            time: assembly.time,
            logger: assembly.log,
            watch: assembly.instruments.note,
            whenListening: whenListening
        )
    }

    /// Drafts that became nothing hold what somebody typed: they do not stay for ever, and neither do delivery keys.
    private func sweep() -> SweepLoop {
        let time = assembly.time
        let tenure = tenure(.leftovers, everySeconds: Self.sweepEverySeconds)
        let retention = DailyRetention(assembly)
        return sweepLoop(.leftovers, everySeconds: Self.sweepEverySeconds, tenure) {
            let oldest = time.now().addingTimeInterval(-Self.draftLifeSeconds)
            _ = try await tenure.run { ledger in
                try await ledger.write { transaction in
                    try transaction.removeDrafts(untouchedSince: oldest)
                    try transaction.removeTraces(before: oldest)
                }
                try await retention?.run(on: ledger)
            }
        }
    }

    /// Reminders, escalations, lapses and offers.
    private func clocks(_ desk: FrontDesk) -> SweepLoop {
        let (time, log, instruments) = (assembly.time, assembly.log, assembly.instruments)
        let tenure = tenure(.clocks, everySeconds: Self.clocksEverySeconds)
        return sweepLoop(.clocks, everySeconds: Self.clocksEverySeconds, tenure) {
            _ = try await tenure.run { ledger in
                let report = try await desk.writing(to: ledger).sweep(at: time.now())
                if report.failed > 0 {
                    instruments.noteFailure(of: .clocks)
                    log.error("sweep.unreadable", metadata: ["sweep": "clocks", "count": "\(report.failed)"])
                }
            }
        }
    }

    private func sweepLoop(
        _ name: Instruments.Sweep,
        everySeconds: Double,
        _ tenure: Tenure,
        _ sweep: @escaping @Sendable () async throws -> Void
    ) -> SweepLoop {
        let instruments = assembly.instruments
        return SweepLoop(
            name.rawValue,
            everySeconds: everySeconds,
            logger: assembly.log,
            atEnd: { try await tenure.giveBack() }
        ) {
            do {
                try await sweep()
            } catch {
                instruments.noteFailure(of: name)
                throw error
            }
        }
    }

    /// Of several replicas one sweeps.
    private func tenure(_ name: Instruments.Sweep, everySeconds: Double) -> Tenure {
        Tenure(
            name.rawValue,
            owner: assembly.replica,
            seconds: everySeconds * Self.leaseLooks,
            ledger: assembly.ledger,
            time: assembly.time
        )
    }

    static func curlSettings(_ settings: Settings) -> CurlSettings {
        var curl = CurlSettings()
        curl.proxy = settings.proxy
        curl.allowLoopbackHTTP = true
        return curl
    }
}

/// Takes a changed policy file on SIGHUP; a file with mistakes leaves the old one in force.
struct PolicyReload: Service {
    let assembly: Assembly

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() {
            do {
                let (policy, text) = try Assembly.loadPolicy(assembly.settings.policyPath)
                try await assembly.rememberPolicy(policy, text: text)
                assembly.policies.replace(with: policy)
                assembly.log.notice("policy.loaded", metadata: ["version": "\(policy.version)"])
            } catch {
                assembly.log.error("policy.refused", metadata: ["reason": "\(error)"])
            }
        }
    }
}
