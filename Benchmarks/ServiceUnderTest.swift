import Curl
import Foundation

/// The service as it is installed: the release executable on loopback with a database in a folder of its own.
struct ServiceUnderTest {
    let program: Program
    let host: String
    let databasePath: String
    /// From the start of the process to the first yes of `/readyz`.
    let readyAfter: Duration

    private static let policy = """
        program: { id: main, name: Nordlicht Partner Program, language: en, time_zone: Europe/Berlin }
        reviewers:
          - { name: Ada Lindqvist, email: ada@vendor.example, slack: { team: T0VENDOR, user: U0AE }, territories: [DE] }
          - { name: Bo Maier, email: bo@vendor.example, slack: { team: T0VENDOR, user: U0MANAGER }, manager: true }
        routing: { fallback: Ada Lindqvist }
        blocked_accounts: [ blocked.example ]
        limits: { checks_per_hour: 10000 }
        signals: { burst_per_day: off, idle_holds: off, near_miss_domains: false }
        approvals:
          plans: [ { id: two, approvers: [reviewer, manager], order: parallel } ]

        """

    /// A new database gets its partners before the service starts.
    static func start(
        _ binaries: String,
        in folder: String,
        database known: String? = nil,
        vendor: String,
        further: [String: String] = [:]
    ) async throws -> ServiceUnderTest {
        try policy.write(toFile: folder + "/policy.yaml", atomically: true, encoding: .utf8)
        let database = known ?? folder + "/registrar.db"
        if known == nil { try await Seed.partners(in: database) }
        let environment = [
            "REGISTRAR_BIND": "127.0.0.1:0", "REGISTRAR_METRICS_BIND": "", "REGISTRAR_DATABASE": "sqlite:\(database)",
            "REGISTRAR_POLICY": folder + "/policy.yaml", "REGISTRAR_LOG_FORMAT": "json",
            "REGISTRAR_SLACK_SIGNING_SECRET": Deliveries.secret, "REGISTRAR_SLACK_TEAM_ID": Deliveries.vendorTeam,
            "REGISTRAR_SLACK_BOT_TOKEN": "xoxb-bench", "REGISTRAR_SLACK_API_URL": vendor,
            // A bench is one machine that plays everybody.
            "REGISTRAR_PERSON_PER_SECOND": "", "REGISTRAR_WORKSPACE_PER_SECOND": "",
            "REGISTRAR_MASTER_KEY": Data(repeating: 7, count: 32).base64EncodedString(),
        ]
        let log = folder + "/registrar.log"
        let begun = ContinuousClock.now
        let program = try Program(
            binaries + "/registrar",
            ["serve"],
            environment: environment.merging(further) { _, new in new },
            output: log
        )
        let host = try await eventually("the service") { try address(in: log) }
        _ = try await eventually("readiness") { try await isReady(host) ? true : nil }
        let took = ContinuousClock.now - begun
        return ServiceUnderTest(program: program, host: host, databasePath: database, readyAfter: took)
    }

    private static func isReady(_ host: String) async throws -> Bool {
        var settings = CurlSettings()
        settings.allowLoopbackHTTP = true
        let curl = try CurlClient(settings)
        defer { curl.close() }
        do {
            return try await curl.send(HTTPRequest(.get, "http://\(host)/readyz")).status == 200
        } catch {
            return false
        }
    }

    private static func address(in log: String) throws -> String? {
        let text = try String(contentsOfFile: log, encoding: .utf8)
        guard let start = text.range(of: #""address":""#) else { return nil }
        return String(text[start.upperBound...].prefix { $0 != "\"" })
    }
}
