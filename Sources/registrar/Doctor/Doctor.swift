import ArgumentParser
import Curl
import Desk
import Foundation
import JSON
import Registrations

/// Checks every setting, address, scope and clock; each finding with its mend.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check settings, database, addresses, chats, policy and partners; each finding with its mend."
    )

    @OptionGroup var shared: SharedOptions
    @Option(help: "table or json.") var format: PlainFormat = .table

    func run() async throws {
        let findings = try await Self.examine(shared)
        switch format {
        case .table: findings.map(\.line).forEach(Console.line)
        case .json: Console.line(Self.json(findings))
        }
        let errors = findings.count { $0.severity == .error }
        guard errors == 0 else {
            let count = errors == 1 ? "1 thing is" : "\(errors) things are"
            throw CommandTrouble("\(count) broken: standard output says what and how to mend it")
        }
    }

    /// Every area in its turn; one that cannot be looked at is a finding of its own.
    private static func examine(_ shared: SharedOptions) async throws -> [Finding] {
        let settings: Settings
        do {
            settings = try shared.settings()
        } catch let trouble as SettingsTrouble {
            return trouble.mistakes.map { .error("settings", $0, mend: nil) }
        }
        var findings = SettingsExamination.findings(settings)
        let curl = try CurlClient(RunningService.curlSettings(settings))
        defer { curl.close() }
        do {
            let log = LogSetup.start(settings, toOutput: false)
            let patient = Patient(assembly: try await Assembly.open(settings, as: .tool, log: log), curl: curl)
            for examination in ofAssembly { findings += try await examination(patient) }
            try await patient.assembly.ledger.close()
        } catch let trouble as CommandTrouble {
            findings.append(.error("start", trouble.description, mend: nil))
        } catch let trouble as LedgerTrouble {
            findings.append(.error("database", trouble.words, mend: trouble.mend))
        }
        findings += await AddressExamination.findings(settings, curl)
        findings += await SlackExamination.findings(settings, curl)
        findings += await TeamsExamination.findings(settings, curl)
        return findings
    }

    /// What can be looked at once the database is open; a new area is a file with one of these.
    private static let ofAssembly: [@Sendable (Patient) async throws -> [Finding]] = [
        DatabaseExamination.findings, SecretsExamination.findings, PolicyExamination.findings,
        ReviewersExamination.findings, ApproversExamination.findings, PartnersExamination.findings,
        OutboxExamination.findings,
    ]

    private static func json(_ findings: [Finding]) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("version", Version.text)
            writer.field("errors", findings.count { $0.severity == .error })
            writer.field("warnings", findings.count { $0.severity == .warning })
            writer.array("findings") { writer in
                for finding in findings { finding.put(&writer) }
            }
        }
        return writer.text
    }
}

/// What is examined.
struct Patient: Sendable {
    let assembly: Assembly
    let curl: CurlClient
}
