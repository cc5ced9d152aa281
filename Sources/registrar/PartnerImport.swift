import ArgumentParser
import Desk
import Foundation
import Registrations

/// Partners from a spreadsheet: all or nothing, and a second time nothing.
struct PartnerImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Add or change partners from a CSV file; all of them or none.",
        discussion:
            "The first line names the columns: \(PartnerFile.columns.joined(separator: ", ")); name alone must be there. Several values of a cell stand apart by spaces. Partners are known by name."
    )

    @OptionGroup var shared: SharedOptions
    @Argument(help: "The file, UTF-8, with commas or semicolons.") var file: String
    @Flag(help: "Say what would be done and change nothing.") var dryRun = false

    func run() async throws {
        guard let data = FileManager.default.contents(atPath: file), data.count <= PartnerFile.limitBytes else {
            throw CommandTrouble("\(file) cannot be read: name a CSV file of at most 1 MiB that this user can read")
        }
        let read = PartnerFile.read(Array(data))
        try Self.refuse(read.mistakes, file)
        let assembly = try await shared.open()
        let outcomes: [PartnerBook.Outcome]
        do {
            outcomes = try await assembly.partnerBook().take(read.entries, isTrial: dryRun)
        } catch let refused as PartnerBook.ImportRefused {
            try Self.refuse(refused.lines.map { .init(line: $0.line, what: CommandTrouble.words($0.trouble)) }, file)
            return
        }
        try await assembly.ledger.close()
        for (entry, outcome) in zip(read.entries, outcomes) where outcome != .unchanged {
            Console.line("\(outcome.rawValue): \(Console.oneLine(entry.partner.name))")
        }
        let counts = [PartnerBook.Outcome.added, .changed, .unchanged].map { kind in
            "\(outcomes.count { $0 == kind }) \(kind.rawValue)"
        }
        Console.line(counts.joined(separator: ", ") + (dryRun ? "; nothing was changed." : "."))
    }

    private static func refuse(_ mistakes: [PartnerFile.Mistake], _ file: String) throws {
        guard !mistakes.isEmpty else { return }
        for mistake in mistakes.sorted(by: { $0.line < $1.line }) {
            Console.line(Console.oneLine("\(file):\(mistake.line): \(mistake.what)"))
        }
        let count = mistakes.count == 1 ? "1 mistake" : "\(mistakes.count) mistakes"
        throw CommandTrouble("nothing was imported: \(count), each with its line and mend on standard output")
    }
}
