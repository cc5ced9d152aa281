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
            fields: fields.filter { policy.reopenable.contains($0) }
        )
        for place in next.progress.duties.indices where next.progress.duties[place].kind == .answer {
            if next.progress.duties[place].isRunning { next.progress.duties[place].pausedAt = act.at }
        }
        next.progress.duties.removeAll { $0.kind == .provideInformation }
        if let duty = policy.duty(.provideInformation, of: next, tier: partner.tier, from: act.at) {
            next.progress.duties.append(duty)
        }
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
    /// It does not run while somebody else's `standing` hold is in force. `answers` are the registration's with the open
    /// ones changed.
    public func answered(
        _ text: String,
        answers changed: Answers? = nil,
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
            next.scope = policy.scope(of: changed)
        }
        next.progress.completeAt = now
        next.progress.duties.removeAll { $0.kind == .provideInformation }
        let isHeld = standing.map { $0.isInForce(against: self.partner, at: now) } ?? false
        if isHeld {
            next.progress.duties.removeAll { $0.kind == .answer }
        } else if let place = next.progress.duties.firstIndex(where: { $0.kind == .answer }) {
            next.progress.duties[place].resume(at: now, BusinessCalendar(policy))
        } else if let duty = policy.duty(.answer, of: next, tier: partner.tier, from: now) {
            next.progress.duties.append(duty)
        }
        let fields = changed == nil ? [] : question?.fields ?? []
        var personal: [Event.PersonalValue] = [.init("answer", text)]
        personal += personalValues(of: next).filter { value in fields.contains { $0.rawValue == value.name } }
        let event = Event(
            .informationGiven,
            at: now,
            actor: .person(person, role: .submitter),
            details: fields.isEmpty ? [] : [.init("fields", fields.map(\.rawValue).joined(separator: ","))],
            personal: personal
        )
        return Transition(next, [event])
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
        next.progress.appeal = Progress.Appeal(text: text, at: now, against: decision.by)
        next.progress.approvals = []
        next.reviewer = policy.secondLook(after: decision.by)
        next.progress.duties = []
        if standing.map({ $0.isInForce(against: self.partner, at: now) }) != true,
            let duty = policy.duty(.answer, of: next, tier: partner.tier, from: now)
        {
            next.progress.duties = [duty]
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
        hasMoved = true
        switch within {
        case .businessDays, .businessHours:
            due = calendar.adding(businessSeconds: calendar.businessTime(from: stopped, to: now), to: due)
        case .hours:
            due = due.addingTimeInterval(now.timeIntervalSince(stopped))
        case .days, .months:
            let days = Int((now.timeIntervalSince(stopped) / 86_400).rounded(.up))
            due = calendar.endOfDay(calendarDays: days, after: due)
        }
    }
}
