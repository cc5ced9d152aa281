import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// Several partners on one prospect.
@Suite struct ProspectTests {
    private func approve(_ registration: Registration, _ office: Office) async throws -> Registration {
        _ = try await office.press(.reviewApprove, registration.id.text, by: Office.rita)
        return try await office.now(registration)
    }

    private func step(_ domain: String, by person: Person, _ office: Office) async throws -> Reply {
        let form = try await office.say(domain, by: person).form()
        return try await office.fill(.register, form.token, Office.company(domain), by: person)
    }

    @Test func `a partner is refused a second claim of its own, at the first step`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let mistakes = try await step("https://shop.acme.com", by: Office.north, office).mistakes()
        #expect(mistakes.map(\.input) == ["company_domain"])
        #expect(mistakes.first?.sentence.contains(registration.caseNumber.description) == true)
        #expect(try await office.say("check acme.com", by: Office.north).text.contains("Yours already"))
        #expect(try await office.registrations().count == 1)
    }

    @Test func `in a crowd of claims one's own is still found`() async throws {
        let office = try await Office()
        let own = try await office.register("acme.com", by: Office.north)
        for number in 1...25 {
            try await office.ledger.write { transaction in
                let id = "p\(number)"
                try transaction.save(Samples.partner(id, named: "Partner \(number)"))
                let other = try Samples.registration(number, partner: id, at: Samples.start.addingTimeInterval(60))
                _ = try transaction.insert(other.on(own.company), nameKeys: [])
            }
        }
        office.clock.advance(bySeconds: 120)
        #expect(try await step("acme.com", by: Office.north, office).text.contains(own.caseNumber.description))
    }

    @Test func `two windows of one partner make one claim`() async throws {
        let office = try await Office()
        let colleague = Office.person(of: "north", "U0COLLEAGUE")
        var mine = try await office.say("acme.com", by: Office.north).form()
        var theirs = try await office.say("acme.com", by: colleague).form()
        for typed in [Office.company("acme.com"), Office.contact, Office.opportunity] {
            mine = try await office.fill(.register, mine.token, typed, by: Office.north).form()
            theirs = try await office.fill(.register, theirs.token, typed, by: colleague).form()
        }
        _ = try await office.fill(.register, mine.token, Office.consent, by: Office.north).form()
        _ = try await office.fill(.register, theirs.token, Office.consent, by: colleague).mistakes()
        #expect(try await office.registrations().count == 1)
        #expect(try await office.sent().map(\.purpose) == [.reviewCard, .channelLine])
    }

    @Test func `a held prospect queues the next partner, who never learns who holds it`() async throws {
        let office = try await Office()
        let held = try await approve(try await office.register("acme.com", by: Office.north), office)
        let step = try await step("acme.com", by: Office.south, office).form()
        #expect(step.text.contains("Held by another partner until 1 June 2026"))
        let last = try await office.dialogue("acme.com", by: Office.south)
        #expect(last.text.contains("Waits in the queue"))
        let queued = try #require(try await office.registrations().first { $0.partner == PartnerID("south") })
        #expect(queued.answerDueAt == nil && queued.status == .submitted)
        let status = try await office.say("status \(queued.caseNumber)", by: Office.south)
        let page = try await office.page(try #require(status.link))
        let checked = try await office.say("check acme.com", by: Office.south)
        for text in [step.text, last.text, status.text, checked.text, page?.text ?? ""] {
            for secret in ["North", "north", held.caseNumber.description, held.id.text] {
                #expect(!text.contains(secret), "\(text)")
            }
        }
        // The reviewer has to know, and can only wait.
        let card = try await office.say("review \(queued.caseNumber)", by: Office.rita)
        #expect(card.text.contains("North Systems") && card.text.contains("wait for the hold to end"))
        #expect(try await office.press(.reviewApprove, queued.id.text, by: Office.mona).text.contains("1 June 2026"))
        #expect(try await office.now(queued).status == .submitted)
    }

    @Test func `two claims before a decision: the first approved wins and the other waits`() async throws {
        let office = try await Office()
        let first = try await office.register("acme.com", by: Office.north)
        let second = try await office.register("acme.com", by: Office.south)
        #expect(second.answerDueAt != nil)
        _ = try await approve(first, office)
        let status = try await office.say("status \(second.caseNumber)", by: Office.south).text
        #expect(status.contains("Waits in the queue: the prospect is held until 1 June 2026"))
        #expect(status.contains("You are first in the queue. As of Tue 3 March 2026"), "\(status)")
        #expect(try await office.say("review \(second.caseNumber)", by: Office.rita).text.contains("wait for the hold"))
    }

    @Test func `when the hold is withdrawn the next one's turn comes, and with its yes the vendor's`() async throws {
        let office = try await Office()
        let first = try await approve(try await office.register("acme.com", by: Office.north), office)
        let second = try await office.register("acme.com", by: Office.south)
        _ = try await office.say("withdraw \(first.caseNumber)", by: Office.north)
        let offered = try await office.say("status \(second.caseNumber)", by: Office.south).text
        #expect(offered.contains("accept by") && !offered.contains("Waits in the queue"))
        let status = try await office.say("accept \(second.caseNumber)", by: Office.south).text
        #expect(status.contains("The vendor decides") && !status.contains("Waits in the queue"))
        #expect(try await office.say("review \(second.caseNumber)", by: Office.rita).text.contains("all checks pass"))
        #expect(try await approve(second, office).status == .approved)
    }

    @Test func `an expired hold gives way and its claim lapses`() async throws {
        let office = try await Office()
        let first = try await approve(try await office.register("acme.com", by: Office.north), office)
        let second = try await office.register("acme.com", by: Office.south)
        office.clock.advance(byDays: 91)
        #expect(
            try await office.say("status \(second.caseNumber)", by: Office.south).text.contains("The vendor decides")
        )
        _ = try await office.sent()
        let approved = try await approve(second, office)
        #expect(approved.status == .approved)
        let lapsed = try await office.now(first)
        #expect(lapsed.status == .lapsed && lapsed.hold == nil && lapsed.endedAt == first.hold?.until)
        #expect(try await office.kinds(first).last == .holdEnded)
        let notes = try await office.sent().filter { $0.purpose == .submitterNote }
        #expect(Set(notes.map(\.registration)) == [first.id, second.id])
        // Its former partner can neither end the new hold nor is kept from claiming again.
        _ = try await office.press(.withdraw, first.id.text, by: Office.north)
        #expect(try await office.hold(on: approved)?.registration == second.id)
        _ = try await step("acme.com", by: Office.north, office).form()
    }

    @Test func `an answer while another holds the prospect starts no clock`() async throws {
        let office = try await Office()
        let first = try await office.register("acme.com", by: Office.north)
        let second = try await office.register("acme.com", by: Office.south)
        _ = try await office.fill(.reviewAsk, second.id.text, ["question": "Who?"], by: Office.rita)
        _ = try await approve(first, office)
        _ = try await office.fill(.answer, second.id.text, ["answer": "We"], by: Office.south)
        #expect(try await office.now(second).answerDueAt == nil)
    }

    @Test func `verdicts are bounded, in the check and in the dialogue alike`() async throws {
        let office = try await Office { $0.limits.checksPerHour = 3 }
        _ = try await approve(try await office.register("acme.com", by: Office.north), office)
        #expect(try await office.say("check acme.com", by: Office.south).text.contains("Held"))
        #expect(try await step("acme.com", by: Office.south, office).text.contains("Held"))
        #expect(try await office.say("check free.com", by: Office.south).text.contains("Free"))
        #expect(try await office.say("check acme.com", by: Office.south).text.contains("too often"))
        #expect(
            try await office.say("check acme.com", by: Office.person(of: "south", "U0OTHER")).text.contains("too often")
        )
        // The dialogue goes on, and says nothing.
        let other = try await office.register("other.com", by: Office.north)
        _ = try await approve(other, office)
        var form = try await step("other.com", by: Office.south, office).form()
        #expect(!form.text.contains("Held") && !form.text.contains("Free"))
        for typed in [Office.contact, Office.opportunity] {
            form = try await office.fill(.register, form.token, typed, by: Office.south).form()
        }
        #expect(form.submit == "Register")
        #expect(try await office.say("check acme.com", by: Office.west).text.contains("Held"))
        office.clock.advance(bySeconds: 3_601)
        #expect(try await office.say("check acme.com", by: Office.south).text.contains("Held"))
    }

    @Test(arguments: [
        ("gmail.com", "mail provider"), ("co.uk", "anybody can register"), ("nonsense", "not a web domain"),
        ("10.0.0.1", "not its address"), ("linkedin.com/in/x", "shared by many"),
    ])
    func `a check of what is no company says what is wrong`(text: String, words: String) async throws {
        let office = try await Office()
        #expect(try await office.say("check \(text)", by: Office.north).text.contains(words))
    }
}

extension Registration {
    /// The same on another company.
    func on(_ company: CompanyKey) -> Registration {
        Registration(
            id: id,
            caseNumber: caseNumber,
            draft: draft,
            program: program,
            kind: kind,
            status: status,
            partner: partner,
            submitter: submitter,
            room: room,
            language: language,
            answers: answers,
            consent: consent,
            company: company,
            scope: scope,
            checks: checks,
            policyVersion: policyVersion,
            submittedAt: submittedAt,
            reviewer: reviewer
        )
    }
}

extension Office {
    func hold(on registration: Registration) async throws -> Hold? {
        try await ledger.read { try $0.liveHold(company: registration.company, scope: registration.scope) }
    }

    /// What a link opens.
    func page(_ link: String) async throws -> Page? {
        let parts = link.split(separator: "/r/").last?.split(separator: "?k=") ?? []
        guard parts.count == 2 else { return nil }
        return try await desk.record(case: String(parts[0]), key: String(parts[1]), at: clock.now())
    }
}

extension Reply {
    /// The first link to a record in it.
    var link: String? {
        text.split(whereSeparator: \.isWhitespace).map(String.init).first { $0.contains("/r/REG-") }
    }
}
