import FoundationEssentials

/// How an approval becomes a hold.
extension Registration {
    /// What a decision stands on.
    struct Standing {
        let holds: [Hold]
        let superseded: [Hold]
        let partner: Partner
        let at: Date
    }

    /// The approval itself: state, hold, duties.
    mutating func protect(
        decidedBy: String,
        actor: Event.Actor,
        _ standing: Standing,
        under policy: Policy,
        into events: inout [Event]
    ) -> Transition.HoldChange? {
        let now = standing.at
        let delay = vendorDelayDays(under: policy, at: now)
        let tier = standing.partner.tier
        status = .approved
        decision = Decision(outcome: .approved, by: decidedBy, at: now)
        progress.discharge(.answer, .acceptOffer, .provideInformation)
        events.append(
            Event(
                .approved,
                at: now,
                actor: actor,
                details: [.init("by", decidedBy), .init("policy_version", policy.version)]
                    + (checks.contains { $0.reason == .replacementProven } ? [.init("confirmed", "replacement")] : [])
            )
        )
        owePartnersPart(tier, delay, under: policy, at: now)
        // In a race nobody is protected before the first meeting.
        if policy.conflicts.winner == .firstMeeting, progress.firstMeeting == nil, hold == nil { return nil }
        progress.share = hold?.scope.place ?? freePlace(among: standing.holds, without: standing.superseded)
        return startHold(from: now, at: now, delayDays: delay, tier: tier, under: policy, into: &events)
    }

    /// The partner accepts where the hold begins with that, else books the first meeting.
    private mutating func owePartnersPart(_ tier: String, _ delay: Int, under policy: Policy, at now: Date) {
        let accept =
            policy.hold.starts == .acceptance
            ? policy.duty(.acceptApproval, of: self, tier: tier, from: now) : nil
        guard var duty = accept ?? policy.duty(.firstMeeting, of: self, tier: tier, from: now) else { return }
        guard accept != nil || progress.firstMeeting == nil else { return }
        if delay > 0 { duty.vendorDelayDays = delay }
        progress.owe(duty)
    }

    /// The first place of the scope that no other hold takes.
    func freePlace(among holds: [Hold], without gone: [Hold] = []) -> Int {
        let taken = holds.filter { $0.registration != id && $0.scope.whole == scope.whole && !gone.contains($0) }
            .map(\.scope.place)
        return (1...taken.count + 1).first { !taken.contains($0) } ?? taken.count + 1
    }

    /// The duty until which the prospect is only kept, because the hold begins when it is met.
    func keepingDuty(under policy: Policy) -> Duty? {
        switch policy.hold.starts {
        case .approval, .submission: nil
        case .acceptance: progress.duty(.acceptApproval)
        case .firstMeeting: progress.firstMeeting == nil ? progress.duty(.firstMeeting) : nil
        }
    }

    /// Protects for as long as the policy says, counted from `start`; before the first meeting or acceptance that begins
    /// a hold, the prospect is only kept.
    mutating func startHold(
        from start: Date,
        at now: Date,
        delayDays: Int = 0,
        tier: String,
        under policy: Policy,
        into events: inout [Event]
    ) -> Transition.HoldChange? {
        let calendar = BusinessCalendar(policy)
        let keeping = keepingDuty(under: policy)
        var until = Hold.openEnd
        if let kept = keeping.flatMap({ policy.outcomeAt($0, calendar) }) {
            until = kept
        } else if let length = policy.holdLength(of: self, tier: tier) {
            until = calendar.deadline(length, after: policy.hold.starts == .submission ? submittedAt : start)
            if delayDays > 0 { until = calendar.endOfDay(calendarDays: delayDays, after: until) }
        }
        until = min(until, Hold.openEnd)
        var details: [Event.Detail] = [.init("until", stamp(until))]
        if keeping != nil { details.append(.init("kept", "true")) }
        if keeping == nil, delayDays > 0 { details.append(.init("vendor_delay_days", String(delayDays))) }
        if hold != nil { return holdUntil(until, rule: "hold", details, under: policy, at: now, into: &events) }
        let scope = scope.shared(place: progress.share ?? 1)
        let started = Hold(registration: id, partner: partner, company: company, scope: scope, from: now, until: until)
        hold = started
        setHoldReminders(calendar, policy, at: now)
        events.append(
            Event(
                .holdStarted,
                at: now,
                actor: .rule("hold", policyVersion: policy.version),
                details: [.init("scope", scope.text)] + details
            )
        )
        return .start(started)
    }

    /// Gives the hold another end; nothing when it has that already.
    mutating func holdUntil(
        _ until: Date,
        rule: String,
        _ details: [Event.Detail]? = nil,
        under policy: Policy,
        at now: Date,
        into events: inout [Event]
    ) -> Transition.HoldChange? {
        guard var changed = hold, changed.until != until else { return nil }
        let isLonger = until > changed.until
        changed.until = until
        hold = changed
        setHoldReminders(BusinessCalendar(policy), policy, at: now)
        events.append(
            Event(
                isLonger ? .holdExtended : .deadlineMoved,
                at: now,
                actor: .rule(rule, policyVersion: policy.version),
                details: details ?? [.init("until", stamp(until))]
            )
        )
        return .change(changed)
    }

    /// Reminders of a new end whose day has passed are not sent.
    mutating func setHoldReminders(_ calendar: BusinessCalendar, _ policy: Policy, at now: Date) {
        guard let hold, hold.until < Hold.openEnd else { return }
        progress.holdReminded = policy.hold.reminderDays.count { calendar.daysBefore($0, hold.until) <= now }
    }

    /// The prospect is kept for as long as the duty that begins the hold may be met.
    mutating func keepForDuty(
        rule: String,
        under policy: Policy,
        at now: Date,
        into events: inout [Event]
    ) -> Transition.HoldChange? {
        guard let held = hold, let duty = keepingDuty(under: policy),
            let end = policy.outcomeAt(duty, BusinessCalendar(policy)), end > held.until
        else { return nil }
        return holdUntil(end, rule: rule, under: policy, at: now, into: &events)
    }

    /// Whole days by which the vendor's answer is late; the time in which it waited for the partner does not count.
    func vendorDelayDays(under policy: Policy, at now: Date) -> Int {
        guard policy.hold.growsByVendorDelay, let duty = progress.duty(.answer) else { return 0 }
        let until = duty.pausedAt ?? now
        guard duty.due < until else { return 0 }
        return Int((until.timeIntervalSince(duty.due) / 86_400).rounded(.up))
    }
}
