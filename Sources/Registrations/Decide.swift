public import FoundationEssentials

/// A claim that was taken: the registration and what its history says about it.
public struct Submission: Sendable {
    public let registration: Registration
    public let events: [Event]
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
    if let own = facts.ownClaim(of: request.partner.id) { throw .alreadyYours(own.caseNumber) }
    guard let consent = request.consent else { throw .noConsent }
    let missing = Completeness.missing(request, policy)
    guard missing.isEmpty else { throw .incomplete(missing) }

    let answers = request.answers
    let claim = Claim(
        partner: request.partner,
        prospect: answers.prospect,
        geography: answers.geography,
        contact: answers.contact
    )
    let checks =
        runChecks(claim, facts, policy, at: now)
        + [Check(.completeness, .pass, .answersComplete), Check(.consent, .pass, .consentGiven)]
    let isQueued = facts.holdAgainst(request.partner.id, at: now) != nil
    let registration = Registration(
        id: request.id,
        caseNumber: request.caseNumber,
        draft: request.draft,
        program: policy.program.id,
        kind: .lead,
        status: .submitted,
        partner: request.partner.id,
        submitter: request.submitter,
        room: request.room,
        language: request.language,
        answers: answers,
        consent: consent,
        company: policy.company(of: answers.prospect.domain),
        scope: .account,
        checks: checks,
        policyVersion: policy.version,
        submittedAt: now,
        answerDueAt: isQueued ? nil : answerDue(for: request.partner, policy, from: now),
        reviewer: policy.route(territory: answers.geography ?? request.partner.territories.first)
    )
    return Submission(registration: registration, events: history(of: registration, request, at: now))
}

/// Every rule that can be applied to what is known of the claim.
public func runChecks(_ claim: Claim, _ facts: Facts, _ policy: Policy, at now: Date) -> [Check] {
    [
        DuplicateDomain.check(claim, facts, at: now),
        SimilarNames.check(claim, facts, policy),
        ExistingCustomer.check(claim, facts, policy),
        Territory.check(claim, policy),
        BlockedAccount.check(claim, policy),
        PartnerStanding.check(claim),
        PartnerCaps.check(claim, facts, policy),
        DomainKind.check(claim, facts, policy),
    ].compactMap(\.self)
}

/// When the vendor owes an answer to a claim that arrives now.
public func answerDue(for partner: Partner, _ policy: Policy, from now: Date) -> Date {
    let days = policy.tier(named: partner.tier).answerBusinessDays ?? policy.answer.businessDays
    return BusinessCalendar(policy).deadline(businessDays: days, after: now)
}

private func history(of registration: Registration, _ request: Request, at now: Date) -> [Event] {
    let person = Event.Actor.person(request.submitter, role: .submitter)
    let submitted = Event(
        .submitted,
        at: now,
        actor: person,
        details: [
            .init("case", registration.caseNumber.description), .init("partner", registration.partner.text),
            .init("company", registration.company.text), .init("domain", registration.answers.prospect.domain.ascii),
            .init("policy_version", registration.policyVersion), .init("consent_version", registration.consent.version),
            .init("consent_language", registration.consent.language.rawValue),
        ],
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
        (.consent, registration.consent.text),
    ]
    return values.compactMap { field, value in value.map { .init(field.rawValue, $0) } }
}
