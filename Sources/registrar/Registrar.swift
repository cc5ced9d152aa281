import ArgumentParser

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
            Backup.self, Restore.self, ManifestCommand.self,
        ]
    )
}

/// Which version this is.
enum Version {
    static let text = "0.1.0"
}
