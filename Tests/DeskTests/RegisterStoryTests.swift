import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

@Suite struct RegisterStoryTests {
    @Test(arguments: [
        (Language.english, "Free.", "Registered", "The vendor decides by"),
        (.german, "Frei.", "Registriert", "Der Hersteller entscheidet bis"),
    ])
    func `a partner registers in a shared channel`(
        language: Language,
        verdict: String,
        title: String,
        turn: String
    ) async throws {
        let office = try await Office()
        let first = try await office.say("acme.com", by: Office.north, language: language).form()
        #expect(first.inputs.map(\.id) == ["company_name", "company_domain"])
        #expect(first.value("company_domain") == "acme.com")
        func next(_ form: Form, _ typed: [String: String]) async throws -> Form {
            try await office.fill(.register, form.token, typed, by: Office.north, language: language).form()
        }
        let second = try await next(first, Office.company("acme.com"))
        #expect(second.text.contains(verdict))
        let third = try await next(second, Office.contact)
        let fourth = try await next(third, Office.opportunity)
        #expect(fourth.text.contains("kim@prospect.example"))
        let last = try await next(fourth, Office.consent)
        #expect(last.title == title && last.submit == nil && last.inputs.isEmpty)
        let registration = try #require(try await office.registrations().first)
        let number = registration.caseNumber.description
        #expect(last.text.contains(number) && last.text.contains(turn))
        #expect(last.text.contains("https://registrar.example/r/\(number)?k="))
        #expect(registration.language == language && registration.consent.language == language)
        #expect(try await office.kinds(registration) == [.submitted, .checksRun])
    }

    @Test func `a case number that another has already is not given again`() async throws {
        let number = try await Office().register("acme.com", by: Office.north).caseNumber
        // The same dice in another office would give it the same, which somebody there has.
        let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        let digits = number.description.dropFirst(4).prefix(7).compactMap { letters.firstIndex(of: $0) }
        let former = try Samples.registration(digits.reduce(0) { $0 << 5 | $1 })
        #expect(former.caseNumber == number)
        let office = try await Office()
        #expect(try await office.ledger.write { try $0.insert(former, nameKeys: []) })
        let registration = try await office.register("acme.com", by: Office.north)
        #expect(registration.caseNumber != number)
    }

    @Test func `the reviewer gets a card, the channel a line that opens nothing`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let sent = try await office.sent()
        #expect(sent.map(\.purpose) == [.reviewCard, .channelLine])
        let card = try #require(sent.first?.routes.first)
        #expect(card.address == .direct(Office.rita, installation: Office.vendor))
        #expect(card.card.buttons.map(\.verb) == [.reviewApprove, .reviewReject, .reviewAsk, .why])
        for word in ["acme", "Kim Doe", "They count by hand", "North Systems", "1 open", "approve", "/r/REG-"] {
            #expect(card.card.text.contains(word), "\(word)")
        }
        let line = try #require(sent.last?.routes.first)
        #expect(line.address == .room(Office.room))
        #expect(line.card.text.contains(registration.caseNumber.description))
        for word in ["http", "acme", "Kim", "North"] { #expect(!line.card.text.contains(word), "\(word)") }
    }

    @Test func `the policy can keep the channel quiet and choose a room for reviews`() async throws {
        let reviews = Room(workspace: Office.vendor, id: "C0REVIEWS")
        let office = try await Office { $0.messages = .init(channelLine: false, reviewRoom: reviews) }
        _ = try await office.register("acme.com", by: Office.north)
        #expect(try await office.sent().map { $0.routes.map(\.address) } == [[.room(reviews)]])
    }

    @Test(arguments: [
        (Language.english, "Register a lead", "Press"), (.german, "Lead registrieren", "Hier können Sie"),
    ])
    func `where a form cannot be opened a button of its own opens it`(
        language: Language,
        label: String,
        words: String
    ) async throws {
        let office = try await Office()
        let reply = try await office.act(
            .words("register acme.com"),
            by: Office.north,
            language: language,
            answer: .message
        )
        #expect(reply == .nothing)
        let message = try #require(try await office.sent().first)
        #expect(message.purpose == .answer)
        #expect(
            message.routes.map(\.address) == [
                .privately(Office.north, Office.room), .direct(Office.north, installation: Office.vendor),
            ]
        )
        let card = try #require(message.routes.first?.card)
        #expect(card.text.contains(words))
        let button = try #require(card.buttons.first)
        #expect(button.label == label)
        let form = try await office.press(button.verb, button.value, by: Office.north).form()
        #expect(form.value("company_domain") == "acme.com")
        // The card was for one person: nobody else can press it.
        let other = try await office.press(button.verb, button.value, by: Office.south)
        #expect(other.text.contains("no longer yours"))
    }

    @Test func `the entry card's button starts an empty dialogue`() async throws {
        let office = try await Office()
        let form = try await office.press(.registerStart, "", by: Office.north).form()
        #expect(form.value("company_domain") == nil)
        let checked = try await office.press(.registerStart, "acme.com", by: Office.south).form()
        #expect(checked.value("company_domain") == "acme.com")
        #expect(
            try await office.press(.registerStart, "no such draft", by: Office.west).form().value("company_domain")
                == nil
        )
    }

    @Test func `the same delivery twice is answered twice and done once`() async throws {
        let office = try await Office()
        let form = try await office.say("acme.com", by: Office.north).form()
        var token = form.token
        for (step, typed) in [Office.company("acme.com"), Office.contact, Office.opportunity, Office.consent]
            .enumerated()
        {
            let once = try await office.fill(.register, token, typed, by: Office.north, key: "k\(step)")
            let twice = try await office.fill(.register, token, typed, by: Office.north, key: "k\(step)")
            #expect(once == twice)
            token = try once.form().token
        }
        #expect(try await office.registrations().count == 1)
        #expect(try await office.sent().count == 2)
    }

    @Test func `two windows are one dialogue, and pressed twice it registers once`() async throws {
        let office = try await Office()
        let first = try await office.say("acme.com", by: Office.north).form()
        let second = try await office.say("acme.com", by: Office.north).form()
        #expect(first.token == second.token)
        let last = try await office.dialogue("acme.com", by: Office.north)
        // The other window is sent off step by step, long after.
        for typed in [Office.company("acme.com"), Office.contact, Office.opportunity, Office.consent] {
            let again = try await office.fill(.register, first.token, typed, by: Office.north).form()
            #expect(again.intro == last.intro)
        }
        #expect(try await office.press(.registerBack, first.token, by: Office.north).form().submit == nil)
        #expect(try await office.registrations().count == 1)
    }

    @Test func `going back keeps what was typed and says the same of the company`() async throws {
        let office = try await Office()
        _ = try await office.register("nordwind.com", by: Office.south)
        var form = try await office.say("other.com", by: Office.north).form()
        let similar = ["company_name": "Nordwind", "company_domain": "other.com"]
        form = try await office.fill(.register, form.token, similar, by: Office.north).form()
        let said = form.text
        #expect(said.contains("May be a duplicate"))
        form = try await office.fill(.register, form.token, Office.contact, by: Office.north).form()
        let token = try #require(form.buttons.first?.value)
        let back = try await office.press(.registerBack, token, by: Office.north, typed: ["problem": "Half a"]).form()
        #expect(back.text == said)
        #expect(back.value("contact_name") == "Kim Doe")
        let on = try await office.fill(.register, back.token, Office.contact, by: Office.north).form()
        #expect(on.value("problem") == "Half a")
    }

    @Test(arguments: [(86_399.0, true), (86_401, false)])
    func `what was typed is taken up again within a day`(seconds: Double, isKept: Bool) async throws {
        let office = try await Office()
        let form = try await office.say("", by: Office.north).form()
        _ = try await office.fill(.register, form.token, Office.company("acme.com"), by: Office.north)
        #expect(try await office.act(.closed(.register, token: form.token), by: Office.north) == .nothing)
        office.clock.advance(bySeconds: seconds)
        let again = try await office.say("", by: Office.north).form()
        #expect((again.token == form.token) == isKept)
        #expect((again.value("company_domain") == "acme.com") == isKept)
        guard !isKept else { return }
        let late = try await office.fill(.register, form.token, Office.company("acme.com"), by: Office.north)
        #expect(late.text.contains("older than a day"))
    }

    @Test func `another domain starts another dialogue`() async throws {
        let office = try await Office()
        let form = try await office.say("acme.com", by: Office.north).form()
        #expect(try await office.say("https://www.acme.com/x", by: Office.north).form().token == form.token)
        #expect(try await office.say("other.com", by: Office.north).form().token != form.token)
    }

    @Test func `mistakes come back at their fields and are kept`() async throws {
        let office = try await Office()
        let form = try await office.say("", by: Office.north).form()
        let wrong = ["company_name": "", "company_domain": "gmail.com"]
        let mistakes = try await office.fill(.register, form.token, wrong, by: Office.north).mistakes()
        #expect(mistakes.map(\.input) == ["company_name", "company_domain"])
        #expect(try await office.say("", by: Office.north).form().value("company_domain") == "gmail.com")
    }

    @Test func `a draft keeps nothing of the contact once it is a registration`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let draft = try #require(try await office.ledger.read { try $0.draft(registration.draft) })
        #expect(draft.typed.isEmpty && draft.registration == registration.id)
    }

    @Test func `the consent on record is the text that was shown`() async throws {
        let office = try await Office()
        var form = try await office.say("acme.com", by: Office.north, language: .english).form()
        for typed in [Office.company("acme.com"), Office.contact, Office.opportunity] {
            form = try await office.fill(.register, form.token, typed, by: Office.north, language: .german).form()
        }
        _ = try await office.fill(.register, form.token, Office.consent, by: Office.north, language: .english)
        let consent = try #require(try await office.registrations().first?.consent)
        #expect(form.text.contains(consent.text) && consent.language == .german)
        #expect(consent.person == Office.north && consent.version == "1")
    }

    @Test func `a consent text that changed meanwhile is shown again before it counts`() async throws {
        let office = try await Office()
        var form = try await office.say("acme.com", by: Office.north).form()
        for typed in [Office.company("acme.com"), Office.contact, Office.opportunity] {
            form = try await office.fill(.register, form.token, typed, by: Office.north).form()
        }
        var policy = Office.policy()
        policy.consent = .init(version: "2.0@b", text: [.english: "The new words.", .german: "Die neuen."])
        office.policies.replace(with: policy)
        let again = try await office.fill(.register, form.token, Office.consent, by: Office.north).form()
        #expect(again.text.contains("The new words.") && again.submit != nil)
        #expect(try await office.registrations().isEmpty)
        _ = try await office.fill(.register, again.token, Office.consent, by: Office.north).form()
        #expect(try await office.registrations().first?.consent.version == "2.0@b")
    }

    @Test func `what another window changed meanwhile is shown again before it is agreed to`() async throws {
        let office = try await Office()
        let first = try await office.say("acme.com", by: Office.north).form()
        var form = first
        for typed in [Office.company("acme.com"), Office.contact, Office.opportunity] {
            form = try await office.fill(.register, form.token, typed, by: Office.north).form()
        }
        _ = try await office.fill(.register, first.token, Office.company("other.com"), by: Office.north)
        let again = try await office.fill(.register, form.token, Office.consent, by: Office.north).form()
        #expect(again.text.contains("other.com") && again.submit != nil)
        #expect(try await office.registrations().isEmpty)
        _ = try await office.fill(.register, again.token, Office.consent, by: Office.north).form()
        #expect(try await office.registrations().first?.answers.prospect.domain.ascii == "other.com")
    }

    @Test func `without consent there is no claim`() async throws {
        let office = try await Office()
        var form = try await office.say("acme.com", by: Office.north).form()
        for typed in [Office.company("acme.com"), Office.contact, Office.opportunity] {
            form = try await office.fill(.register, form.token, typed, by: Office.north).form()
        }
        for typed in [[:], ["consent": "no"]] {
            let mistakes = try await office.fill(.register, form.token, typed, by: Office.north).mistakes()
            #expect(mistakes.map(\.input) == ["consent"])
        }
        #expect(try await office.registrations().isEmpty)
    }

    @Test func `a person's language is the chat's, else what it told before, else the partner's`() async throws {
        let office = try await Office()
        #expect(try await office.say("help", by: Office.north, language: nil).text.contains("What you can type"))
        try await office.ledger.write { transaction in
            var partner = try #require(try transaction.partner(PartnerID("north")))
            partner.language = .german
            try transaction.save(partner)
        }
        #expect(try await office.say("help", by: Office.north, language: nil).text.contains("Was Sie tippen"))
        // What a chat said once is remembered.
        _ = try await office.say("help", by: Office.north, language: .english)
        #expect(try await office.say("help", by: Office.north, language: nil).text.contains("What you can type"))
        #expect(try await office.say("help", by: Office.north, language: .german).text.contains("Was Sie tippen"))
    }

    @Test func `a ledger that takes nothing leaves nothing and is spoken of`() async throws {
        let office = try await Office()
        let form = try await office.say("acme.com", by: Office.north).form()
        office.ledger.refuse(with: .full("disk"))
        let delivery = Delivery(
            key: nil,
            installation: Office.vendor,
            actor: Office.north,
            room: nil,
            language: .german,
            input: .filled(.register, token: form.token, typed: [:]),
            at: office.clock.now()
        )
        await #expect(throws: LedgerTrouble.full("disk")) { try await office.desk.receive(delivery) }
        let mistakes = try office.desk.trouble(with: delivery, incident: "I-7").mistakes()
        #expect(mistakes.first?.input == "company_name" && mistakes.first?.sentence.contains("I-7") == true)
    }
}
