import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

@Suite struct ReviewStoryTests {
    @Test func `an approval protects, tells the partner and rewrites the card`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let card = try #require(try await office.sent().first)
        let told = try await office.press(.reviewApprove, registration.id.text, by: Office.rita)
        #expect(told.text.contains("is approved"))
        let approved = try await office.now(registration)
        #expect(approved.status == .approved && approved.decision?.by == "Rita" && approved.answerDueAt == nil)
        #expect(try await office.hold(on: approved) == approved.hold)
        #expect(try await office.kinds(registration) == [.submitted, .checksRun, .approved, .holdStarted])
        let sent = try await office.sent()
        #expect(sent.map(\.purpose) == [.reviewCardUpdate, .submitterNote, .channelLine])
        #expect(sent[0].rewrites == card.id && sent[0].routes.map(\.address) == card.routes.map(\.address))
        let left = try #require(sent[0].routes.first).card.buttons.map(\.verb)
        #expect(left.contains(.reviewUndo) && !left.contains(.reviewApprove) && !left.contains(.reviewReject))
        #expect(sent[1].routes.first?.card.text.contains("is approved") == true)
        #expect(sent[2].routes.first?.card.text.contains("approved") == true)
    }

    @Test(arguments: [
        (true, []), (true, ["commands"]), (true, ["commands", "chat:write"]), (false, []), (false, ["chat:write"]),
    ])
    func `the submitter is reached by every way there is, the line last`(isShared: Bool, scopes: [String]) async throws
    {
        let office = try await Office()
        if !scopes.isEmpty {
            try await office.install(Office.north.workspace, scopes: scopes)
            _ = try await office.sent()
        }
        if !isShared { try await office.desk.learn(.left(Office.room), keys: [], at: office.clock.now()) }
        let last = try await office.dialogue("acme.com", by: Office.north)
        let isReachable = isShared || scopes.contains("chat:write")
        #expect(last.text.contains("cannot write to you") == !isReachable)
        #expect(last.text.contains("/slack/install") == !isReachable)
        let registration = try #require(try await office.registrations().first)
        _ = try await office.press(.reviewApprove, registration.id.text, by: Office.rita)
        let note = try #require(try await office.sent().first { $0.purpose == .submitterNote })
        // The bot may be in the room without our having heard of it: those ways are tried all the same.
        var expected: [Address] = [
            .direct(Office.north, installation: Office.vendor), .privately(Office.north, Office.room),
        ]
        if scopes.contains("chat:write") {
            expected.append(.direct(Office.north, installation: Office.north.workspace))
        }
        expected.append(.room(Office.room))
        #expect(note.routes.map(\.address) == expected)
        for route in note.routes {
            if case .room = route.address {
                #expect(!route.card.text.contains("http") && route.card.buttons.isEmpty)
            } else {
                #expect(route.card.text.contains("/r/REG-"))
            }
        }
    }

    @Test func `of two reviewers the first wins and the other's card is mended`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let id = registration.id.text
        _ = try await office.press(.reviewApprove, id, by: Office.rita)
        _ = try await office.sent()
        let late = try await office.press(.reviewApprove, id, by: Office.mona)
        #expect(late.text.contains("Rita decided on"))
        #expect(try await office.press(.reviewReject, id, by: Office.mona).text.contains("Rita decided on"))
        let typed = ["reason": "other", "question": "?"]
        for form in [Form.Name.reviewReject, .reviewAsk] {
            #expect(try await office.fill(form, id, typed, by: Office.mona).text.contains("Rita decided on"))
        }
        let mended = try await office.sent()
        #expect(mended.count == 4 && mended.allSatisfy { $0.purpose == .reviewCardUpdate })
        #expect(try await office.now(registration).decision?.by == "Rita")
        #expect(try await office.kinds(registration).filter { $0 == .approved || $0 == .rejected } == [.approved])
    }

    @Test func `a rejection names a reason and adds the reviewer's words`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let form = try await office.press(.reviewReject, registration.id.text, by: Office.rita).form()
        #expect(form.inputs.map(\.id) == ["reason", "reason_text"])
        for reason in [[:], ["reason": "nonsense"]] {
            _ = try await office.fill(.reviewReject, form.token, reason, by: Office.rita).mistakes()
        }
        let typed = ["reason": "not_qualified", "reason_text": "  Come back in May.  "]
        #expect(try await office.fill(.reviewReject, form.token, typed, by: Office.rita) == .done)
        let status = try await office.say("status \(registration.caseNumber)", by: Office.north).text
        for words in ["rejected", "not enough yet", "Come back in May.", "Rejected by Rita on"] {
            #expect(status.contains(words), "\(words)")
        }
        _ = try await office.register("acme.com", by: Office.north)
    }

    @Test func `a question goes to the partner and its answer back to the reviewer`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let id = registration.id.text
        _ = try await office.sent()
        _ = try await office.press(.reviewAsk, id, by: Office.rita).form()
        _ = try await office.fill(.reviewAsk, id, ["question": " "], by: Office.rita).mistakes()
        #expect(try await office.fill(.reviewAsk, id, ["question": "How many?"], by: Office.rita) == .done)
        let note = try #require(try await office.sent().first { $0.purpose == .submitterNote })
        #expect(note.routes.first?.card.text.contains("How many?") == true)
        #expect(try await office.now(registration).answerDueAt == nil)
        let button = try #require(note.routes.first?.card.buttons.first)
        let form = try await office.press(button.verb, button.value, by: Office.north).form()
        #expect(form.text.contains("How many?"))
        _ = try await office.fill(.answer, form.token, ["answer": ""], by: Office.north).mistakes()
        #expect(try await office.fill(.answer, form.token, ["answer": "Twelve"], by: Office.north) == .done)
        let answered = try await office.now(registration)
        #expect(answered.status == .submitted && answered.answerDueAt != nil)
        let card = try #require(try await office.sent().first { $0.purpose == .reviewCard })
        #expect(card.routes.first?.card.text.contains("Twelve") == true)
        #expect(
            try await office.fill(.answer, form.token, ["answer": "Two"], by: Office.north).text.contains("submitted")
        )
        #expect(try await office.press(.answer, id, by: Office.north).text.contains("does not fit any more"))
    }

    @Test(arguments: [Form.Name.reviewReject, .reviewAsk, .answer])
    func `nobody stores a book`(form: Form.Name) async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let id = registration.id.text
        if form == .answer { _ = try await office.fill(.reviewAsk, id, ["question": "?"], by: Office.rita) }
        let before = try await office.now(registration)
        for book in [String(repeating: "x", count: 100_000), "x" + String(repeating: "\u{301}", count: 100_000)] {
            let typed = ["reason": "other", "reason_text": book, "question": book, "answer": book]
            let person = form == .answer ? Office.north : Office.rita
            let mistakes = try await office.fill(form, id, typed, by: person).mistakes()
            #expect(mistakes.first?.sentence.contains("at most") == true)
            #expect(["reason_text", "question", "answer"].contains(mistakes.first?.input))
        }
        #expect(try await office.now(registration) == before)
    }

    @Test func `a blocked claim is approved only after a manager lifted the block`() async throws {
        let office = try await Office { $0.defaultTier.openCap = 0 }
        let registration = try await office.register("acme.com", by: Office.north)
        let (id, number) = (registration.id.text, registration.caseNumber)
        #expect(try await office.press(.reviewApprove, id, by: Office.rita).text.contains("blocks this claim"))
        #expect(
            try await office.say("lift \(number) they pay", by: Office.rita).text.contains("Only a partner manager")
        )
        let card = try await office.say("lift \(number) they pay well", by: Office.mona)
        #expect(card.text.contains("they pay well") && card.text.contains("Suggested: approve"))
        #expect(try await office.sent().contains { $0.purpose == .reviewCardUpdate })
        _ = try await office.press(.reviewApprove, id, by: Office.rita)
        #expect(try await office.now(registration).status == .approved)
        #expect(try await office.say("lift \(number) again", by: Office.mona).text.contains("decided on"))
        let none = CaseNumber(random: 99)
        #expect(try await office.say("lift \(none) x", by: Office.mona).text.contains("no case of that number"))
    }

    @Test func `nothing to lift is no lift`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        _ = try await office.say("lift \(registration.caseNumber) why", by: Office.mona)
        #expect(try await office.now(registration).lifted == nil)
    }

    @Test func `a withdrawal ends the hold and tells the room and the reviewer`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        _ = try await office.press(.reviewApprove, registration.id.text, by: Office.rita)
        _ = try await office.sent()
        let reply = try await office.press(.withdraw, registration.id.text, by: Office.north)
        #expect(reply.text.contains("withdrawn"))
        #expect(try await office.hold(on: registration) == nil)
        #expect(try await office.sent().map(\.purpose) == [.reviewCardUpdate, .channelLine])
        #expect(try await office.kinds(registration).suffix(2) == [.withdrawn, .holdEnded])
        #expect(try await office.press(.withdraw, registration.id.text, by: Office.north).text.contains("withdrawn"))
        let words = try await office.say("withdraw \(registration.caseNumber)", by: Office.rita).text
        #expect(words.contains("Partners register"))
    }

    @Test func `the queue shows what waits longest, each reviewer's own, a manager's all`() async throws {
        let office = try await Office()
        var first: Registration?
        for number in 1...12 {
            let registration = try await office.register("acme\(number).com", by: Office.north)
            first = first ?? registration
            office.clock.advance(bySeconds: 60)
        }
        let oldest = try #require(first)
        for person in [Office.rita, Office.mona] {
            let queue = try await office.say("queue", by: person).text
            #expect(queue.contains(oldest.caseNumber.description) && queue.contains("wait behind"))
        }
        #expect(try await office.act(.words("queue"), by: Office.ben, language: nil).text.contains("Es wartet nichts"))
        #expect(try await office.say("status", by: Office.rita) == office.say("queue", by: Office.rita))
    }

    @Test func `words a person may say are answered`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        #expect(try await office.say("rules", by: Office.north).text.contains("90 days from approval"))
        #expect(try await office.say("help", by: Office.rita).text.contains("queue"))
        #expect(try await office.say("help", by: Office.north).text.contains("queue") == false)
        #expect(try await office.say("nonsense words", by: Office.north).text.contains("/claim"))
        #expect(try await office.say("status x", by: Office.north).text.contains("not a case number"))
        let card = try await office.say("review \(registration.caseNumber)", by: Office.rita).card()
        #expect(card.buttons.map(\.verb) == [.reviewApprove, .reviewReject, .reviewAsk, .why])
        #expect(try await office.say("status", by: Office.north).text.contains("acme"))
        #expect(try await office.say("status", by: Office.south).text.contains("no registrations yet"))
        for verb in [Verb.meeting, .appeal, .acceptOffer, .reviewUndo] {
            let answer = try await office.press(verb, registration.id.text, by: Office.north).text
            #expect(
                ["does not fit", "Only reviewers", "An appeal is not possible"].contains { answer.contains($0) },
                "\(answer)"
            )
        }
    }
}

extension Office {
    func install(_ workspace: WorkspaceKey, scopes: [String] = ["commands"]) async throws {
        let (state, cookie) = try await desk.beginInstallation(invitation: nil)
        let promise = try #require(try await desk.takeInstallation(state: state, cookie: cookie))
        _ = try await desk.installed(
            workspace: workspace,
            name: "Workspace",
            botUser: nil,
            token: Secret("xoxb-\(workspace.id)"),
            scopes: scopes,
            promise: promise
        )
    }
}
