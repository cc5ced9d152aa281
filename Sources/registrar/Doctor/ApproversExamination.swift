import Desk
import Registrations

/// Claims that wait for more approvers than the policy file has.
enum ApproversExamination {
    private static let limit = 1_000
    private static let named = 5

    @Sendable static func findings(_ patient: Patient) async throws -> [Finding] {
        let assembly = patient.assembly
        let waiting = try await assembly.ledger.read { reader in
            let query = RegistrationQuery(statuses: [.submitted], limit: limit, isOldestFirst: true)
            return try reader.registrations(query).filter { claim in
                guard let partner = try reader.partner(claim.partner) else { return false }
                let terms = try assembly.policies.terms(of: claim.policyVersion, in: reader)
                return terms.lacksApprover(claim, partner)
            }
        }
        guard !waiting.isEmpty else { return [] }
        let cases = waiting.prefix(named).map { "\($0.caseNumber)" }.joined(separator: ", ")
        let more = waiting.count > named ? " and \(waiting.count - named) more" : ""
        let wait = waiting.count == 1 ? "claim lacks" : "claims lack"
        return [
            .error(
                "approvals",
                "\(waiting.count) \(wait) somebody to say yes: \(cases)\(more)",
                mend: "name more reviewers in the policy file, then have it taken up with SIGHUP"
            )
        ]
    }
}
