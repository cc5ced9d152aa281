import Curl
import Desk
import FakeServers
import Foundation
import GRDB
import JSON
import Testing

@testable import registrar

/// What the doctor finds, and what it says to do.
struct DoctorTests {
    private static let policy = """
        program: { id: main, name: Nordlicht, language: en, time_zone: Europe/Berlin }
        reviewers:
          - { name: Ada, email: ada@vendor.example, slack: { team: T0VENDOR, user: U0AE } }
          - { name: Gone, email: gone@vendor.example, slack: { team: T0VENDOR, user: U0GONE } }
        routing: { fallback: Ada }

        """

    /// A table of Slack's stand-in, and the settings that lead there.
    private func withSlack(_ body: (Program) async throws -> Void) async throws {
        let fake = FakeSlack(.demo, signingSecret: "s", clientID: "c", clientSecret: "c")
        try await withThrowingTaskGroup(of: Void.self) { group in
            let (addresses, address) = AsyncStream<String>.makeStream()
            group.addTask { try await fake.serveAPI { address.yield($0) } }
            let api = try #require(await addresses.first { _ in true })
            let settings = [
                "REGISTRAR_SLACK_SIGNING_SECRET": RunningProgram.secret, "REGISTRAR_SLACK_TEAM_ID": "T0VENDOR",
                "REGISTRAR_SLACK_API_URL": api + "/api/", "REGISTRAR_POLICY": "policy.yaml",
                "REGISTRAR_SLACK_BOT_TOKEN": "xoxb-demo-vendor",
            ]
            try await Program.inFolder(settings) { program in
                try program.write(Self.policy, to: "policy.yaml")
                try await program.run("migrate")
                try await body(program)
            }
            group.cancelAll()
        }
    }

    @Test func `doctor names every finding with its mend`() async throws {
        try await Program.inFolder { program in
            let nothing = try await program.run("doctor")
            #expect(nothing.status == 1 && nothing.output.contains("registrar migrate"))
            try await program.run("migrate")
            try program.write(Self.policy, to: "policy.yaml")
            let quiet = try await program.with(["REGISTRAR_POLICY": "policy.yaml"]).run("doctor")
            #expect(quiet.status == 0 && quiet.errors.isEmpty, "\(quiet.output)")
            #expect(quiet.lines.contains { $0.hasPrefix("warning  partners: there are none. ") })
            #expect(quiet.lines.contains { $0.hasPrefix("ok       disk: ") })
            #expect(quiet.lines.contains { $0.hasPrefix("warning  backup: none") })
            #expect(quiet.lines.contains { $0.hasPrefix("warning  slack: is off. ") })
            let wrong = try await program.with(["REGISTRAR_BIND": "x", "REGISTRAR_LOG_LEVEL": "y"]).run("doctor")
            #expect(wrong.status == 1 && wrong.lines.count == 2)
            #expect(wrong.lines.allSatisfy { $0.hasPrefix("error    settings: REGISTRAR_") })
        }
    }

    @Test func `findings are one object of JSON with their severities counted`() async throws {
        try await Program.inFolder { program in
            try await program.run("migrate")
            let found = try await program.run("doctor", "--format", "json")
            #expect(found.status == 1 && found.lines.count == 1)
            let report = try JSON.parse(Array(found.output.utf8))
            let findings = try #require(report["findings"]?.elements)
            #expect(report["errors"]?.int == findings.count { $0["severity"]?.string == "error" })
            #expect(report["warnings"]?.int == findings.count { $0["severity"]?.string == "warning" })
            #expect(findings.contains { $0["area"]?.string == "policy" && $0["mend"]?.string != nil })
        }
    }

    @Test func `doctor asks Slack about the token, the time and the reviewers`() async throws {
        try await withSlack { program in
            let well = try await program.run("doctor")
            #expect(well.output.contains("ok       slack: the bot token works") && well.output.contains(" clock: "))
            #expect(well.output.contains("error    reviewers: Gone is nobody Slack knows as U0GONE: user_not_found"))
            #expect(well.output.contains("ok       reviewers: Slack knows 1 of them"))
            #expect(well.output.contains("warning  address: the public address is not set"))
            let strange = program.with(["REGISTRAR_SLACK_BOT_TOKEN": "xoxb-geheim"])
            let broken = try await strange.run("doctor")
            #expect(broken.status == 1 && broken.output.contains("error    slack: Slack refuses"))
            #expect(!broken.output.contains("geheim"))
        }
    }

    @Test func `the public address is visited, and whoever else answers there is noticed`() async throws {
        try await withSlack { program in
            try await RunningProgram.serving(program) { service in
                let here = try await program.run("doctor", "--public-url", service.url)
                #expect(here.output.contains("ok       address: this service answers there"))
                #expect(here.output.contains("ok       address: Slack's requests arrive"))
                #expect(here.output.contains("ok       service: one runs on this database"))
                let below = try await program.run("doctor", "--public-url", service.url + "/below")
                #expect(below.output.contains("/below/slack/commands is answered 404 before it arrives"))
                let elsewhere = program.environment["REGISTRAR_SLACK_API_URL"] ?? ""
                let other = try await program.run("doctor", "--public-url", elsewhere)
                #expect(other.status == 1 && other.output.contains("not as this service does"))
                #expect(other.output.contains("/slack/commands is answered 404 before it arrives"))
            }
            let nobody = try await program.run("doctor", "--public-url", "http://127.0.0.1:9")
            #expect(nobody.output.contains("warning  address: http://127.0.0.1:9 does not answer from here"))
        }
    }

    @Test func `parked messages are counted by their reasons`() async throws {
        try await Program.inFolder { program in
            try await program.run("migrate")
            try await DatabaseQueue(path: program.path("registrar.db")).write { database in
                for (id, reason) in [("a", "x"), ("b", "y"), ("c", "y")] {
                    try database.execute(
                        sql: """
                            INSERT INTO outbox (id, conversation, seq, purpose, addresses, state, due, route, tries,
                            fence, reason, registration_seq) VALUES (?, ?, 1, 'reminder', '[]', 3, 0, 0, 0, 0, ?, 1)
                            """,
                        arguments: [id, id, reason]
                    )
                }
            }
            let found = try await program.run("doctor")
            #expect(found.output.contains("warning  outbox: 3 messages are parked: y (2), x (1)"))
        }
    }

    @Test(arguments: [
        ("Expire date:Feb  4 12:00:00 2027 GMT", 68, Finding.Severity.ok),
        ("Expire date:2026-12-08 12:00:00 GMT", 10, .warning), ("Expire date:Nov  1 12:00:00 2026 GMT", -27, .warning),
    ])
    func `a certificate is told by the days it has left`(field: String, days: Int, severity: Finding.Severity) throws {
        let now = Date(timeIntervalSince1970: 1_795_867_200)
        let finding = AddressExamination.certificate([field, "Subject:CN = x"], at: now)
        #expect(finding?.severity == severity && finding?.what.contains(" \(days) more days") == true)
        #expect(AddressExamination.certificate(["Subject:CN = x"], at: now) == nil)
    }

    @Test(arguments: [
        (TransportFailure.notSent("the certificate has expired (60)"), "certificate", Finding.Severity.error),
        (.notSent("no agreement on TLS (35)"), "certificate", .error),
        (.notSent("Could not resolve host (6)"), "address", .warning),
        (.refused("not allowed (60)"), "address", .warning),
        (.unknown("timed out (28)"), "address", .warning), (.tooLarge, "address", .error),
    ])
    func `an address that is not reached is an error only where that is certain`(
        why: TransportFailure,
        area: String,
        severity: Finding.Severity
    ) {
        let finding = AddressExamination.unreached("https://registrar.example", why)
        #expect(finding.area == area && finding.severity == severity && finding.mend != nil)
    }

    @Test(arguments: [(0.0, true), (60, true), (-60, true), (61, false), (-301, false)])
    func `a clock that is a minute off is an error`(seconds: Double, isFine: Bool) {
        let theirs = Date(timeIntervalSince1970: 1_795_867_200)
        let finding = SlackExamination.compared(theirs.addingTimeInterval(seconds), with: theirs)
        #expect((finding.severity == .ok) == isFine)
        #expect(isFine || finding.what.contains(seconds > 0 ? "ahead of" : "behind"))
    }
}
