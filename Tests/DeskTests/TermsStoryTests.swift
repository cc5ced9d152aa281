import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// Reasons, questions, the vendor's own work, signals, and policies that change.
@Suite struct TermsStoryTests {
    @Test func `why says the same to both sides, and names no other partner to one`() async throws {
        let office = try await Office()
        let held = try await office.approved("acme.com", by: Office.north)
        let registration = try await office.register("acme.com", by: Office.south)
        let partner = try await office.say("why \(registration.caseNumber)", by: Office.south).text
        let reviewer = try await office.press(.why, registration.id.text, by: Office.rita).text
        for text in [partner, reviewer] {
            #expect(text.contains("duplicate_domain") && text.contains("7 abc"), "\(text)")
        }
        #expect(!partner.contains("North") && !partner.contains(held.caseNumber.description))
        #expect(reviewer.contains("North Systems"))
        #expect(try await office.say("why \(registration.caseNumber)", by: Office.west).text.contains("no case"))
        let lapsed = try await office.register("globex.com", by: Office.west)
        _ = try await office.press(.reviewApprove, lapsed.id.text, by: Office.rita)
        try await office.run(until: "2026-03-22")
        let why = try await office.say("why \(lapsed.caseNumber)", by: Office.west).text
        #expect(why.contains("first_meeting"), "\(why)")
    }

    @Test func `only the named answers open again, and the history has both`() async throws {
        let office = try await Office { $0.reopenable = [.problem, .solutionFit] }
        let registration = try await office.register("acme.com", by: Office.north)
        let id = registration.id.text
        let ask = ["question": "What for?", "fields": "problem,contact_email"]
        #expect(try await office.fill(.reviewAsk, id, ask, by: Office.rita) == .done)
        #expect(try await office.now(registration).question?.fields == [.problem])
        let form = try await office.press(.answer, id, by: Office.north).form()
        #expect(form.inputs.map(\.id) == ["problem", "answer"] && form.value("problem") == "They count by hand")
        let typed = ["problem": "They lose parts", "contact_email": "eve@prospect.example", "answer": "See above"]
        #expect(try await office.fill(.answer, form.token, typed, by: Office.north) == .done)
        let answered = try await office.now(registration)
        #expect(answered.answers.problem == "They lose parts")
        #expect(answered.answers.contact == registration.answers.contact)
        let told = try await office.events(.registration(registration.id)).flatMap(\.commitments)
        #expect(told.contains { $0.value == "What for?" } && told.contains { $0.value == "They lose parts" })
    }

    @Test func `an answer that makes it another of one's own claims is refused`() async throws {
        let office = try await Office { policy in
            policy.hold.scope = .opportunity
            policy.questions[.opportunity] = .required
        }
        var claims: [Registration] = []
        for name in ["phones", "printers"] {
            var form = try await office.say("acme.com", by: Office.north).form()
            let opportunity = Office.opportunity.merging(["opportunity": name]) { $1 }
            for typed in [Office.company("acme.com"), Office.contact, opportunity, Office.consent] {
                form = try await office.fill(.register, form.token, typed, by: Office.north).form()
            }
            claims.append(try #require(try await office.registrations().first { $0.scope.text.contains(name) }))
        }
        let ask = ["question": "Which?", "fields": "opportunity"]
        _ = try await office.fill(.reviewAsk, claims[0].id.text, ask, by: Office.rita)
        let typed = ["opportunity": "Printers", "answer": "These"]
        try await office.unchanged(claims[0]) {
            let text = try await office.fill(.answer, claims[0].id.text, typed, by: Office.north).text
            #expect(text.contains(claims[1].caseNumber.description), "\(text)")
        }
    }

    @Test func `a rep who opens an account sees who claims it, and the manager hears of it`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        _ = try await office.sent()
        let told = try await office.say("direct acme.com", by: Office.rita).text
        #expect(told.contains(registration.caseNumber.description) && told.contains("North Systems"), "\(told)")
        let all = try await office.sent()
        let manager = try #require(all.first { $0.purpose == .linkCard })
        // The registration that was there is checked again, and its partner told; Rita knows.
        #expect(try await office.now(registration).outcome(.directSale) == .flag)
        #expect(try await office.kinds(registration) == [.submitted, .checksRun, .checksRun])
        let notes = all.filter { $0.purpose == .reminder }
        #expect(notes.map(\.routes[0].address) == [.direct(Office.north, installation: Office.vendor)])
        #expect(notes.first?.routes[0].card.text.contains("own people work on this company now") == true)
        #expect(all.contains { $0.purpose == .reviewCardUpdate })
        #expect(manager.routes.map(\.address) == [.direct(Office.mona, installation: Office.vendor)])
        _ = try await office.say("direct acme.com", by: Office.rita)
        #expect(try await office.sent().isEmpty)
        let later = try await office.register("acme.com", by: Office.south)
        #expect(later.checks.contains { $0.rule == .directSale && $0.outcome == .flag })
        _ = try await office.say("direct acme.com over", by: Office.ben)
        #expect(try await office.now(registration).outcome(.directSale) == .pass)
        let over = try await office.sent().filter { $0.registration == registration.id && $0.purpose == .reminder }
        #expect(Set(over.map(\.routes[0].address)).count == 2)
        #expect(try await office.say("direct acme.com", by: Office.north).text.contains("Only reviewers"))
        let kinds = try await office.events(.service).map(\.event.kind).suffix(3)
        #expect(kinds.contains(.directSaleOpened) && kinds.contains(.directSaleClosed))
    }

    @Test func `a burst is told to the manager once a day`() async throws {
        let office = try await Office { $0.signals = .init(burstPerDay: 3, idleHolds: nil, nearMissDomains: true) }
        for name in ["acme", "globex", "initech", "hooli", "umbrella"] {
            _ = try await office.register("\(name).com", by: Office.north)
        }
        let told = try await office.sent().filter { $0.purpose == .linkCard }
        #expect(told.count == 1 && told[0].routes[0].card.text.contains("North Systems"))
        office.clock.advance(bySeconds: 90_000)
        for name in ["tyrell", "wonka", "cyberdyne"] { _ = try await office.register("\(name).com", by: Office.north) }
        #expect(try await office.sent().filter { $0.purpose == .linkCard }.count == 1)
        // One letter beside a known company of that name.
        _ = try await office.register("globex.com", by: Office.south)
        _ = try await office.register("globbex.com", by: Office.west)
        #expect(try await office.sent().contains { $0.purpose == .linkCard })
        #expect(try await office.events(.service).filter { $0.event.kind == .signalled }.count == 3)
    }

    @Test func `an open registration keeps its version, and a changed calendar moves its deadlines`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        _ = try await office.desk.sweep(at: office.clock.now())
        var policy = office.policies.current
        policy.version = "8 def"
        policy.hold.length = .days(10)
        policy.calendar.companyDays = ["2026-03-05"]
        office.policies.replace(with: policy)
        _ = try await office.desk.sweep(at: office.clock.now())
        let moved = try await office.now(registration)
        let expected = try Office.at("2026-03-06", 10)
        #expect(moved.answerDueAt == expected)
        let event = try #require(try await office.events(.registration(registration.id)).last).event
        #expect(event.kind == .deadlineMoved && event.actor == .rule("calendar", policyVersion: "7 abc"))
        _ = try await office.desk.sweep(at: office.clock.now())
        #expect(try await office.kinds(registration).filter { $0 == .deadlineMoved }.count == 1)
        _ = try await office.press(.reviewApprove, registration.id.text, by: Office.rita)
        let days = BusinessCalendar(policy).endOfDay(calendarDays: 90, after: office.clock.now())
        #expect(try await office.now(registration).hold?.until == days)
        let later = try await office.approved("globex.com", by: Office.north)
        #expect(later.hold?.until == BusinessCalendar(policy).endOfDay(calendarDays: 10, after: office.clock.now()))
    }

    @Test func `a change of the calendar that is interrupted is gone on with, nothing twice`() async throws {
        let office = try await Office()
        var claims: [Registration] = []
        for number in 0..<20 { claims.append(try await office.register("dozen-\(number).com", by: Office.north)) }
        _ = try await office.desk.sweep(at: office.clock.now())
        // After a stop what is left of the office time counts, and no longer when it began.
        office.clock.advance(bySeconds: 10_800)
        _ = try await office.desk.sweep(at: office.clock.now())
        let former = try await office.now(claims[0]).answerDueAt
        for (version, day) in [("8 def", "2026-03-05"), ("9 ghi", "2026-03-06")] {
            var policy = office.policies.current
            policy.version = version
            policy.calendar.companyDays.insert(day)
            office.policies.replace(with: policy)
            // The sweep's own note and the first sixteen; then the next version comes, too.
            office.ledger.refuse(with: .full("disk"), afterWrites: 2)
            await #expect(throws: LedgerTrouble.full("disk")) { try await office.desk.sweep(at: office.clock.now()) }
        }
        office.ledger.refuse(with: nil)
        _ = try await office.desk.sweep(at: office.clock.now())
        var dues: Set<Date?> = []
        for claim in claims { dues.insert(try await office.now(claim).answerDueAt) }
        #expect(dues.count == 1 && dues != [former])
        for claim in claims {
            let events = try await office.events(.registration(claim.id)).map(\.event)
            let byCalendar = events.filter { event in
                if case .rule("calendar", _) = event.actor { event.kind == .deadlineMoved } else { false }
            }
            #expect(byCalendar.count == 2, "\(claim.caseNumber)")
        }
        #expect(try await office.ledger.read { try $0.mark("calendar under way") } == nil)
        _ = try await office.desk.sweep(at: office.clock.now())
        #expect(dues.contains(try await office.now(claims[0]).answerDueAt))
    }

    @Test func `of two reviewers at once and on stale cards the first counts and the card is mended`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let id = registration.id.text
        let desk = office.desk
        let at = office.clock.now()
        let replies = try await withThrowingTaskGroup(of: String.self) { group in
            for person in [Office.rita, Office.mona, Office.ben] {
                group.addTask {
                    try await desk.receive(
                        Delivery(
                            key: DeliveryKey(source: .slack, text: person.user),
                            installation: Office.vendor,
                            actor: person,
                            room: nil,
                            language: .english,
                            input: .press(.reviewApprove, value: id, typed: [:]),
                            at: at
                        )
                    ).text
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(replies.filter { $0.contains("decided on") }.count == 2)
        #expect(try await office.kinds(registration).filter { $0 == .approved }.count == 1)
        _ = try await office.say("lost \(registration.caseNumber) price", by: Office.rita)
        _ = try await office.sent()
        for verb in [Verb.reviewApprove, .reviewReject, .reviewAsk, .lost, .nextStep, .grantExtension, .won] {
            try await office.unchanged(registration) {
                let text = try await office.press(verb, id, by: Office.mona).text
                #expect(text.contains("lost"), "\(verb) \(text)")
            }
        }
        #expect(try await office.sent().allSatisfy { $0.purpose == .reviewCardUpdate })
    }
}
