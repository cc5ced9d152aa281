import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// Who says yes, who takes it back, who looks again.
@Suite struct ApprovalStoryTests {
    private func plan(_ approvers: [String], isParallel: Bool) -> Policy.ApprovalRules.Plan {
        .init(id: "two", when: .init(), approvers: approvers, isParallel: isParallel)
    }

    @Test func `two say yes one after the other`() async throws {
        let office = try await Office { $0.approvals.plans = [plan(["reviewer", "manager"], isParallel: false)] }
        let registration = try await office.register("acme.com", by: Office.north)
        let card = try await office.say("review \(registration.caseNumber)", by: Office.rita).text
        #expect(card.contains("Rita") && card.contains("Mona"))
        _ = try await office.sent()
        // Not in turn.
        #expect(try await office.press(.reviewApprove, registration.id.text, by: Office.ben).text.count > 20)
        let given = try await office.press(.reviewApprove, registration.id.text, by: Office.rita).text
        #expect(given.contains("Mona"))
        let half = try await office.now(registration)
        #expect(half.status == .submitted && half.reviewer == "Mona" && half.hold == nil)
        #expect(
            try await office.sent().contains { $0.purpose == .reviewCard && $0.routes[0].card.text.contains("acme") }
        )
        try await office.unchanged(registration) {
            _ = try await office.press(.reviewApprove, registration.id.text, by: Office.rita)
        }
        _ = try await office.press(.reviewApprove, registration.id.text, by: Office.mona)
        let done = try await office.now(registration)
        #expect(done.status == .approved && done.hold != nil)
        #expect(try await office.kinds(registration).filter { $0 == .approvalGiven }.count >= 1)
    }

    @Test func `two say yes in any order, and both have a card`() async throws {
        let office = try await Office { $0.approvals.plans = [plan(["Ben", "Rita"], isParallel: true)] }
        let registration = try await office.register("acme.com", by: Office.north)
        let cards = try await office.sent().filter { $0.purpose == .reviewCard }
        #expect(
            Set(cards.map(\.routes[0].address))
                == [
                    .direct(Office.rita, installation: Office.vendor), .direct(Office.ben, installation: Office.vendor),
                ]
        )
        _ = try await office.press(.reviewApprove, registration.id.text, by: Office.ben)
        #expect(try await office.now(registration).status == .submitted)
        _ = try await office.press(.reviewApprove, registration.id.text, by: Office.rita)
        #expect(try await office.now(registration).status == .approved)
    }

    @Test func `where a plan needs more people than there are, the managers hear of it and the card says so`()
        async throws
    {
        let office = try await Office {
            $0.approvals.plans = [plan(["reviewer", "Rita", "manager"], isParallel: false)]
            for place in $0.reviewers.indices where $0.reviewers[place].name == "Ben" {
                $0.reviewers[place].isAbsent = true
            }
        }
        let registration = try await office.register("acme.com", by: Office.north)
        for person in [Office.rita, Office.mona] {
            _ = try await office.press(.reviewApprove, registration.id.text, by: person)
        }
        #expect(try await office.now(registration).status == .submitted)
        let told = try await office.sent().filter { $0.purpose == .reminder && $0.registration == registration.id }
        #expect(told.map(\.routes[0].address) == [.direct(Office.mona, installation: Office.vendor)])
        #expect(told.first?.routes[0].card.text.contains("another reviewer in the policy file") == true)
        let card = try await office.say("review \(registration.caseNumber)", by: Office.mona).text
        #expect(card.contains("another reviewer in the policy file"))
        // Ben comes back and says it.
        var policy = office.policies.current
        for place in policy.reviewers.indices { policy.reviewers[place].isAbsent = false }
        office.policies.replace(with: policy)
        _ = try await office.press(.reviewApprove, registration.id.text, by: Office.ben)
        #expect(try await office.now(registration).status == .approved)
    }

    @Test func `a rule approves at once, and the partner and the room hear of it`() async throws {
        let office = try await Office {
            $0.approvals.automatic = [.init(id: "gold", when: .init(tiers: ["gold"]))]
        }
        let registration = try await office.register("acme.com", by: Office.north)
        #expect(registration.status == .approved && registration.decision?.by == "rule gold")
        #expect(try await office.hold(on: registration) == registration.hold)
        let sent = try await office.sent()
        #expect(sent.contains { $0.purpose == .submitterNote } && sent.contains { $0.purpose == .channelLine })
        // Contested, a person decides.
        let second = try await office.register("acme.com", by: Office.south)
        #expect(second.status == .submitted)
    }

    @Test func `a decision is undone within its grace by its author or a manager`() async throws {
        let office = try await Office()
        let registration = try await office.approved("acme.com", by: Office.north)
        let second = try await office.register("acme.com", by: Office.south)
        try await office.unchanged(registration) {
            let others = try await office.say("undo \(registration.caseNumber)", by: Office.ben).text
            let partners = try await office.say("undo \(registration.caseNumber)", by: Office.north).text
            #expect(others.contains("author") && partners.contains("reviewers"), "\(others) \(partners)")
        }
        _ = try await office.say("undo \(registration.caseNumber)", by: Office.rita)
        let undone = try await office.now(registration)
        #expect(undone.status == .submitted && undone.hold == nil && undone.progress.duty(.answer) != nil)
        #expect(try await office.hold(on: registration) == nil)
        // Whoever waited is owed an answer again.
        #expect(try await office.now(second).progress.duty(.answer) != nil)
        _ = try await office.fill(.reviewReject, registration.id.text, ["reason": "other"], by: Office.rita)
        _ = try await office.press(.reviewUndo, registration.id.text, by: Office.mona)
        #expect(try await office.now(registration).status == .submitted)
        _ = try await office.press(.reviewApprove, registration.id.text, by: Office.rita)
        office.clock.advance(byDays: 2)
        try await office.unchanged(registration) {
            _ = try await office.press(.reviewUndo, registration.id.text, by: Office.rita)
        }
    }

    @Test func `a rejection is appealed once, and somebody else decides`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let id = registration.id.text
        let why = ["reason": "not_qualified", "reason_text": "No budget yet"]
        _ = try await office.fill(.reviewReject, id, why, by: Office.rita)
        _ = try await office.sent()
        let form = try await office.say("appeal \(registration.caseNumber)", by: Office.north).form()
        _ = try await office.fill(.appeal, form.token, ["appeal": ""], by: Office.north).mistakes()
        #expect(try await office.fill(.appeal, form.token, ["appeal": "We met them"], by: Office.north) == .done)
        let appealed = try await office.now(registration)
        #expect(appealed.status == .submitted && appealed.reviewer == "Mona")
        let card = try #require(try await office.sent().first { $0.purpose == .reviewCard })
        #expect(card.routes[0].address == .direct(Office.mona, installation: Office.vendor))
        #expect(card.routes[0].card.text.contains("We met them"))
        // Whoever looks a second time reads why it was rejected the first.
        for said in ["The first decision's reason: There is not enough yet", "No budget yet"] {
            #expect(card.routes[0].card.text.contains(said), "\(card.routes[0].card.text)")
        }
        try await office.unchanged(registration) {
            _ = try await office.press(.reviewApprove, id, by: Office.rita)
            _ = try await office.fill(.reviewReject, id, ["reason": "other"], by: Office.rita).mistakes()
        }
        _ = try await office.fill(.reviewReject, id, ["reason": "other"], by: Office.mona)
        #expect(try await office.now(registration).status == .rejected)
        try await office.unchanged(registration) {
            _ = try await office.say("appeal \(registration.caseNumber)", by: Office.north)
            _ = try await office.fill(.appeal, id, ["appeal": "Again"], by: Office.north).mistakes()
        }
    }

    @Test func `an appeal has five business days`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        _ = try await office.fill(.reviewReject, registration.id.text, ["reason": "other"], by: Office.rita)
        office.clock.set(try Office.at("2026-03-10", 10, 1))
        try await office.unchanged(registration) {
            let late = try await office.say("appeal \(registration.caseNumber)", by: Office.north).text
            #expect(late.contains("not possible here"))
        }
    }

    @Test func `the customer's written choice moves the hold`() async throws {
        let office = try await Office { $0.conflicts.allowsCustomerChoice = true }
        let first = try await office.approved("acme.com", by: Office.north)
        let second = try await office.register("acme.com", by: Office.south)
        let third = try await office.register("acme.com", by: Office.west)
        let id = second.id.text
        try await office.unchanged(second) { _ = try await office.press(.reviewApprove, id, by: Office.rita) }
        _ = try await office.say("choice \(second.caseNumber) Mail of 2 March", by: Office.rita)
        _ = try await office.sent()
        _ = try await office.press(.reviewApprove, id, by: Office.rita)
        #expect(try await office.now(second).status == .approved)
        #expect(try await office.now(first).status == .lapsed)
        #expect(try await office.hold(on: second)?.partner == PartnerID("south"))
        // It never came free: nobody was offered anything.
        #expect(try await office.kinds(third) == [.submitted, .checksRun])
        #expect(try await !office.kinds(second).contains(.offered))
        let told = try await office.sent().filter { $0.registration == first.id && $0.purpose == .submitterNote }
        #expect(told.count == 1 && told[0].routes[0].card.text.contains("South") == false)
    }
}
