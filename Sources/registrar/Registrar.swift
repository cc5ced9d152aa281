import ArgumentParser
import Desk
import Glibc

/// One executable for the service and its admin.
@main
struct Registrar: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "registrar",
        abstract: "Partner registration without a portal.",
        discussion: "Settings come from the environment; docs/configuration.md lists them all.",
        version: Version.text,
        subcommands: [
            Serve.self, Demo.self, Migrate.self, Doctor.self, Health.self, PolicyCommand.self, PartnerCommand.self,
            List.self, Show.self, Export.self, CompanyCommand.self, OutboxCommand.self, AuditCommand.self,
            Backup.self, Restore.self, Copy.self, ManifestCommand.self, Erase.self, Retention.self,
            Reseal.self,
        ]
    )
}

extension Registrar {
    static func main() async {
        // What the service writes holds secrets and personal data: it is for its own user alone.
        umask(0o077)
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let trouble as LedgerTrouble {
            exit(withError: CommandTrouble("the database: \(trouble.words): \(trouble.mend)"))
        } catch {
            exit(withError: error)
        }
    }
}

/// Which version this is.
enum Version {
    static let text = "0.1.0"
}
