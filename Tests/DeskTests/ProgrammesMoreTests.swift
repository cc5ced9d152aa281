import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// The rest of the published programmes, each played by its own file.
@Suite struct ProgrammesMoreTests {
    @Test func `Fortra: competitors and milestones are mandatory, and a deal brings its documents`() async throws {
        let play = try await Programme("d04-fortra")
        let more = ["competitors": "None", "stage": "evaluation", "target_revenue": "9000"]
        for field in more.keys {
            var form = try await play.office.say("acme.com", by: Office.north).form()
            let typed = Office.opportunity.merging(more.filter { $0.key != field }) { $1 }
            for view in [Office.company("acme.com"), Office.contact] {
                form = try await play.office.fill(.register, form.token, view, by: Office.north).form()
            }
            let mistakes = try await play.office.fill(.register, form.token, typed, by: Office.north).mistakes()
            #expect(mistakes.map(\.input) == [field])
        }
        let claim = try await play.register("globex.com", by: Office.north, more)
        #expect(claim.outcome(.documents) == .block)
        #expect(play.day(of: claim.answerDueAt) == "2026-03-05")
        #expect(try await play.approve(claim).status == .submitted)
        let deal = [
            "stage": "evaluation", "amount": "9000", "expected_close": "2026-09-30", "next_step": "Demo",
            "material": "https://files.example/consent.pdf",
        ]
        #expect(try await play.office.fill(.deal, claim.id.text, deal, by: Office.north) == .done)
        #expect(try await play.now(claim).outcome(.documents) == .pass)
        #expect(try await play.approve(claim).status == .approved)
    }

    @Test(arguments: [("provider", 50), ("gold", 500), ("elite", 1_000)])
    func `HubSpot: a solutions partner has as many domains as its tier`(tier: String, cap: Int) async throws {
        let play = try await Programme("d06-hubspot-solutions", tier: tier)
        let north = PartnerID("north")
        let at = play.office.clock.now()
        try await play.office.ledger.write { transaction in
            for number in 1..<cap {
                _ = try transaction.insert(
                    try Samples.registration(number, partner: north.text, at: at.addingTimeInterval(-9_000_000)),
                    nameKeys: []
                )
            }
        }
        #expect(try await play.register("first.com", by: Office.north).outcome(.partnerCaps) == .pass)
        #expect(try await play.register("second.com", by: Office.north).outcome(.partnerCaps) == .block)
        #expect(try await play.register("second.com", by: Office.south).outcome(.partnerCaps) == .pass)
    }

    @Test func `VMware: authorised types only, and one partner of record for as long as it stands`() async throws {
        let play = try await Programme("d11-vmware")
        let first = try await play.approve(try await play.register("acme.com", by: Office.north))
        let second = try await play.register("acme.com", by: Office.south)
        #expect(try await play.approve(second).status == .submitted)
        _ = try await play.run(until: "2027-03-03")
        #expect(try await play.now(first).hold?.until == Hold.openEnd)
        let others = try await Programme("d11-vmware", kind: .referral)
        #expect(try await others.register("acme.com", by: Office.north).outcome(.eligibility) == .block)
    }

    @Test func `Compliance ai: the first referrer wins, and research takes three more days once`() async throws {
        let play = try await Programme("d16-compliance-ai", kind: .referral)
        let more = ["solution_fit": "Audits", "services_needed": "Setup", "stage": "evaluation"]
        let first = try await play.register("acme.com", by: Office.north, more)
        play.office.clock.advance(bySeconds: 60)
        let second = try await play.register("acme.com", by: Office.south, more)
        #expect(try await play.approve(second).status == .submitted)
        // Neither does a question change who came first.
        _ = try await play.office.fill(.reviewAsk, first.id.text, ["question": "Who?"], by: Programme.ada)
        #expect(try await play.approve(second).status == .submitted)
        _ = try await play.office.fill(.answer, first.id.text, ["answer": "We"], by: Office.north)
        #expect(try await play.approve(second).status == .submitted)
        #expect(play.day(of: first.answerDueAt) == "2026-03-06")
        _ = try await play.office.sent()
        let card = try await play.office.say("review \(first.caseNumber)", by: Programme.ada).card()
        #expect(card.buttons.contains { $0.verb == .research })
        let looked = try await play.office.press(.research, first.id.text, by: Programme.ada).card()
        #expect(!looked.buttons.contains { $0.verb == .research })
        #expect(play.day(of: try await play.now(first).answerDueAt) == "2026-03-11")
        let notes = try await play.office.sent().filter { $0.purpose == .reminder && $0.registration == first.id }
        #expect(notes.count == 1 && notes[0].routes[0].card.text.contains("11 March 2026"))
        #expect(notes[0].routes[0].address == .direct(Office.north, installation: Office.vendor))
        // Once, and by a reviewer alone.
        try await play.office.unchanged(first) {
            _ = try await play.say("research \(first.caseNumber)", by: Programme.bo)
            #expect(try await play.say("research \(second.caseNumber)", by: Office.south).contains("reviewers"))
        }
        #expect(try await play.say("why \(first.caseNumber)", by: Office.north).contains("research"))
        let told = try await play.run(until: "2026-03-12").reminders().filter { $0.message.registration == first.id }
        #expect(told.map { play.day(of: $0.at) } == ["2026-03-11"] && told.map(\.person) == [Programme.ada])
        #expect(play.day(of: try await play.approve(first).hold?.until) != nil)
        // An answer that is late climbs from Ada to her deputy and then to the manager, who is the same person.
        let late = try await play.register("initech.com", by: Office.west, more)
        let climbed = try await play.run(until: "2026-03-28").reminders().filter { $0.message.registration == late.id }
        #expect(climbed.map(\.person) == [Programme.ada, Programme.bo, Programme.bo])
        #expect(climbed.map { play.day(of: $0.at) } == ["2026-03-17", "2026-03-18", "2026-03-19"])
        _ = try await play.say("direct globex.com", by: Programme.ada)
        let assigned = try await play.register("globex.com", by: Office.west, more)
        #expect(assigned.outcome(.directSale) == .block)
    }

    @Test func `Wazuh: 90 days, no extension but a new registration, and four declines`() async throws {
        let play = try await Programme("d17-wazuh")
        let held = try await play.approve(try await play.register("acme.com", by: Office.north))
        #expect(play.day(of: held.hold?.until) == "2026-06-01")
        _ = try await play.say("extend \(held.caseNumber)", by: Office.north)
        _ = try await play.office.press(.grantExtension, held.id.text, by: Programme.ada)
        #expect(try await play.now(held).hold == held.hold)
        _ = try await play.run(until: "2026-06-02", 12)
        #expect(try await play.now(held).status == .lapsed)
        let again = try await play.register("acme.com", by: Office.north)
        let form = try await play.office.press(.reviewReject, again.id.text, by: Programme.ada).form()
        guard case .choice(let options) = form.inputs.first?.kind else { throw WrongReply() }
        #expect(options.map(\.value) == ["existing_customer", "active_talks", "registered", "incomplete"])
        _ = try await play.say("direct globex.com", by: Programme.ada)
        #expect(try await play.register("globex.com", by: Office.north).outcome(.directSale) == .block)
    }

    @Test func `RF Code: per opportunity, and a tender only when it was registered before`() async throws {
        let play = try await Programme("d21-rf-code")
        let sensors = ["opportunity": "Sensors", "target_revenue": "9000"]
        let tags = ["opportunity": "Tags", "target_revenue": "9000", "tender_published": "2026-03-01"]
        let first = try await play.approve(try await play.register("acme.com", by: Office.north, sensors))
        let second = try await play.register("acme.com", by: Office.south, tags)
        #expect(first.hold != nil && second.outcome(.duplicateDomain) != .block && second.outcome(.tender) == .block)
        #expect(try await play.say("rules", by: Office.north).isEmpty == false)
    }

    @Test func `RedShield: every meeting on another day makes the hold longer`() async throws {
        let play = try await Programme("d22-redshield")
        let more = ["solution_fit": "WAF", "stage": "evaluation"]
        let held = try await play.approve(try await play.register("acme.com", by: Office.north, more))
        #expect(play.day(of: held.hold?.until) == "2026-09-03")
        var ends: [String?] = []
        for date in ["4 March 2026 10:00", "5 March 2026 10:00", "5 March 2026 15:00", "6 March 2026 10:00"] {
            _ = try await play.office.meet(held, date, by: Office.north)
            ends.append(play.day(of: try await play.now(held).hold?.until))
        }
        #expect(ends == ["2026-09-03", "2026-12-03", "2026-12-03", "2027-03-03"])
        #expect(try await play.office.hold(on: held) == (try await play.now(held)).hold)
    }

    @Test func `RedShield: the vendor assigns a found deal as a registration, and the partner may decline it`()
        async throws
    {
        let play = try await Programme("d22-redshield")
        let more = ["solution_fit": "WAF", "stage": "evaluation"]
        // Nobody of the partner is known yet.
        #expect(try await play.say("assign North Systems globex.com", by: Programme.ada).contains("has registered yet"))
        _ = try await play.register("acme.com", by: Office.north, more)
        #expect(try await play.say("assign Nobody globex.com", by: Programme.ada).contains("No partner is called that"))
        #expect(try await play.say("assign South Systems globex.com", by: Office.north).contains("reviewers"))
        _ = try await play.office.sent()
        var form = try await play.office.say("assign north systems globex.com", by: Programme.ada).form()
        #expect(form.value("company_domain") == "globex.com")
        let opportunity = Office.opportunity.merging(more) { $1 }
        for typed in [Office.company("globex.com"), Office.contact, opportunity, Office.consent] {
            form = try await play.office.fill(.register, form.token, typed, by: Programme.ada).form()
        }
        #expect(form.text.contains("North Systems"))
        let claim = try #require(
            try await play.office.registrations().first { $0.answers.prospect.domain.ascii == "globex.com" }
        )
        #expect(claim.partner == PartnerID("north") && claim.submitter == Office.north)
        #expect(claim.progress.assigned?.by == "Ada Lindqvist" && claim.consent.person == Programme.ada)
        let made = try await play.office.events(.registration(claim.id))[0].event
        #expect(made.actor == .person(Programme.ada, role: .reviewer))
        #expect(made.details.contains(.init("source", "vendor_assigned")))
        let told = try await play.office.sent().filter { $0.registration == claim.id && $0.purpose == .reminder }
        #expect(told.count == 1 && told[0].routes[0].address == .direct(Office.north, installation: Office.vendor))
        #expect(told[0].routes[0].card.text.contains("/r/\(claim.caseNumber)?k="))
        #expect(try await play.say("status \(claim.caseNumber)", by: Office.south).contains("no case"))
        #expect(play.day(of: try await play.approve(claim).hold?.until) == "2026-09-03")
        let card = try await play.office.say("status \(claim.caseNumber)", by: Office.north).card()
        let decline = try #require(card.buttons.first { $0.verb == .withdraw })
        #expect(decline.label == "Decline" && card.text.contains("Ada Lindqvist"))
        _ = try await play.office.press(.withdraw, claim.id.text, by: Office.north)
        #expect(try await play.now(claim).status == .withdrawn)
        #expect(try await play.office.sent().contains { $0.registration == claim.id && $0.purpose == .reviewCard })
    }
}
