import Dialogue
import FoundationEssentials
import Registrations

/// A deal that the vendor found becomes a partner's registration: the same dialogue, by a reviewer.
extension Sitting {
    /// Who is told of a claim, and who made it.
    struct Addressee {
        let person: Person
        let room: Room?
        let language: Language
        let assignedBy: Reviewing?
    }

    mutating func assign(_ name: String, domain: String?, _ book: Phrasebook) throws -> Reply {
        _ = try assigning()
        guard let partner = try partner(called: name) else { return .card(book.unknownPartner(name)) }
        try mustBeReachable(partner)
        return try begin(domain: domain, kind: .lead, partner, book)
    }

    /// The reviewer, if the policy lets this one register for partners.
    private func assigning() throws -> Reviewing {
        let act = try Reviewing(delivery.actor, under: policy, at: now)
        guard let rules = policy.assigning else { throw Refusal.noAssigning }
        guard rules.by == .reviewer || act.reviewer.isManager else { throw Refusal.notManager }
        return act
    }

    private func mustBeReachable(_ partner: Partner) throws {
        guard partner.standing == .good else { throw Refusal.claimantSuspended }
        guard try lastClaim(of: partner) != nil else { throw Refusal.nobodyKnown }
    }

    /// By its name or id, in any case.
    private func partner(called name: String) throws -> Partner? {
        if let partner = try transaction.partner(named: name) { return partner }
        return try transaction.partner(PartnerID(name))
    }

    /// So many of a partner's newest claims are looked at for somebody who is still there.
    private static let claimsOfKnownPeople = 50

    /// The partner's newest claim by somebody who is still the partner's.
    private func lastClaim(of partner: Partner) throws -> Registration? {
        let query = RegistrationQuery(partner: partner.id, limit: Self.claimsOfKnownPeople)
        let claims = try transaction.registrations(query)
        return try claims.first { try transaction.workspace($0.submitter.workspace)?.partner == partner.id }
    }

    /// The partner a draft is for: the actor's own, or the one that a reviewer assigns it to.
    func claimant(of draft: DraftRecord, _ who: Who) throws -> Partner {
        guard case .reviewer = who, isAssignment(draft) else { return try registeringPartner(who) }
        _ = try assigning()
        guard let partner = try transaction.partner(draft.partner) else { throw Refusal.draftGone }
        try mustBeReachable(partner)
        return partner
    }

    /// Only a reviewer's own draft can be for a partner that is not the reviewer's.
    func isAssignment(_ draft: DraftRecord) -> Bool { policy.reviewer(draft.owner) != nil }

    /// The submitter, or whoever of the partner registered last where the vendor registers for it.
    func addressee(of draft: DraftRecord, _ partner: Partner) throws -> Addressee {
        guard isAssignment(draft) else {
            return Addressee(person: draft.owner, room: draft.room, language: draft.language, assignedBy: nil)
        }
        let act = try assigning()
        guard let last = try lastClaim(of: partner) else { throw Refusal.nobodyKnown }
        return Addressee(
            person: last.submitter,
            room: last.room,
            language: partner.language ?? last.language,
            assignedBy: act
        )
    }
}
