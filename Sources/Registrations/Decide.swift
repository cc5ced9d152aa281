public import FoundationEssentials

/// A claim that was taken: the registration and what its history says about it.
public struct Submission: Sendable {
    public let registration: Registration
    public let events: [Event]
    /// A hold that starts with the claim itself: by an automatic approval, or where the policy protects from submission.
    public let hold: Hold?
    /// Holds that had run out and give way.
    public let superseded: [Hold]
}

/// Takes or refuses a claim.
///
/// A check that blocks does not refuse: the claim waits as `submitted` with "reject" suggested. Refused are only claims
/// that say nothing yet: incomplete, without consent, of a suspended partner, or made before by the same partner.
public func decide(
    _ request: Request,
    given facts: Facts,
    under policy: Policy,
    at now: Date
) throws(Refusal) -> Submission {
    guard request.partner.standing == .good else { throw .partnerSuspended }
    if let own = facts.ownClaim(of: request.partner.id, about: policy.scope(of: request.answers)) {
        throw .alreadyYours(own.caseNumber)
    }
    guard let consent = request.consent else { throw .noConsent }
    let missing = Completeness.missing(request, policy)
    guard missing.isEmpty else { throw .incomplete(missing) }

    let registration = taken(request, consent, facts, policy, at: now)
    let events = history(of: registration, request, at: now)
    return registration.opened(events, request.partner, facts, policy, at: now)
}

/// The claim as it stands before anybody or any rule decided.
private func taken(
    _ request: Request,
    _ consent: Consent,
    _ facts: Facts,
    _ policy: Policy,
    at now: Date
) -> Registration {
    let answers = request.answers
    let claim = Claim(request)
    let checks =
        runChecks(claim, facts, policy, at: now)
        + [Check(.completeness, .pass, .answersComplete), Check(.consent, .pass, .consentGiven)]
    var registration = Registration(
        id: request.id,
        caseNumber: request.caseNumber,
        draft: request.draft,
        program: policy.program.id,
        kind: request.deal == nil ? .lead : .deal,
        status: .submitted,
        partner: request.partner.id,
        submitter: request.submitter,
        room: request.room,
        language: request.language,
        answers: answers,
        consent: consent,
        company: policy.company(of: answers.prospect.domain),
        scope: policy.scope(of: answers),
        checks: checks,
        policyVersion: policy.version,
        submittedAt: now,
        reviewer: policy.route(territory: answers.geography ?? request.partner.territories.first)
    )
    registration.progress.deal = request.deal
    registration.progress.completeAt = now
    registration.progress.assigned = request.assignedBy.map { .init(by: $0.reviewer.name, at: now) }
    return registration
}

extension Registration {
    /// The vendor's clock starts, a rule may decide at once, and a hold may start with the submission.
    ///
    /// Where somebody else has the prospect, or it is offered to the next of the queue, the claim waits its turn.
    fileprivate func opened(
        _ history: [Event],
        _ partner: Partner,
        _ facts: Facts,
        _ policy: Policy,
        at now: Date
    ) -> Submission {
        let others = facts.rivals.filter { $0.partner != partner.id }
        let standing =
            facts.holdAgainst(partner.id, at: now)
            ?? facts.holds.hindering(partner.id, scope, under: policy, at: now)
        guard standing == nil, others.allSatisfy({ $0.offeredUntil == nil }) else {
            return Submission(self, history, under: policy, at: now)
        }
        var next = self
        next.progress.owe(policy.duty(.answer, of: self, tier: partner.tier, from: now))
        let decided = next.approvedByRule(
            holds: facts.holds,
            rivals: facts.rivals,
            partner: partner,
            under: policy,
            at: now
        )
        if let decided {
            return Submission(
                decided.registration,
                history + decided.events,
                superseded: decided.superseded,
                under: policy,
                at: now
            )
        }
        guard policy.hold.starts == .submission, others.isEmpty, !checks.contains(where: { $0.outcome == .block })
        else { return Submission(next, history, under: policy, at: now) }
        var events = history
        let gone = givingWay(facts.holds, at: now)
        next.progress.share = freePlace(among: facts.holds, without: gone)
        _ = next.startHold(from: now, at: now, tier: partner.tier, under: policy, into: &events)
        return Submission(next, events, superseded: gone, under: policy, at: now)
    }
}

extension Submission {
    fileprivate init(
        _ registration: Registration,
        _ events: [Event],
        superseded: [Hold] = [],
        under policy: Policy,
        at now: Date
    ) {
        self.registration = registration.wound(under: policy, at: now)
        self.events = events
        hold = registration.hold
        self.superseded = superseded
    }
}

/// Every rule that can be applied to what is known of the claim.
public func runChecks(_ claim: Claim, _ facts: Facts, _ policy: Policy, at now: Date) -> [Check] {
    [
        DuplicateDomain.check(claim, facts, at: now),
        SimilarNames.check(claim, facts, policy),
        ExistingCustomer.check(claim, facts, policy, at: now),
        Territory.check(claim, policy),
        BlockedAccount.check(claim, policy),
        PartnerStanding.check(claim),
        PartnerCaps.check(claim, facts, policy),
        DomainKind.check(claim, facts, policy),
        DirectSales.check(claim, facts, policy, at: now),
        Eligibility.check(claim, policy, at: now),
        DealSize.check(claim, policy),
        CoolDown.check(claim, facts, policy, at: now),
        Tender.check(claim, policy, at: now),
        Documents.check(claim, policy),
    ].compactMap(\.self)
}

private func history(of registration: Registration, _ request: Request, at now: Date) -> [Event] {
    let person = request.assignedBy?.actor ?? .person(request.submitter, role: .submitter)
    let assigned: [Event.Detail] =
        request.assignedBy.map { [.init("source", "vendor_assigned"), .init("assigned_by", $0.reviewer.name)] } ?? []
    let submitted = Event(
        .submitted,
        at: now,
        actor: person,
        details: [
            .init("case", registration.caseNumber.description), .init("partner", registration.partner.text),
            .init("company", registration.company.text), .init("domain", registration.answers.prospect.domain.ascii),
            .init("policy_version", registration.policyVersion), .init("consent_version", registration.consent.version),
            .init("consent_language", registration.consent.language.rawValue),
        ] + assigned,
        personal: personalValues(of: registration)
    )
    let checked = Event(
        .checksRun,
        at: now,
        actor: .rule("checks", policyVersion: registration.policyVersion),
        details: registration.checks.map { .init($0.rule.rawValue, "\($0.outcome.rawValue) \($0.reason.rawValue)") }
    )
    return [submitted, checked]
}

/// The answers that name or describe a person, as the history commits to them.
func personalValues(of registration: Registration) -> [Event.PersonalValue] {
    let answers = registration.answers
    let values: [(Field, String?)] = [
        (.contactName, answers.contact.name), (.contactEmail, answers.contact.email.text),
        (.contactRole, answers.contact.role), (.problem, answers.problem), (.solutionFit, answers.solutionFit),
        (.servicesNeeded, answers.servicesNeeded), (.competitors, answers.competitors),
        (.businessUnit, answers.businessUnit), (.opportunity, answers.opportunity), (.replacement, answers.replacement),
        (.consent, registration.consent.text),
    ]
    return values.compactMap { field, value in value.map { .init(field.rawValue, $0) } }
}
