public import FoundationEssentials

/// A reviewer in the act of deciding: only the policy file makes one.
public struct Reviewing: Hashable, Sendable {
    public let reviewer: Policy.Reviewer
    public let person: Person
    public let at: Date

    /// Refused unless the person is a reviewer of this policy.
    public init(_ person: Person, under policy: Policy, at now: Date) throws(Refusal) {
        guard let reviewer = policy.reviewer(person) else { throw .notReviewer }
        self.reviewer = reviewer
        self.person = person
        at = now
    }

    var actor: Event.Actor { .person(person, role: reviewer.isManager ? .manager : .reviewer) }
}

/// What a transition changed: the registration as it is now, its history's new lines, and a hold to start or end.
public struct Transition: Sendable {
    public let registration: Registration
    public let events: [Event]
    public let hold: HoldChange?
    /// Holds of others that give way to this one.
    public let superseded: [Hold]
    /// What has to be said to somebody beyond what every change of state says.
    public let notices: [Notice]

    public init(
        _ registration: Registration,
        _ events: [Event],
        hold: HoldChange? = nil,
        superseded: [Hold] = [],
        notices: [Notice] = []
    ) {
        self.registration = registration
        self.events = events
        self.hold = hold
        self.superseded = superseded
        self.notices = notices
    }

    public enum HoldChange: Hashable, Sendable {
        case start(Hold)
        /// The registration's own hold lasts until another time.
        case change(Hold)
        case end(reason: String)
    }

    /// Something a clock or the other side did that somebody has to hear of.
    public enum Notice: Hashable, Sendable {
        /// To whoever owes it, once, with one button to do the thing.
        case reminder(Duty)
        /// To whom the ladder says, by name.
        case overdue(Duty, to: [String])
        /// To the reviewer: the vendor has taken the duty over until then.
        case handedOver(Duty, until: Date)
        /// To the partner.
        case holdEnding(until: Date)
        /// To the partner whose turn came.
        case offered(until: Date)
        case offerExpired
        /// To the other side, which may contradict.
        case meetingLogged(Progress.Meeting)
        case meetingContradicted(Progress.Meeting)
        /// To the next of the people who have to say yes.
        case approvalNeeded(from: [String])
        /// To the reviewer, who may grant it.
        case extensionAsked
        /// To the partner.
        case holdExtended(until: Date)
        case nextStep
        /// A deadline was moved: by a changed calendar or a stop of the service.
        case deadlineMoved(Duty)
        /// To the other reviewer who decides on it.
        case appealed
        /// To the partner: the vendor takes the time for research.
        case researching(until: Date)
        /// To the partner and the reviewer: the vendor's own people came to the prospect, or left it.
        case directSale(isOver: Bool)
        /// To the partner: the vendor registered something for it.
        case assigned
        /// To the partner managers: a plan asks for more people than there are.
        case nobodyToApprove
    }
}

extension Registration {
    /// A link's key has two bytes for the generation.
    static let linkGenerationLimit = 60_000

    /// A partner manager lifts what the checks block, with a reason; a live hold cannot be lifted.
    public func lifted(by act: Reviewing, reason: String) throws(Refusal) -> Transition {
        guard act.reviewer.isManager else { throw .notManager }
        try undecided()
        guard checks.contains(where: \.isLiftable) else { throw .wrongState(status) }
        var next = self
        next.lifted = Lifted(by: act.reviewer.name, at: act.at, reason: reason)
        let event = Event(
            .blockLifted,
            at: act.at,
            actor: act.actor,
            details: [.init("by", act.reviewer.name)],
            personal: [.init("reason_text", reason)]
        )
        return Transition(next, [event])
    }

    /// Makes every link given out before useless.
    public func linksRevoked(by actor: Event.Actor, at now: Date) throws(Refusal) -> Transition {
        guard linkGeneration < Self.linkGenerationLimit else { throw .linksUsedUp }
        var next = self
        next.linkGeneration += 1
        let event = Event(
            .linksRevoked,
            at: now,
            actor: actor,
            details: [.init("generation", String(next.linkGeneration))]
        )
        return Transition(next, [event])
    }

    func undecided() throws(Refusal) {
        switch status {
        case .submitted, .needsInformation: return
        case .approved, .rejected, .won, .lost, .lapsed, .withdrawn:
            guard let decision else { throw .wrongState(status) }
            throw .alreadyDecided(by: decision.by, at: decision.at, status)
        }
    }
}

/// An instant as histories and exports write it: RFC 3339 in UTC.
public func stamp(_ instant: Date) -> String {
    instant.formatted(.iso8601)
}
