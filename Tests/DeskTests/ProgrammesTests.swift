import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// Each published programme is played by its own file.
@Suite struct ProgrammesTests {
    @Test func `GitLab: one opportunity, 90 and 30 days, and the next in time order is reconsidered`() async throws {
        let play = try await Programme("d01-gitlab", certified: ["Sales Core"])
        let what = ["opportunity": "CI"]
        let first = try await play.register("acme.com", by: Office.north, what)
        #expect(first.scope.text == "opportunity:ci")
        #expect(first.answerDueAt == first.submittedAt.addingTimeInterval(48 * 3_600))
        play.office.clock.advance(bySeconds: 60)
        let second = try await play.register("acme.com", by: Office.south, what)
        play.office.clock.advance(bySeconds: 60)
        let third = try await play.register("acme.com", by: Office.west, what)
        // Of alike claims the order of receipt decides.
        #expect(try await play.approve(second).status == .submitted)
        let held = try await play.approve(first)
        #expect(play.day(of: held.hold?.until) == "2026-06-01")
        _ = try await play.say("extend \(first.caseNumber)", by: Office.north)
        #expect(play.day(of: try await play.now(first).hold?.until) == "2026-07-01")
        _ = try await play.say("extend \(first.caseNumber)", by: Office.north)
        #expect(play.day(of: try await play.now(first).hold?.until) == "2026-07-01")
        let other = try await play.register("acme.com", by: Office.south, ["opportunity": "Security"])
        #expect(try await play.approve(other).status == .approved)
        _ = try await play.run(until: "2026-07-03")
        #expect(try await play.now(first).status == .lapsed)
        #expect(try await play.now(second).progress.duty(.acceptOffer) != nil)
        #expect(try await play.now(third).progress.duties.isEmpty)
    }

    @Test func `GitLab: the best qualified is approved, and on dissolution the next in time order is reconsidered`()
        async throws
    {
        let play = try await Programme("d01-gitlab", certified: ["Sales Core"])
        let full = ["opportunity": "CI", "solution_fit": "Runs it", "services_needed": "Setup", "stage": "evaluation"]
        // The third won with this customer before.
        let old = try await play.approve(try await play.register("acme.com", by: Office.west, ["opportunity": "Old"]))
        _ = try await play.say("won \(old.caseNumber)", by: Programme.ada)
        let first = try await play.approve(try await play.register("acme.com", by: Office.north, ["opportunity": "CI"]))
        play.office.clock.advance(bySeconds: 60)
        let second = try await play.register("acme.com", by: Office.south, ["opportunity": "CI"])
        play.office.clock.advance(bySeconds: 60)
        let third = try await play.register("acme.com", by: Office.west, full)
        _ = try await play.run(until: "2026-06-03")
        // The third weighs more; the second came before it.
        #expect(try await play.now(first).status == .lapsed)
        #expect(try await play.now(second).progress.duty(.acceptOffer) != nil)
        #expect(try await play.now(third).progress.duties.isEmpty)
        _ = try await play.say("accept \(second.caseNumber)", by: Office.south)
        #expect(try await play.approve(third).status == .submitted)
        #expect(try await play.approve(second).status == .approved)
    }

    @Test func `GitLab: without a certification a claim is blocked, and the customer's word moves a hold`() async throws
    {
        let bare = try await Programme("d01-gitlab")
        let blocked = try await bare.register("acme.com", by: Office.north, ["opportunity": "CI"])
        #expect(blocked.outcome(.eligibility) == .block)
        let play = try await Programme("d01-gitlab", certified: ["Sales Core"])
        let first = try await play.approve(try await play.register("acme.com", by: Office.north, ["opportunity": "CI"]))
        let second = try await play.register("acme.com", by: Office.south, ["opportunity": "CI"])
        #expect(try await play.approve(second).status == .submitted)
        _ = try await play.say("choice \(second.caseNumber) Letter of 1 March", by: Programme.ada)
        #expect(try await play.approve(second).status == .approved)
        #expect(try await play.now(first).status == .lapsed)
    }

    @Test func `Skyhigh: reminded on day 20, a call on day 31, disqualified on day 45`() async throws {
        let play = try await Programme("d03-skyhigh")
        let registration = try await play.approve(try await play.register("acme.com", by: Office.north))
        // Submitted on 3 March: day 20 is the 23rd, day 31 the 3rd of April, day 45 the 17th.
        let told = try await play.run(until: "2026-04-17", 12)
        let reminded = told.reminders(to: Office.north)
        #expect(reminded.map { play.day(of: $0.at) } == ["2026-03-23"])
        let calls = told.reminders(to: Programme.ada)
        #expect(Set(calls.map { play.day(of: $0.at) ?? "" }).isSubset(of: ["2026-04-03", "2026-04-06"]))
        #expect(!calls.isEmpty)
        #expect(try await play.now(registration).status == .approved)
        _ = try await play.run(until: "2026-04-18", 1)
        #expect(try await play.now(registration).status == .lapsed)
        #expect(try await play.office.kinds(registration).contains(.handedOver))
    }

    @Test func `Skyhigh: a tender that was published before blocks`() async throws {
        let play = try await Programme("d03-skyhigh")
        let late = try await play.register("acme.com", by: Office.north, ["tender_published": "2026-02-01"])
        #expect(late.outcome(.tender) == .block)
        let early = try await play.register("globex.com", by: Office.north, ["tender_published": "2026-05-01"])
        #expect(early.outcome(.tender) == .pass)
    }

    @Test func `HubSpot: the 26th open domain of a sales partner is over the cap`() async throws {
        let play = try await Programme("d05-hubspot-sales")
        for number in 1...25 {
            let claim = try await play.register("acme\(number).com", by: Office.north)
            #expect(claim.outcome(.partnerCaps) == .pass && play.day(of: claim.hold?.until) == "2026-06-01")
        }
        let over = try await play.register("globex.com", by: Office.north)
        #expect(over.outcome(.partnerCaps) == .block && over.hold == nil)
        let oldest = try #require(try await play.office.registrations().last)
        for claim in [over, oldest] { _ = try await play.say("withdraw \(claim.caseNumber)", by: Office.north) }
        #expect(try await play.register("initech.com", by: Office.north).outcome(.partnerCaps) == .pass)
    }

    @Test func `Lenovo: the 36th nomination of a week is over the cap, and a hold has no end`() async throws {
        let play = try await Programme("d08-lenovo")
        for number in 1...35 {
            #expect(try await play.register("acme\(number).com", by: Office.north).outcome(.partnerCaps) == .pass)
        }
        #expect(try await play.register("globex.com", by: Office.north).outcome(.partnerCaps) == .block)
        play.office.clock.advance(byDays: 8)
        _ = try await play.office.desk.sweep(at: play.office.clock.now())
        let free = try await play.register("initech.com", by: Office.north)
        #expect(free.outcome(.partnerCaps) == .pass)
        #expect(try await play.approve(free).hold?.until == Hold.openEnd)
        _ = try await play.run(until: "2028-03-03")
        #expect(try await play.now(free).status == .approved)
    }

    @Test func `Check Point: a purchase of the last three years needs a decommission letter that is confirmed`()
        async throws
    {
        let play = try await Programme("d10-check-point", from: "2013-03-05")
        let won = try await play.approve(try await play.register("acme.com", by: Office.north))
        _ = try await play.say("won \(won.caseNumber)", by: Programme.ada)
        #expect(try await play.now(won).status == .won)
        let again = try await play.register("acme.com", by: Office.south)
        #expect(again.outcome(.existingCustomer) == .block)
        #expect(again.checks.contains { $0.reason == .replacementUnproven })
        #expect(try await play.approve(again).status == .submitted)
        // The reviewer asks for the letter by its name, and the yes confirms it.
        let ask = ["question": "The letter, please", "fields": "replacement"]
        _ = try await play.office.fill(.reviewAsk, again.id.text, ask, by: Programme.ada)
        let form = try await play.office.press(.answer, again.id.text, by: Office.south).form()
        #expect(form.inputs.first?.label == "Decommission letter")
        let typed = ["replacement": "https://files.example/letter.pdf", "answer": "Here"]
        #expect(try await play.office.fill(.answer, form.token, typed, by: Office.south) == .done)
        #expect(try await play.now(again).outcome(.existingCustomer) == .flag)
        let card = try await play.office.say("review \(again.caseNumber)", by: Programme.ada).card()
        let yes = try #require(card.buttons.first { $0.verb == .reviewApprove })
        #expect(yes.confirm?.text.contains("Decommission letter") == true && card.text.contains("letter.pdf"))
        #expect(try await play.approve(again).status == .approved)
        let approval = try await play.office.events(.registration(again.id)).first { $0.event.kind == .approved }
        #expect(approval?.event.details.contains(.init("confirmed", "replacement")) == true)
        // With the letter at once it is only looked at.
        let letter = ["replacement": "Letter of 1 March"]
        let third = try await play.register("acme.com", by: Office.west, letter)
        #expect(third.outcome(.existingCustomer) == .flag)
        play.office.clock.set(try play.at("2013-07-01", 10))
        #expect(try await play.register("globex.com", by: Office.north).outcome(.eligibility) == .block)
        // A purchase counts for three years.
        play.office.clock.set(try play.at("2016-03-04", 10))
        let late = try await play.register("acme.com", by: Office.north)
        #expect(late.outcome(.existingCustomer) == .block)
        _ = try await play.say("withdraw \(late.caseNumber)", by: Office.north)
        play.office.clock.set(try play.at("2016-03-07", 10))
        #expect(try await play.register("acme.com", by: Office.north).outcome(.existingCustomer) == .pass)
    }

    @Test func `Microsoft: nothing is won within 72 hours, and what ended is locked`() async throws {
        let play = try await Programme("d12-microsoft")
        let deal = try await play.approve(try await play.register("acme.com", by: Office.north))
        #expect(try await play.say("won \(deal.caseNumber)", by: Programme.ada).contains("6 March 2026"))
        #expect(try await play.now(deal).status == .approved)
        play.office.clock.advance(bySeconds: 72 * 3_600)
        _ = try await play.say("won \(deal.caseNumber)", by: Programme.ada)
        let won = try await play.now(deal)
        #expect(won.status == .won)
        for words in ["undo", "won", "lost"] {
            _ = try await play.say("\(words) \(deal.caseNumber) x", by: Programme.bo)
        }
        #expect(try await play.now(deal) == won)
    }

    @Test func `AWS: eleven answers open again, one at a time, until it is decided`() async throws {
        let play = try await Programme("d13-aws")
        let registration = try await play.register("acme.com", by: Office.north, ["product_interest": "Storage"])
        let fields = play.office.policies.current.reopenable
        #expect(fields.count == 11)
        for field in [Field.problem, .solutionFit] {
            let ask = ["question": "More?", "fields": "\(field.rawValue),company_domain"]
            _ = try await play.office.fill(.reviewAsk, registration.id.text, ask, by: Programme.ada)
            let form = try await play.office.press(.answer, registration.id.text, by: Office.north).form()
            #expect(form.inputs.map(\.id) == [field.rawValue, "answer"])
            let typed = [field.rawValue: "Because", "company_domain": "other.com", "answer": "So"]
            #expect(try await play.office.fill(.answer, form.token, typed, by: Office.north) == .done)
        }
        let answered = try await play.now(registration)
        #expect(answered.answers.problem == "Because" && answered.answers.solutionFit == "Because")
        #expect(answered.answers.prospect == registration.answers.prospect)
        #expect(try await play.approve(registration).status == .approved)
    }

    @Test func `Cirrus: protected from registration, and the customer's written choice overrides`() async throws {
        let play = try await Programme("d19-cirrus")
        let first = try await play.register("acme.com", by: Office.north)
        #expect(play.day(of: first.hold?.until) == "2026-06-01")
        let second = try await play.register("acme.com", by: Office.south)
        #expect(second.hold == nil && second.progress.duties.isEmpty)
        #expect(try await play.approve(second).status == .submitted)
        _ = try await play.say("choice \(second.caseNumber) Mail of 3 March", by: Programme.ada)
        #expect(try await play.approve(second).status == .approved)
        #expect(try await play.office.hold(on: second)?.partner == PartnerID("south"))
        #expect(try await play.now(first).hold == nil)
    }

    @Test func `the templates: tiers, evidence for 60 days more, a cool-down and one appeal`() async throws {
        let play = try await Programme("d24-templates", tier: "silver")
        let small = try await play.register("globex.com", by: Office.north, ["target_revenue": "4000"])
        #expect(small.outcome(.dealSize) == .block)
        let claim = try await play.register("acme.com", by: Office.north, ["target_revenue": "20000"])
        let held = try await play.approve(claim)
        #expect(play.day(of: held.hold?.until) == "2026-06-01")
        let form = try await play.office.say("extend \(claim.caseNumber)", by: Office.north).form()
        _ = try await play.office.fill(.extend, form.token, ["evidence": "Pilot"], by: Office.north)
        _ = try await play.office.press(.grantExtension, claim.id.text, by: Programme.ada)
        #expect(play.day(of: try await play.now(claim).hold?.until) == "2026-07-31")
        _ = try await play.run(until: "2026-08-02", 12)
        #expect(try await play.now(claim).status == .lapsed)
        let soon = try await play.register("acme.com", by: Office.north, ["target_revenue": "20000"])
        #expect(soon.outcome(.coolDown) == .block)
        let other = try await play.register("acme.com", by: Office.south, ["target_revenue": "20000"])
        #expect(other.outcome(.coolDown) != .block)
    }
}
