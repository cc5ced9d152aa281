public import FoundationEssentials

/// A reviewer in the act of deciding: only the policy file makes one.
public struct Reviewing: Sendable {
    public let reviewer: Policy.Reviewer
    public let person: Person
    public let at: Date

    /// Refused unless the person is a reviewer of this policy.
    public init(_ person: Person, under policy: Policy, at now: Date) throws(Refusal) {
        guard let reviewer = policy.reviewer(person) else { throw .notReviewer }
        self.reviewer = reviewer
        self.person = person
        at = now
    }

    var actor: Event.Actor { .person(person, role: reviewer.isManager ? .manager : .reviewer) }
}

/// What a transition changed: the registration as it is now, its history's new lines, and a hold to start or end.
public struct Transition: Sendable {
    public let registration: Registration
    public let events: [Event]
    public let hold: HoldChange?

    public enum HoldChange: Hashable, Sendable {
        case start(Hold)
        case end(reason: String)
    }
}

extension Registration {
    /// A link's key has two bytes for the generation.
    static let linkGenerationLimit = 60_000

    /// Approves and protects.
    ///
    /// `standing` is the hold on the company that is in the ledger now.
    public func approved(
        by act: Reviewing,
        standing: Hold?,
        partner: Partner,
        under policy: Policy
    ) throws(Refusal) -> Transition {
        try undecided()
        guard partner.standing == .good else { throw .claimantSuspended }
        if let standing, standing.isInForce(against: self.partner, at: act.at) {
            throw .prospectHeld(until: standing.until)
        }
        let blocking = checks.filter(\.isLiftable)
        guard blocking.isEmpty || lifted != nil else { throw .blockedByChecks(blocking.map(\.reason)) }
        let days = policy.tier(named: partner.tier).holdDays ?? policy.hold.days
        let hold = Hold(
            registration: id,
            partner: self.partner,
            company: company,
            scope: scope,
            from: act.at,
            until: BusinessCalendar(policy).endOfDay(calendarDays: days, after: act.at)
        )
        var next = self
        next.status = .approved
        next.decision = Decision(outcome: .approved, by: act.reviewer.name, at: act.at)
        next.hold = hold
        next.answerDueAt = nil
        let approved = Event(
            .approved,
            at: act.at,
            actor: act.actor,
            details: [.init("by", act.reviewer.name), .init("policy_version", policy.version)]
        )
        let started = Event(
            .holdStarted,
            at: act.at,
            actor: .rule("hold", policyVersion: policy.version),
            details: [.init("scope", scope.text), .init("days", String(days)), .init("until", stamp(hold.until))]
        )
        return Transition(registration: next, events: [approved, started], hold: .start(hold))
    }

    /// Rejects with a reason of the policy, and words that may be added to it.
    public func rejected(
        by act: Reviewing,
        reason: String,
        text: String?,
        under policy: Policy
    ) throws(Refusal) -> Transition {
        try undecided()
        guard policy.reasons.contains(where: { $0.id == reason }) else { throw .unknownReason }
        var next = self
        next.status = .rejected
        next.decision = Decision(outcome: .rejected, by: act.reviewer.name, at: act.at, reason: reason, text: text)
        next.answerDueAt = nil
        next.endedAt = act.at
        let event = Event(
            .rejected,
            at: act.at,
            actor: act.actor,
            details: [
                .init("by", act.reviewer.name), .init("reason", reason), .init("policy_version", policy.version),
            ],
            personal: text.map { [.init("reason_text", $0)] } ?? []
        )
        return Transition(registration: next, events: [event], hold: nil)
    }

    /// Asks the partner for information; the vendor's clock stops.
    public func asked(_ text: String, by act: Reviewing) throws(Refusal) -> Transition {
        try undecided()
        var next = self
        next.status = .needsInformation
        next.question = Question(text: text, by: act.reviewer.name, at: act.at)
        next.answerDueAt = nil
        let event = Event(
            .informationRequested,
            at: act.at,
            actor: act.actor,
            details: [.init("by", act.reviewer.name)],
            personal: [.init("question", text)]
        )
        return Transition(registration: next, events: [event], hold: nil)
    }

    /// The partner answers; the claim is submitted again and the vendor's clock starts anew.
    ///
    /// It does not start while somebody else's `standing` hold is in force.
    public func answered(
        _ text: String,
        by person: Person,
        partner: Partner,
        standing: Hold?,
        under policy: Policy,
        at now: Date
    ) throws(Refusal) -> Transition {
        guard status == .needsInformation else { throw .wrongState(status) }
        var next = self
        next.status = .submitted
        next.question?.answer = text
        next.reviewer = policy.standIn(for: reviewer)
        let isHeld = standing.map { $0.isInForce(against: self.partner, at: now) } ?? false
        next.answerDueAt = isHeld ? nil : answerDue(for: partner, policy, from: now)
        let event = Event(
            .informationGiven,
            at: now,
            actor: .person(person, role: .submitter),
            personal: [.init("answer", text)]
        )
        return Transition(registration: next, events: [event], hold: nil)
    }

    /// The partner takes the claim back; a hold ends with it.
    public func withdrawn(by person: Person, at now: Date) throws(Refusal) -> Transition {
        guard status.isOpen else { throw .wrongState(status) }
        var next = self
        next.status = .withdrawn
        next.answerDueAt = nil
        next.hold = nil
        next.endedAt = now
        var events = [Event(.withdrawn, at: now, actor: .person(person, role: .submitter))]
        if hold != nil {
            events.append(
                Event(.holdEnded, at: now, actor: .rule("withdrawn", policyVersion: policyVersion))
            )
        }
        return Transition(registration: next, events: events, hold: hold == nil ? nil : .end(reason: "withdrawn"))
    }

    /// Another claim is protected in its stead: the hold had run out, or the partner's own claims were joined.
    public func lapsed(at now: Date, under policy: Policy) throws(Refusal) -> Transition {
        guard status == .approved else { throw .wrongState(status) }
        var next = self
        next.status = .lapsed
        next.hold = nil
        next.endedAt = hold.map { min($0.until, now) } ?? now
        let event = Event(
            .holdEnded,
            at: now,
            actor: .rule("hold", policyVersion: policy.version),
            details: [.init("status", next.status.rawValue)]
        )
        return Transition(registration: next, events: [event], hold: nil)
    }

    /// A partner manager lifts what the checks block, with a reason; a live hold cannot be lifted.
    public func lifted(by act: Reviewing, reason: String) throws(Refusal) -> Transition {
        guard act.reviewer.isManager else { throw .notManager }
        try undecided()
        guard checks.contains(where: \.isLiftable) else { throw .wrongState(status) }
        var next = self
        next.lifted = Lifted(by: act.reviewer.name, at: act.at, reason: reason)
        let event = Event(
            .blockLifted,
            at: act.at,
            actor: act.actor,
            details: [.init("by", act.reviewer.name)],
            personal: [.init("reason_text", reason)]
        )
        return Transition(registration: next, events: [event], hold: nil)
    }

    /// Makes every link given out before useless.
    public func linksRevoked(by actor: Event.Actor, at now: Date) throws(Refusal) -> Transition {
        guard linkGeneration < Self.linkGenerationLimit else { throw .linksUsedUp }
        var next = self
        next.linkGeneration += 1
        let event = Event(
            .linksRevoked,
            at: now,
            actor: actor,
            details: [.init("generation", String(next.linkGeneration))]
        )
        return Transition(registration: next, events: [event], hold: nil)
    }

    private func undecided() throws(Refusal) {
        switch status {
        case .submitted, .needsInformation: return
        case .approved, .rejected, .won, .lost, .lapsed, .withdrawn:
            guard let decision else { throw .wrongState(status) }
            throw .alreadyDecided(by: decision.by, at: decision.at, status)
        }
    }
}

/// An instant as histories and exports write it: RFC 3339 in UTC.
public func stamp(_ instant: Date) -> String {
    instant.formatted(.iso8601)
}
