import ArgumentParser
import Desk
import Foundation
import Registrations

struct PolicyReplay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Say what another policy would have decided about the past.",
        discussion: """
            Every registration, in the order they came, is played under its own version's rules and under the file's. Each line \
            is one thing that would be different: a verdict, a hold, its end, a place in the queue. Nothing is changed.
            """
    )

    private static let pageSize = 200

    @OptionGroup var shared: SharedOptions
    @Argument(help: "The policy file to try.") var file: String
    @Option(help: "Only registrations submitted since this day, YYYY-MM-DD, in the program's time zone.")
    var since: String?

    func validate() throws {
        guard since.map({ CivilDate($0) != nil }) ?? true else {
            throw ValidationError("--since must be a day such as 2026-03-01")
        }
    }

    func run() async throws {
        let new = try PolicyReading.read(file)
        let assembly = try await shared.open()
        let zone = LocalTime(timeZone: assembly.policies.current.program.timeZone)
        let start = since.flatMap { CivilDate($0) }.map { zone.instant(on: $0, secondOfDay: 0) }
        let history = try await Self.history(in: assembly.ledger, since: start)
        let partners = try await assembly.ledger.read { try $0.partners() }
        let texts = try await Self.texts(of: Set(history.map(\.policyVersion)), in: assembly.ledger)
        try await assembly.ledger.close()
        let versions = texts.reduce(into: [assembly.policies.current.version: assembly.policies.current]) {
            $0[$1.key] = Assembly.readVersion($1.value, $1.key) ?? $0[$1.key]
        }
        let report = replay(
            history,
            partners: Dictionary(partners.map { ($0.id, $0) }) { first, _ in first },
            under: { versions[$0] },
            new: new
        )
        Self.print(report, new.version)
    }

    private static func history(in ledger: any StoredLedger, since start: Date?) async throws -> [Registration] {
        var all: [Registration] = []
        var seen: Set<RegistrationID> = []
        var before: Date?
        while true {
            // Several may share a millisecond: the next page begins with it again, and those seen are left out.
            let query = RegistrationQuery(submittedBefore: before, limit: pageSize + seen.count)
            let page = try await ledger.read { try $0.registrations(query) }
            let fresh = page.filter { !seen.contains($0.id) }
            guard let oldest = fresh.last else { break }
            all += fresh.filter { registration in start.map { registration.submittedAt >= $0 } ?? true }
            if let start, oldest.submittedAt < start { break }
            seen = Set(page.filter { $0.submittedAt == oldest.submittedAt }.map(\.id))
            before = oldest.submittedAt.addingTimeInterval(0.001)
        }
        return all.reversed()
    }

    private static func texts(of versions: Set<String>, in ledger: any StoredLedger) async throws -> [String: String] {
        try await ledger.read { reader in
            try versions.reduce(into: [:]) { $0[$1] = try reader.policyText(version: $1) }
        }
    }

    private static func print(_ report: ReplayReport, _ version: String) {
        for flip in report.flips {
            Console.line(
                "\(flip.caseNumber) \(flip.kind.rawValue): \(flip.before) becomes \(flip.after) (\(flip.rule))"
            )
        }
        for version in report.unknownVersions {
            Console.line("Version \(version) is not known any more: its registrations were left out.")
        }
        let changes = report.flips.count == 1 ? "1 thing" : "\(report.flips.count) things"
        let cases = report.replayed == 1 ? "1 registration" : "\(report.replayed) registrations"
        Console.line("\(cases) played under \(version): \(changes) would be different.")
    }
}
