import Dialogue
import FoundationEssentials
import Registrations

/// What every change of a registration has in common: state, history, holds, queue and messages in one transaction.
extension Sitting {
    func terms(of registration: Registration) throws -> Policy {
        try desk.policies.terms(of: registration.policyVersion, in: transaction)
    }

    /// Stores a transition and whatever follows from it.
    @discardableResult
    mutating func apply(
        _ transition: Transition,
        under terms: Policy,
        isTelling: Bool = true
    ) throws -> Registration {
        let registration = transition.registration.wound(under: terms, at: now)
        let isChosen = registration.progress.choice != nil
        for hold in transition.superseded { try supersede(hold, rule: isChosen ? "customer_choice" : "superseded") }
        switch transition.hold {
        case .start(let hold):
            guard try transaction.insert(hold) else { throw LedgerTrouble.broken("two holds on one prospect") }
        case .change(let hold):
            guard try transaction.change(hold) else { throw LedgerTrouble.broken("a hold that is not there") }
        case .end(let reason): try endHold(of: registration, reason: reason)
        case nil: break
        }
        try transaction.update(registration)
        try record(transition.events, of: registration)
        try rewriteReviewCards(registration)
        if isTelling {
            try tellSubmitter(registration)
            try tellRoom(registration)
        }
        for notice in transition.notices { try tell(notice, registration, terms) }
        try follow(transition.hold, of: registration)
        return registration
    }

    func record(_ events: [Event], of registration: Registration) throws {
        try Timeline.append(
            events,
            to: .registration(registration.id),
            in: transaction,
            chance: desk.chance
        )
    }

    /// A hold that ran out, or that the customer's choice sets aside, gives way; its partner is told.
    private mutating func supersede(_ standing: Hold, rule: String) throws {
        try transaction.endHold(company: standing.company, scope: standing.scope, at: now, reason: rule)
        guard var former = try transaction.registration(standing.registration), former.status.isOpen,
            former.hold != nil
        else { return }
        let lapse = try former.lapsed(at: now, rule: rule, under: try terms(of: former))
        former = lapse.registration
        try apply(
            Transition(former, lapse.events, notices: lapse.notices),
            under: try terms(of: former)
        )
    }

    /// Only its own: another claim may be protected by now.
    private func endHold(of registration: Registration, reason: String) throws {
        let own = try transaction.holds(company: registration.company).first { $0.registration == registration.id }
        guard let own else { return }
        try transaction.endHold(company: own.company, scope: own.scope, at: now, reason: reason)
    }

    /// Whoever waits on the same prospect goes to the queue when somebody is protected, and moves up when it comes free.
    private mutating func follow(_ change: Transition.HoldChange?, of registration: Registration) throws {
        switch change {
        case .start(let hold), .change(let hold): try queueOthers(behind: hold, of: registration)
        case .end: try moveUp(after: registration)
        case nil:
            // A claim that ends may have been offered the prospect: then the next one's turn comes.
            if !registration.status.isOpen { try moveUp(after: registration) }
        }
    }

    private static let queueLimit = 200

    /// The open claims on the same prospect and scope, with their partners.
    func contenders(for registration: Registration) throws -> [(Registration, Partner)] {
        let companies = try keys(of: registration)
        return try companies.flatMap { try transaction.openRegistrations(on: $0, limit: Self.queueLimit) }
            .filter { $0.id != registration.id && $0.scope.overlaps(registration.scope) }
            .compactMap { claim in try transaction.partner(claim.partner).map { (claim, $0) } }
    }

    func keys(of registration: Registration) throws -> [CompanyKey] {
        let companies = policy.companies(of: registration.answers.prospect.domain)
        return (companies.contains(registration.company) ? [] : [registration.company]) + companies
    }

    func holds(around registration: Registration) throws -> [Hold] {
        try keys(of: registration).flatMap { try transaction.holds(company: $0) }
    }

    /// The claims that contend with it, as the order of the queue sees them, itself among them.
    func rivals(of registration: Registration, under terms: Policy) throws -> [Rival] {
        let others = try contenders(for: registration)
        let own = try transaction.partner(registration.partner).map { [(registration, $0)] } ?? []
        let all = own + others
        let first = all.map(\.0.submittedAt).min()
        let hasWon = terms.conflicts.winner == .bestQualified
        return try all.map { claim, partner in
            let won = hasWon ? try transaction.wonAt(company: claim.company) != nil : false
            return claim.rival(
                weight: claim.weight(
                    partner,
                    isFirstReceived: claim.submittedAt == first,
                    hasWonBefore: won,
                    under: terms
                ),
                isSuspended: partner.standing != .good
            )
        }
    }

    private mutating func queueOthers(behind hold: Hold, of registration: Registration) throws {
        let holds = try holds(around: registration)
        for (claim, partner) in try contenders(for: registration) {
            let terms = try terms(of: claim)
            if claim.isOutrun(by: hold) {
                try apply(try claim.lapsed(at: now, rule: "first_meeting", under: terms), under: terms)
            } else if holds.hindering(partner.id, claim.scope, under: terms, at: now) != nil {
                let waiting = claim.queued()
                guard waiting != claim else { continue }
                try transaction.update(waiting.wound(under: terms, at: now))
                try rewriteReviewCards(waiting)
            }
        }
    }

    /// The next of the queue is checked again and offered the prospect; after a won deal or an undone decision the vendor
    /// owes everybody who waits an answer instead.
    private mutating func moveUp(after registration: Registration) throws {
        let waiting = try contenders(for: registration).filter { $0.0.status == .submitted }
        guard !waiting.isEmpty else { return }
        let holds = try holds(around: registration)
        let free = try waiting.filter { claim, partner in
            holds.hindering(partner.id, claim.scope, under: try terms(of: claim), at: now) == nil
        }
        if registration.status == .won || registration.status == .submitted {
            for (claim, partner) in free { try startAnswer(claim, partner) }
            return
        }
        var rivals = free.map { claim, partner in claim.rival(isSuspended: partner.standing != .good) }
        while let next = ClaimantQueue.next(in: rivals, under: policy),
            let (claim, partner) = free.first(where: { $0.0.id == next.registration })
        {
            // Its vendor's clock runs: it never waited.
            guard claim.progress.duties.isEmpty else { return }
            if try offer(claim, partner) { return }
            rivals.removeAll { $0.registration == next.registration }
        }
    }

    private mutating func startAnswer(_ claim: Registration, _ partner: Partner) throws {
        let terms = try terms(of: claim)
        let next = claim.freed(partner: partner, under: terms, at: now)
        guard next != claim else { return }
        try transaction.update(next.wound(under: terms, at: now))
        try rewriteReviewCards(next)
    }

    /// False when the checks now stand against it.
    private mutating func offer(_ claim: Registration, _ partner: Partner) throws -> Bool {
        let terms = try terms(of: claim)
        var facts = try facts(on: claim.answers.prospect.domain, partner, contact: claim.answers.contact.email)
        // It does not stand in its own way.
        facts.openCount = max(0, facts.openCount - 1)
        facts.weekCount = max(0, facts.weekCount - 1)
        // Like names are looked for before a transaction, not in it: what was found stands.
        let likeName = claim.checks.first { $0.rule == .similarName }
        let checks = runChecks(Claim(claim, partner: partner), facts, terms, at: now)
            .map { $0.rule == .similarName ? likeName ?? $0 : $0 }
        let transition = try claim.offered(checks: checks, partner: partner, under: terms, at: now)
        let next = try apply(transition, under: terms, isTelling: false)
        return next.progress.duty(.acceptOffer) != nil
    }
}

extension Sitting {
    /// The day it is in the program's time zone.
    var today: CivilDate { LocalTime(timeZone: policy.program.timeZone).date(of: now) }
}
