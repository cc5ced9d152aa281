import Curl
import Foundation
import Slack

/// The vendor's own Slack: its token, its scopes, its time.
enum SlackExamination {
    private static let clockMilliseconds = 5_000
    private static let clockLimitSeconds = 60

    static func findings(_ settings: Settings, _ curl: CurlClient) async -> [Finding] {
        guard let slack = settings.slack else {
            if settings.teams != nil { return [.ok("slack", "is off, and Teams is on")] }
            let mend = "set REGISTRAR_SLACK_SIGNING_SECRET, _TEAM_ID and _BOT_TOKEN"
            return [.warning("slack", "is off", mend: mend)]
        }
        let finding = await SlackCheckUp.run(slack, curl: curl)
        var findings = [report(finding)]
        if slack.clientID == nil {
            findings.append(
                .ok("slack", "partners cannot install the app themselves: REGISTRAR_SLACK_CLIENT_ID is not set")
            )
        }
        if slack.signingSecrets.count > 1 {
            findings.append(
                .warning(
                    "secrets",
                    "\(slack.signingSecrets.count) signing secrets are taken",
                    mend: "take the old one out of REGISTRAR_SLACK_SIGNING_SECRET once Slack signs with the new one"
                )
            )
        }
        if case .unreachable = finding { return findings }
        return findings + [await clock(slack, curl)]
    }

    /// Slack's signatures are good for five minutes, so this machine's clock must be near Slack's.
    private static func clock(_ slack: SlackSettings, _ curl: CurlClient) async -> Finding {
        let request = HTTPRequest(.get, slack.apiURL + "api.test", timeoutMilliseconds: clockMilliseconds)
        let answer: HTTPResponse
        do {
            answer = try await curl.send(request)
        } catch {
            return .warning("clock", "Slack did not say the time", mend: "try again")
        }
        guard let theirs = answer.header("date").flatMap(HTTPTime.date) else {
            return .warning("clock", "Slack did not say the time", mend: "compare this machine's with another")
        }
        return compared(Date(), with: theirs)
    }

    static func compared(_ ours: Date, with theirs: Date) -> Finding {
        let seconds = Int(ours.timeIntervalSince(theirs).rounded())
        guard abs(seconds) <= clockLimitSeconds else {
            return .error(
                "clock",
                "this machine's is \(abs(seconds)) seconds \(seconds > 0 ? "ahead of" : "behind") Slack's",
                mend: "let NTP set it: requests are refused from five minutes on"
            )
        }
        return .ok("clock", "agrees with Slack's")
    }

    static func report(_ finding: SlackCheckUp.Finding) -> Finding {
        switch finding {
        case .well(let scopes):
            let missing = SlackCheckUp.neededScopes.subtracting(scopes).sorted()
            guard !missing.isEmpty else { return .ok("slack", "the bot token works and has its scopes") }
            return .error(
                "slack",
                "the bot token lacks \(missing.joined(separator: ", "))",
                mend: "add them in the app's OAuth settings and install it again"
            )
        case .wrongWorkspace:
            return .error(
                "slack",
                "the bot token is of another workspace",
                mend: "set REGISTRAR_SLACK_TEAM_ID to the token's workspace"
            )
        case .refused(let reason):
            return .error(
                "slack",
                "Slack refuses the bot token: \(reason)",
                mend: "install the app again and copy its token"
            )
        case .unreachable(let reason):
            return .error(
                "slack",
                "cannot be reached: \(reason)",
                mend: "check REGISTRAR_SLACK_API_URL, REGISTRAR_PROXY and the firewall"
            )
        }
    }
}
