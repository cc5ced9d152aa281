import ArgumentParser
import Desk
import FakeServers
import Foundation
import Logging
import PolicyFile
import PublicSuffix
import Registrations
import ServiceLifecycle

/// The service with local stand-ins for Slack and Teams: nothing leaves the machine, a restart forgets everything.
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
        let chats = try DemoChats(secret: secret)
        try await withThrowingTaskGroup(of: Void.self) { group in
            let (served, serving) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
            let (started, listening) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
            group.addTask { try await chats.serve { serving.yield() } }
            guard await served.first(where: { _ in true }) != nil else { return }
            await chats.set(&settings)
            let assembly = try await Assembly.open(settings, as: .service, log: log)
            assembly.policies.replace(with: try DemoSeed.policy())
            try await DemoSeed.plant(in: assembly)
            let service = RunningService(
                assembly: assembly,
                extraDoors: [DemoDoor(slack: chats.slack, teams: chats.teams)],
                loopbackPaths: [],
                whenListening: { host, port in
                    await chats.setAppURL("http://\(host):\(port)")
                    listening.yield()
                    Console.line("Open http://\(host):\(port)/ — type /register acme.com as Pia, decide as Ada.")
                    Console.line("The same in Teams: switch to it at the top left, and be Tina.")
                }
            )
            group.addTask { try await service.run() }
            group.addTask {
                // The server takes connections only once it has said where it listens.
                for await _ in started {
                    await chats.announce()
                    return try await gracefulShutdown()
                }
            }
            // Whichever ends first ends the demo.
            try await group.next()
            group.cancelAll()
        }
    }

    private func removeQuietly(_ folder: URL) {
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            // A folder that is gone already is what was wanted.
        }
    }
}
