import Dialogue
import FoundationEssentials
import Registrations

/// The claims on one prospect: who waits behind whom, and whose turn comes.
extension Sitting {
    /// Whoever waits on the same prospect goes to the queue when somebody is protected, and moves up when it comes free.
    ///
    /// `isSuperseding` says that somebody's hold, which had run out, gave way to the change.
    mutating func follow(
        _ change: Transition.HoldChange?,
        of registration: Registration,
        isSuperseding: Bool = false
    ) throws {
        // More places may have come free than this one takes.
        var mayMoveUp = isSuperseding
        switch change {
        case .start(let hold):
            if try queueOthers(behind: hold, of: registration) { mayMoveUp = true }
        case .change(let hold): _ = try queueOthers(behind: hold, of: registration)
        case .end: mayMoveUp = true
        case nil:
            // A claim that ends, or may run without a hold, may have been offered the prospect: the others move up.
            let isOver = !registration.status.isOpen || registration.status == .approved && registration.hold == nil
            if isOver { mayMoveUp = true }
        }
        if mayMoveUp { try moveUp(after: registration) }
    }

    /// The open claims on the same prospect and scope, with their partners.
    func contenders(for registration: Registration) throws -> [(Registration, Partner)] {
        try transaction.contenders(for: registration, under: policy)
    }

    func holds(around registration: Registration) throws -> [Hold] {
        try transaction.holds(around: registration, under: policy)
    }

    /// The claims that contend with it, as the order of the queue sees them, itself among them while it is open.
    func rivals(of registration: Registration, under terms: Policy) throws -> [Rival] {
        try transaction.rivals(of: registration, under: terms)
    }

    /// True when somebody waits whom nothing hinders, and nobody else's turn has come: a second place came free while the
    /// first was offered.
    private mutating func queueOthers(behind hold: Hold, of registration: Registration) throws -> Bool {
        let holds = try holds(around: registration)
        var (isFree, isTaken) = (false, false)
        for (claim, partner) in try contenders(for: registration) {
            let terms = try terms(of: claim)
            if claim.isOutrun(by: hold) {
                try apply(try claim.lapsed(at: now, rule: "first_meeting", under: terms), under: terms)
            } else if holds.hindering(partner.id, claim.scope, under: terms, at: now) != nil {
                let waiting = claim.queued()
                guard waiting != claim else { continue }
                try transaction.update(waiting.wound(under: terms, at: now))
                try rewriteReviewCards(waiting)
            } else if claim.status == .submitted {
                if claim.progress.duties.isEmpty { isFree = true }
                if claim.progress.turnAt != nil { isTaken = true }
            }
        }
        return isFree && !isTaken
    }

    /// Whose turn came is offered the prospect; whoever waits on has another place now.
    private mutating func moveUp(after registration: Registration) throws {
        let waiting = try contenders(for: registration).filter { $0.0.status == .submitted }
        guard !waiting.isEmpty else { return }
        try offerNext(of: waiting, after: registration)
        for (claim, _) in waiting where claim.progress.duties.isEmpty {
            // What changed was rewritten with it.
            if try transaction.registration(claim.id) == claim { try rewriteReviewCards(claim) }
        }
    }

    /// The next of the queue is checked again and offered the prospect; where it is not free for one alone (a won deal, a
    /// decision undone, a race), the vendor owes everybody who waits an answer instead.
    private mutating func offerNext(
        of waiting: [(Registration, Partner)],
        after registration: Registration
    ) throws {
        let rivals = try rivals(of: registration, under: policy)
        // One offer at a time, even while its claim is asked something.
        guard rivals.allSatisfy({ $0.offeredUntil == nil || $0.registration == registration.id }) else { return }
        let holds = try holds(around: registration)
        let free = try waiting.filter { claim, partner in
            holds.hindering(partner.id, claim.scope, under: try terms(of: claim), at: now) == nil
        }
        if registration.status == .won || registration.status.isOpen {
            for (claim, partner) in free { try startAnswer(claim, partner) }
            return
        }
        var queue = rivals.filter { rival in free.contains { $0.0.id == rival.registration } }
        while let next = ClaimantQueue.next(in: queue, under: policy),
            let (claim, partner) = free.first(where: { $0.0.id == next.registration })
        {
            // Its vendor's clock runs: it never waited.
            guard claim.progress.duties.isEmpty else { return }
            if try offer(claim, partner) { return }
            queue.removeAll { $0.registration == next.registration }
        }
        // Whoever is passed over is not forgotten: the vendor owes an answer.
        for (claim, partner) in free where queue.contains(where: { $0.registration == claim.id }) {
            try startAnswer(claim, partner)
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
        let contact = claim.answers.contact.email
        var facts = try facts(on: claim.answers.prospect.domain, partner, contact: contact, scope: claim.scope)
        // It does not stand in its own way.
        facts.openCount = max(0, facts.openCount - 1)
        if claim.submittedAt >= weekAgo { facts.weekCount = max(0, facts.weekCount - 1) }
        // Like names are looked for before a transaction, not in it: what was found stands.
        let likeName = claim.checks.first { $0.rule == .similarName }
        let checks = runChecks(Claim(claim, partner: partner), facts, terms, at: now)
            .map { $0.rule == .similarName ? likeName ?? $0 : $0 }
        let transition = try claim.offered(checks: checks, partner: partner, under: terms, at: now)
        let next = try apply(transition, under: terms, isTelling: false)
        return next.progress.duty(.acceptOffer) != nil
    }
}
