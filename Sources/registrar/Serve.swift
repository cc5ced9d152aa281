import ArgumentParser
import Desk
import Foundation
import Logging
import Web

/// The service.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run the service; migrates on start.")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let settings = try shared.settings()
        let log = LogSetup.start(settings, toOutput: true)
        let assembly = try await Assembly.open(settings, as: .service, log: log)
        var doors: [any Endpoint] = []
        if settings.slack == nil {
            for line in SetUpPage.lines { log.notice("setup", metadata: ["line": "\(line)"]) }
            doors.append(SetUpPage())
        }
        if settings.policyPath == nil {
            log.warning(
                "policy.builtin",
                metadata: ["mend": "set REGISTRAR_POLICY: the built-in policy has no reviewers"]
            )
        }
        let service = RunningService(
            assembly: assembly,
            extraDoors: doors,
            loopbackPaths: ["/"],
            whenListening: { host, port in
                let address = BindAddress(host: host, port: port).shown
                log.notice("listening", metadata: ["address": "\(address)"])
            }
        )
        try await service.run()
    }
}

/// What to do while no chat is set: shown to this machine only.
struct SetUpPage: Endpoint {
    static let lines = [
        "REGISTRAR_SLACK_SIGNING_SECRET=…   (Slack app, Basic Information)",
        "REGISTRAR_SLACK_TEAM_ID=T…         (the vendor's own workspace)",
        "REGISTRAR_SLACK_BOT_TOKEN=xoxb-…   (Slack app, Install App)",
        "REGISTRAR_POLICY=policy.yaml       (docs/policy.md)",
        "registrar manifest slack --url https://… prints the app manifest to paste",
    ]

    var routes: [EndpointRoute] { [EndpointRoute(.get, "/")] }

    func answer(_ request: InboundRequest) async -> OutboundResponse {
        OutboundResponse(
            status: 200,
            headers: [("content-type", "text/plain; charset=utf-8")],
            body: Array(("No chat is set. What to set:\n\n" + Self.lines.joined(separator: "\n") + "\n").utf8)
        )
    }
}
