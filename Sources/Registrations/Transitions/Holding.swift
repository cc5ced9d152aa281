public import FoundationEssentials

/// Holds that grow and end, and the queue behind them.
extension Registration {
    /// A prospect that is only kept until the hold begins is kept no longer.
    func mayExtend(_ policy: Policy) -> Bool {
        guard status == .approved, let hold, hold.until < Hold.openEnd, keepingDuty(under: policy) == nil
        else { return false }
        return policy.hold.extending.times.map { progress.extensions < $0 } ?? true
    }

    /// Without a bound on their number, the partner's own word adds one extension at a time: not before the last has begun.
    private func mayExtendItself(_ policy: Policy, _ calendar: BusinessCalendar, at now: Date) -> Bool {
        guard policy.hold.extending.times == nil, policy.hold.extending.grantedBy == .partner, let hold else {
            return true
        }
        return hold.until <= calendar.deadline(policy.hold.extending.by, after: now)
    }

    mutating func extend(
        _ policy: Policy,
        _ calendar: BusinessCalendar,
        actor: Event.Actor,
        at now: Date,
        into events: inout [Event]
    ) -> Transition.HoldChange? {
        guard var longer = hold else { return nil }
        longer.until = min(calendar.deadline(policy.hold.extending.by, after: longer.until), Hold.openEnd)
        hold = longer
        progress.extensions += 1
        progress.extensionAskedAt = nil
        setHoldReminders(calendar, policy, at: now)
        events.append(
            Event(
                .holdExtended,
                at: now,
                actor: actor,
                details: [
                    .init("until", stamp(longer.until)), .init("extension", String(progress.extensions)),
                    .init("policy_version", policy.version),
                ]
            )
        )
        return .change(longer)
    }

    /// The partner wants a longer hold: has it at once, or asks a reviewer for it, as the policy says.
    public func extensionWanted(
        _ evidence: String?,
        by person: Person,
        under policy: Policy,
        at now: Date
    ) throws(Refusal) -> Transition {
        guard status == .approved else { throw .wrongState(status) }
        let calendar = BusinessCalendar(policy)
        guard mayExtend(policy), mayExtendItself(policy, calendar, at: now) else { throw .noExtension }
        let words = evidence?.contains { !$0.isWhitespace } ?? false
        guard words || !policy.hold.extending.needsEvidence else { throw .evidenceMissing }
        let actor = Event.Actor.person(person, role: .submitter)
        let personal: [Event.PersonalValue] = evidence.map { [.init("evidence", $0)] } ?? []
        var next = self
        var events = [Event(.extensionAsked, at: now, actor: actor, personal: personal)]
        switch policy.hold.extending.grantedBy {
        case .partner:
            let change = next.extend(policy, calendar, actor: actor, at: now, into: &events)
            return Transition(next, events, hold: change)
        case .reviewer:
            next.progress.extensionAskedAt = now
            // Asked twice, the reviewer hears of it once.
            return Transition(next, events, notices: progress.extensionAskedAt == nil ? [.extensionAsked] : [])
        }
    }

    /// A reviewer makes the hold longer, asked for or not.
    public func extended(by act: Reviewing, under policy: Policy) throws(Refusal) -> Transition {
        guard status == .approved else { throw .wrongState(status) }
        guard mayExtend(policy) else { throw .noExtension }
        var next = self
        var events: [Event] = []
        let change = next.extend(policy, BusinessCalendar(policy), actor: act.actor, at: act.at, into: &events)
        return Transition(next, events, hold: change, notices: next.hold.map { [.holdExtended(until: $0.until)] } ?? [])
    }

    /// The partner takes the claim back; a hold ends with it.
    public func withdrawn(by person: Person, at now: Date) throws(Refusal) -> Transition {
        try withdrawn(by: .person(person, role: .submitter), at: now)
    }

    func withdrawn(by actor: Event.Actor, at now: Date) throws(Refusal) -> Transition {
        guard status.isOpen else { throw .wrongState(status) }
        var next = self
        next.status = .withdrawn
        next.progress.duties = []
        next.hold = nil
        next.endedAt = now
        var events = [Event(.withdrawn, at: now, actor: actor)]
        if hold != nil { events.append(.holdEnded(at: now, rule: "withdrawn", policyVersion)) }
        return Transition(next, events, hold: hold == nil ? nil : .end(reason: "withdrawn"))
    }

    /// The protection is over: `rule` says why (`hold` ran out, a duty was not met, `superseded`, `customer_choice`).
    ///
    /// A claim that nobody decided yet loses only a hold that began with its submission, and waits on; its clock stops
    /// where somebody else has the prospect now.
    public func lapsed(at now: Date, rule: String = "hold", under policy: Policy) throws(Refusal) -> Transition {
        if hold != nil, status == .submitted || status == .needsInformation {
            return unprotected(at: now, rule: rule, under: policy)
        }
        guard status == .approved else { throw .wrongState(status) }
        var next = self
        next.status = .lapsed
        next.hold = nil
        next.progress.duties = []
        next.endedAt = hold.map { min($0.until, now) } ?? now
        let version = policy.version
        var events = [
            Event(
                .lapsed,
                at: now,
                actor: .rule(rule, policyVersion: version),
                details: hold.map { [.init("until", stamp($0.until))] } ?? []
            )
        ]
        if hold != nil { events.append(.holdEnded(at: now, rule: rule, version)) }
        return Transition(next, events, hold: hold == nil ? nil : .end(reason: rule))
    }

    private func unprotected(at now: Date, rule: String, under policy: Policy) -> Transition {
        var next = self
        next.hold = nil
        next.progress.share = nil
        if rule != "hold" { next.progress.discharge(.answer) }
        return Transition(next, [.holdEnded(at: now, rule: rule, policy.version)], hold: .end(reason: rule))
    }

    /// Approved for a race on what the other's hold protects now.
    public func isOutrun(by winner: Hold) -> Bool {
        status == .approved && hold == nil && partner != winner.partner && company == winner.company
            && scope.overlaps(winner.scope)
    }
}
