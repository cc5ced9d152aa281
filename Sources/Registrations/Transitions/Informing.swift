public import FoundationEssentials

/// Questions, answers and the second look.
extension Registration {
    /// Asks the partner for information; only the named answers open again, and the vendor's clock stops.
    public func asked(
        _ text: String,
        fields: [Field] = [],
        by act: Reviewing,
        partner: Partner,
        under policy: Policy
    ) throws(Refusal) -> Transition {
        try undecided()
        var next = self
        next.status = .needsInformation
        next.question = Question(
            text: text,
            by: act.reviewer.name,
            at: act.at,
            fields: fields.filter { field in
                policy.reopenable.contains(field) && (progress.deal != nil || !Field.ofDeals.contains(field))
            }
        )
        next.progress.pause(.answer, at: act.at)
        next.progress.pause(.acceptOffer, at: act.at)
        next.progress.owe(policy.duty(.provideInformation, of: next, tier: partner.tier, from: act.at))
        let open = next.question?.fields.map(\.rawValue).joined(separator: ",") ?? ""
        let event = Event(
            .informationRequested,
            at: act.at,
            actor: act.actor,
            details: [.init("by", act.reviewer.name)] + (open.isEmpty ? [] : [.init("fields", open)]),
            personal: [.init("question", text)]
        )
        return Transition(next, [event])
    }

    /// The partner answers, in words and in the answers that were open; the vendor's clock goes on where it stopped.
    ///
    /// It does not run while somebody else's `standing` hold is in force. `answers` and `deal` are the registration's with
    /// what was open changed.
    public func answered(
        _ text: String,
        answers changed: Answers? = nil,
        deal: Progress.Deal? = nil,
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
        if let changed {
            next.answers = changed
            // A hold protects what it was given for.
            if hold == nil { next.scope = policy.scope(of: changed) }
        }
        if progress.deal != nil { next.progress.deal = deal ?? progress.deal }
        next.progress.completeAt = now
        next.progress.discharge(.provideInformation)
        next.goOn(partner, isHeld: standing?.isInForce(against: self.partner, at: now) == true, policy, at: now)
        let fields = changed == nil ? [] : question?.fields ?? []
        var personal: [Event.PersonalValue] = [.init("answer", text)]
        personal += (personalValues(of: next) + personalValues(of: next.progress.deal))
            .filter { value in fields.contains { $0.rawValue == value.name } }
        let event = Event(
            .informationGiven,
            at: now,
            actor: .person(person, role: .submitter),
            details: fields.isEmpty ? [] : [.init("fields", fields.map(\.rawValue).joined(separator: ","))],
            personal: personal
        )
        var events = [event]
        if changed != nil { next.recheck(partner, under: policy, at: now, into: &events) }
        return Transition(next, events)
    }

    /// What stood still while the partner was asked goes on; nothing does while somebody else holds the prospect.
    private mutating func goOn(_ partner: Partner, isHeld: Bool, _ policy: Policy, at now: Date) {
        guard !isHeld else { return progress.discharge(.answer, .acceptOffer) }
        let calendar = BusinessCalendar(policy)
        progress.resume(.answer, at: now, calendar)
        progress.resume(.acceptOffer, at: now, calendar)
        // The time in which nothing ran is counted already.
        progress.outagesUntil = max(progress.outagesUntil ?? now, now)
        guard progress.duty(.answer) == nil, progress.duty(.acceptOffer) == nil else { return }
        progress.owe(policy.duty(.answer, of: self, tier: partner.tier, from: now))
    }

    /// The partner's one request for a second look, by somebody who did not decide before.
    public func appealed(
        _ text: String,
        by person: Person,
        partner: Partner,
        standing: Hold?,
        under policy: Policy,
        at now: Date
    ) throws(Refusal) -> Transition {
        guard status == .rejected, let decision, let rules = policy.approvals.appeal, progress.appeal == nil,
            now <= BusinessCalendar(policy).deadline(rules.within, after: decision.at)
        else { throw .appealOver }
        var next = self
        next.status = .submitted
        next.decision = nil
        next.endedAt = nil
        next.progress.appeal = Progress.Appeal(
            text: text,
            at: now,
            against: decision.by,
            reason: decision.reason,
            reasonText: decision.text
        )
        next.progress.approvals = []
        next.reviewer = policy.secondLook(after: decision.by)
        next.progress.duties = []
        if standing?.isInForce(against: self.partner, at: now) != true {
            next.progress.owe(policy.duty(.answer, of: next, tier: partner.tier, from: now))
        }
        let event = Event(
            .appealed,
            at: now,
            actor: .person(person, role: .submitter),
            details: [.init("against", decision.by), .init("reason", decision.reason ?? "")],
            personal: [.init("appeal", text)]
        )
        return Transition(next, [event], notices: [.appealed])
    }
}

/// What of a deal names or describes a person.
private func personalValues(of deal: Progress.Deal?) -> [Event.PersonalValue] {
    guard let deal else { return [] }
    return [.init(Field.nextStep.rawValue, deal.nextStep)]
        + (deal.material.map { [.init(Field.material.rawValue, $0)] } ?? [])
}

extension Policy {
    /// Who looks at an appeal: a partner manager who did not decide, else any other reviewer.
    func secondLook(after author: String) -> String {
        let others = reviewers.filter { $0.name != author && !$0.isAbsent }
        return (others.first(where: \.isManager) ?? others.first)?.name ?? routing.fallback
    }
}

extension Duty {
    /// The clock goes on with what was left of the time when it stopped.
    mutating func resume(at now: Date, _ calendar: BusinessCalendar) {
        guard let stopped = pausedAt else { return }
        pausedAt = nil
        move(past: stopped, until: now, calendar)
    }

    /// The time between both does not count.
    mutating func move(past stopped: Date, until now: Date, _ calendar: BusinessCalendar) {
        guard now > stopped else { return }
        switch within {
        case .businessDays, .businessHours:
            let seconds = calendar.businessTime(from: stopped, to: now)
            // A due time at closing would otherwise move to the next opening for nothing.
            guard seconds > 0 else { return }
            due = calendar.adding(businessSeconds: seconds, to: due)
        case .hours:
            due = due.addingTimeInterval(now.timeIntervalSince(stopped))
        case .days, .months:
            let days = Int((now.timeIntervalSince(stopped) / 86_400).rounded(.up))
            due = calendar.endOfDay(calendarDays: days, after: due)
        }
        hasMoved = true
    }
}
