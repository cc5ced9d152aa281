import Dialogue
import FoundationEssentials
import Registrations

/// Verdicts before the claim: counted wherever one is shown anew, so that nobody maps who holds what.
extension Sitting {
    static let hourSeconds = 3_600.0

    /// The verdict so far, once the company is right; nil when too much was asked.
    ///
    /// A partner's own claim is always spoken of. Within an hour a dialogue shows the same verdict again for nothing.
    mutating func standing(
        _ draft: DraftRecord,
        _ partner: Partner,
        _ questions: Questionnaire
    ) throws -> Standing? {
        guard let prospect = questions.prospect(draft.typed) else { return nil }
        let claim = Claim(partner: partner, prospect: prospect)
        // Where the whole account is held, no answer changes what the claim is about.
        let scope =
            policy.hold.scope == .account ? .account : questions.answers(draft.typed).map { policy.scope(of: $0) }
        try settle(claimsOf: partner.id, on: prospect.domain)
        let facts = try facts(on: prospect.domain, partner, contact: nil, scope: scope)
        let standing = Standing(claim, facts, policy, at: now)
        if case .yours = standing { return standing }
        // Reviewers see who holds what anyway.
        if isAssignment(draft) { return standing }
        let shown = "\(draft.id) \(prospect.domain.ascii) \(prospect.name.typed)"
        if try countLastHour("verdict", key: shown) > 0 { return standing }
        // A copy looks nothing up.
        guard step?.isCopy != true, try countCheck(of: partner) else { return nil }
        try transaction.count("verdict", key: shown, at: now)
        return standing
    }

    /// False, and nothing is counted, when the partner asked for as many as the policy allows in an hour.
    mutating func countCheck(of partner: Partner) throws -> Bool {
        guard try countLastHour("check", key: partner.id.text) < policy.limits.checksPerHour else { return false }
        try transaction.count("check", key: partner.id.text, at: now)
        return true
    }

    func countLastHour(_ name: String, key: String) throws -> Int {
        try transaction.tally(name, key: key, since: now.addingTimeInterval(-Self.hourSeconds))
    }
}

extension Step {
    /// In words, or by what its last button says.
    var showsStanding: Bool {
        switch self {
        case .contact, .consent: true
        case .company, .opportunity, .deal: false
        }
    }
}
