public import FoundationEssentials

/// What the clocks do to a registration: a function of the time, so that a sweep only has to ask.
extension Registration {
    /// What is due now: reminders, escalations, hand-overs, an offer that ran out, a lapse; nil when nothing is.
    ///
    /// However late it is asked, each side hears of a duty once, and people are written to in office hours only.
    public func awakened(under policy: Policy, at now: Date) throws(Refusal) -> Transition? {
        guard status.isOpen else { return nil }
        let calendar = BusinessCalendar(policy)
        if let hold, hold.until < now { return try lapsed(at: now, rule: "hold", under: policy) }
        for duty in progress.duties {
            guard let end = end(of: duty, policy, calendar), end < now else { continue }
            return try unmet(duty, under: policy, at: now)
        }
        guard calendar.mayWrite(at: now) else { return nil }
        var next = self
        var told = Told(calendar: calendar, policy: policy, at: now)
        for place in next.progress.duties.indices where next.progress.duties[place].isRunning {
            next.tick(place, &told)
        }
        next.tickHold(&told)
        return next == self ? nil : Transition(next, told.events, notices: told.notices)
    }

    /// A clock has ended something by then, whether or not a sweep has looked.
    public func isOverdue(under policy: Policy, at now: Date) -> Bool {
        guard status.isOpen else { return false }
        if let hold, hold.until < now { return true }
        let calendar = BusinessCalendar(policy)
        return progress.duties.contains { duty in end(of: duty, policy, calendar).map { $0 < now } ?? false }
    }

    /// An offer that was not taken, a hold whose duty was not met, a question that was not answered.
    private func unmet(_ duty: Duty, under policy: Policy, at now: Date) throws(Refusal) -> Transition {
        switch duty.kind {
        case .acceptOffer: return try offerExpired(under: policy, at: now)
        case .provideInformation:
            return try withdrawn(by: .rule(duty.kind.rawValue, policyVersion: policy.version), at: now)
        case .answer, .firstMeeting, .nextStep, .acceptApproval:
            return try lapsed(at: now, rule: duty.kind.rawValue, under: policy)
        }
    }

    /// When an unmet duty has consequences; nil when it never has, as none of the vendor's has for the partner.
    private func end(of duty: Duty, _ policy: Policy, _ calendar: BusinessCalendar) -> Date? {
        guard duty.isRunning, let rules = policy.duties[duty.kind] else { return nil }
        let ends: Bool
        switch duty.kind {
        case .acceptOffer: ends = status == .submitted
        case .provideInformation: ends = status == .needsInformation && rules.outcome == .lapse
        case .acceptApproval: ends = status == .approved && rules.outcome == .lapse
        case .firstMeeting:
            let isLocked = policy.hold.isLockedByMeeting && progress.firstMeeting != nil
            ends = status == .approved && rules.outcome == .lapse && !isLocked
        case .answer, .nextStep: ends = false
        }
        return ends ? policy.outcomeAt(duty, calendar) : nil
    }

    /// When it has to be looked at next, at the earliest right now; nil when no clock runs.
    public func wake(under policy: Policy, at now: Date) -> Date? {
        guard status.isOpen, hold != nil || !progress.duties.isEmpty else { return nil }
        let calendar = BusinessCalendar(policy)
        var soonest: Date?
        /// The earliest instant at which somebody is to be written to.
        var spoken: Date?
        func wake(_ instant: Date) { soonest = min(soonest ?? instant, instant) }
        func speak(_ instant: Date?) { instant.map { spoken = min(spoken ?? $0, $0) } }
        if let hold, hold.until < Hold.openEnd {
            wake(hold.until.addingTimeInterval(Self.momentSeconds))
            speak(nextHoldReminder(policy, calendar))
        }
        for duty in progress.duties where duty.isRunning {
            guard let rules = policy.duties[duty.kind] else { continue }
            speak(rules.nextReminder(of: duty, calendar))
            speak(rules.firstLook(of: duty, calendar))
            if duty.rung < rules.ladder.count { speak(rules.climbs(duty.due, calendar)[duty.rung].at) }
            if rules.handOver != nil, !duty.isHandedOver { speak(duty.due) }
            if let end = end(of: duty, policy, calendar) { wake(end.addingTimeInterval(Self.momentSeconds)) }
        }
        if let spoken { calendar.firstWriting(after: spoken, notBefore: now).map { wake($0) } }
        return soonest.map { max($0, now) }
    }

    /// What is over "at" an instant is over the moment after it.
    static let momentSeconds = 1.0

    /// With the time of its next look.
    public func wound(under policy: Policy, at now: Date) -> Registration {
        var next = self
        next.progress.wakeAt = wake(under: policy, at: now)
        return next
    }
}

extension BusinessCalendar {
    /// People are written to in office hours; where there are none, at any time.
    func mayWrite(at now: Date) -> Bool { !hasOfficeHours || isOpen(at: now) }

    /// The first office hour after an instant, and not before now; nil when none comes.
    func firstWriting(after instant: Date, notBefore now: Date) -> Date? {
        let opening = nextOpening(atOrAfter: max(instant.addingTimeInterval(Registration.momentSeconds), now))
        return mayWrite(at: opening) ? opening : nil
    }
}
