import FoundationEssentials

/// Approve, reject, undo.
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
        let needed = policy.approvers(of: self, partner)
        var next = self
        var events: [Event] = []
        if needed.count > 1 {
            next.progress.approvals.append(try yes(of: act, needed, partner, under: policy))
            let given = next.progress.approvals.map(\.by)
            let missing = needed.filter { !given.contains($0) }
            events.append(
                Event(
                    .approvalGiven,
                    at: act.at,
                    actor: act.actor,
                    details: [
                        .init("by", act.reviewer.name), .init("missing", String(missing.count)),
                        .init("policy_version", policy.version),
                    ]
                )
            )
            if let waiting = missing.first {
                let isParallel = policy.approvals.plan(for: self, partner)?.isParallel ?? false
                next.reviewer = waiting
                return Transition(
                    next,
                    events,
                    notices: isParallel ? [] : [.approvalNeeded(from: [waiting])]
                )
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

    /// What a decision stands on.
    struct Standing {
        let holds: [Hold]
        let superseded: [Hold]
        let partner: Partner
        let at: Date
    }

    /// The holds of others that have to give way; refused when there is no way.
    private func mayBeApproved(
        _ holds: [Hold],
        _ rivals: [Rival],
        _ partner: Partner,
        under policy: Policy,
        at now: Date
    ) throws(Refusal) -> [Hold] {
        guard partner.standing == .good else { throw .claimantSuspended }
        let overlapping = holds.filter { $0.scope.overlaps(scope) && $0.registration != id }
        let stale = overlapping.filter { !$0.isInForce(against: self.partner, at: now) }
        var yielding = stale
        if let standing = holds.hindering(self.partner, scope, under: policy, at: now) {
            guard progress.choice != nil else {
                throw policy.conflicts.winner == .customerChoice ? .needsChoice : .prospectHeld(until: standing.until)
            }
            yielding = overlapping
        }
        let blocking = checks.filter(\.isLiftable)
        guard blocking.isEmpty || lifted != nil else { throw .blockedByChecks(blocking.map(\.reason)) }
        if progress.choice == nil { try mayGoFirst(rivals, under: policy) }
        return yielding
    }

    private func yes(
        of act: Reviewing,
        _ needed: [String],
        _ partner: Partner,
        under policy: Policy
    ) throws(Refusal) -> Progress.Approval {
        let given = progress.approvals.map(\.by)
        let missing = needed.filter { !given.contains($0) }
        let isParallel = policy.approvals.plan(for: self, partner)?.isParallel ?? false
        let mayNow = isParallel ? missing : Array(missing.prefix(1))
        guard !given.contains(act.reviewer.name) else { throw .notApprover }
        // A manager may say yes in the place of whoever is asked.
        guard
            let place = mayNow.first(where: { $0 == act.reviewer.name })
                ?? (act.reviewer.isManager ? mayNow.first : nil)
        else { throw .notApprover }
        return Progress.Approval(by: place, at: act.at)
    }

    /// The approval itself: state, hold, duties.
    private mutating func protect(
        decidedBy: String,
        actor: Event.Actor,
        _ standing: Standing,
        under policy: Policy,
        into events: inout [Event]
    ) -> Transition.HoldChange? {
        let now = standing.at
        let delay = vendorDelayDays(under: policy, at: now)
        status = .approved
        decision = Decision(outcome: .approved, by: decidedBy, at: now)
        progress.duties.removeAll { [.answer, .acceptOffer, .provideInformation].contains($0.kind) }
        events.append(
            Event(
                .approved,
                at: now,
                actor: actor,
                details: [.init("by", decidedBy), .init("policy_version", policy.version)]
            )
        )
        let tier = standing.partner.tier
        let first: Duty.Kind = policy.hold.starts == .acceptance ? .acceptApproval : .firstMeeting
        if progress.firstMeeting == nil, let duty = policy.duty(first, of: self, tier: tier, from: now) {
            progress.duties.append(duty)
        }
        // In a race nobody is protected before the first meeting.
        if policy.conflicts.winner == .firstMeeting, progress.firstMeeting == nil { return nil }
        let alone = standing.holds.filter {
            !standing.superseded.contains($0) && $0.isInForce(against: partner, at: now) && $0.scope.overlaps(scope)
        }
        progress.share = alone.count + 1
        return startHold(from: now, delayDays: delay, tier: tier, under: policy, into: &events)
    }

    /// Protects from `now`, for as long as the policy says; before the first meeting or acceptance that begins a hold,
    /// the prospect is only kept.
    mutating func startHold(
        from now: Date,
        delayDays: Int = 0,
        tier: String,
        under policy: Policy,
        into events: inout [Event]
    ) -> Transition.HoldChange {
        let calendar = BusinessCalendar(policy)
        let waiting: Duty? =
            switch policy.hold.starts {
            case .approval, .submission: nil
            case .acceptance: progress.duty(.acceptApproval)
            case .firstMeeting: progress.firstMeeting == nil ? progress.duty(.firstMeeting) : nil
            }
        var until: Date
        if let waiting, let kept = policy.outcomeAt(waiting, calendar) {
            until = kept
        } else if let length = policy.holdLength(of: self, tier: tier) {
            let from = policy.hold.starts == .submission ? submittedAt : now
            until = calendar.deadline(length, after: from)
        } else {
            until = Hold.openEnd
        }
        if delayDays > 0, until < Hold.openEnd { until = calendar.endOfDay(calendarDays: delayDays, after: until) }
        let place = scope.shared(place: progress.share ?? 1)
        let former = hold
        let started = Hold(
            registration: id,
            partner: partner,
            company: company,
            scope: place,
            from: former?.from ?? now,
            until: until
        )
        hold = started
        progress.holdReminded = 0
        var details: [Event.Detail] = [.init("scope", place.text), .init("until", stamp(until))]
        if delayDays > 0 { details.append(.init("vendor_delay_days", String(delayDays))) }
        if waiting != nil { details.append(.init("kept", "true")) }
        events.append(
            Event(
                former == nil ? .holdStarted : .holdExtended,
                at: now,
                actor: .rule("hold", policyVersion: policy.version),
                details: details
            )
        )
        return former == nil ? .start(started) : .change(started)
    }

    /// Whole days by which the vendor's answer is late.
    func vendorDelayDays(under policy: Policy, at now: Date) -> Int {
        guard policy.hold.growsByVendorDelay, let due = answerDueAt, due < now else { return 0 }
        return Int((now.timeIntervalSince(due) / 86_400).rounded(.up))
    }

    /// Takes a decision back, within its grace: by its author or a partner manager.
    public func undone(by act: Reviewing, partner: Partner, under policy: Policy) throws(Refusal) -> Transition {
        guard let decision, status == .approved || status == .rejected, progress.firstMeeting == nil,
            let grace = policy.approvals.undoWithin,
            act.at <= BusinessCalendar(policy).deadline(grace, after: decision.at)
        else { throw .undoOver }
        guard decision.by == act.reviewer.name || act.reviewer.isManager else { throw .notAuthor }
        var next = self
        next.status = .submitted
        next.decision = nil
        next.hold = nil
        next.endedAt = nil
        next.progress.duties = []
        next.progress.approvals = []
        next.progress.share = nil
        if let duty = policy.duty(.answer, of: next, tier: partner.tier, from: act.at) { next.progress.duties = [duty] }
        var events = [
            Event(
                .decisionUndone,
                at: act.at,
                actor: act.actor,
                details: [.init("by", act.reviewer.name), .init("decision", decision.outcome.rawValue)]
            )
        ]
        if hold != nil { events.append(.holdEnded(at: act.at, rule: "undone", policy.version)) }
        return Transition(next, events, hold: hold == nil ? nil : .end(reason: "undone"))
    }

    /// Rejects with a reason of the policy, and words that may be added to it.
    public func rejected(
        by act: Reviewing,
        reason: String,
        text: String?,
        under policy: Policy
    ) throws(Refusal) -> Transition {
        try undecided()
        guard progress.appeal?.against != act.reviewer.name else { throw .authorOfDecision }
        guard policy.reasons.contains(where: { $0.id == reason }) else { throw .unknownReason }
        var next = self
        next.status = .rejected
        next.decision = Decision(outcome: .rejected, by: act.reviewer.name, at: act.at, reason: reason, text: text)
        next.progress.duties = []
        next.hold = nil
        next.endedAt = act.at
        var events = [
            Event(
                .rejected,
                at: act.at,
                actor: act.actor,
                details: [
                    .init("by", act.reviewer.name), .init("reason", reason), .init("policy_version", policy.version),
                ],
                personal: text.map { [.init("reason_text", $0)] } ?? []
            )
        ]
        if hold != nil { events.append(.holdEnded(at: act.at, rule: "rejected", policy.version)) }
        return Transition(next, events, hold: hold == nil ? nil : .end(reason: "rejected"))
    }
}

extension Event {
    static func holdEnded(at now: Date, rule: String, _ version: String, details: [Detail] = []) -> Event {
        Event(.holdEnded, at: now, actor: .rule(rule, policyVersion: version), details: details)
    }
}
