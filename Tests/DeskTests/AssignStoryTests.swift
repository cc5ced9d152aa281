import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// What the vendor takes for itself and gives to partners: time for research, and registrations that it makes.
@Suite struct AssignStoryTests {
    private func assigned(_ office: Office, to partner: String, by person: Person) async throws -> Reply {
        try await office.say("assign \(partner) globex.com", by: person)
    }

    @Test func `who may assign is what the policy says`() async throws {
        for by in Policy.Assigning.By.allCases {
            let office = try await Office { $0.assigning = .init(by: by) }
            _ = try await office.register("acme.com", by: Office.north)
            let reply = try await assigned(office, to: "North Systems", by: Office.rita)
            let isForm: Bool = if case .form = reply { true } else { false }
            #expect(isForm == (by == .reviewer), "\(reply.text)")
            _ = try await assigned(office, to: "North Systems", by: Office.mona).form()
        }
        let office = try await Office()
        _ = try await office.register("acme.com", by: Office.north)
        #expect(try await assigned(office, to: "North Systems", by: Office.mona).text.contains("let nobody register"))
    }

    @Test func `somebody who registered long ago is known, though the last one has left`() async throws {
        let office = try await Office { $0.assigning = .init() }
        _ = try await office.register("acme.com", by: Office.north)
        office.clock.advance(bySeconds: 60)
        // Another workspace of the partner registers, and is then another company's.
        let branch = Office.workspace("branch")
        try await office.ledger.write { try $0.save(Workspace(key: branch, partner: PartnerID("north"))) }
        _ = try await office.register("initech.com", by: Person(workspace: branch, user: "U0BRANCH"))
        try await office.ledger.write { try $0.save(Workspace(key: branch, partner: PartnerID("south"))) }
        let form = try await assigned(office, to: "North Systems", by: Office.rita).form()
        var next = form
        for typed in [Office.company("globex.com"), Office.contact, Office.opportunity, Office.consent] {
            next = try await office.fill(.register, next.token, typed, by: Office.rita).form()
        }
        let claim = try #require(
            try await office.registrations().first { $0.answers.prospect.domain.ascii == "globex.com" }
        )
        #expect(claim.submitter == Office.north && claim.partner == PartnerID("north"))
    }

    @Test func `nothing is assigned to a suspended partner, nor to one of which nobody is known`() async throws {
        let office = try await Office { $0.assigning = .init() }
        #expect(try await assigned(office, to: "South Systems", by: Office.rita).text.contains("has registered yet"))
        _ = try await office.register("acme.com", by: Office.south)
        _ = try await PartnerBook(ledger: office.ledger, time: office.clock, chance: office.chance)
            .setStanding(.suspended, ofPartnerNamed: "South Systems")
        #expect(try await assigned(office, to: "South Systems", by: Office.rita).text.contains("suspended"))
    }

    @Test func `what was assigned is given back only where the policy lets it`() async throws {
        for mayDecline in [true, false] {
            let office = try await Office { $0.assigning = .init(mayDecline: mayDecline) }
            _ = try await office.register("acme.com", by: Office.north)
            var form = try await assigned(office, to: "North Systems", by: Office.rita).form()
            for typed in [Office.company("globex.com"), Office.contact, Office.opportunity, Office.consent] {
                form = try await office.fill(.register, form.token, typed, by: Office.rita).form()
            }
            let claim = try #require(
                try await office.registrations().first { $0.answers.prospect.domain.ascii == "globex.com" }
            )
            let card = try await office.say("status \(claim.caseNumber)", by: Office.north).card()
            #expect(card.buttons.contains { $0.verb == .withdraw } == mayDecline)
            _ = try await office.say("withdraw \(claim.caseNumber)", by: Office.north)
            #expect(try await office.now(claim).status == (mayDecline ? .withdrawn : .submitted))
            // What a partner registered itself is always its own to withdraw.
            let own = try await office.register("initech.com", by: Office.north)
            _ = try await office.say("withdraw \(own.caseNumber)", by: Office.north)
            #expect(try await office.now(own).status == .withdrawn)
        }
    }

    @Test func `research is taken once, before the answer is due, and only where the policy gives time for it`()
        async throws
    {
        let none = try await Office()
        let plain = try await none.register("acme.com", by: Office.north)
        try await none.unchanged(plain) {
            let said = try await none.say("research \(plain.caseNumber)", by: Office.rita).text
            #expect(said.contains("research"))
        }
        let office = try await Office { $0.duties[.answer]?.research = .businessDays(3) }
        let late = try await office.register("acme.com", by: Office.north)
        let due = try #require(late.answerDueAt)
        try await office.run(until: due)
        try await office.unchanged(late) { _ = try await office.say("research \(late.caseNumber)", by: Office.rita) }
        let asked = try await office.register("globex.com", by: Office.south)
        _ = try await office.fill(.reviewAsk, asked.id.text, ["question": "Who?"], by: Office.rita)
        try await office.unchanged(asked) { _ = try await office.say("research \(asked.caseNumber)", by: Office.rita) }
        _ = try await office.fill(.answer, asked.id.text, ["answer": "Kim"], by: Office.south)
        _ = try await office.say("research \(asked.caseNumber)", by: Office.rita)
        let longer = try await office.now(asked)
        #expect(longer.progress.researchedAt != nil)
        let (before, after) = (try #require(asked.answerDueAt), try #require(longer.answerDueAt))
        #expect(after > before)
    }
}
