import ArgumentParser
import Desk
import Foundation

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "One self-contained file, while the service runs.")

    @OptionGroup var shared: SharedOptions
    @Argument(help: "The file to write; it must not exist yet.") var file: String

    func run() async throws {
        guard !FileManager.default.fileExists(atPath: file) else { throw CommandTrouble("\(file) exists already") }
        let assembly = try await shared.open()
        try await assembly.ledger.backup(to: file)
        try await assembly.ledger.close()
        Console.line("Wrote \(file). Keep the master key with it, apart.")
    }
}

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "A backup back in place; the service must not run.")

    @OptionGroup var shared: SharedOptions
    @Argument(help: "A file that `registrar backup` wrote.") var file: String

    func run() async throws {
        let settings = try shared.settings()
        do {
            try await Assembly.restore(from: file, to: settings)
        } catch {
            throw CommandTrouble("not restored: \(error)")
        }
        Console.line("Restored \(settings.databasePath) from \(file).")
    }
}
