import DeskTesting
import FoundationEssentials
import Testing

@testable import Registrations

/// What can be done to a registration.
enum Move: String, CaseIterable, Sendable {
    case approve, reject, ask, answer, withdraw, lift, lapse

    func applied(to registration: Registration, by person: Person = Rulebook.mona) throws -> Transition {
        let policy = Rulebook.policy()
        let act = try Rulebook.act(person)
        let partner = Rulebook.partner()
        return switch self {
        case .approve:
            try registration.approved(by: act, holds: [], rivals: [], partner: partner, under: policy)
        case .reject: try registration.rejected(by: act, reason: "not_qualified", text: "Too early", under: policy)
        case .ask: try registration.asked("How many?", by: act, partner: partner, under: policy)
        case .answer:
            try registration.answered(
                "Twelve",
                by: Samples.submitter,
                partner: partner,
                standing: nil,
                under: policy,
                at: Rulebook.now
            )
        case .withdraw: try registration.withdrawn(by: Samples.submitter, at: Rulebook.now)
        case .lift: try registration.lifted(by: act, reason: "They asked for it")
        case .lapse: try registration.lapsed(at: Rulebook.now, under: policy)
        }
    }

    func isAllowed(in status: Registration.Status) -> Bool {
        switch self {
        case .approve, .reject, .ask, .lift: status == .submitted || status == .needsInformation
        case .answer: status == .needsInformation
        case .withdraw: status.isOpen
        case .lapse: status == .approved
        }
    }

    var result: Registration.Status? {
        switch self {
        case .approve: .approved
        case .reject: .rejected
        case .ask: .needsInformation
        case .answer: .submitted
        case .withdraw: .withdrawn
        case .lift: nil
        case .lapse: .lapsed
        }
    }

    var events: [Event.Kind] {
        switch self {
        case .approve: [.approved, .holdStarted]
        case .reject: [.rejected]
        case .ask: [.informationRequested]
        case .answer: [.informationGiven]
        case .withdraw: [.withdrawn]
        case .lift: [.blockLifted]
        case .lapse: [.lapsed]
        }
    }
}

@Suite struct TransitionTests {
    private static let blocked = [Check(.partnerCaps, .block, .openCapReached)]

    /// A registration in that state, as it would have got there.
    private func registration(_ status: Registration.Status, decided: Bool = true) throws -> Registration {
        var registration = try Samples.registration(1, status: status)
        registration.checks = Self.blocked
        registration.lifted = .init(by: "Mona", at: Rulebook.now, reason: "agreed")
        if decided, !(status == .submitted || status == .needsInformation) {
            let outcome: Registration.Decision.Outcome = status == .rejected ? .rejected : .approved
            registration.decision = .init(outcome: outcome, by: "Rita", at: Rulebook.now)
        }
        if status == .needsInformation { registration.question = .init(text: "?", by: "Rita", at: Rulebook.now) }
        return registration
    }

    @Test(arguments: Move.allCases, Registration.Status.allCases)
    func `each move is allowed in its states and refused in all others`(
        move: Move,
        status: Registration.Status
    ) throws {
        let before = try registration(status)
        guard move.isAllowed(in: status) else {
            switch move {
            case .approve, .reject, .ask, .lift:
                Rulebook.refuses(.alreadyDecided(by: "Rita", at: Rulebook.now, status)) {
                    try move.applied(to: before)
                }
                Rulebook.refuses(.wrongState(status)) {
                    try move.applied(to: try registration(status, decided: false))
                }
            case .answer, .withdraw, .lapse:
                Rulebook.refuses(.wrongState(status)) { try move.applied(to: before) }
            }
            return
        }
        let transition = try move.applied(to: before)
        #expect(transition.registration.status == move.result ?? status)
        #expect(transition.events.map(\.kind) == move.events)
        #expect(transition.events.allSatisfy { $0.at == Rulebook.now })
    }

    @Test func `nobody decides but the reviewers of the policy file`() throws {
        for person in [Samples.submitter, Rulebook.person("U0NOBODY")] {
            Rulebook.refuses(.notReviewer) { try Rulebook.act(person) }
        }
        let namesake = Person(workspace: .init(channel: .teams, id: Samples.vendor.id), user: Rulebook.rita.user)
        Rulebook.refuses(.notReviewer) { try Rulebook.act(namesake) }
        #expect(try Rulebook.act(Rulebook.rita).reviewer.name == "Rita")
    }

    @Test func `of two reviewers the first decides and the second learns who did`() throws {
        let first = try Move.approve.applied(to: try registration(.submitted), by: Rulebook.rita).registration
        for move in [Move.approve, .reject, .ask] {
            Rulebook.refuses(.alreadyDecided(by: "Rita", at: Rulebook.now, .approved)) {
                try move.applied(to: first, by: Rulebook.ben)
            }
        }
    }

    @Test func `what the checks block is approved only once a manager lifted it`() throws {
        var blocked = try registration(.submitted)
        blocked.lifted = nil
        Rulebook.refuses(.blockedByChecks([.openCapReached])) { try Move.approve.applied(to: blocked) }
        for reviewer in [Rulebook.rita, Rulebook.ben] {
            Rulebook.refuses(.notManager) { try Move.lift.applied(to: blocked, by: reviewer) }
        }
        let lifted = try Move.lift.applied(to: blocked).registration
        #expect(lifted.lifted == .init(by: "Mona", at: Rulebook.now, reason: "They asked for it"))
        #expect(try Move.approve.applied(to: lifted, by: Rulebook.rita).registration.status == .approved)
    }

    @Test func `a live hold cannot be lifted`() throws {
        var held = try registration(.submitted)
        held.lifted = nil
        held.checks = [Check(.duplicateDomain, .block, .prospectHeld)]
        Rulebook.refuses(.wrongState(.submitted)) { try Move.lift.applied(to: held) }
        held.lifted = .init(by: "Mona", at: Rulebook.now, reason: "agreed")
        let company = held.company
        func hold(_ days: Double, _ partner: String) -> Hold {
            let hold = Rulebook.hold(partner: partner, days: days)
            return Hold(
                registration: hold.registration,
                partner: hold.partner,
                company: company,
                scope: .account,
                from: hold.from,
                until: hold.until
            )
        }
        let standing = hold(30, "south")
        let act = try Rulebook.act(Rulebook.mona)
        let (partner, policy) = (Rulebook.partner(), Rulebook.policy())
        Rulebook.refuses(.prospectHeld(until: standing.until)) {
            try held.approved(by: act, holds: [standing], rivals: [], partner: partner, under: policy)
        }
        let over = hold(0, "south")
        #expect(try held.approved(by: act, holds: [over], rivals: [], partner: partner, under: policy).hold != nil)
        let own = hold(30, held.partner.text)
        #expect(try held.approved(by: act, holds: [own], rivals: [], partner: partner, under: policy).hold != nil)
    }

    @Test func `a partner that was suspended meanwhile gets no hold`() throws {
        let claim = try registration(.submitted)
        var partner = Rulebook.partner()
        partner.standing = .suspended
        for act in [try Rulebook.act(Rulebook.rita), try Rulebook.act(Rulebook.mona)] {
            for lifted in [nil, Registration.Lifted(by: "Mona", at: Rulebook.now, reason: "agreed")] {
                var claim = claim
                claim.lifted = lifted
                Rulebook.refuses(.claimantSuspended) {
                    try claim.approved(by: act, holds: [], rivals: [], partner: partner, under: Rulebook.policy())
                }
            }
        }
    }

    @Test func `a rejection needs one of the policy's reasons`() throws {
        let act = try Rulebook.act(Rulebook.rita)
        for reason in ["", "nonsense", "NOT_QUALIFIED"] {
            Rulebook.refuses(.unknownReason) {
                try registration(.submitted).rejected(by: act, reason: reason, text: nil, under: Rulebook.policy())
            }
        }
        let rejected = try Move.reject.applied(to: try registration(.submitted)).registration
        #expect(rejected.decision?.reason == "not_qualified" && rejected.decision?.text == "Too early")
        #expect(rejected.endedAt == Rulebook.now)
    }

    @Test func `a decision keeps its words out of the open part of the history`() throws {
        for move in [Move.reject, .ask, .lift] {
            let event = try #require(try move.applied(to: try registration(.submitted)).events.first)
            #expect(event.personal.count == 1)
            #expect(!event.details.contains { $0.value == event.personal.first?.value })
        }
    }

    @Test func `an answer starts the vendor's clock anew, unless somebody else holds the prospect`() throws {
        let asked = try registration(.needsInformation)
        func answered(_ standing: Hold?) throws -> Registration {
            try asked.answered(
                "Twelve",
                by: Samples.submitter,
                partner: Rulebook.partner(),
                standing: standing,
                under: Rulebook.policy(),
                at: Rulebook.now
            ).registration
        }
        #expect(try answered(nil).answerDueAt == instant("2026-03-05T10:00:00+01:00"))
        #expect(try answered(Rulebook.hold(days: 0)).answerDueAt != nil)
        #expect(try answered(Rulebook.hold(partner: asked.partner.text)).answerDueAt != nil)
        #expect(try answered(Rulebook.hold()).answerDueAt == nil)
        #expect(try answered(nil).question?.answer == "Twelve")
    }

    @Test func `withdrawing an approved claim ends its hold and says so`() throws {
        let approved = try Move.approve.applied(to: try registration(.submitted)).registration
        let withdrawn = try Move.withdraw.applied(to: approved)
        #expect(withdrawn.events.map(\.kind) == [.withdrawn, .holdEnded])
        #expect(withdrawn.registration.hold == nil && withdrawn.registration.endedAt == Rulebook.now)
        #expect(withdrawn.hold == .end(reason: "withdrawn"))
    }

    @Test func `a hold that gave way leaves its registration lapsed since its end`() throws {
        let approved = try Move.approve.applied(to: try registration(.submitted)).registration
        let end = try #require(approved.hold?.until)
        let later = end.addingTimeInterval(86_400)
        let lapsed = try approved.lapsed(at: later, under: Rulebook.policy()).registration
        #expect(lapsed.status == .lapsed && lapsed.hold == nil && lapsed.endedAt == end)
    }

    @Test func `links cannot be revoked for ever, for their keys have two bytes for the number`() throws {
        var registration = try registration(.approved)
        registration.linkGeneration = 59_999
        registration = try registration.linksRevoked(by: .admin, at: Rulebook.now).registration
        let last = registration
        Rulebook.refuses(.linksUsedUp) { try last.linksRevoked(by: .admin, at: Rulebook.now) }
    }

    @Test func `revoking raises the generation and nothing else`() throws {
        for status in Registration.Status.allCases {
            let before = try registration(status)
            let revoked = try before.linksRevoked(by: .admin, at: Rulebook.now)
            var expected = before
            expected.linkGeneration += 1
            #expect(revoked.registration == expected && revoked.events.map(\.kind) == [.linksRevoked])
        }
    }

    @Test func `every state says whose turn it is`() throws {
        let policy = Rulebook.policy()
        let due = Rulebook.now.addingTimeInterval(3_600)
        let until = Rulebook.hold().until
        for status in Registration.Status.allCases {
            var registration = try registration(status)
            registration.progress.duties = [Duty(.answer, startedAt: due, within: .hours(0), due: due)]
            if status == .approved {
                registration.progress.duties = [Duty(.firstMeeting, startedAt: due, within: .hours(0), due: due)]
            }
            let free = registration.nextAction(under: policy)
            let held = registration.nextAction(under: policy, heldUntil: until)
            switch status {
            case .submitted:
                #expect(free == NextAction(who: .reviewer, what: .decide, due: due))
                #expect(held == NextAction(who: .nobody, what: .waitForHold, due: until))
                registration.progress.duties = []
                // The hold it waited for is over.
                #expect(registration.nextAction(under: policy).who == .reviewer)
            case .needsInformation: #expect(free == NextAction(who: .partner, what: .answerQuestion, due: nil))
            case .approved:
                #expect(free == NextAction(who: .partner, what: .bookFirstMeeting, due: due))
            case .rejected, .won, .lost, .lapsed, .withdrawn:
                #expect(free == NextAction(who: .nobody, what: .nothing, due: nil))
            }
        }
    }
}
