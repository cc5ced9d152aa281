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
        var findings = Findings()
        do {
            let settings = try shared.settings()
            check(settings, &findings)
            try await checkAssembly(settings, &findings)
            try await checkSlack(settings, &findings)
        } catch let trouble as SettingsTrouble {
            for mistake in trouble.mistakes { findings.fail("settings", mistake, mend: nil) }
        }
        for line in findings.lines { Console.line(line) }
        guard findings.errors == 0 else {
            let count = findings.errors == 1 ? "1 thing is" : "\(findings.errors) things are"
            throw CommandTrouble("\(count) broken: standard output says what and how to mend it")
        }
    }

    private func check(_ settings: Settings, _ findings: inout Findings) {
        findings.good("settings", "all values can be read")
        for setting in settings.unknown {
            findings.warn("settings", "\(setting.name) is not a setting", mend: setting.mend)
        }
        let url = settings.publicURL(port: settings.port)
        if settings.slack != nil, !url.lowercased().hasPrefix("https://") {
            findings.warn(
                "address",
                "Slack sends to https addresses only and the public one is not",
                mend: "set REGISTRAR_PUBLIC_URL to what a browser outside would type"
            )
        } else {
            findings.good("address", "links begin with \(url)")
        }
    }

    private func checkAssembly(_ settings: Settings, _ findings: inout Findings) async throws {
        do {
            let assembly = try await Assembly.open(settings, as: .tool, log: LogSetup.start(settings, toOutput: false))
            if let warning = settings.database.warning {
                findings.warn("database", warning.what, mend: warning.mend)
            }
            try await checkLedger(assembly, &findings)
            checkPolicy(assembly, &findings)
            try await checkPartners(assembly, &findings)
            try await checkApprovers(assembly, &findings)
            try await assembly.ledger.close()
        } catch let trouble as CommandTrouble {
            findings.fail("start", trouble.description, mend: nil)
        }
    }

    private static let parkedLimit = 1_000

    private func checkLedger(_ assembly: Assembly, _ findings: inout Findings) async throws {
        try await assembly.ledger.quickCheck()
        findings.good("database", "\(assembly.settings.database.shown): the quick check finds nothing wrong")
        let parked = try await assembly.ledger.read { try $0.outbox(states: [.parked], limit: Self.parkedLimit).count }
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

    private func checkSlack(_ settings: Settings, _ findings: inout Findings) async throws {
        guard let slack = settings.slack else {
            findings.warn("slack", "is off", mend: "set REGISTRAR_SLACK_SIGNING_SECRET, _TEAM_ID and _BOT_TOKEN")
            return
        }
        var curlSettings = CurlSettings()
        curlSettings.allowLoopbackHTTP = true
        curlSettings.proxy = settings.proxy
        let curl = try CurlClient(curlSettings)
        defer { curl.close() }
        let finding = await SlackCheckUp.run(slack, curl: curl)
        report(finding, &findings)
        if case .unreachable = finding { return }
        await checkClock(slack, curl, &findings)
    }

    /// Slack's signatures are good for five minutes, so this machine's clock must be near Slack's.
    private func checkClock(_ slack: SlackSettings, _ curl: CurlClient, _ findings: inout Findings) async {
        let request = HTTPRequest(.get, slack.apiURL + "api.test", timeoutMilliseconds: Self.clockMilliseconds)
        let answer: HTTPResponse
        do {
            answer = try await curl.send(request)
        } catch {
            return findings.warn("clock", "Slack did not say the time", mend: "try again")
        }
        guard let theirs = answer.header("date").flatMap(HTTPTime.date) else {
            return findings.warn("clock", "Slack did not say the time", mend: "compare this machine's with another")
        }
        let seconds = Int(Date().timeIntervalSince(theirs).rounded())
        guard abs(seconds) <= Self.clockLimitSeconds else {
            return findings.fail(
                "clock",
                "this machine's is \(abs(seconds)) seconds \(seconds > 0 ? "ahead of" : "behind") Slack's",
                mend: "let NTP set it: requests are refused from five minutes on"
            )
        }
        findings.good("clock", "agrees with Slack's")
    }

    private static let clockMilliseconds = 5_000
    private static let clockLimitSeconds = 60

    private func report(_ finding: SlackCheckUp.Finding, _ findings: inout Findings) {
        switch finding {
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

    /// Without a mend of its own where `what` has one.
    mutating func fail(_ part: String, _ what: String, mend: String?) {
        lines.append("broken  \(part): \(what)" + (mend.map { ". \($0)" } ?? ""))
        errors += 1
    }
}

/// Times of HTTP header fields.
///
/// https://www.rfc-editor.org/rfc/rfc9110#name-date-time-formats
enum HTTPTime {
    static func date(_ text: String) -> Date? {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return format.date(from: text)
    }
}
