import Desk
import Registrations

/// Claims that wait for more approvers than the policy file has.
extension Doctor {
    private static let approverPage = 1_000
    private static let namedCases = 5

    func checkApprovers(_ assembly: Assembly, _ findings: inout Findings) async throws {
        let waiting = try await assembly.ledger.read { reader in
            let query = RegistrationQuery(statuses: [.submitted], limit: Self.approverPage, isOldestFirst: true)
            return try reader.registrations(query).filter { claim in
                guard let partner = try reader.partner(claim.partner) else { return false }
                let terms = try assembly.policies.terms(of: claim.policyVersion, in: reader)
                return terms.lacksApprover(claim, partner)
            }
        }
        guard !waiting.isEmpty else { return }
        let named = waiting.prefix(Self.namedCases).map { "\($0.caseNumber)" }.joined(separator: ", ")
        let more = waiting.count > Self.namedCases ? " and \(waiting.count - Self.namedCases) more" : ""
        let wait = waiting.count == 1 ? "claim lacks" : "claims lack"
        findings.fail(
            "approvals",
            "\(waiting.count) \(wait) somebody to say yes: \(named)\(more)",
            mend: "name more reviewers in the policy file, then have it taken up with SIGHUP"
        )
    }
}
