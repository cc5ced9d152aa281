import Dialogue
import FoundationEssentials
import Registrations

/// What the ledger knows that bears on a claim.
extension Sitting {
    private static let weekSeconds = 7 * 86_400.0
    private static let claimsShown = 20

    /// No claim is about it: what is not known yet overlaps only a hold on the whole company.
    private static let scopeUnknown = ScopeKey("unknown")

    var weekAgo: Date { now.addingTimeInterval(-Self.weekSeconds) }

    /// `scope` is what of the company the claim is about; nil while it is not known.
    func facts(
        on domain: DomainName,
        _ partner: Partner,
        contact: EmailAddress?,
        scope: ScopeKey? = nil
    ) throws -> Facts {
        let companies = policy.companies(of: domain)
        let holds = try companies.flatMap { try transaction.holds(company: $0) }
        let wanted = scope ?? (policy.hold.scope == .account ? .account : Self.scopeUnknown)
        let hold = holds.hindering(partner.id, wanted, under: policy, at: now)
        let open = try companies.flatMap { company in
            try transaction.openClaims(on: company, first: partner.id, limit: Self.claimsShown)
        }
        let won = try companies.compactMap { try transaction.wonAt(company: $0) }
        // Only a cap asks how much the partner has.
        let cap = policy.tier(named: partner.tier).widestCap
        let load = try cap.map { try registered(by: partner, upTo: max($0, CaseFile.Load.limit)) }
        let others = similar.matches.filter { !companies.contains($0.candidate.company) }
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
            ),
            directSale: try directSale(companies),
            lapsedAt: policy.hold.coolDown == nil
                ? nil : try companies.compactMap { try transaction.lapsedAt(company: $0, partner: partner.id) }.max(),
            holds: holds
        )
    }

    private func directSale(_ companies: [CompanyKey]) throws -> DirectSale? {
        guard policy.severity(.directSale) != .off else { return nil }
        let sales = try companies.compactMap { try transaction.directSale(company: $0) }
        return sales.first { $0.closedAt == nil } ?? sales.max { $0.openedAt < $1.openedAt }
    }

    func registered(by partner: Partner, upTo limit: Int) throws -> (open: Int, recent: Int) {
        try transaction.load(of: partner.id, since: weekAgo, limit: limit)
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
        let terms = try terms(of: registration)
        let load = try registered(by: partner, upTo: CaseFile.Load.limit)
        let queue = try transaction.queuePlace(of: registration, under: terms, at: now)
        return CaseFile(
            registration: registration,
            partner: partner,
            policy: terms,
            heldUntil: queue.heldUntil,
            link: audience.map { desk.link(to: registration, for: $0, at: now) },
            load: CaseFile.Load(open: load.open, week: load.recent),
            place: queue.place,
            isInTurn: queue.isInTurn,
            now: now
        )
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
