import DeskTesting
import FoundationEssentials
import Testing

@testable import Registrations

extension World {
    /// Stores what a transition changed, and what follows from it on the same company.
    mutating func apply(_ transition: Transition) throws {
        let after = transition.registration
        let before = try get(after.id)
        judge(before, transition)
        cases[after.id] = after.wound(under: terms(of: after.id), at: now)
        events[after.id, default: []] += transition.events
        for notice in transition.notices { hear(notice, after) }
        let rule = before.progress.choice == nil ? "superseded" : "customer_choice"
        for hold in transition.superseded { try supersede(hold, rule: hold.until <= now ? "hold" : rule) }
        var started: Hold?
        var isFree = before.status.isOpen && !after.status.isOpen
        switch transition.hold {
        case .start(let hold):
            holds[after.id] = hold
            started = hold
        case .change(let hold): holds[after.id] = hold
        case .end:
            holds[after.id] = nil
            isFree = true
        case nil: break
        }
        if let hold = started ?? (transition.superseded.isEmpty ? nil : holds[after.id]) {
            try queueOthers(behind: hold)
        }
        if isFree, started == nil { try moveUp(after.company) }
        let isTaken = before.progress.duty(.acceptOffer) != nil && after.progress.duty(.acceptOffer) == nil
        if isTaken, !isFree { try freeWaiting(after.company) }
        check(after.company)
    }

    /// A hold that gives way: its registration ends with it.
    mutating func supersede(_ hold: Hold, rule: String) throws {
        holds[hold.registration] = nil
        let former = try get(hold.registration)
        let lapsed = try former.lapsed(at: now, rule: rule, under: terms(of: former.id))
        judge(former, lapsed)
        cases[former.id] = lapsed.registration.wound(under: terms(of: former.id), at: now)
        events[former.id, default: []] += lapsed.events
    }

    /// Claims that wait owe and are owed nothing now; in a race the others have lost.
    mutating func queueOthers(behind hold: Hold) throws {
        for id in byCompany[hold.company] ?? [] where id != hold.registration {
            let one = try get(id)
            guard one.scope.overlaps(hold.scope), one.partner != hold.partner else { continue }
            let standing = holds(on: hold.company).hindering(one.partner, one.scope, under: terms(of: id), at: now)
            guard standing != nil else { continue }
            cases[id] = one.queued().wound(under: terms(of: id), at: now)
        }
        for id in byCompany[hold.company] ?? [] {
            let one = try get(id)
            guard one.isOutrun(by: hold), standing(against: one) != nil else { continue }
            try apply(try one.lapsed(at: now, rule: "first_meeting", under: terms(of: id)))
        }
    }

    /// The prospect came free: the first of the queue is checked again and has it offered; without an offer every waiting
    /// claim is owed an answer.
    mutating func moveUp(_ company: CompanyKey) throws {
        let waiting = (byCompany[company] ?? []).compactMap { cases[$0] }.filter { $0.status == .submitted }
        for one in waiting {
            let terms = terms(of: one.id)
            let rows = holds(on: company)
            guard rows.hindering(one.partner, one.scope, under: terms, at: now) == nil else { continue }
            let rivals = rivals(on: company, one.scope)
            guard ClaimantQueue.next(in: rivals, under: terms)?.registration == one.id,
                one.progress.duties.isEmpty, let partner = partners[one.partner]
            else { continue }
            judgeOffer(one, rivals)
            let facts = facts(partner, company, one.scope, but: one.id)
            let checks = runChecks(Claim(one, partner: partner), facts, terms, at: now)
            try apply(try one.offered(checks: checks, partner: partner, under: terms, at: now))
        }
        try freeWaiting(company)
    }

    private mutating func freeWaiting(_ company: CompanyKey) throws {
        for id in byCompany[company] ?? [] {
            let one = try get(id)
            let terms = terms(of: id)
            guard one.status == .submitted, one.progress.duties.isEmpty,
                holds(on: company).hindering(one.partner, one.scope, under: terms, at: now) == nil,
                rivals(on: company, one.scope).allSatisfy({ $0.offeredUntil == nil })
            else { continue }
            cases[id] = one.freed(partner: try partner(id), under: terms, at: now).wound(under: terms, at: now)
        }
    }

    /// Lets the time pass and every clock that rings do its work, in order.
    mutating func pass(until end: Date) throws {
        // A clock that rings for ever would hang the test.
        while violations.isEmpty, let next = nextWake(), next.at <= end {
            now = max(now, next.at)
            try wake(next.id)
        }
        now = max(now, end)
    }

    mutating func pass(days: Double) throws { try pass(until: now.addingTimeInterval(days * 86_400)) }

    private func nextWake() -> (id: RegistrationID, at: Date)? {
        var found: (id: RegistrationID, at: Date)?
        for (id, one) in cases {
            guard let at = one.progress.wakeAt else { continue }
            if let best = found, (best.at, best.id.text) < (at, id.text) { continue }
            found = (id, at)
        }
        return found
    }

    mutating func wake(_ id: RegistrationID) throws {
        let before = try get(id)
        let terms = terms(of: id)
        if let transition = try before.awakened(under: terms, at: now) {
            try apply(transition)
        } else {
            cases[id] = before.wound(under: terms, at: now)
        }
        let after = try get(id)
        if let wakeAt = after.progress.wakeAt {
            if wakeAt < now { violations.append("\(id) wakes in the past") }
            if wakeAt <= now, after.progress == before.progress { violations.append("\(id) wakes for nothing") }
        }
    }

    /// The service is off, and nobody can do anything; on its return clocks are moved before they ring.
    mutating func stop(days: Double) throws {
        let start = now
        now = start.addingTimeInterval(days * 86_400)
        for id in cases.keys.sorted(by: { $0.text < $1.text }) {
            if let moved = try get(id).shifted(pastStopFrom: start, until: now, under: terms(of: id)) {
                try apply(moved)
            }
        }
    }
}
