import FoundationEssentials
import Registrations

/// Where an undecided claim stands among others.
struct QueuePlace: Sendable {
    /// The end of somebody else's hold that it waits behind.
    var heldUntil: Date?
    /// The place among those that wait, 1 for the next; nil for one that waits for nobody.
    var place: Int?
    /// It could be approved now.
    var isInTurn = true
}

extension LedgerReader {
    private static var queueLimit: Int { 200 }

    func queuePlace(of registration: Registration, under terms: Policy, at now: Date) throws -> QueuePlace {
        guard registration.status == .submitted || registration.status == .needsInformation else { return QueuePlace() }
        let holds = try holds(around: registration, under: terms)
        let standing = holds.hindering(registration.partner, registration.scope, under: terms, at: now)
        let isWaiting = registration.status == .submitted && registration.progress.duties.isEmpty
        // Only then do the others matter.
        guard standing != nil || isWaiting || terms.conflicts.winner.isOrdered else { return QueuePlace() }
        let rivals = try rivals(of: registration, under: terms)
        let isInTurn = registration.isInTurn(holds: holds, rivals: rivals, under: terms, at: now)
        let place = ClaimantQueue.position(of: registration.id, in: rivals, under: terms)
        return QueuePlace(
            heldUntil: standing?.until,
            place: standing == nil && isInTurn ? nil : place,
            isInTurn: isInTurn
        )
    }

    /// The company's keys, the one it was claimed under among them.
    private func keys(of registration: Registration, under policy: Policy) -> [CompanyKey] {
        let companies = policy.companies(of: registration.answers.prospect.domain)
        return (companies.contains(registration.company) ? [] : [registration.company]) + companies
    }

    func holds(around registration: Registration, under policy: Policy) throws -> [Hold] {
        try keys(of: registration, under: policy).flatMap { try holds(company: $0) }
    }

    /// The open claims on the same prospect and scope, with their partners.
    func contenders(for registration: Registration, under policy: Policy) throws -> [(Registration, Partner)] {
        try keys(of: registration, under: policy)
            .flatMap { try openRegistrations(on: $0, limit: Self.queueLimit) }
            .filter { $0.id != registration.id && $0.scope.overlaps(registration.scope) }
            .compactMap { claim in try partner(claim.partner).map { (claim, $0) } }
    }

    /// The claims that contend with it, as the order of the queue sees them, itself among them while it is open.
    func rivals(of registration: Registration, under terms: Policy) throws -> [Rival] {
        let others = try contenders(for: registration, under: terms)
        let partner = registration.status.isOpen ? try partner(registration.partner) : nil
        let all = (partner.map { [(registration, $0)] } ?? []) + others
        let first = all.map(\.0.submittedAt).min()
        return try all.map { claim, partner in
            claim.rival(
                weight: try weight(of: claim, partner, isFirst: claim.submittedAt == first, under: terms),
                isSuspended: partner.standing != .good
            )
        }
    }

    /// What only "best qualified" asks for; a relation is the partner's own won registration of the company.
    private func weight(
        of claim: Registration,
        _ partner: Partner,
        isFirst: Bool,
        under terms: Policy
    ) throws -> Int {
        guard terms.conflicts.isWeighing else { return 0 }
        let won = RegistrationQuery(partner: partner.id, company: claim.company, statuses: [.won], limit: 1)
        let wins = try registrations(won)
        return claim.weight(
            partner,
            isFirstReceived: isFirst,
            hasWonBefore: wins.count > 0,
            under: terms
        )
    }
}

extension Policy.ConflictRules.Winner {
    /// Undecided claims have an order of their own, hold or no hold.
    fileprivate var isOrdered: Bool {
        switch self {
        case .firstReceived, .firstComplete, .bestQualified, .customerChoice: true
        case .firstApproved, .firstMeeting, .split, .shared: false
        }
    }
}
