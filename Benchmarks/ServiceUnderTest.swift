import Foundation

/// The service as it is installed: the release executable on loopback with a database in a folder of its own.
struct ServiceUnderTest {
    let program: Program
    let host: String
    let databasePath: String

    private static let policy = """
        program: { id: main, name: Nordlicht Partner Program, language: en, time_zone: Europe/Berlin }
        reviewers:
          - { name: Ada Lindqvist, email: ada@vendor.example, slack: { team: T0VENDOR, user: U0AE }, territories: [DE] }
          - { name: Bo Maier, email: bo@vendor.example, slack: { team: T0VENDOR, user: U0MANAGER }, manager: true }
        routing: { fallback: Ada Lindqvist }
        blocked_accounts: [ blocked.example ]

        """

    static func start(_ binaries: String, in folder: String, vendor: String) async throws -> ServiceUnderTest {
        try policy.write(toFile: folder + "/policy.yaml", atomically: true, encoding: .utf8)
        let database = folder + "/registrar.db"
        let environment = [
            "REGISTRAR_BIND": "127.0.0.1:0", "REGISTRAR_METRICS_BIND": "", "REGISTRAR_DATABASE": "sqlite:\(database)",
            "REGISTRAR_POLICY": folder + "/policy.yaml", "REGISTRAR_LOG_FORMAT": "json",
            "REGISTRAR_SLACK_SIGNING_SECRET": Deliveries.secret, "REGISTRAR_SLACK_TEAM_ID": Deliveries.vendorTeam,
            "REGISTRAR_SLACK_BOT_TOKEN": "xoxb-bench", "REGISTRAR_SLACK_API_URL": vendor,
        ]
        let log = folder + "/registrar.log"
        let executable = binaries + "/registrar"
        let program = try Program(executable, ["serve"], environment: environment, output: log)
        let host = try await eventually("the service") { try address(in: log) }
        let partner = try Program(
            executable,
            [
                "partner", "add", "--name", "Nordwind GmbH", "--domain", "nordwind.example", "--territory", "DE",
                "--slack-team", Deliveries.partnerTeam,
            ],
            environment: environment,
            output: folder + "/partner.log"
        )
        guard partner.wait() == 0 else { throw Trouble("the partner was not added: see \(folder)/partner.log") }
        return ServiceUnderTest(program: program, host: host, databasePath: database)
    }

    private static func address(in log: String) throws -> String? {
        let text = try String(contentsOfFile: log, encoding: .utf8)
        guard let start = text.range(of: #""address":""#) else { return nil }
        return String(text[start.upperBound...].prefix { $0 != "\"" })
    }
}
