public import FoundationEssentials

/// A yes, and what has to be true before it.
extension Registration {
    /// Approves and protects, or says yes as one of several who are asked.
    ///
    /// `holds` are those on the company whose rows are not ended, `rivals` its open claims, this one among them or not.
    public func approved(
        by act: Reviewing,
        holds: [Hold],
        rivals: [Rival],
        partner: Partner,
        under policy: Policy
    ) throws(Refusal) -> Transition {
        try undecided()
        guard progress.appeal?.against != act.reviewer.name else { throw .authorOfDecision }
        let superseded = try mayBeApproved(holds, rivals, partner, under: policy, at: act.at)
        var next = self
        var events: [Event] = []
        if let plan = policy.approvals.plan(for: self, partner) {
            let waiting = try next.add(yesOf: act, plan, partner, under: policy, into: &events)
            if let waiting {
                guard waiting != Policy.nobody else { return Transition(next, events, notices: [.nobodyToApprove]) }
                if !plan.isParallel { next.reviewer = waiting }
                return Transition(next, events, notices: plan.isParallel ? [] : [.approvalNeeded(from: [waiting])])
            }
        }
        let change = next.protect(
            decidedBy: act.reviewer.name,
            actor: act.actor,
            Standing(holds: holds, superseded: superseded, partner: partner, at: act.at),
            under: policy,
            into: &events
        )
        return Transition(next, events, hold: change, superseded: superseded)
    }

    /// Approves a claim that an automatic rule is about: every check passed, nobody contests, nobody holds.
    func approvedByRule(
        holds: [Hold],
        rivals: [Rival],
        partner: Partner,
        under policy: Policy,
        at now: Date
    ) -> Transition? {
        let contested = rivals.contains { $0.registration != id && $0.partner != self.partner }
        guard status == .submitted, !contested, checks.allSatisfy({ $0.outcome == .pass }),
            let rule = policy.approvals.automatic.first(where: { $0.when.holds(self, partner) })
        else { return nil }
        let superseded: [Hold]
        do { superseded = try mayBeApproved(holds, rivals, partner, under: policy, at: now) } catch { return nil }
        var next = self
        var events: [Event] = []
        let change = next.protect(
            decidedBy: "rule \(rule.id)",
            actor: .rule("approvals.automatic.\(rule.id)", policyVersion: policy.version),
            Standing(holds: holds, superseded: superseded, partner: partner, at: now),
            under: policy,
            into: &events
        )
        return Transition(next, events, hold: change, superseded: superseded)
    }

    /// The yes of a history that is played again, whoever gave it.
    func approvedAgain(
        by name: String,
        _ around: Surroundings,
        under policy: Policy
    ) throws(Refusal) -> Transition {
        try undecided()
        let superseded = try mayBeApproved(around.holds, around.rivals, around.partner, under: policy, at: around.at)
        var next = self
        var events: [Event] = []
        let change = next.protect(
            decidedBy: name,
            actor: .service,
            Standing(holds: around.holds, superseded: superseded, partner: around.partner, at: around.at),
            under: policy,
            into: &events
        )
        return Transition(next, events, hold: change, superseded: superseded)
    }

    /// Whether holds and the published order let it be approved now; what else stands against it, whoever approves hears.
    ///
    /// The customer's written choice goes before both.
    public func isInTurn(holds: [Hold], rivals: [Rival], under policy: Policy, at now: Date) -> Bool {
        if progress.choice != nil { return true }
        guard holds.hindering(partner, scope, under: policy, at: now) == nil else { return false }
        do { try mayGoFirst(rivals, under: policy) } catch { return false }
        return true
    }

    /// The holds that have to give way; refused when there is no way.
    private func mayBeApproved(
        _ holds: [Hold],
        _ rivals: [Rival],
        _ partner: Partner,
        under policy: Policy,
        at now: Date
    ) throws(Refusal) -> [Hold] {
        guard partner.standing == .good else { throw .claimantSuspended }
        var yielding = givingWay(holds, at: now)
        if let standing = holds.hindering(self.partner, scope, under: policy, at: now) {
            guard progress.choice != nil else {
                throw policy.conflicts.winner == .customerChoice ? .needsChoice : .prospectHeld(until: standing.until)
            }
            yielding += holds.filter { $0.isInForce(against: self.partner, at: now) && $0.scope.overlaps(scope) }
        }
        let blocking = checks.filter(\.isLiftable)
        guard blocking.isEmpty || lifted != nil else { throw .blockedByChecks(blocking.map(\.reason)) }
        if progress.choice == nil { try mayGoFirst(rivals, under: policy) }
        return yielding
    }

    /// Holds on the same that ran out, and the partner's own on exactly the same.
    func givingWay(_ holds: [Hold], at now: Date) -> [Hold] {
        holds.filter { hold in
            guard hold.registration != id, hold.scope.overlaps(scope) else { return false }
            return hold.until <= now || hold.partner == partner && hold.scope.whole == scope.whole
        }
    }

    /// Says yes in the actor's place of the plan, or as a manager in the place of whoever is asked.
    ///
    /// - Returns: who is asked next, `Policy.nobody` where nobody is left to ask; nil when all have said yes.
    private mutating func add(
        yesOf act: Reviewing,
        _ plan: Policy.ApprovalRules.Plan,
        _ partner: Partner,
        under policy: Policy,
        into events: inout [Event]
    ) throws(Refusal) -> String? {
        let name = act.reviewer.name
        let asked = policy.asked(of: self, partner)
        let missing = asked.filter { asked in !progress.approvals.contains { $0.place == asked.place } }
        let named = missing.filter { $0.name != Policy.nobody }
        let open = (plan.isParallel ? named : Array(named.prefix(1))) + missing.filter { $0.name == Policy.nobody }
        // Who has a place of their own, now or later, stands in for nobody: two are asked, so two have to say yes.
        let mayStandIn = act.reviewer.isManager && !missing.contains { $0.name == name }
        guard !progress.approvals.contains(where: { $0.by == name }),
            progress.appeal?.against != name,
            let own = open.first(where: { $0.name == name }) ?? (mayStandIn ? open.first : nil)
                ?? open.first(where: { $0.name == Policy.nobody })
        else { throw .notApprover }
        progress.approvals.append(Progress.Approval(by: name, at: act.at, place: own.place))
        let left = policy.asked(of: self, partner)
            .filter { asked in !progress.approvals.contains { $0.place == asked.place } }
        let next = left.first { $0.name != Policy.nobody } ?? left.first
        guard asked.count > 1 else { return next?.name }
        let details: [Event.Detail] = [
            .init("by", name), .init("in_place_of", own.name), .init("missing", String(left.count)),
            .init("policy_version", policy.version),
        ]
        events.append(
            Event(
                .approvalGiven,
                at: act.at,
                actor: act.actor,
                details: details.filter {
                    $0.name != "in_place_of" || own.name != name && own.name != Policy.nobody
                }
            )
        )
        return next?.name
    }
}
