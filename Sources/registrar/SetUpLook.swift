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
        SetUpDoor(
            look: { [self] language, typed in
                let zone = assembly.policies.current.program.timeZone
                return Phrasebook(language, timeZone: zone).setUp(await facts(typed))
            },
            package: { typed in
                guard let url = typed.address.flatMap(ManifestAddress.read), let app = typed.app, GUID.isOne(app) else {
                    return nil
                }
                return ManifestTeams.package(url: url, app: app.lowercased())
            }
        )
    }

    private func facts(_ typed: SetUpDoor.Typed) async -> SetUpFacts {
        let settings = assembly.settings
        let policy = assembly.policies.current
        var facts = SetUpFacts()
        facts.address = typed.address ?? settings.publicURL
        facts.isAddressSet = settings.publicURL != nil
        let good = facts.address.flatMap(ManifestAddress.read)
        facts.isAddressGood = good != nil
        facts.isTypedAddressWrong = typed.address != nil && good == nil
        facts.isDatabaseWell = await assembly.ledger.isHealthy()
        facts.database = settings.database.shown
        facts.policyPath = settings.policyPath
        (facts.reviewers, facts.managers) = (policy.reviewers.count, policy.managers.count)
        facts.partners = await partners()
        facts.app = typed.app
        let app = typed.app.flatMap { GUID.isOne($0) ? $0.lowercased() : nil }
        facts.isTypedAppWrong = typed.app != nil && app == nil
        if let good { SetUpLines.manifests(&facts, url: good, app: app, command: settings.slackCommand) }
        if let url = settings.publicURL { facts.answersThere = await answers(at: url) }
        facts.environment = SetUpLines.always(settings, address: good).joined(separator: "\n")
        facts.environmentOfSlack = SetUpLines.slack.joined(separator: "\n")
        facts.environmentOfTeams = SetUpLines.teams(app: app).joined(separator: "\n")
        facts.policySample = SetUpLines.policy
        facts.partnerOnSlack = SetUpLines.partnerOnSlack
        facts.partnerOnTeams = SetUpLines.partnerOnTeams
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
