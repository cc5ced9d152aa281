import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// Holds that grow, deals, and how both end.
@Suite struct HoldStoryTests {
    @Test func `a partner's word makes the hold longer, as often as the policy says`() async throws {
        let office = try await Office { $0.hold.extending = .init(times: 1, by: .days(30)) }
        let registration = try await office.approved("acme.com", by: Office.north)
        _ = try await office.say("extend \(registration.caseNumber)", by: Office.north)
        let longer = try await office.now(registration)
        let calendar = BusinessCalendar(office.policies.current)
        let until = try #require(registration.hold).until
        #expect(longer.hold?.until == calendar.deadline(.days(30), after: until))
        #expect(try await office.hold(on: registration) == longer.hold)
        try await office.unchanged(registration) {
            let text = try await office.say("extend \(registration.caseNumber)", by: Office.north).text
            #expect(text.contains("cannot be extended") || text.contains("extension"), "\(text)")
        }
    }

    @Test func `evidence is asked for where the policy wants some, and a reviewer grants it`() async throws {
        let office = try await Office {
            $0.hold.extending = .init(times: 1, by: .days(60), grantedBy: .reviewer, needsEvidence: true)
        }
        let registration = try await office.approved("acme.com", by: Office.north)
        _ = try await office.sent()
        let form = try await office.say("extend \(registration.caseNumber)", by: Office.north).form()
        #expect(form.name == .extend)
        _ = try await office.fill(.extend, form.token, ["evidence": " "], by: Office.north).mistakes()
        #expect(try await office.fill(.extend, form.token, ["evidence": "Pilot runs"], by: Office.north) == .done)
        #expect(try await office.now(registration).hold == registration.hold)
        let asked = try #require(try await office.sent().first { $0.purpose == .reminder })
        let button = try #require(asked.routes.first?.card.buttons.first)
        #expect(button.verb == .grantExtension)
        #expect(try await office.press(.grantExtension, button.value, by: Office.north).text.contains("Only reviewers"))
        _ = try await office.press(button.verb, button.value, by: Office.rita)
        let longer = try await office.now(registration)
        #expect(try #require(longer.hold).until > #require(registration.hold).until)
        let told = try #require(try await office.sent().first { $0.purpose == .reminder })
        #expect(told.routes.first?.card.text.contains("Your protection now lasts until") == true)
    }

    private static let deal = [
        "stage": "evaluation", "amount": "50,000", "expected_close": "2026-09-30", "next_step": "Demo in April",
    ]

    @Test func `a lead becomes a deal with a deal's hold, and is won`() async throws {
        let office = try await Office { policy in
            policy.hold.byKind = [.deal: .days(180)]
            policy.approvals.minimumTimeToWin = .hours(72)
        }
        let registration = try await office.approved("acme.com", by: Office.north)
        let form = try await office.say("deal \(registration.caseNumber)", by: Office.north).form()
        #expect(try await office.fill(.deal, form.token, [:], by: Office.north).mistakes().count >= 3)
        #expect(try await office.fill(.deal, form.token, Self.deal, by: Office.north) == .done)
        let deal = try await office.now(registration)
        #expect(deal.kind == .deal && deal.progress.deal?.nextStep == "Demo in April")
        #expect(try #require(deal.hold).until > #require(registration.hold).until)
        #expect(try await office.hold(on: deal) == deal.hold)
        try await office.unchanged(deal) {
            let text = try await office.say("won \(deal.caseNumber)", by: Office.rita).text
            #expect(text.contains("6 March 2026"), "\(text)")
        }
        office.clock.advance(byDays: 4)
        _ = try await office.say("won \(deal.caseNumber)", by: Office.rita)
        let won = try await office.now(deal)
        #expect(won.status == .won && won.hold == nil && won.progress.duties.isEmpty)
        #expect(try await office.hold(on: deal) == nil)
        #expect(try await office.kinds(deal).suffix(2) == [.won, .holdEnded])
    }

    @Test func `a deal is registered at once with the dialogue`() async throws {
        let office = try await Office()
        var form = try await office.say("deal", by: Office.north).form()
        for typed in [Office.company("acme.com"), Office.contact, Office.opportunity.merging(Self.deal) { $1 }] {
            form = try await office.fill(.register, form.token, typed, by: Office.north).form()
        }
        let typed = Self.deal.filter { $0.key != "stage" }
        form = try await office.fill(.register, form.token, typed, by: Office.north).form()
        _ = try await office.fill(.register, form.token, Office.consent, by: Office.north).form()
        let registration = try #require(try await office.registrations().first)
        #expect(registration.kind == .deal && registration.progress.deal?.expectedClose == "2026-09-30")
    }

    @Test func `lost has a reason, and the next step goes to the partner`() async throws {
        let office = try await Office()
        let registration = try await office.approved("acme.com", by: Office.north)
        _ = try await office.sent()
        _ = try await office.say("next \(registration.caseNumber) Send the offer", by: Office.rita)
        let told = try #require(try await office.sent().first { $0.purpose == .reminder })
        #expect(told.routes.first?.card.text.contains("Send the offer") == true)
        let next = try await office.press(.nextStep, registration.id.text, by: Office.rita).form()
        _ = try await office.fill(.nextStep, next.token, ["next_step": ""], by: Office.rita).mistakes()
        let form = try await office.say("lost \(registration.caseNumber)", by: Office.rita).form()
        _ = try await office.fill(.lost, form.token, ["reason_text": ""], by: Office.rita).mistakes()
        #expect(try await office.fill(.lost, form.token, ["reason_text": "Too dear"], by: Office.rita) == .done)
        let lost = try await office.now(registration)
        #expect(lost.status == .lost && lost.progress.outcomeText == "Too dear")
        for words in ["won", "lost"] {
            let late = try await office.say("\(words) \(registration.caseNumber) x", by: Office.rita).text
            #expect(!late.isEmpty)
        }
        #expect(try await office.now(registration) == lost)
    }

    @Test func `a partner may hold two opportunities of one company`() async throws {
        let office = try await Office { policy in
            policy.hold.scope = .opportunity
            policy.questions[.opportunity] = .required
        }
        func register(_ name: String, by person: Person) async throws -> Registration {
            var form = try await office.say("acme.com", by: person).form()
            let opportunity = Office.opportunity.merging(["opportunity": name]) { $1 }
            for typed in [Office.company("acme.com"), Office.contact, opportunity, Office.consent] {
                form = try await office.fill(.register, form.token, typed, by: person).form()
            }
            let draft = DraftID(String(form.token.prefix { $0 != "." }))
            return try #require(try await office.registrations().first { $0.draft == draft })
        }
        let phones = try await register("Phones", by: Office.north)
        _ = try await office.press(.reviewApprove, phones.id.text, by: Office.rita)
        // What is not known yet is not held.
        #expect(!(try await office.say("check acme.com", by: Office.south).text.contains("until")))
        let printers = try await register("Printers", by: Office.north)
        _ = try await office.press(.reviewApprove, printers.id.text, by: Office.rita)
        let same = try await register("phones", by: Office.south)
        #expect(same.progress.duties.isEmpty)
        let holds = try await office.ledger.read { try $0.holds(company: phones.company) }
        #expect(holds.map(\.scope.text) == ["opportunity:phones", "opportunity:printers"])
        // The prospect that comes free is offered, whatever is held besides it.
        _ = try await office.say("withdraw \(phones.caseNumber)", by: Office.north)
        #expect(try await office.now(same).progress.duty(.acceptOffer) != nil)
    }
}
