import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// What reviewers see of claims that wait, and who of them is written to.
@Suite struct ReviewersQueueStoryTests {
    @Test func `the card of a claim that waits offers what helps, and says its place`() async throws {
        let office = try await Office { $0.conflicts.allowsCustomerChoice = true }
        _ = try await office.approved("acme.com", by: Office.north)
        let second = try await office.register("acme.com", by: Office.south)
        let third = try await office.register("acme.com", by: Office.west)
        let sent = try await office.sent().filter { $0.purpose == .reviewCard && $0.registration == third.id }
        let card = try #require(sent.first?.routes.first?.card)
        #expect(card.buttons.map(\.verb) == [.reviewAsk, .reviewReject, .why])
        #expect(card.text.contains("second in the queue"), "\(card.text)")
        // One that waited before it goes away: the card moves up.
        _ = try await office.say("withdraw \(second.caseNumber)", by: Office.south)
        let moved = try await office.sent().filter { $0.registration == third.id }
        #expect(moved.contains { $0.routes[0].card.text.contains("first in the queue") })
        // The customer's written choice lets it be approved out of turn.
        _ = try await office.say("choice \(third.caseNumber) Mail of 2 March", by: Office.rita)
        let chosen = try await office.say("review \(third.caseNumber)", by: Office.rita).card()
        #expect(chosen.buttons.first?.verb == .reviewApprove)
    }

    @Test func `when the prospect comes free, only whoever it is offered to can be approved`() async throws {
        let office = try await Office()
        let first = try await office.approved("acme.com", by: Office.north)
        let second = try await office.register("acme.com", by: Office.south)
        office.clock.advance(bySeconds: 60)
        let third = try await office.register("acme.com", by: Office.west)
        _ = try await office.sent()
        _ = try await office.say("withdraw \(first.caseNumber)", by: Office.north)
        let cards = try await office.sent().filter { $0.purpose == .reviewCardUpdate }
        let verbs = [second, third].map { claim in
            cards.last { $0.registration == claim.id }?.routes[0].card.buttons.first?.verb
        }
        #expect(verbs == [.reviewApprove, .reviewAsk])
        #expect(cards.last { $0.registration == third.id }?.routes[0].card.text.contains("second in the queue") == true)
    }

    @Test func `where the order is published, only the first can be approved`() async throws {
        let office = try await Office { $0.conflicts.winner = .firstReceived }
        let first = try await office.register("acme.com", by: Office.north)
        office.clock.advance(bySeconds: 60)
        let second = try await office.register("acme.com", by: Office.south)
        let cards = try await [first, second].asyncMap {
            try await office.say("review \($0.caseNumber)", by: Office.rita).card()
        }
        #expect(cards[0].buttons.first?.verb == .reviewApprove && !cards[0].text.contains("in the queue"))
        #expect(cards[1].buttons.first?.verb == .reviewAsk && cards[1].text.contains("second in the queue"))
        // A partner whose prospect nobody holds learns of nobody.
        #expect(try await !office.say("status \(second.caseNumber)", by: Office.south).text.contains("queue"))
        _ = try await office.say("withdraw \(first.caseNumber)", by: Office.north)
        let alone = try await office.say("review \(second.caseNumber)", by: Office.rita).card()
        #expect(alone.buttons.first?.verb == .reviewApprove)
    }

    @Test func `everybody who is asked at once sees it in their queue until they said yes`() async throws {
        let office = try await Office {
            $0.approvals.plans = [.init(id: "two", when: .init(), approvers: ["Ben", "Rita"], isParallel: true)]
        }
        let registration = try await office.register("acme.com", by: Office.north)
        let number = registration.caseNumber.description
        for person in [Office.rita, Office.ben, Office.mona] {
            #expect(try await office.say("queue", by: person).text.contains(number))
        }
        _ = try await office.press(.reviewApprove, registration.id.text, by: Office.ben)
        #expect(try await !office.say("queue", by: Office.ben).text.contains(number))
        #expect(try await office.say("queue", by: Office.rita).text.contains(number))
    }

    @Test func `however many wait, nobody's own claims are hidden behind those of others`() async throws {
        let office = try await Office {
            $0.reviewers[2].deputy = "Ben"
            $0.reviewers[2].isAbsent = true
            let isBig = Policy.ApprovalRules.Condition(minimumAmount: Amount(minorUnits: 1))
            $0.approvals.plans = [.init(id: "two", when: isBig, approvers: ["Rita", "Ben"], isParallel: true)]
        }
        let many = FrontDesk.searchedRegistrations + 5
        let late = Samples.start.addingTimeInterval(3_600)
        var own = try Samples.registration(9_001, at: late)
        own.reviewer = "Ben"
        var absent = try Samples.registration(9_002, at: late)
        absent.reviewer = "Mona"
        let claims = try (1...many).map { try Samples.registration($0) } + [own, absent]
        for claim in claims { try await office.ledger.write { _ = try $0.insert(claim, nameKeys: []) } }
        // One that asks two at once, later than all others.
        office.clock.advance(bySeconds: 7_200)
        let shared = try await office.register("globex.com", by: Office.north)
        let deal = [
            "stage": "evaluation", "amount": "1000", "expected_close": "2026-06-30", "next_step": "Call",
        ]
        _ = try await office.fill(.deal, shared.id.text, deal, by: Office.north)
        let card = try await office.say("queue", by: Office.ben).card()
        for claim in [own, absent, shared] { #expect(card.text.contains("\(claim.caseNumber)"), "\(card.text)") }
        #expect(!card.text.contains("More wait"))
    }

    @Test func `whoever is asked at once finds it after the policy file was changed, and without ever being noted`()
        async throws
    {
        let office = try await Office {
            $0.approvals.plans = [.init(id: "two", when: .init(), approvers: ["Rita", "Ben"], isParallel: true)]
            $0.reviewers[1].deputy = "Mona"
        }
        let claim = try await office.register("acme.com", by: Office.north)
        let number = claim.caseNumber.description
        var policy = office.policies.current
        for (version, isAway) in [("8 abc", true), ("9 abc", false)] {
            policy.version = version
            policy.reviewers[1].isAbsent = isAway
            office.policies.replace(with: policy)
            _ = try await office.desk.sweep(at: office.clock.now())
            #expect(try await office.say("queue", by: Office.ben).text.contains(number) == !isAway)
            let noted = try await office.ledger.read { try $0.registrations(asking: isAway ? "Mona" : "Ben", limit: 9) }
            #expect(noted.map(\.id) == [claim.id])
        }
        // An older version noted nobody.
        try await office.ledger.write { transaction in
            try transaction.set(asked: [], of: claim.id)
            try transaction.set(mark: "people in force", to: nil, at: office.clock.now())
        }
        #expect(try await !office.say("queue", by: Office.ben).text.contains(number))
        _ = try await office.desk.sweep(at: office.clock.now())
        #expect(try await office.say("queue", by: Office.ben).text.contains(number))
        _ = try await office.press(.reviewApprove, claim.id.text, by: Office.ben)
        #expect(try await office.ledger.read { try $0.registrations(asking: "Ben", limit: 9) }.isEmpty)
        #expect(try await office.ledger.read { try $0.registrations(asking: "Rita", limit: 9) }.map(\.id) == [claim.id])
    }

    @Test func `a claim that cannot be read keeps nobody's clock from running when the people change`() async throws {
        let office = try await Office {
            $0.approvals.plans = [.init(id: "two", when: .init(), approvers: ["Rita", "Ben"], isParallel: true)]
        }
        let orphan = try Samples.registration(7, partner: "nobody", at: Samples.start)
        #expect(try await office.ledger.write { try $0.insert(orphan, nameKeys: []) })
        let claim = try await office.register("acme.com", by: Office.north)
        try await office.ledger.write { try $0.set(asked: [], of: claim.id) }
        var policy = office.policies.current
        policy.version = "8 abc"
        office.policies.replace(with: policy)
        _ = try await office.desk.sweep(at: office.clock.now())
        let noted = try await office.ledger.read { try $0.registrations(asking: "Ben", limit: 9) }
        #expect(noted.map(\.id) == [claim.id])
    }

    @Test func `whoever is back finds what waits behind another's hold as well`() async throws {
        let office = try await Office {
            $0.approvals.plans = [.init(id: "two", when: .init(), approvers: ["Rita", "Ben"], isParallel: true)]
            $0.reviewers[1].deputy = "Mona"
            $0.reviewers[1].isAbsent = true
        }
        let first = try await office.register("acme.com", by: Office.north)
        for person in [Office.rita, Office.mona] {
            _ = try await office.press(.reviewApprove, first.id.text, by: person)
        }
        #expect(try await office.now(first).status == .approved)
        let waiting = try await office.register("acme.com", by: Office.south)
        #expect(try await office.now(waiting).progress.duties.isEmpty)
        var policy = office.policies.current
        policy.version = "8 abc"
        policy.reviewers[1].isAbsent = false
        office.policies.replace(with: policy)
        _ = try await office.desk.sweep(at: office.clock.now())
        #expect(try await office.say("queue", by: Office.ben).text.contains("\(waiting.caseNumber)"))
    }

    @Test func `who is away is not written to, and the deputy sees the case in the queue`() async throws {
        let office = try await Office {
            $0.reviewers[0].deputy = "Ben"
            $0.duties[.answer]?.reminderDays = [1]
        }
        let registration = try await office.register("acme.com", by: Office.north)
        let met = try await office.approved("globex.com", by: Office.south)
        var policy = office.policies.current
        policy.version = "8 def"
        policy.reviewers[0].isAbsent = true
        office.policies.replace(with: policy)
        _ = try await office.sent()
        _ = try await office.meet(met, "tomorrow 14:00", by: Office.south)
        let logged = try await office.sent().filter { $0.purpose == .reminder }
        #expect(logged.map(\.routes[0].address) == [.direct(Office.ben, installation: Office.vendor)])
        let told = try await office.run(until: "2026-03-04", 23).filter { $0.message.registration == registration.id }
        #expect(told.reminders().map(\.person) == [Office.ben])
        #expect(try await office.say("queue", by: Office.ben).text.contains(registration.caseNumber.description))
        // Back again, the reviewer is written to.
        policy.version = "9 fed"
        policy.reviewers[0].isAbsent = false
        office.policies.replace(with: policy)
        _ = try await office.sent()
        _ = try await office.meet(met, "friday 14:00", by: Office.south)
        let back = try await office.sent().filter { $0.purpose == .reminder }
        #expect(back.map(\.routes[0].address) == [.direct(Office.rita, installation: Office.vendor)])
    }
}

extension Array {
    func asyncMap<Result>(_ body: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await body(element)) }
        return results
    }
}
