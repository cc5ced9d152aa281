import ArgumentParser
import Desk
import FakeServers
import Foundation
import Logging
import PolicyFile
import PublicSuffix
import Registrations
import ServiceLifecycle
import Slack

/// The service with a local stand-in for Slack: nothing leaves the machine, a restart forgets everything.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Try it: the service and a chat to play with, offline.")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "registrar-demo-\(UUID().uuidString)"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { removeQuietly(folder) }
        let environment = ProcessInfo.processInfo.environment.filter {
            ["REGISTRAR_BIND", "REGISTRAR_LOG_LEVEL", "REGISTRAR_LOG_FORMAT"].contains($0.key)
        }
        var settings = try Settings.read(environment, overrides: .init(bind: shared.bind), file: { _ in nil })
        settings.database = .file(folder.appendingPathComponent("registrar.db").path)
        settings.drainSeconds = 0
        let log = LogSetup.start(settings, toOutput: true)
        let secret = SystemChance().bytes(16).map { String($0, radix: 16) }.joined()
        let fake = FakeSlack(.demo, signingSecret: secret, clientID: "demo", clientSecret: secret)
        try await withThrowingTaskGroup(of: Void.self) { group in
            let (addresses, address) = AsyncStream<String>.makeStream(bufferingPolicy: .bufferingNewest(1))
            let (started, listening) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
            group.addTask { try await fake.serveAPI { url in address.yield(url) } }
            guard let api = await addresses.first(where: { _ in true }) else { return }
            settings.slack = slackSettings(api: api, secret: secret, settings)
            let assembly = try await Assembly.open(settings, as: .service, log: log)
            assembly.policies.replace(with: try DemoSeed.policy())
            try await DemoSeed.plant(in: assembly)
            let service = RunningService(
                assembly: assembly,
                extraDoors: [DemoDoor(fake: fake)],
                loopbackPaths: [],
                whenListening: { host, port in
                    await fake.setAppURL("http://\(host):\(port)")
                    listening.yield()
                    Console.line("Open http://\(host):\(port)/ — type /register acme.com as Pia, decide as Ada.")
                }
            )
            group.addTask { try await service.run() }
            group.addTask {
                // The server takes connections only once it has said where it listens.
                for await _ in started {
                    await fake.announceBots()
                    return try await gracefulShutdown()
                }
            }
            // Whichever ends first ends the demo.
            try await group.next()
            group.cancelAll()
        }
    }

    private func slackSettings(api: String, secret: String, _ settings: Settings) -> SlackSettings {
        let host = api.replacingOccurrences(of: "http://", with: "")
        return SlackSettings(
            signingSecrets: [Secret(secret)],
            vendorTeam: "T0VENDOR",
            botToken: Secret("xoxb-demo-vendor"),
            clientID: "demo",
            clientSecret: Secret(secret),
            apiURL: api + "/api/",
            authorizeURL: api + "/oauth/v2/authorize",
            responseHosts: [host],
            publicURL: settings.publicURL(port: settings.port)
        )
    }

    private func removeQuietly(_ folder: URL) {
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            // A folder that is gone already is what was wanted.
        }
    }
}
