import Curl
import Foundation
import JSON
import Testing

/// The built service, with commands beside it.
struct ServiceTests {
    private static let slack = [
        "REGISTRAR_SLACK_SIGNING_SECRET": RunningProgram.secret, "REGISTRAR_SLACK_TEAM_ID": "T0VENDOR",
        "REGISTRAR_SLACK_BOT_TOKEN": "xoxb-geheim", "REGISTRAR_SLACK_API_URL": "http://127.0.0.1:9/api/",
        "REGISTRAR_POLICY": "policy.yaml",
    ]
    private static let policy = """
        program: { id: main, name: Nordlicht, language: en, time_zone: Europe/Berlin }
        reviewers:
          - { name: Ada, email: ada@vendor.example, slack: { team: T0VENDOR, user: U0AE }, manager: true }
        routing: { fallback: Ada }

        """

    private func withSlack(
        _ more: [String: String] = [:],
        _ body: (Program, RunningProgram) async throws -> Void
    ) async throws {
        try await Program.inFolder(Self.slack.merging(more) { $1 }) { program in
            try program.write(Self.policy, to: "policy.yaml")
            try await RunningProgram.serving(program) { try await body(program, $0) }
        }
    }

    @Test func `without a chat the service starts and says what to set`() async throws {
        try await Program.inFolder { program in
            try await RunningProgram.serving(program) { service in
                #expect(
                    service.log.contains("REGISTRAR_SLACK_SIGNING_SECRET=") && service.log.contains("policy.builtin")
                )
                let page = try await service.get("/")
                #expect(page.status == 200)
                #expect(String(decoding: page.body, as: UTF8.self).contains("REGISTRAR_SLACK_BOT_TOKEN="))
                let fromOutside = try await service.get("/", headers: [("X-Forwarded-For", "192.0.2.7")])
                #expect(fromOutside.status == 404)
                let mistaken = try await service.get("/?url=ftp%3A%2F%2Fregistrar.example")
                #expect(String(decoding: mistaken.body, as: UTF8.self).contains("No chat can send to that address"))
                #expect(!String(decoding: page.body, as: UTF8.self).contains("No chat can send to that address"))
                #expect(try await service.get("/readyz").status == 200)
            }
        }
    }

    @Test func `what a command changes is in force for the next request`() async throws {
        try await withSlack { program, service in
            #expect(try await service.command("status", team: "T0PARTNER").contains("workspace"))
            let added = try await program.run("partner", "add", "--name", "Nordwind", "--slack-team", "T0PARTNER")
            #expect(added.status == 0)
            let known = try await service.command("status", team: "T0PARTNER")
            try await program.run("partner", "suspend", "Nordwind")
            let suspended = try await service.command("check acme.com", team: "T0PARTNER")
            try await program.run("partner", "restore", "Nordwind")
            let restored = try await service.command("check acme.com", team: "T0PARTNER")
            #expect(Set([known, suspended, restored]).count == 3)
        }
    }

    @Test func `commands work beside the service and only a restore is refused`() async throws {
        try await withSlack { program, service in
            for command in [
                ["migrate"], ["list"], ["export"], ["outbox", "list"], ["outbox", "retry"], ["audit", "verify"],
                ["backup", "kept.db"], ["partner", "list"], ["policy", "show"],
                ["health", "--bind", String(service.url.dropFirst("http://".count))],
            ] {
                let finished = try await program.run(command)
                #expect(finished.status == 0 && finished.errors.isEmpty, "\(command)")
            }
            let refused = try await program.run("restore", "kept.db")
            #expect(refused.status == 1 && refused.errors.contains("stop the service first"))
            #expect(try await service.get("/readyz").status == 200)
        }
    }

    @Test func `a changed policy is taken on a signal, one with mistakes is not`() async throws {
        try await withSlack { program, service in
            try program.write("version: second\n" + Self.policy, to: "policy.yaml")
            service.hangUp()
            #expect(try await service.logged("policy.loaded")["version"]?.string?.hasPrefix("second+") == true)
            try program.write("nonsense: true\n", to: "policy.yaml")
            service.hangUp()
            _ = try await service.logged("policy.refused")
            #expect(try await service.get("/readyz").status == 200)
        }
    }

    @Test func `links begin with the port that was chosen`() async throws {
        try await Program.inFolder(Self.slack) { program in
            let more = ["REGISTRAR_SLACK_CLIENT_ID": "1.2", "REGISTRAR_SLACK_CLIENT_SECRET": "geheim"]
            try program.write(Self.policy, to: "policy.yaml")
            try await RunningProgram.serving(program.with(more)) { service in
                let redirect = try await service.get("/slack/install")
                let target = try #require(redirect.header("location")?.removingPercentEncoding)
                #expect(redirect.status == 302 && target.contains(service.url + "/slack/oauth/callback"))
                #expect(!service.url.hasSuffix(":0"))
            }
        }
    }

    @Test func `an address of version 6 is listened on`() async throws {
        try await Program.inFolder(["REGISTRAR_BIND": "[::1]:0"]) { program in
            try await RunningProgram.serving(program) { service in
                #expect(service.url.hasPrefix("http://[::1]:"))
                let alive = try await service.get("/livez")
                #expect(alive.status == 200)
            }
        }
    }

    @Test func `a taken port is said in one line`() async throws {
        try await withSlack { program, service in
            let address = String(service.url.dropFirst("http://".count))
            for settings in [
                ["REGISTRAR_BIND": address],
                ["REGISTRAR_BIND": "127.0.0.1:0", "REGISTRAR_METRICS_BIND": address],
            ] {
                let refused = try await program.with(settings).run("serve", "--database", "sqlite:other.db")
                #expect(refused.status == 1 && refused.errors.split(separator: "\n").count == 1)
                let name = settings.keys.max() ?? ""
                #expect(refused.errors.contains("\(name): \(address) is taken"))
            }
        }
    }

    @Test func `metrics are shown where they were asked for`() async throws {
        try await withSlack(["REGISTRAR_METRICS_BIND": "127.0.0.1:0"]) { _, service in
            _ = try await service.command("help", team: "T0NOBODY")
            let port = try await service.metricsPort()
            let text = try await service.get("/metrics", at: "http://127.0.0.1:\(port)").body
            let page = String(decoding: text, as: UTF8.self)
            #expect(page.contains("registrar_acks_total{kind=\"command\",outcome=\"taken\"} 1\n"))
            #expect(page.contains("registrar_outbox_messages{state=\"parked\"} 0\n"))
            #expect(try await service.get("/metrics").status == 404)
        }
    }

    @Test func `an unknown setting is logged with the nearest one and no secret ever is`() async throws {
        try await withSlack(["REGISTRAR_SLACK_TEM_ID": "x", "REGISTRAR_LOG_LEVEL": "trace"]) { _, service in
            _ = try await service.command("check acme.com", team: "T0PARTNER")
            #expect(service.log.contains("did you mean REGISTRAR_SLACK_TEAM_ID?"))
            #expect(!service.log.contains("geheim") && !service.log.contains(RunningProgram.secret))
        }
    }

    @Test func `a half-set chat is named whole and no value is printed`() async throws {
        let settings = [
            "REGISTRAR_SLACK_BOT_TOKEN": "xoxb-geheim", "REGISTRAR_MASTER_KEY": "geheim", "REGISTRAR_BIND": "geheim",
        ]
        try await Program.inFolder(settings) { program in
            let refused = try await program.run("serve")
            #expect(refused.status == 1 && refused.output.isEmpty && !refused.errors.contains("geheim"))
            #expect(refused.errors.split(separator: "\n").count == 1)
            for name in ["SLACK_SIGNING_SECRET", "SLACK_TEAM_ID", "MASTER_KEY", "BIND"] {
                #expect(refused.errors.contains("REGISTRAR_\(name) "))
            }
        }
    }
}
