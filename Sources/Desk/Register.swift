import Dialogue
import FoundationEssentials
import Registrations

/// Takes a claim: every door ends here.
extension Sitting {
    private static let weekSeconds = 7 * 86_400.0
    /// More than people type: a bound on what one partner can fill the ledger with.
    private static let submissionsPerHour = 120
    private static let claimsShown = 20

    /// Decides and stores; nil when the draft became a registration before.
    mutating func register(_ request: Request) throws -> Registration? {
        let hourAgo = now.addingTimeInterval(-Self.hourSeconds)
        let load = try transaction.load(of: request.partner.id, since: hourAgo, limit: Self.submissionsPerHour)
        guard load.recent < Self.submissionsPerHour else {
            throw Refusal.tooMany(retryAfterSeconds: Int(Self.hourSeconds))
        }
        let facts = try facts(
            on: request.answers.prospect.domain,
            request.partner,
            contact: request.answers.contact.email
        )
        let submission = try decide(request, given: facts, under: policy, at: now)
        let registration = submission.registration
        guard try transaction.insert(registration, nameKeys: registration.answers.prospect.name.blockingKeys()) else {
            return nil
        }
        try Timeline.append(
            submission.events,
            to: .registration(registration.id),
            in: transaction,
            chance: desk.chance
        )
        try tellReviewer(registration)
        try tellRoom(registration)
        return registration
    }

    /// What the ledger knows that bears on a claim.
    func facts(on domain: DomainName, _ partner: Partner, contact: EmailAddress?) throws -> Facts {
        let companies = policy.companies(of: domain)
        let hold = try transaction.holds(on: companies, scope: .account).hindering(partner.id, at: now)
        let open = try companies.flatMap { company in
            try transaction.openClaims(on: company, first: partner.id, limit: Self.claimsShown)
        }
        let won = try companies.compactMap { try transaction.wonAt(company: $0) }
        // Only a cap asks how much the partner has.
        let cap = policy.tier(named: partner.tier).widestCap
        let load = try cap.map { try registered(by: partner, upTo: max($0, CaseFile.Load.limit)) }
        let others = similar.filter { !companies.contains($0.candidate.company) }
        return Facts(
            hold: hold,
            openClaims: open,
            wonAt: won.max(),
            similar: others.map {
                .init(
                    name: $0.candidate.name,
                    caseNumber: $0.candidate.caseNumber,
                    partner: $0.candidate.partner,
                    score: $0.score
                )
            },
            openCount: load?.open ?? 0,
            weekCount: load?.recent ?? 0,
            contactDomain: contact.map { domains.read($0.domain) } ?? .unreadable,
            names: try names(
                of: (hold.map { [$0.partner] } ?? []) + open.map(\.partner)
                    + others.prefix(Self.claimsShown).map(\.candidate.partner)
            )
        )
    }

    private func registered(by partner: Partner, upTo limit: Int) throws -> (open: Int, recent: Int) {
        try transaction.load(of: partner.id, since: now.addingTimeInterval(-Self.weekSeconds), limit: limit)
    }

    private func names(of partners: [PartnerID]) throws -> [PartnerID: String] {
        var names: [PartnerID: String] = [:]
        for id in partners where names[id] == nil { names[id] = try transaction.partner(id)?.name }
        return names
    }

    /// A registration with what is needed to speak of it, and a link for that audience.
    func caseFile(_ registration: Registration, for audience: Audience?) throws -> CaseFile {
        guard let partner = try transaction.partner(registration.partner) else {
            throw LedgerTrouble.broken("a registration without its partner")
        }
        let load = try registered(by: partner, upTo: CaseFile.Load.limit)
        return CaseFile(
            registration: registration,
            partner: partner,
            policy: policy,
            heldUntil: try transaction.heldUntil(registration, under: policy, at: now),
            link: audience.map { desk.link(to: registration, for: $0, at: now) },
            load: CaseFile.Load(open: load.open, week: load.recent)
        )
    }
}

extension LedgerReader {
    /// The end of somebody else's hold that an undecided claim waits behind.
    func heldUntil(_ registration: Registration, under policy: Policy, at now: Date) throws -> Date? {
        guard registration.status == .submitted || registration.status == .needsInformation,
            let hold = try holds(against: registration, under: policy).hindering(registration.partner, at: now),
            hold.isInForce(against: registration.partner, at: now)
        else { return nil }
        return hold.until
    }

    /// The holds whose rows are not ended, under every key the claim's company may have.
    func holds(against registration: Registration, under policy: Policy) throws -> [Hold] {
        let companies = policy.companies(of: registration.answers.prospect.domain)
        let own = companies.contains(registration.company) ? [] : [registration.company]
        return try holds(on: own + companies, scope: registration.scope)
    }

    func holds(on companies: [CompanyKey], scope: ScopeKey) throws -> [Hold] {
        try companies.compactMap { try liveHold(company: $0, scope: scope) }
    }
}

extension [Hold] {
    /// The one in force against the partner that ends last, else any.
    func hindering(_ partner: PartnerID, at now: Date) -> Hold? {
        filter { $0.isInForce(against: partner, at: now) }.max { $0.until < $1.until } ?? first
    }
}

extension FrontDesk {
    /// A link that opens the record without login: give it privately only.
    func link(to registration: Registration, for audience: Audience, at now: Date) -> String {
        let expiry = now.timeIntervalSince1970 + Double(RecordLink.longestLifeDays) * 86_400
        let link = RecordLink(
            audience: audience,
            generation: registration.linkGeneration,
            expiresAtSeconds: Int(expiry)
        )
        return
            "\(settings.publicURL)/r/\(registration.caseNumber)?k=\(link.key(for: registration.id, signedBy: keyring))"
    }
}
