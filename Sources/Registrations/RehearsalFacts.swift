import FoundationEssentials

/// What is known of a registration when it is played again.
extension Rehearsal {
    private static let weekSeconds = 7 * 86_400.0

    /// The holds and the open claims on the company, as they stand in the rehearsal.
    func around(_ one: Registration, _ policy: Policy) -> ([Hold], [Rival]) {
        let others = (companies[one.company] ?? []).compactMap { parts[$0]?.now }.filter { $0.id != one.id }
        let rivals = others.filter { $0.status.isOpen && $0.scope.overlaps(one.scope) }
        return (
            others.compactMap(\.hold), rivals.map { $0.rival(isSuspended: partners[$0.partner]?.standing != .good) }
        )
    }

    func facts(for part: Part, _ partner: Partner, _ company: CompanyKey, at now: Date) -> Facts {
        let (one, policy) = (part.original, part.policy)
        let scope = policy.scope(of: one.answers)
        let others = (companies[company] ?? []).compactMap { parts[$0]?.now }
        let own = (claims[partner.id] ?? []).compactMap { parts[$0]?.now }
        let holds = others.compactMap(\.hold)
        var facts = Facts(
            hold: holds.hindering(partner.id, scope, under: policy, at: now),
            openClaims: others.filter(\.status.isOpen).map {
                .init(caseNumber: $0.caseNumber, partner: $0.partner, status: $0.status, scope: $0.scope)
            },
            wonAt: others.filter { $0.status == .won }.compactMap(\.endedAt).max(),
            openCount: own.count { $0.status.isOpen },
            weekCount: own.count { $0.submittedAt > now.addingTimeInterval(-Self.weekSeconds) },
            lapsedAt: others.filter { $0.status == .lapsed && $0.partner == partner.id }.compactMap(\.endedAt).max()
        )
        facts.holds = holds
        facts.rivals = others.filter { $0.status.isOpen && $0.scope.overlaps(scope) }
            .map { $0.rival(isSuspended: partners[$0.partner]?.standing != .good) }
        facts.takeOver(one)
        return facts
    }
}

extension Facts {
    /// What only the moment of submission knew, as its checks tell.
    fileprivate mutating func takeOver(_ one: Registration) {
        if one.checks.contains(where: { $0.reason == .nameSimilar }) {
            similar = [.init(name: "", caseNumber: one.caseNumber, partner: one.partner, score: 1)]
        }
        if let check = one.checks.first(where: { $0.rule == .domainKind }), let domain = check.domain {
            if check.reason == .contactFreeMail { contactDomain = .freeMail(domain) }
            if check.reason == .contactDisposable { contactDomain = .disposable(domain) }
        }
        if let check = one.checks.first(where: { [.directSaleOpen, .directSaleRecent].contains($0.reason) }) {
            directSale = DirectSale(
                company: one.company,
                by: check.value("opened_by") ?? "",
                openedAt: one.submittedAt,
                closedAt: check.reason == .directSaleOpen ? nil : one.submittedAt
            )
        }
    }
}

extension Check {
    fileprivate func value(_ name: String) -> String? { evidence.first { $0.name == name }?.value }

    fileprivate var domain: DomainName? { value("domain").flatMap { DomainName(ascii: $0) } }
}

extension Registration {
    /// What stands around a claim when it is approved again.
    struct Surroundings {
        let holds: [Hold]
        let rivals: [Rival]
        let partner: Partner
        let at: Date
    }

    /// The claim as it was made.
    func request(of partner: Partner) -> Request {
        Request(
            id: id,
            caseNumber: caseNumber,
            draft: draft,
            partner: partner,
            submitter: submitter,
            room: room,
            language: language,
            answers: answers,
            consent: consent,
            deal: kind == .deal ? progress.deal : nil
        )
    }

    /// What people did with it, each at its time.
    var acts: [Rehearsal.Act] {
        var acts = [Rehearsal.Act(at: submittedAt, id: id, what: .submit)]
        if let decision { acts.append(.init(at: decision.at, id: id, what: .decide(decision))) }
        acts += progress.meetings.filter(\.stands).map { .init(at: $0.loggedAt, id: id, what: .meet($0)) }
        if let endedAt, [.won, .lost, .withdrawn].contains(status) {
            acts.append(.init(at: endedAt, id: id, what: .end(status)))
        }
        return acts
    }
}
