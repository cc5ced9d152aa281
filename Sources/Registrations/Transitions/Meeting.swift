public import FoundationEssentials

/// The first meeting, and those after it.
extension Registration {
    static let farthestMeetingDays = 730.0

    /// Logs a meeting that is planned or took place: the partner's duty is met, and what the policy lets begin with it
    /// begins.
    public func meeting(
        at date: Date,
        by actor: Event.Actor,
        side: NextAction.Side,
        holds: [Hold],
        partner: Partner,
        under policy: Policy,
        at now: Date
    ) throws(Refusal) -> Transition {
        guard status == .approved else { throw .wrongState(status) }
        try mayMeet(at: date, under: policy, at: now)
        if hold == nil, let standing = holds.hindering(self.partner, scope, under: policy, at: now) {
            throw .prospectHeld(until: standing.until)
        }
        // What is protected stays so; protection does not begin while nothing is approved either.
        if beginsHold(under: policy), partner.standing != .good {
            throw side == .partner ? .partnerSuspended : .claimantSuspended
        }
        var next = self
        var meeting = Progress.Meeting(at: date, loggedAt: now, by: side)
        meeting.met = progress.duty(.firstMeeting)
        meeting.replaced = progress.duty(.nextStep)
        next.progress.meetings.append(meeting)
        next.progress.discharge(.firstMeeting, .nextStep)
        next.progress.owe(policy.duty(.nextStep, of: next, tier: partner.tier, from: max(now, date)))
        var events = [
            Event(
                .meetingLogged,
                at: now,
                actor: actor,
                details: [.init("at", stamp(date)), .init("policy_version", policy.version)]
            )
        ]
        let change = next.protectByMeeting(meeting, self, holds, partner, actor, under: policy, into: &events)
        let logged = next.progress.meetings.last ?? meeting
        return Transition(
            next,
            events,
            hold: change,
            superseded: change == nil ? [] : givingWay(holds, at: now),
            notices: [.meetingLogged(logged)]
        )
    }

    /// Neither before the claim nor beyond what can be planned; where it begins the hold, not after its window.
    private func mayMeet(at date: Date, under policy: Policy, at now: Date) throws(Refusal) {
        let calendar = BusinessCalendar(policy)
        guard date >= calendar.startOfDay(submittedAt) else { throw .dateOver }
        guard date <= now.addingTimeInterval(Self.farthestMeetingDays * 86_400) else { throw .dateTooFar }
        guard beginsHold(under: policy), let duty = progress.duty(.firstMeeting),
            let end = policy.outcomeAt(duty, calendar)
        else { return }
        guard date <= end else { throw .dateTooFar }
    }

    private func beginsHold(under policy: Policy) -> Bool {
        progress.firstMeeting == nil
            && (policy.hold.starts == .firstMeeting || policy.conflicts.winner == .firstMeeting && hold == nil)
    }

    /// The hold begins with the first meeting, or grows with a later one on another day.
    private mutating func protectByMeeting(
        _ meeting: Progress.Meeting,
        _ before: Registration,
        _ holds: [Hold],
        _ partner: Partner,
        _ actor: Event.Actor,
        under policy: Policy,
        into events: inout [Event]
    ) -> Transition.HoldChange? {
        let calendar = BusinessCalendar(policy)
        let now = meeting.loggedAt
        var change: Transition.HoldChange?
        if before.beginsHold(under: policy) {
            if progress.share == nil { progress.share = freePlace(among: holds, without: givingWay(holds, at: now)) }
            change = startHold(
                from: max(now, meeting.at),
                at: now,
                delayDays: meeting.met?.vendorDelayDays ?? 0,
                tier: partner.tier,
                under: policy,
                into: &events
            )
        } else if policy.hold.extending.onMeeting, partner.standing == .good, before.progress.firstMeeting != nil,
            mayExtend(policy)
        {
            let days = before.progress.meetings.filter(\.stands).map { calendar.localDate($0.at) }
            guard !days.contains(calendar.localDate(meeting.at)) else { return nil }
            change = extend(policy, calendar, actor: actor, at: now, into: &events)
        }
        guard change != nil, let until = hold?.until else { return change }
        let place = progress.meetings.count - 1
        if let former = before.hold?.until {
            progress.meetings[place].effect =
                before.progress.firstMeeting == nil
                ? .started(from: former, to: until) : .extended(from: former, to: until)
        } else {
            progress.meetings[place].effect = .began
        }
        return change
    }

    /// The other side says that the last meeting did not or will not take place: what it met is owed again, and what it
    /// did to the hold is taken back.
    public func meetingContradicted(
        by actor: Event.Actor,
        side: NextAction.Side,
        partner: Partner,
        under policy: Policy,
        at now: Date
    ) throws(Refusal) -> Transition {
        guard status == .approved else { throw .wrongState(status) }
        guard let place = progress.meetings.lastIndex(where: { $0.stands && $0.by != side }) else { throw .noMeeting }
        var next = self
        let meeting = progress.meetings[place]
        next.progress.meetings[place].contradictedAt = now
        // There is no next step after what did not happen.
        if progress.duty(.nextStep)?.startedAt == meeting.began {
            next.progress.discharge(.nextStep)
            next.progress.owe(next.stepOwed(before: place)?.giving(policy, at: now))
        }
        if next.progress.firstMeeting == nil { next.oweMeetingAgain(meeting, partner, under: policy, at: now) }
        var events = [
            Event(.meetingContradicted, at: now, actor: actor, details: [.init("at", stamp(meeting.at))])
        ]
        let change = next.takeBack(meeting.effect, under: policy, at: now, into: &events)
        return Transition(
            next,
            events,
            hold: change,
            notices: [.meetingContradicted(next.progress.meetings[place])]
        )
    }

    /// The next step owed before that meeting was logged, unless what it was owed for is contradicted as well.
    private func stepOwed(before place: Int) -> Duty? {
        var place = place
        while let owed = progress.meetings[place].replaced {
            let reason = progress.meetings[..<place].lastIndex { $0.began == owed.startedAt }
            guard let reason, !progress.meetings[reason].stands else { return owed }
            place = reason
        }
        return nil
    }

    private mutating func oweMeetingAgain(
        _ meeting: Progress.Meeting,
        _ partner: Partner,
        under policy: Policy,
        at now: Date
    ) {
        progress.discharge(.nextStep)
        let first = progress.meetings.compactMap(\.met).last
        guard progress.duty(.acceptApproval) == nil,
            let duty = first ?? policy.duty(.firstMeeting, of: self, tier: partner.tier, from: decision?.at ?? now)
        else { return }
        progress.owe(duty.giving(policy, at: now))
    }

    private mutating func takeBack(
        _ effect: Progress.Meeting.Effect?,
        under policy: Policy,
        at now: Date,
        into events: inout [Event]
    ) -> Transition.HoldChange? {
        guard let held = hold, let effect else { return nil }
        let earliest = BusinessCalendar(policy).endOfDay(calendarDays: Policy.shortestNoticeDays, after: now)
        let rule = "meeting_contradicted"
        var until: Date
        switch effect {
        case .began, .started:
            guard progress.firstMeeting == nil else { return nil }
            guard case .started(let from, _) = effect else {
                hold = nil
                progress.share = nil
                events.append(.holdEnded(at: now, rule: rule, policy.version))
                return .end(reason: rule)
            }
            let kept = keepingDuty(under: policy).flatMap { policy.outcomeAt($0, BusinessCalendar(policy)) }
            until = max(from, kept ?? earliest)
        case .extended(let from, let to):
            progress.extensions = max(0, progress.extensions - 1)
            until = max(held.until.addingTimeInterval(from.timeIntervalSince(to)), earliest)
        }
        until = min(until, held.until)
        return holdUntil(until, rule: rule, under: policy, at: now, into: &events)
    }
}

extension Progress.Meeting {
    /// From when on a next step is owed for it.
    fileprivate var began: Date { max(loggedAt, at) }
}

extension Duty {
    /// Owed again: nobody is late because of a surprise.
    fileprivate func giving(_ policy: Policy, at now: Date) -> Duty {
        var duty = self
        let earliest = BusinessCalendar(policy).endOfDay(calendarDays: Policy.shortestNoticeDays, after: now)
        if duty.due < earliest {
            duty.due = earliest
            duty.hasMoved = true
        }
        return duty
    }
}

extension BusinessCalendar {
    /// Midnight at the beginning of the day.
    func startOfDay(_ instant: Date) -> Date { endOfDay(calendarDays: -1, after: instant).addingTimeInterval(1) }
}
