import ArgumentParser
import Desk
import Foundation
import Registrations

/// Takes a person at a prospect out of everything that is stored.
struct Erase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Erase what is stored on a person at a prospect; histories still verify.",
        discussion: "Look first with: registrar export --contact EMAIL. What is kept, and why: docs/privacy.md."
    )

    @OptionGroup var shared: SharedOptions
    @Option(help: "The person's e-mail address.") var contact: String
    @Flag(help: "Say what would be erased and change nothing.") var dryRun = false

    func run() async throws {
        let email = try PersonOption.email(contact)
        let assembly = try await shared.open()
        let erasing = assembly.erasing()
        let file = try await erasing.file(on: email)
        guard !file.isEmpty else {
            try await assembly.ledger.close()
            Console.line("Nothing is stored under that address.")
            return
        }
        if dryRun {
            try await assembly.ledger.close()
            Self.lines(would: file).forEach(Console.line)
            return
        }
        let report = try await erasing.erase(file)
        try await assembly.ledger.scrub()
        try await assembly.ledger.close()
        Self.lines(report, file, assembly.settings.database, policy: assembly.policyText).forEach(Console.line)
    }

    private static func lines(would file: PersonalFile) -> [String] {
        let cases = file.registrations.map(\.caseNumber.description).joined(separator: " ")
        return [
            "Would erase, and changed nothing:",
            "  registrations of this contact: \(file.registrations.count) \(cases)",
            "  other registrations that name the address: \(file.mentions.count)",
            "  values in histories: \(file.values.count)", "  drafts: \(file.drafts.count)",
            "  answers kept for copies of deliveries: \(file.replies.count)",
            "  messages that wait: \(file.messages.count)",
        ]
    }

    private static func lines(
        _ report: Erasing.Report,
        _ file: PersonalFile,
        _ place: DatabasePlace,
        policy: String
    ) -> [String] {
        var lines = [
            "Erased:",
            "  registrations of this contact: \(report.registrations.count)"
                + report.registrations.map { " \($0)" }.joined(),
            "  other registrations that named the address: \(report.mentions.count)",
            "  words in registrations: \(report.words)", "  values in histories: \(report.values)",
            "  drafts: \(report.drafts)", "  answers kept for copies of deliveries: \(report.replies)",
            "  messages that wait: \(report.messages)", "Kept:",
            "  each registration with company, partner, decisions and times: commissions rest on it",
            "  who consented to which text, when and through which chat: evidence, without the contact's data",
            "  each history's hashes: `registrar audit verify` still holds",
            "Out of reach:", "  messages already in a chat: delete them there",
            "  backups, and files exported before: they end with their own retention",
        ]
        if !file.unreadable.isEmpty {
            lines.append("  \(file.unreadable.count) messages of another version: see registrar outbox list")
        }
        if PersonOption.stands(file.email, in: policy) {
            lines.append("  the policy file names that address, as a reviewer's: change it there")
        }
        switch place {
        case .file: lines.append("  the file's log: the running service empties it within two minutes")
        case .server: lines.append("  the server's dead rows: autovacuum takes them, or VACUUM does at once")
        }
        return lines
    }
}

/// The person that `--contact` names.
enum PersonOption {
    static func email(_ text: String) throws -> EmailAddress {
        guard let email = EmailAddress(text) else {
            throw ValidationError("--contact must be an e-mail address, such as ada@company.example")
        }
        return email
    }

    static func stands(_ email: EmailAddress, in text: String) -> Bool {
        text.lowercased().contains(email.text.lowercased())
    }
}

/// Erases what is old enough, as the setting says.
struct Retention: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Erase the personal data of registrations that ended long enough ago.",
        discussion: "The service does the same once a day when REGISTRAR_ERASE_AFTER_DAYS is set."
    )

    @OptionGroup var shared: SharedOptions
    @Option(help: "Overrides REGISTRAR_ERASE_AFTER_DAYS.") var days: Int?
    @Flag(help: "List what would be erased and change nothing.") var dryRun = false

    func validate() throws {
        guard let days, !Setting.retentionDays.contains(days) else { return }
        throw ValidationError(
            "--days must be from \(Setting.retentionDays.lowerBound) to \(Setting.retentionDays.upperBound)"
        )
    }

    func run() async throws {
        let assembly = try await shared.open()
        guard let days = days ?? assembly.settings.eraseAfterDays else {
            throw CommandTrouble("REGISTRAR_ERASE_AFTER_DAYS is not set: set it, or give --days")
        }
        let erasing = assembly.erasing()
        let before = assembly.time.now().addingTimeInterval(-Double(days) * 86_400)
        let due = try await erasing.due(endedBefore: before)
        for registration in due {
            let end = registration.endedAt.map(stamp) ?? ""
            Console.line("\(registration.caseNumber) \(registration.status.rawValue) \(end)")
            if !dryRun { try await erasing.retire(registration) }
        }
        if !dryRun, !due.isEmpty { try await assembly.ledger.scrub() }
        try await assembly.ledger.close()
        let done = dryRun ? "would be erased, nothing was changed" : "erased"
        Console.line("\(due.count) that ended more than \(days) days ago: \(done).")
    }
}

extension Assembly {
    func erasing() -> Erasing { Erasing(ledger: ledger, time: time, chance: chance) }
}
