import ArgumentParser
import Desk

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Bring the database's schema up to date.")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let settings = try shared.settings()
        let log = LogSetup.start(settings, toOutput: false)
        let assembly = try await Assembly.open(settings, as: .migration, log: log)
        try await assembly.ledger.close()
        if let upgrade = assembly.upgrade {
            Console.line("Brought \(settings.database.shown) from \(upgrade.from) to \(upgrade.to).")
            Console.line("As it was before, it is in \(upgrade.backup): delete that once all is well.")
        }
        Console.line("The schema of \(settings.database.shown) is up to date.")
    }
}

struct Health: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Ask the service's own /readyz; for health checks.")

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let settings = try shared.settings()
        guard settings.port > 0 else {
            throw CommandTrouble("with port 0 nobody knows where the service listens: set a port in REGISTRAR_BIND")
        }
        try Probe.ready(at: settings.bind.reachable)
        Console.line("ready")
    }
}
