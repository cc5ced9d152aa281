import Curl
import Desk
import Registrations
import Slack

/// The rules and who decides by them.
enum PolicyExamination {
    @Sendable static func findings(_ patient: Patient) async throws -> [Finding] {
        let policy = patient.assembly.policies.current
        guard !policy.reviewers.isEmpty else {
            let mend = "set REGISTRAR_POLICY to a file with reviewers (docs/policy.md)"
            return [.error("policy", "nobody can decide", mend: mend)]
        }
        var findings = [
            Finding.ok("policy", "version \(policy.version), \(policy.reviewers.count) reviewers")
        ]
        if policy.managers.isEmpty {
            findings.append(
                .warning("policy", "nobody is a partner manager", mend: "mark a reviewer with manager: true")
            )
        }
        return findings
    }
}

/// Whether the reviewers of the policy are people of the vendor's workspace.
enum ReviewersExamination {
    /// More are not asked about: each is a call to Slack.
    private static let limit = 50

    @Sendable static func findings(_ patient: Patient) async throws -> [Finding] {
        guard let slack = patient.assembly.settings.slack else { return [] }
        var findings: [Finding] = []
        var known = 0
        for reviewer in patient.assembly.policies.current.reviewers.prefix(limit) {
            let person = reviewer.people.first { $0.workspace.channel == .slack }
            guard let person else {
                findings.append(
                    .warning(
                        "reviewers",
                        "\(reviewer.name) has no Slack user",
                        mend: "add slack: { team, user } in the policy"
                    )
                )
                continue
            }
            switch await SlackCheckUp.person(person.user, slack, curl: patient.curl) {
            case .there: known += 1
            case .gone(let why):
                findings.append(
                    .error(
                        "reviewers",
                        "\(reviewer.name) is nobody Slack knows as \(person.user): \(why)",
                        mend: "correct the user in the policy (a profile's menu has Copy member ID)"
                    )
                )
            case .unknown(let why):
                findings.append(
                    .warning("reviewers", "Slack did not say who \(person.user) is: \(why)", mend: "try again")
                )
            }
        }
        if known > 0 { findings.append(.ok("reviewers", "Slack knows \(known) of them")) }
        return findings
    }
}

/// Partners that could register, and those that cannot yet.
enum PartnersExamination {
    private static let named = 10

    @Sendable static func findings(_ patient: Patient) async throws -> [Finding] {
        let partners = try await patient.assembly.partnerBook().list()
        guard !partners.isEmpty else {
            return [.warning("partners", "there are none", mend: "registrar partner add, or partner import FILE")]
        }
        let unlinked = partners.filter(\.workspaces.isEmpty)
        var findings = unlinked.prefix(named).map { row in
            Finding.warning(
                "partners",
                "\(row.partner.name) has no chat",
                mend: "registrar partner invite \"\(row.partner.name)\", or partner link"
            )
        }
        if unlinked.count > named {
            let rest = unlinked.count - named
            findings.append(.warning("partners", "\(rest) more have no chat", mend: "registrar partner list"))
        }
        findings.append(.ok("partners", "\(partners.count - unlinked.count) of \(partners.count) are linked to a chat"))
        return findings
    }
}

/// What waits for the admin.
enum OutboxExamination {
    private static let limit = 1_000

    @Sendable static func findings(_ patient: Patient) async throws -> [Finding] {
        let parked = try await patient.assembly.ledger.read { try $0.outbox(states: [.parked], limit: limit) }
        guard !parked.isEmpty else { return [.ok("outbox", "no message is parked")] }
        let reasons = Dictionary(grouping: parked) { $0.reason ?? "unknown" }.mapValues(\.count)
        let shown = reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5)
            .map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
        return [
            .warning(
                "outbox",
                "\(parked.count) messages are parked: \(shown)",
                mend: "see registrar outbox list, mend the reason, then registrar outbox retry"
            )
        ]
    }
}
