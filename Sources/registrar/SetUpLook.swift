import Curl
import Desk
import Dialogue
import Foundation
import Registrations
import Synchronization
import Web

/// What the set-up page shows, looked up each time it is asked for.
final class SetUpLook: Sendable {
    private static let askMilliseconds = 2_500
    private static let keptSeconds = 10.0

    private let assembly: Assembly
    private let asked = Mutex<(at: Date, answers: Bool)?>(nil)

    init(_ assembly: Assembly) { self.assembly = assembly }

    var door: SetUpDoor {
        SetUpDoor { [self] language, typed in
            let facts = await facts(typed)
            let isWrong = typed != nil && !facts.isAddressGood
            let zone = assembly.policies.current.program.timeZone
            return Phrasebook(language, timeZone: zone).setUp(facts, isTypedAddressWrong: isWrong)
        }
    }

    private func facts(_ typed: String?) async -> SetUpFacts {
        let settings = assembly.settings
        let policy = assembly.policies.current
        var facts = SetUpFacts()
        facts.address = typed ?? settings.publicURL
        facts.isAddressSet = settings.publicURL != nil
        let good = facts.address.flatMap(ManifestAddress.read)
        facts.isAddressGood = good != nil
        facts.isDatabaseWell = await assembly.ledger.isHealthy()
        facts.database = settings.database.shown
        facts.policyPath = settings.policyPath
        (facts.reviewers, facts.managers) = (policy.reviewers.count, policy.managers.count)
        facts.partners = await partners()
        if let good {
            facts.manifest = ManifestSlack.text(url: good, command: settings.slackCommand)
            facts.createLink = ManifestSlack.link(url: good, command: settings.slackCommand)
        }
        if let url = settings.publicURL { facts.answersThere = await answers(at: url) }
        facts.environment = SetUpLines.environment(settings, address: good).joined(separator: "\n")
        facts.policySample = SetUpLines.policy
        facts.partnerSample = SetUpLines.partner
        return facts
    }

    private func partners() async -> Int {
        do {
            return try await assembly.partnerBook().list().count
        } catch {
            return 0
        }
    }

    /// Asked at most every ten seconds, however often the page is looked at.
    private func answers(at url: String) async -> Bool {
        let now = assembly.time.now()
        if let known = asked.withLock({ $0 }), abs(now.timeIntervalSince(known.at)) < Self.keptSeconds {
            return known.answers
        }
        let answers = await ask(url)
        asked.withLock { $0 = (now, answers) }
        return answers
    }

    private func ask(_ url: String) async -> Bool {
        do {
            let curl = try CurlClient(RunningService.curlSettings(assembly.settings))
            defer { curl.close() }
            let request = HTTPRequest(.get, url + "/livez", timeoutMilliseconds: Self.askMilliseconds)
            let response = try await curl.send(request)
            return response.status == 200 && response.header("x-request-id") != nil
        } catch {
            return false
        }
    }
}

/// Lines to copy, in the log and on the page.
enum SetUpLines {
    static func environment(_ settings: Settings, address: String?) -> [String] {
        [
            "REGISTRAR_PUBLIC_URL=\(address ?? settings.publicURL ?? "https://deals.vendor.example")",
            "REGISTRAR_POLICY=\(settings.policyPath ?? "policy.yaml")", "REGISTRAR_SLACK_SIGNING_SECRET=",
            "REGISTRAR_SLACK_TEAM_ID=", "REGISTRAR_SLACK_BOT_TOKEN=", "REGISTRAR_SLACK_CLIENT_ID=",
            "REGISTRAR_SLACK_CLIENT_SECRET=", "# or, and, for Teams:", "REGISTRAR_TEAMS_APP_ID=",
            "REGISTRAR_TEAMS_APP_SECRET=", "REGISTRAR_TEAMS_TENANT_ID=",
        ]
    }

    static let policy = """
        program: { id: main, name: Partner Program,
                   language: en, time_zone: Europe/Berlin }
        reviewers:
          - { name: Ada Lindqvist, email: ada@vendor.example,
              slack: { team: T0VENDOR, user: U0ADA }, manager: true }
        routing: { fallback: Ada Lindqvist }
        """

    static let partner = """
        registrar partner add --name "Nordwind GmbH" --domain nordwind.example
        registrar partner invite "Nordwind GmbH"
        registrar doctor
        """
}
