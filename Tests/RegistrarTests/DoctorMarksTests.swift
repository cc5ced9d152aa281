import Desk
import Foundation
import SQLite
import Slack
import Testing

@testable import registrar

/// What the doctor says of what the service itself wrote down, and of what Slack says of the token.
struct DoctorMarksTests {
    private static let day = 86_400.0

    struct Case: Sendable, CustomTestStringConvertible {
        let mark: String
        /// From now, in seconds.
        let offset: Double
        let line: String

        var testDescription: String { "\(mark), \(offset) s" }
    }

    private static let cases = [
        Case(mark: "last backup", offset: -7 * day, line: "ok       backup: the last one was written "),
        Case(
            mark: "last backup",
            offset: -9 * day,
            line: "warning  backup: the last one is 9 days old. let a job run: registrar backup FILE"
        ),
        Case(
            mark: "last sweep",
            offset: -60,
            line: "ok       service: one runs on this database, and its clocks with it"
        ),
        Case(mark: "last sweep", offset: -400, line: "warning  service: no service has looked at the clocks since "),
        Case(mark: "last sweep", offset: 400, line: "error    clock: the service's clocks ran "),
    ]

    @Test(arguments: cases) func `old backups, sweeps that stopped and clocks that ran ahead are found`(
        _ row: Case
    ) async throws {
        try await Program.inFolder { program in
            try await program.run("migrate")
            let ledger = try await SQLiteLedger.open(path: program.path("registrar.db"), role: .tool)
            try await ledger.write { try $0.set(mark: row.mark, to: "", at: Date().addingTimeInterval(row.offset)) }
            try await ledger.close()
            let found = try await program.run("doctor")
            #expect(found.lines.contains { $0.hasPrefix(row.line) }, "\(found.output)")
        }
    }

    @Test(arguments: [
        (SlackCheckUp.Finding.well(scopes: SlackCheckUp.neededScopes), Finding.Severity.ok, "has its scopes"),
        (.well(scopes: SlackCheckUp.neededScopes.subtracting(["chat:write"])), .error, "lacks chat:write"),
        (.wrongWorkspace, .error, "is of another workspace"),
        (.refused("invalid_auth"), .error, "refuses the bot token: invalid_auth"),
        (.unreachable("no route"), .error, "cannot be reached: no route"),
    ])
    func `what Slack says of the token is told with its mend`(
        said: SlackCheckUp.Finding,
        severity: Finding.Severity,
        words: String
    ) {
        let finding = SlackExamination.report(said)
        #expect(finding.severity == severity && finding.what.contains(words))
        #expect((finding.mend == nil) == (severity == .ok))
    }
}
