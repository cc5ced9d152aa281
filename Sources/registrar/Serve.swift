import ArgumentParser
import Desk
import Foundation
import Logging
import Web

/// The service.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run the service; migrates on start.")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let settings = try shared.settings()
        let log = LogSetup.start(settings, toOutput: true)
        try settings.checkForStart()
        let assembly = try await Assembly.open(settings, as: .service, log: log)
        var doors: [any Endpoint] = []
        if settings.isUnset {
            for line in SetUpLines.environment(settings) {
                log.notice("setup", metadata: ["line": "\(line)"])
            }
            doors.append(SetUpLook(assembly).door)
        }
        if settings.policyPath == nil {
            log.warning(
                "policy.builtin",
                metadata: ["mend": "set REGISTRAR_POLICY: the built-in policy has no reviewers"]
            )
        }
        let service = RunningService(
            assembly: assembly,
            extraDoors: doors,
            loopbackPaths: Set(SetUpDoor.paths),
            whenListening: { host, port in
                let address = BindAddress(host: host, port: port).shown
                log.notice("listening", metadata: ["address": "\(address)"])
            }
        )
        try await service.run()
    }
}
