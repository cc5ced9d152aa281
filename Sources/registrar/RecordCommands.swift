import ArgumentParser
import Desk
import Foundation
import JSON
import Registrations

struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Registrations, newest first.")

    @OptionGroup var shared: SharedOptions
    @Option(help: "table, json or csv.") var format: OutputFormat = .table
    @Option(help: "At most so many.") var limit = 100

    private static let longest = 100_000

    func validate() throws {
        guard (1...Self.longest).contains(limit) else {
            throw ValidationError("--limit must be from 1 to \(Self.longest)")
        }
    }

    func run() async throws {
        let assembly = try await shared.open()
        let limit = limit
        let rows = try await assembly.ledger.read { reader in
            try reader.registrations(RegistrationQuery(limit: limit)).map { registration in
                RecordRow.cells(registration, partner: try reader.partner(registration.partner)?.name ?? "")
            }
        }
        try await assembly.ledger.close()
        switch format {
        case .table: Console.table(RecordRow.header, rows)
        case .csv: for row in [RecordRow.header] + rows { Console.line(CSV.line(row)) }
        case .json:
            for row in rows {
                var writer = JSONWriter()
                writer.object { writer in
                    for (name, value) in zip(RecordRow.header, row) { writer.field(name, value) }
                }
                Console.line(writer.text)
            }
        }
    }
}

/// A registration in one line.
enum RecordRow {
    static let header = ["case", "status", "partner", "company", "domain", "reviewer", "submitted_at"]

    static func cells(_ registration: Registration, partner: String) -> [String] {
        [
            registration.caseNumber.description, registration.status.rawValue, partner,
            registration.answers.prospect.name.typed, registration.answers.prospect.domain.ascii,
            registration.reviewer, stamp(registration.submittedAt),
        ]
    }
}

struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "One registration, whole, with the reviewer's link.")

    @OptionGroup var shared: SharedOptions
    @Argument(help: "The case number.") var number: String
    @Option(help: "table or json.") var format: PlainFormat = .table

    private static let example: UInt64 = 0x3_A7C5_91E2

    func run() async throws {
        guard let caseNumber = CaseNumber(typed: number) else {
            let example = CaseNumber(random: Self.example)
            throw CommandTrouble("\(number) is no case number, or has a wrong character: one looks like \(example)")
        }
        let assembly = try await shared.open()
        let found = try await assembly.ledger.read { try $0.registration(case: caseNumber) }
        guard let found else { throw CommandTrouble("there is no registration \(caseNumber); see registrar list") }
        let export = try await assembly.desk().export(found, at: assembly.time.now())
        try await assembly.ledger.close()
        switch format {
        case .json: Console.line(RecordJSON.text(export))
        case .table:
            for (name, value) in RecordJSON.lines(export) { Console.line("\(name): \(Console.oneLine(value))") }
        }
    }
}

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Every registration with its history, one a line.")
    private static let pageSize = 200

    @OptionGroup var shared: SharedOptions
    @Option(help: "json or csv.") var format: ExportFormat = .json
    @Option(help: "Everything stored on the person with this e-mail address, as JSON.") var contact: String?

    func run() async throws {
        if let contact { return try await exportPerson(contact) }
        let assembly = try await shared.open()
        let desk = assembly.desk()
        if format == .csv { Console.line(CSV.line(RecordRow.header)) }
        var before: Date?
        var seen: Set<RegistrationID> = []
        while true {
            // Several may share a millisecond: the next page begins with it again, and those seen are left out.
            let query = RegistrationQuery(submittedBefore: before, limit: Self.pageSize + seen.count)
            let page = try await assembly.ledger.read { try $0.registrations(query) }
            let fresh = page.filter { !seen.contains($0.id) }
            guard !fresh.isEmpty, let oldest = fresh.last else { break }
            for registration in fresh {
                let export = try await desk.export(registration, at: assembly.time.now())
                switch format {
                case .json: Console.line(RecordJSON.text(export))
                case .csv: Console.line(CSV.line(RecordRow.cells(registration, partner: export.partner.name)))
                }
            }
            seen = Set(page.filter { $0.submittedAt == oldest.submittedAt }.map(\.id))
            before = oldest.submittedAt.addingTimeInterval(0.001)
        }
        try await assembly.ledger.close()
    }
}
