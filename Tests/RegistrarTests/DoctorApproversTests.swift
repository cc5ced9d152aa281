import Desk
import DeskTesting
import Foundation
import Registrations
import SQLite
import Testing

@testable import registrar

/// A claim that waits for somebody who is not there is seen by whoever runs the service.
struct DoctorApproversTests {
    private static func policy(_ approvers: String) -> String {
        """
        program: { id: main, name: Nordlicht, language: en, time_zone: Europe/Berlin }
        reviewers:
          - { name: Rita, email: rita@vendor.example, slack: { team: T0VENDOR, user: U0AE } }
        routing: { fallback: Rita }
        approvals: { plans: [ { id: two, approvers: [\(approvers)] } ] }

        """
    }

    @Test func `doctor names the claims that lack somebody to say yes`() async throws {
        try await Program.inFolder { program in
            try await program.run("migrate")
            let claims = try (1...7).map { try Samples.registration($0) }
            let ledger = try await SQLiteLedger.open(path: program.path("registrar.db"), role: .tool)
            try await ledger.write { transaction in
                try transaction.save(Samples.partner())
                for claim in claims { _ = try transaction.insert(claim, nameKeys: []) }
            }
            try await ledger.close()
            try program.write(Self.policy("reviewer"), to: "one.yaml")
            try program.write(Self.policy("reviewer, Rita"), to: "two.yaml")
            let enough = try await program.with(["REGISTRAR_POLICY": "one.yaml"]).run("doctor")
            #expect(!enough.output.contains("approvals:"), "\(enough.output)")
            let lacking = try await program.with(["REGISTRAR_POLICY": "two.yaml"]).run("doctor")
            #expect(
                lacking.output.contains("error    approvals: 7 claims lack somebody to say yes"),
                "\(lacking.output)"
            )
            #expect(lacking.output.contains("\(claims[0].caseNumber)") && lacking.output.contains("and 2 more"))
            #expect(lacking.status == 1)
        }
    }
}
