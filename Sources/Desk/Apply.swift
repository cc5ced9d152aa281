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
        let registration = try store(transition, under: terms, isTelling: isTelling)
        do {
            try follow(transition.hold, of: registration, isSuperseding: !transition.superseded.isEmpty)
        } catch let refusal as Refusal {
            // A refusal would be answered and what was stored so far be kept: half a change.
            throw LedgerTrouble.broken("what follows was refused: \(refusal.name)")
        }
        return registration
    }

    private mutating func store(_ transition: Transition, under terms: Policy, isTelling: Bool) throws -> Registration {
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
        let wasAsked = try isAsked(registration)
        try transaction.update(registration)
        try noteAsked(registration, under: terms)
        try record(transition.events, of: registration)
        try rewriteReviewCards(registration)
        if wasAsked, registration.status != .needsInformation { try rewriteQuestion(registration) }
        if isTelling {
            try tellSubmitter(registration)
            try tellRoom(registration)
        }
        for notice in transition.notices { try tell(notice, registration, terms) }
        return registration
    }

    /// As it is stored, the partner owes an answer.
    private func isAsked(_ registration: Registration) throws -> Bool {
        guard registration.question != nil else { return false }
        return try transaction.registration(registration.id)?.status == .needsInformation
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
    ///
    /// By itself it frees nothing: whoever it gives way to comes in its place.
    private mutating func supersede(_ standing: Hold, rule: String) throws {
        try transaction.endHold(company: standing.company, scope: standing.scope, at: now, reason: rule)
        guard var former = try transaction.registration(standing.registration), former.status.isOpen,
            former.hold != nil
        else { return }
        let lapse = try former.lapsed(at: now, rule: rule, under: try terms(of: former))
        former = lapse.registration
        _ = try store(
            Transition(former, lapse.events, notices: lapse.notices),
            under: try terms(of: former),
            isTelling: true
        )
    }

    /// Only its own: another claim may be protected by now.
    private func endHold(of registration: Registration, reason: String) throws {
        let own = try transaction.holds(company: registration.company).first { $0.registration == registration.id }
        guard let own else { return }
        try transaction.endHold(company: own.company, scope: own.scope, at: now, reason: reason)
    }
}

extension Sitting {
    /// The day it is in the program's time zone.
    var today: CivilDate { LocalTime(timeZone: policy.program.timeZone).date(of: now) }
}
