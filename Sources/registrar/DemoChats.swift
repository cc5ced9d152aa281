import Desk
import FakeServers
import Slack
import Teams

/// The demo's stand-ins for Slack and Teams, and the settings that lead the service to them.
struct DemoChats: Sendable {
    let slack: FakeSlack
    let teams: FakeTeams
    private let secret: String

    init(secret: String) throws {
        self.secret = secret
        slack = FakeSlack(.demo, signingSecret: secret, clientID: "demo", clientSecret: secret)
        teams = try FakeTeams(.demo, appSecret: secret)
    }

    /// Serves both on loopback until cancelled; `ready` is told once both are.
    func serve(ready: @escaping @Sendable () -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            let (addresses, address) = AsyncStream<Void>.makeStream()
            group.addTask { try await slack.serveAPI { _ in address.yield() } }
            group.addTask { try await teams.serve { _ in address.yield() } }
            group.addTask {
                var both = addresses.makeAsyncIterator()
                for _ in 1...2 { await both.next() }
                ready()
            }
            try await group.waitForAll()
        }
    }

    /// The settings of the service, with the chats in their places.
    func set(_ settings: inout Settings) async {
        settings.slack = slackSettings(api: await slack.address, settings)
        settings.teams = TeamsSettings(
            appID: TeamsWorld.app,
            credential: .secret(Secret(secret)),
            tenantID: TeamsWorld.vendor,
            openIDURL: await teams.openIDURL,
            loginURL: await teams.loginURL,
            serviceHosts: [Self.host(await teams.loginURL)],
            publicURL: settings.publicURL(port: settings.port)
        )
    }

    private func slackSettings(api: String, _ settings: Settings) -> SlackSettings {
        SlackSettings(
            signingSecrets: [Secret(secret)],
            vendorTeam: "T0VENDOR",
            botToken: Secret("xoxb-demo-vendor"),
            clientID: "demo",
            clientSecret: Secret(secret),
            apiURL: api + "/api/",
            authorizeURL: api + "/oauth/v2/authorize",
            responseHosts: [Self.host(api)],
            publicURL: settings.publicURL(port: settings.port)
        )
    }

    private static func host(_ url: String) -> String {
        let rest = url.replacing("http://", with: "")
        return rest.hasSuffix("/") ? String(rest.dropLast()) : rest
    }

    /// Tells both where the service is, and the service where it was added.
    func setAppURL(_ url: String) async {
        await slack.setAppURL(url)
        await teams.setAppURL(url)
    }

    func announce() async {
        await slack.standBesideTeams()
        await slack.announceBots()
        await teams.announceInstallations()
    }
}
