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

/// Whether the reviewers of the policy can be written to in the chats that are on.
enum ReviewersExamination {
    /// More are not asked about: each is a call to Slack.
    private static let limit = 50

    @Sendable static func findings(_ patient: Patient) async throws -> [Finding] {
        let settings = patient.assembly.settings
        let reviewers = patient.assembly.policies.current.reviewers.prefix(limit)
        guard settings.slack != nil || settings.teams != nil else { return [] }
        var findings = reviewers.compactMap { missing($0, settings) }
        if let slack = settings.slack { findings += await known(Array(reviewers), to: slack, patient.curl) }
        if settings.teams != nil { findings += try await met(Array(reviewers), patient.assembly) }
        return findings
    }

    /// Whoever has a person in one of two chats is written to there.
    private static func missing(_ reviewer: Policy.Reviewer, _ settings: Settings) -> Finding? {
        let isSlackOn = settings.slack != nil
        let isTeamsOn = settings.teams != nil
        guard !(isSlackOn && has(reviewer, .slack)), !(isTeamsOn && has(reviewer, .teams)) else { return nil }
        let chats = [isSlackOn ? "Slack user" : nil, isTeamsOn ? "person in Teams" : nil].compactMap(\.self)
        let keys = [isSlackOn ? "slack: { team, user }" : nil, isTeamsOn ? "teams: { tenant, object_id }" : nil]
        return .warning(
            "reviewers",
            "\(reviewer.name) has no \(chats.joined(separator: " and no "))",
            mend: "add \(keys.compactMap(\.self).joined(separator: " or ")) in the policy"
        )
    }

    private static func has(_ reviewer: Policy.Reviewer, _ channel: Channel) -> Bool {
        reviewer.people.contains { $0.workspace.channel == channel }
    }

    private static func known(
        _ reviewers: [Policy.Reviewer],
        to slack: SlackSettings,
        _ curl: CurlClient
    ) async
        -> [Finding]
    {
        var findings: [Finding] = []
        var known = 0
        for reviewer in reviewers {
            guard let person = reviewer.people.first(where: { $0.workspace.channel == .slack }) else { continue }
            switch await SlackCheckUp.person(person.user, slack, curl: curl) {
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

    /// Teams names nobody to an app that they never opened: until then no card reaches them there.
    private static func met(_ reviewers: [Policy.Reviewer], _ assembly: Assembly) async throws -> [Finding] {
        let people = reviewers.compactMap { reviewer in
            reviewer.people.first { $0.workspace.channel == .teams }.map { (name: reviewer.name, person: $0) }
        }
        let strangers = try await assembly.ledger.read { reader in
            try people.filter { try reader.reach(of: $0.person) == nil }.map(\.name)
        }
        var findings = strangers.map { name in
            Finding.warning(
                "reviewers",
                "\(name) has not opened the app in Teams yet, so no card reaches them there",
                mend: "let them open it once in a chat of two; if they did, compare tenant and object_id in the policy"
            )
        }
        let met = people.count - strangers.count
        if met > 0 { findings.append(.ok("reviewers", "Teams knows \(met) of them")) }
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
