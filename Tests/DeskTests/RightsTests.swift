import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// Who may do what, and what the others are told.
@Suite struct RightsTests {
    static let stranger = Person(workspace: .init(channel: .slack, id: "T0WHO"), user: "U0WHO")
    static let clerk = Person(workspace: Office.vendor, user: "U0CLERK")

    @Test func `a workspace nobody linked is put before the managers once a day`() async throws {
        let office = try await Office()
        let words = ["acme.com", "check acme.com", "status", "status REG-00000000", ""]
        for text in words {
            #expect(try await office.say(text, by: Self.stranger).text.contains("not linked"), "\(text)")
        }
        _ = try await office.press(.registerStart, "", by: Self.stranger)
        let cards = try await office.sent()
        #expect(cards.map(\.purpose) == [.linkCard])
        #expect(cards.first?.routes.map(\.address) == [.direct(Office.mona, installation: Office.vendor)])
        office.clock.advance(bySeconds: 86_399)
        _ = try await office.say("", by: Self.stranger)
        #expect(try await office.sent().isEmpty)
        office.clock.advance(bySeconds: 2)
        _ = try await office.say("", by: Self.stranger)
        #expect(try await office.sent().count == 1)
        #expect(try await office.registrations().isEmpty)
        #expect(try await office.events(.service).map(\.event.kind).allSatisfy { $0 == .refused })
    }

    @Test func `a manager links the workspace and the stranger registers`() async throws {
        let office = try await Office()
        _ = try await office.say("", by: Self.stranger)
        let button = try #require(try await office.sent().first?.routes.first?.card.buttons.first)
        for person in [Office.rita, Office.north, Self.stranger, Self.clerk] {
            _ = try await office.press(button.verb, button.value, by: person).card()
            let typed = ["partner": "west"]
            _ = try await office.fill(.linkWorkspace, button.value, typed, by: person).mistakes()
        }
        let form = try await office.press(button.verb, button.value, by: Office.mona).form()
        #expect(form.options == ["North Systems", "South Systems", "West Systems"])
        for partner in ["", "nobody"] {
            _ = try await office.fill(.linkWorkspace, form.token, ["partner": partner], by: Office.mona).mistakes()
        }
        #expect(try await office.fill(.linkWorkspace, form.token, ["partner": "west"], by: Office.mona) == .done)
        #expect(try await office.register("acme.com", by: Self.stranger).partner == PartnerID("west"))
        #expect(try await office.events(.service).map(\.event.kind).contains(.workspaceLinked))
    }

    @Test(arguments: ["", "slack", "slack:T0VENDOR", "fax:T1", ":"])
    func `nothing but a foreign workspace can be linked`(token: String) async throws {
        let office = try await Office()
        _ = try await office.fill(.linkWorkspace, token, ["partner": "west"], by: Office.mona).mistakes()
        #expect(try await office.ledger.read { try $0.workspace(Office.vendor) } == nil)
    }

    @Test func `the vendor's own people do not register`() async throws {
        let office = try await Office()
        for person in [Self.clerk, Office.rita, Office.mona] {
            for words in ["", "acme.com", "check acme.com"] {
                #expect(try await office.say(words, by: person).text.contains("Partners register"))
            }
            #expect(try await office.press(.registerStart, "", by: person).text.contains("Partners register"))
        }
        #expect(try await office.say("status", by: Self.clerk).text.contains("Partners register"))
        #expect(try await office.sent().isEmpty)
    }

    @Test func `a partner suspended in the middle of the dialogue goes no further`() async throws {
        let office = try await Office()
        let form = try await office.say("acme.com", by: Office.north).form()
        let book = PartnerBook(ledger: office.ledger, time: office.clock, chance: office.chance)
        _ = try await book.setStanding(.suspended, ofPartnerNamed: "north systems")
        let reply = try await office.fill(.register, form.token, Office.company("acme.com"), by: Office.north)
        #expect(reply.text.contains("cannot register at the moment"))
        #expect(try await office.say("check acme.com", by: Office.north).text.contains("cannot register"))
        _ = try await book.setStanding(.good, ofPartnerNamed: "North Systems")
        _ = try await office.fill(.register, form.token, Office.company("acme.com"), by: Office.north).form()
    }

    @Test func `a suspended partner gains nothing new, and can still take its claim back`() async throws {
        let office = try await Office { $0.hold.extending.times = nil }
        let registration = try await office.approved("acme.com", by: Office.north)
        let book = PartnerBook(ledger: office.ledger, time: office.clock, chance: office.chance)
        _ = try await book.setStanding(.suspended, ofPartnerNamed: "north systems")
        for word in ["extend", "deal", "accept", "appeal"] {
            let reply = try await office.say("\(word) \(registration.caseNumber)", by: Office.north)
            #expect(reply.text.contains("cannot register at the moment"), "\(word)")
        }
        #expect(try await office.now(registration) == registration)
        _ = try await office.say("withdraw \(registration.caseNumber)", by: Office.north)
        #expect(try await office.now(registration).status == .withdrawn)
    }

    @Test func `a suspended partner's meeting keeps what is protected and protects nothing more`() async throws {
        let office = try await Office {
            $0.conflicts.winner = .firstMeeting
            $0.hold.extending.times = nil
            $0.hold.extending.onMeeting = true
        }
        let racing = try await office.approved("acme.com", by: Office.north)
        let book = PartnerBook(ledger: office.ledger, time: office.clock, chance: office.chance)
        _ = try await book.setStanding(.suspended, ofPartnerNamed: "north systems")
        let words = "meeting \(racing.caseNumber) tomorrow 14:00"
        try await office.unchanged(racing) {
            #expect(try await office.say(words, by: Office.north).text.contains("cannot register at the moment"))
            #expect(try await office.say(words, by: Office.rita).text.contains("partner is suspended"))
            // Nor by a button from before.
            let date = try Office.at("2026-03-04", 14).millisecondsSince1970
            for person in [Office.north, Office.rita] {
                _ = try await office.press(.meeting, "\(racing.id.text)@\(date)", by: person).card()
            }
        }
        _ = try await book.setStanding(.good, ofPartnerNamed: "North Systems")
        _ = try await office.meet(racing, "tomorrow 14:00", by: Office.north)
        let held = try #require(try await office.now(racing).hold)
        _ = try await book.setStanding(.suspended, ofPartnerNamed: "North Systems")
        _ = try await office.meet(racing, "friday 14:00", by: Office.north)
        #expect(try await office.now(racing).progress.meetings.count == 2)
        #expect(try await office.now(racing).hold == held)
    }

    @Test func `a draft's id is no right to it`() async throws {
        let office = try await Office()
        let form = try await office.say("acme.com", by: Office.north).form()
        let draft = String(form.token.prefix { $0 != "." })
        for person in [Office.south, Office.person(of: "north", "U0COLLEAGUE")] {
            let replies = [
                try await office.fill(.register, form.token, Office.company("acme.com"), by: person),
                try await office.press(.registerBack, form.token, by: person),
                try await office.press(.registerStart, draft, by: person),
            ]
            for reply in replies {
                #expect(reply.text.contains("no longer yours") && !reply.text.contains("acme"))
            }
        }
        let gone = ["", ".", "x.company", "\(draft).nonsense", draft]
        for token in gone {
            #expect(try await office.fill(.register, token, [:], by: Office.north).text.contains("no longer yours"))
        }
    }

    @Test func `a case of somebody else is as unknown as one that is none`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let none = CaseNumber(random: 424_242)
        for verb in ["status", "withdraw", "revoke", "review"] {
            let theirs = try await office.say("\(verb) \(registration.caseNumber)", by: Office.south)
            let nobodys = try await office.say("\(verb) \(none)", by: Office.south)
            #expect(theirs == nobodys, "\(verb)")
            let stranger = try await office.say("\(verb) \(registration.caseNumber)", by: Self.stranger)
            #expect(try await stranger == office.say("\(verb) \(none)", by: Self.stranger), "\(verb)")
        }
        for verb in [Verb.withdraw, .answer] {
            let theirs = try await office.press(verb, registration.id.text, by: Office.south)
            #expect(try await theirs == office.press(verb, "none", by: Office.south), "\(verb)")
        }
        let answered = try await office.fill(.answer, registration.id.text, ["answer": "x"], by: Office.south)
        #expect(try await answered == office.fill(.answer, "none", ["answer": "x"], by: Office.south))
        #expect(try await office.now(registration) == registration)
    }

    @Test func `nobody but a reviewer decides, and each attempt leaves a trace`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let id = registration.id.text
        for person in [Office.north, Office.south, Self.stranger, Self.clerk] {
            for verb in [Verb.reviewApprove, .reviewReject, .reviewAsk] {
                _ = try await office.press(verb, id, by: person).card()
            }
            let typed = ["reason": "other", "question": "?"]
            _ = try await office.fill(.reviewReject, id, typed, by: person).mistakes()
            _ = try await office.fill(.reviewAsk, id, typed, by: person).mistakes()
            for words in ["queue", "lift \(registration.caseNumber) please"] {
                #expect(try await office.say(words, by: person).text.contains("Only reviewers"), "\(words)")
            }
        }
        #expect(try await office.now(registration) == registration)
        let traces = try await office.events(.registration(registration.id)).filter { $0.event.kind == .refused }
        // A press and the form it opens are the same try.
        #expect(traces.count == 4 * 3)
        #expect(traces.allSatisfy { $0.event.personal.isEmpty })
    }

    @Test func `somebody from another chat with the same ids is somebody else`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let twin = Person(workspace: .init(channel: .teams, id: Office.vendor.id), user: Office.rita.user)
        _ = try await office.press(.reviewApprove, registration.id.text, by: twin)
        #expect(try await office.now(registration).status == .submitted)
    }

    @Test func `a colleague at the same partner sees and withdraws its claims`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let colleague = Office.person(of: "north", "U0COLLEAGUE")
        #expect(try await office.say("status", by: colleague).text.contains(registration.caseNumber.description))
        _ = try await office.say("withdraw \(registration.caseNumber)", by: colleague)
        #expect(try await office.now(registration).status == .withdrawn)
    }
}

extension Form {
    /// The labels one may choose from.
    var options: [String] {
        inputs.flatMap { input -> [String] in
            if case .choice(let options) = input.kind { return options.map(\.label) }
            return []
        }
    }
}
