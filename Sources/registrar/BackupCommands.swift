import ArgumentParser
import Desk
import Foundation

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "One self-contained file, while the service runs.")

    @OptionGroup var shared: SharedOptions
    @Argument(help: "The file to write; it must not exist yet.") var file: String

    func run() async throws {
        guard !FileManager.default.fileExists(atPath: file) else {
            throw CommandTrouble("\(file) exists already: name a new file")
        }
        guard case .file = try shared.settings().database else {
            throw CommandTrouble(
                "no backup in \(file): PostgreSQL's own tools make it: pg_dump, or a base backup and its log (docs/operating.md)"
            )
        }
        let assembly = try await shared.open()
        do {
            try await assembly.ledger.backup(to: file)
        } catch let trouble as LedgerTrouble {
            throw CommandTrouble("no backup in \(file): \(trouble.words): name a place with room that can be written")
        }
        try await assembly.desk().noteBackup(at: assembly.time.now())
        try await assembly.ledger.close()
        Console.line("Wrote \(file). Keep the master key as well, in another place.")
    }
}

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "A backup back in place; the service must not run.")

    @OptionGroup var shared: SharedOptions
    @Argument(help: "A file that `registrar backup` wrote.") var file: String

    func run() async throws {
        let settings = try shared.settings()
        guard case .file(let path) = settings.database else {
            throw CommandTrouble(
                "not restored: PostgreSQL's own tools do it: pg_restore, or recovery to a point in time (docs/operating.md)"
            )
        }
        try settings.database.check()
        let places = [file, path].map { URL(filePath: $0).resolvingSymlinksInPath().path }
        guard places[0] != places[1] else {
            throw CommandTrouble("not restored: \(file) is the database itself: name a backup")
        }
        do {
            try await Assembly.restore(from: file, to: settings)
        } catch let trouble as LedgerTrouble {
            throw CommandTrouble("not restored: \(trouble.words)")
        }
        Console.line("Restored \(path) from \(file).")
        let key = MasterKeyFile.path(beside: path)
        if settings.masterKeys == nil, !FileManager.default.fileExists(atPath: key) {
            Console.line("Now put the master key of that time in \(key), or set REGISTRAR_MASTER_KEY.")
        }
    }
}
