import FoundationEssentials

@testable import Registrations

/// What has to be true after every step; what is not is written down.
extension World {
    private static let edges: [Registration.Status: [Registration.Status: Event.Kind]] = [
        .submitted: [
            .approved: .approved, .rejected: .rejected, .needsInformation: .informationRequested,
            .withdrawn: .withdrawn,
        ],
        .needsInformation: [
            .submitted: .informationGiven, .approved: .approved, .rejected: .rejected,
            .withdrawn: .withdrawn,
        ],
        .approved: [.won: .won, .lost: .lost, .lapsed: .lapsed, .withdrawn: .withdrawn, .submitted: .decisionUndone],
        .rejected: [.submitted: .appealed],
    ]

    mutating func judge(_ before: Registration, _ transition: Transition) {
        let after = transition.registration
        let kinds = Set(transition.events.map(\.kind))
        if before.status != after.status {
            let wanted = Self.edges[before.status]?[after.status]
            let isUndone = before.status == .rejected && kinds.contains(.decisionUndone)
            if !isUndone, wanted.map({ !kinds.contains($0) }) ?? true {
                violations.append("\(after.id) went from \(before.status) to \(after.status) with \(kinds)")
            }
        }
        if (before.hold == nil) != (after.hold == nil) || before.hold?.until != after.hold?.until {
            let tells: Set<Event.Kind> = [.holdStarted, .holdExtended, .holdEnded, .deadlineMoved]
            if kinds.isDisjoint(with: tells) { violations.append("\(after.id): a hold changed without an event") }
            if transition.hold == nil { violations.append("\(after.id): a hold changed and no row does") }
        }
        for event in transition.events {
            if event.at != now { violations.append("\(after.id): \(event.kind) at another time") }
            if [.reminded, .escalated, .handedOver].contains(event.kind), !BusinessCalendar(policy).mayWrite(at: now) {
                violations.append("\(after.id): \(event.kind) outside office hours")
            }
        }
    }

    mutating func hear(_ notice: Transition.Notice, _ one: Registration) {
        notices.append((one.id, now, notice))
        let said: String
        switch notice {
        case .reminder(let duty): said = "\(one.id) \(duty.kind) \(duty.startedAt) reminder \(duty.reminded)"
        case .overdue(let duty, _): said = "\(one.id) \(duty.kind) \(duty.startedAt) rung \(duty.rung)"
        case .handedOver(let duty, _): said = "\(one.id) \(duty.kind) \(duty.startedAt) handed over"
        case .holdEnding(let until): said = "\(one.id) hold \(until) \(one.progress.holdReminded)"
        case .offered, .offerExpired, .meetingLogged, .meetingContradicted, .approvalNeeded, .extensionAsked,
            .holdExtended, .nextStep, .deadlineMoved, .appealed, .researching, .directSale, .assigned, .nobodyToApprove:
            return
        }
        if !spoken.insert(said).inserted { violations.append("said twice: \(said)") }
    }

    /// On one company: holds do not collide, and no clock runs against a side that owes nothing.
    mutating func check(_ company: CompanyKey) {
        let rows = holds(on: company)
        let live = rows.filter { $0.until > now }
        if Set(rows.map(\.scope)).count != rows.count { violations.append("\(company): two holds of one scope") }
        for hold in live {
            let together = live.filter { $0.scope.overlaps(hold.scope) && $0.partner != hold.partner }.count + 1
            if together > policy.conflicts.holders, hold.scope != .account || together > policy.conflicts.holders {
                violations.append("\(company): \(together) hold \(hold.scope) together")
            }
        }
        for id in byCompany[company] ?? [] {
            guard let one = cases[id] else { continue }
            if one.hold != holds[id] { violations.append("\(id): its hold is not the row") }
            checkClocks(one)
        }
    }

    private mutating func checkClocks(_ one: Registration) {
        let running = one.progress.duties.filter(\.isRunning).map(\.kind)
        if Set(running).count != running.count { violations.append("\(one.id): owed twice") }
        let allowed: [Duty.Kind] =
            switch one.status {
            case .submitted: standing(against: one) == nil ? [.answer, .acceptOffer] : []
            case .needsInformation: [.provideInformation]
            case .approved: [.firstMeeting, .nextStep, .acceptApproval]
            case .rejected, .won, .lost, .lapsed, .withdrawn: []
            }
        for kind in running where !allowed.contains(kind) {
            violations.append("\(one.id) is \(one.status) and \(kind) runs")
        }
    }

    /// Whoever is approved had nobody before it under the published order.
    mutating func judgeOrder(_ one: Registration, _ rivals: [Rival]) {
        let winner = terms(of: one.id).conflicts.winner
        guard one.progress.choice == nil, winner == .firstReceived || winner == .firstComplete else { return }
        let others = rivals.filter { $0.partner != one.partner && !$0.isBlocked }
        let ahead = others.filter {
            winner == .firstReceived
                ? ($0.status == .submitted || $0.status == .needsInformation) && $0.submittedAt < one.submittedAt
                : $0.status == .submitted && $0.completeAt < (one.progress.completeAt ?? one.submittedAt)
        }
        if !ahead.isEmpty { violations.append("\(one.id) was approved before \(ahead.map(\.registration))") }
    }

    /// Whoever is offered the prospect waits longest of those that could take it.
    mutating func judgeOffer(_ one: Registration, _ rivals: [Rival]) {
        guard terms(of: one.id).conflicts.winner == .firstReceived else { return }
        let ahead = rivals.filter { $0.status == .submitted && !$0.isBlocked && $0.submittedAt < one.submittedAt }
        if !ahead.isEmpty { violations.append("\(one.id) was offered before \(ahead.map(\.registration))") }
    }
}
