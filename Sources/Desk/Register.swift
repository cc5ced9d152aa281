import Dialogue
import FoundationEssentials
import Registrations

/// Takes a claim: every door ends here.
extension Sitting {
    /// More than people type: a bound on what one partner can fill the ledger with.
    private static let submissionsPerHour = 120

    /// Decides and stores; nil when the draft became a registration before.
    mutating func register(_ request: Request) throws -> Registration? {
        let hourAgo = now.addingTimeInterval(-Self.hourSeconds)
        let load = try transaction.load(of: request.partner.id, since: hourAgo, limit: Self.submissionsPerHour)
        guard load.recent < Self.submissionsPerHour else {
            throw Refusal.tooMany(retryAfterSeconds: Int(Self.hourSeconds))
        }
        try settle(on: request.answers.prospect.domain)
        var facts = try facts(
            on: request.answers.prospect.domain,
            request.partner,
            contact: request.answers.contact.email,
            scope: policy.scope(of: request.answers)
        )
        facts.rivals = try rivals(to: request)
        let submission = try decide(request, given: facts, under: policy, at: now)
        let registration = submission.registration
        guard try transaction.insert(registration, nameKeys: registration.answers.prospect.name.blockingKeys()) else {
            return nil
        }
        try noteAsked(registration, under: policy)
        try record(submission.events, of: registration)
        if registration.status == .approved || registration.hold != nil || !submission.superseded.isEmpty {
            // What a rule decided at once follows the same way as what a person decides.
            let change = submission.hold.map { Transition.HoldChange.start($0) }
            try apply(
                Transition(registration, [], hold: change, superseded: submission.superseded),
                under: policy,
                isTelling: registration.status == .approved
            )
        }
        try tellReviewer(registration)
        if registration.status == .submitted { try tellRoom(registration) }
        if request.assignedBy == nil { try signal(registration, request.partner) }
        return registration
    }

    /// The open claims on the same prospect and scope.
    private func rivals(to request: Request) throws -> [Rival] {
        let scope = policy.scope(of: request.answers)
        return try policy.companies(of: request.answers.prospect.domain)
            .flatMap { try transaction.openRegistrations(on: $0, limit: 200) }
            .filter { $0.scope.overlaps(scope) }
            .map { $0.rival() }
    }

    /// What the person who went through the dialogue confirmed.
    func consent(_ draft: DraftRecord) -> Consent? {
        guard draft.typed[.consent] == "yes" else { return nil }
        let texts = policy.consent.text
        let language = texts[draft.language] == nil ? policy.program.language : draft.language
        return Consent(
            person: draft.owner,
            text: texts[language] ?? "",
            language: language,
            version: policy.consent.version,
            at: now,
            channel: draft.owner.workspace.channel
        )
    }
}
