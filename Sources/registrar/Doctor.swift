import ArgumentParser
import Curl
import Desk
import Foundation
import JSON
import Registrations
import Slack

/// Checks every setting, address, scope and clock; each finding with its mend.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Check settings, database, policy and chats.")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let assembly = try await shared.open()
        var findings = Findings()
        findings.good("settings", "all values can be read")
        try await checkLedger(assembly, &findings)
        checkPolicy(assembly, &findings)
        try await checkPartners(assembly, &findings)
        try await checkSlack(assembly, &findings)
        try await assembly.ledger.close()
        for line in findings.lines { Console.line(line) }
        guard findings.errors == 0 else { throw CommandTrouble("\(findings.errors) findings to mend") }
    }

    private func checkLedger(_ assembly: Assembly, _ findings: inout Findings) async throws {
        try await assembly.ledger.quickCheck()
        findings.good("database", "the quick check finds nothing wrong")
        let parked = try await assembly.ledger.read { try $0.outbox(states: [.parked], limit: 1_000).count }
        if parked > 0 {
            findings.warn(
                "outbox",
                "\(parked) messages are parked",
                mend: "see registrar outbox list, then registrar outbox retry"
            )
        }
    }

    private func checkPolicy(_ assembly: Assembly, _ findings: inout Findings) {
        let policy = assembly.policies.current
        if policy.reviewers.isEmpty {
            findings.fail(
                "policy",
                "nobody can decide",
                mend: "set REGISTRAR_POLICY to a file with reviewers (docs/policy.md)"
            )
        } else {
            findings.good("policy", "version \(policy.version), \(policy.reviewers.count) reviewers")
        }
        if policy.managers.isEmpty {
            findings.warn("policy", "nobody is a partner manager", mend: "mark a reviewer with manager: true")
        }
    }

    private func checkPartners(_ assembly: Assembly, _ findings: inout Findings) async throws {
        let partners = try await assembly.partnerBook().list()
        let unlinked = partners.filter(\.workspaces.isEmpty)
        if partners.isEmpty {
            findings.warn("partners", "there are none", mend: "registrar partner add")
        }
        for partner in unlinked {
            findings.warn("partners", "\(partner.partner.name) has no chat", mend: "registrar partner link")
        }
    }

    private func checkSlack(_ assembly: Assembly, _ findings: inout Findings) async throws {
        guard let slack = assembly.settings.slack else {
            findings.warn("slack", "is off", mend: "set REGISTRAR_SLACK_SIGNING_SECRET, _TEAM_ID and _BOT_TOKEN")
            return
        }
        var settings = CurlSettings()
        settings.allowLoopbackHTTP = true
        settings.proxy = assembly.settings.proxy
        let curl = try CurlClient(settings)
        defer { curl.close() }
        switch await SlackCheckUp.run(slack, curl: curl) {
        case .well(let scopes):
            let missing = SlackCheckUp.neededScopes.subtracting(scopes).sorted()
            if missing.isEmpty {
                findings.good("slack", "the bot token works and has its scopes")
            } else {
                findings.fail(
                    "slack",
                    "the bot token lacks \(missing.joined(separator: ", "))",
                    mend: "add them in the app's OAuth settings and install it again"
                )
            }
        case .wrongWorkspace:
            findings.fail(
                "slack",
                "the bot token is of another workspace",
                mend: "set REGISTRAR_SLACK_TEAM_ID to the token's workspace"
            )
        case .refused(let reason):
            findings.fail(
                "slack",
                "Slack refuses the bot token: \(reason)",
                mend: "install the app again and copy its token"
            )
        case .unreachable(let reason):
            findings.fail(
                "slack",
                "cannot be reached: \(reason)",
                mend: "check REGISTRAR_SLACK_API_URL, REGISTRAR_PROXY and the firewall"
            )
        }
    }
}

/// What the doctor found.
struct Findings {
    private(set) var lines: [String] = []
    private(set) var errors = 0

    mutating func good(_ part: String, _ what: String) { lines.append("ok      \(part): \(what)") }

    mutating func warn(_ part: String, _ what: String, mend: String) {
        lines.append("look    \(part): \(what). \(mend)")
    }

    mutating func fail(_ part: String, _ what: String, mend: String) {
        lines.append("broken  \(part): \(what). \(mend)")
        errors += 1
    }
}
