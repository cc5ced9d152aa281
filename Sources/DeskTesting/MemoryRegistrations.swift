import Desk
import FoundationEssentials
import Registrations

extension MemorySession {
    func registration(_ id: RegistrationID) -> Registration? { state.registrations[id] }

    func registration(case number: CaseNumber) -> Registration? {
        state.byCase[number].flatMap { state.registrations[$0] }
    }

    func registrations(_ query: RegistrationQuery) -> [Registration] {
        let found = candidates(query).filter { registration in
            (query.partner.map { $0 == registration.partner } ?? true)
                && (query.company.map { $0 == registration.company } ?? true)
                && (query.statuses.map { $0.contains(registration.status) } ?? true)
                && (query.reviewer.map { $0 == registration.reviewer } ?? true)
                && (query.submittedBefore.map { registration.submittedAt < $0 } ?? true)
        }
        let newestFirst = found.indices.sorted { left, right in
            found[left].submittedAt == found[right].submittedAt
                ? precedes(found[right].id.text, found[left].id.text)
                : found[left].submittedAt > found[right].submittedAt
        }
        return (query.isOldestFirst ? newestFirst.reversed() : newestFirst).prefix(query.limit).map { found[$0] }
    }

    func registrations(asking reviewer: String, limit: Int) -> [Registration] {
        let asking = state.asked.filter { $0.value.contains(reviewer) }.keys.compactMap { state.registrations[$0] }
        let oldestFirst = asking.filter { $0.status == .submitted }.sorted { left, right in
            left.submittedAt == right.submittedAt
                ? precedes(left.id.text, right.id.text) : left.submittedAt < right.submittedAt
        }
        return Array(oldestFirst.prefix(limit))
    }

    func submitted(after: SubmittedClaim?, limit: Int) -> [SubmittedClaim] {
        let claims = state.registrations.values.filter { $0.status == .submitted }
            .map { SubmittedClaim(at: $0.submittedAt, id: $0.id) }
            .filter { claim in after.map { isBefore($0, claim) } ?? true }
        return Array(claims.sorted(by: isBefore).prefix(limit))
    }

    private func isBefore(_ left: SubmittedClaim, _ right: SubmittedClaim) -> Bool {
        left.at == right.at ? precedes(left.id.text, right.id.text) : left.at < right.at
    }

    func set(asked names: [String], of registration: RegistrationID) {
        put(names.isEmpty ? nil : names, \.asked, registration)
    }

    private func candidates(_ query: RegistrationQuery) -> [Registration] {
        if let company = query.company {
            return (state.byCompany[company] ?? []).compactMap { state.registrations[$0] }
        }
        if let partner = query.partner {
            return (state.byPartner[partner] ?? []).compactMap { state.registrations[$0] }
        }
        return Array(state.registrations.values)
    }

    func openClaims(on company: CompanyKey, first partner: PartnerID, limit: Int) -> [Facts.Claim] {
        let open = Registration.Status.allCases.filter(\.isOpen)
        let all = registrations(RegistrationQuery(company: company, statuses: open, limit: .max))
        let own = all.filter { $0.partner == partner }
        return (own + all.filter { $0.partner != partner }).prefix(limit).map {
            Facts.Claim(caseNumber: $0.caseNumber, partner: $0.partner, status: $0.status, scope: $0.scope)
        }
    }

    func wonAt(company: CompanyKey) -> Date? {
        registrations(RegistrationQuery(company: company, statuses: [.won], limit: 1)).first?.endedAt
    }

    func load(of partner: PartnerID, since: Date, limit: Int) -> (open: Int, recent: Int) {
        let theirs = (state.byPartner[partner] ?? []).compactMap { state.registrations[$0] }
        return (min(limit, theirs.count { $0.status.isOpen }), min(limit, theirs.count { $0.submittedAt >= since }))
    }

    func similarNames(
        keys: [String],
        limit: Int,
        where isAlike: (CompanyName.Spellings) -> Bool
    ) -> [NameCandidate] {
        let counts = keys.map { ($0, state.nameKeys[$0]?.count ?? 0) }
        let found = BlockingKeys.rarest(Dictionary(counts) { first, _ in first }).map { key in
            (state.nameKeys[key] ?? [:]).sorted { precedes($0.key.text, $1.key.text) }.map(\.value)
        }
        return BlockingKeys.closest(found, limit: limit).compactMap { state.registrations[$0] }
            .map(NameCandidate.init).filter { isAlike($0.spellings) }
    }

    func insert(_ registration: Registration, nameKeys: [String]) throws -> Bool {
        guard state.byDraft[registration.draft] == nil else { return false }
        let isTaken = state.registrations[registration.id] != nil
        guard !isTaken, self.registration(case: registration.caseNumber) == nil else {
            throw LedgerTrouble.broken("the id or the case number is taken")
        }
        set(registration)
        add(registration.id, \.byCompany, registration.company)
        add(registration.id, \.byPartner, registration.partner)
        put(registration.id, \.byCase, registration.caseNumber)
        put(registration.id, \.byDraft, registration.draft)
        for key in nameKeys where state.nameKeys[key]?[registration.company] == nil {
            var known = state.nameKeys[key] ?? [:]
            known[registration.company] = registration.id
            put(known, \.nameKeys, key)
        }
        return true
    }

    /// Who submitted what, when and with which consent stays as it was inserted.
    func update(_ registration: Registration) throws {
        guard var known = state.registrations[registration.id] else {
            throw LedgerTrouble.broken("no registration to update")
        }
        known.kind = registration.kind
        known.status = registration.status
        known.answers = registration.answers
        known.scope = registration.scope
        known.checks = registration.checks
        known.decision = registration.decision
        known.question = registration.question
        known.hold = registration.hold
        known.reviewer = registration.reviewer
        known.linkGeneration = registration.linkGeneration
        known.endedAt = registration.endedAt
        known.lifted = registration.lifted
        known.progress = registration.progress
        set(known)
    }

    private func set(_ registration: Registration) {
        put(registration, \.registrations, registration.id)
        put(registration.progress.wakeAt, \.wakes, registration.id)
        change.note(registration)
    }
}

extension NameCandidate {
    fileprivate init(_ registration: Registration) {
        self.init(
            registration: registration.id,
            caseNumber: registration.caseNumber,
            company: registration.company,
            partner: registration.partner,
            name: registration.answers.prospect.name.typed,
            spellings: registration.answers.prospect.name.spellings,
            status: registration.status
        )
    }
}
