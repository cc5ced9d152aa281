import FakeServers
import Testing

/// What reviewers and submitters do to a registration.
@Suite(.serialized) struct ReviewStories {
    @Test(arguments: ChatName.told)
    func `Bo rejects with a reason and his words, and the partner reads both`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let claim = try await story.register(by: .paul)
            try await story.press("review.reject", on: try await story.card(claim.number), by: .ada)
            #expect(try await story.front(of: .ada).inputIDs == ["reason", "reason_text"])
            let sent = try await story.send(
                ["reason": "not_qualified", "reason_text": "No <!channel> *budget* yet"],
                by: .ada
            )
            #expect(sent == .cleared)
            let note = try await story.told(claim.number, "is rejected", to: .paul)
            #expect(note.readableText.contains("There is not enough yet"))
            #expect(note.readableText.contains("budget"))
            let shown = try await story.shown(claim.number)
            #expect(shown.status == "rejected")
            #expect(shown.decision.reason == "not_qualified")
        }
    }

    @Test(arguments: ChatName.told)
    func `Ada asks, Paul answers, and the card comes again`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let claim = try await story.register(by: .paul)
            let first = try await story.card(claim.number)
            try await story.press("review.ask", on: first, by: .ada)
            #expect(try await story.send(["question": "How many rockets?"], by: .ada) == .cleared)
            let note = try await story.told(claim.number, "has a question", to: .paul)
            #expect(note.readableText.contains("How many rockets?"))
            try await story.press("registration.answer", on: note, by: .paul)
            #expect(try await story.send(["answer": "Twelve of them"], by: .paul) == .cleared)
            // A new message: rewriting the old one would tell nobody.
            let card = try await story.direct(claim.number, to: .ada) {
                $0.readableText.contains("Twelve of them") && $0.actionIDs.contains("review.approve")
                    && $0.ts != first.ts
            }
            try await story.press("review.approve", on: card, by: .ada)
            try await story.told(claim.number, "is approved", to: .paul)
        }
    }

    @Test(arguments: ChatName.told)
    func `a partner withdraws by the word and by the button`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let first = try await story.register("acme.com", by: .paul)
            #expect(try await story.type("withdraw \(first.number.lowercased())", by: .paul).contains("withdrawn"))
            let second = try await story.register("zeppelin.example", by: .rita, from: .button)
            try await story.press("review.approve", on: try await story.card(second.number), by: .ada)
            let note = try await story.told(second.number, "is approved", to: .rita)
            try await story.press("registration.withdraw", on: note, by: .rita)
            try await story.line(second.number, "withdrawn", beside: .rita)
            for number in [first.number, second.number] {
                #expect(try await story.shown(number).status == "withdrawn")
            }
        }
    }

    @Test(arguments: ChatName.told)
    func `two clicks on approve decide once`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let claim = try await story.register(by: .paul)
            let card = try await story.card(claim.number)
            async let one: Void = story.press("review.approve", on: card, by: .ada)
            async let other: Void = story.press("review.approve", on: card, by: .ada)
            _ = try await (one, other)
            try await story.told(claim.number, "is approved", to: .paul)
            let events = try await story.shown(claim.number).events.items.map(\.kind)
            #expect(events.filter { $0 == "approved" }.count == 1)
            let notes = await story.chat(chat).told(.paul).filter {
                $0.readableText.contains("is approved")
            }
            #expect(notes.count == 1)
        }
    }

    @Test func `a partner who presses approve changes nothing and is told so`() async throws {
        try await Story.tell { story in
            let claim = try await story.register(by: .paul)
            let card = try await story.card(claim.number)
            let dismissed = await story.slack.press(
                "review.approve",
                on: try card.slack,
                by: "U0AE",
                choosing: .dismissed
            )
            #expect(dismissed == .notPossible("not chosen"))
            let id = try #require(card.value(of: "review.approve"))
            let answer = try await story.forge(click: "review.approve", value: id, by: .paul)
            #expect(answer.status == 200)
            try await story.whispered("Only reviewers", to: .paul)
            let shown = try await story.shown(claim.number)
            #expect(shown.status == "submitted")
            #expect(shown.hold.isNull)
        }
    }

    @Test(arguments: ChatName.told)
    func `a reviewer sees what waits and any card by its number`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let claim = try await story.register(by: .paul)
            // The vendor's people type where the vendor's own install has the command.
            #expect(try await story.type("queue", by: .ada).contains(claim.number))
            let card = try await story.type("review \(claim.number)", by: .bo)
            #expect(card.contains("They count rockets by hand"))
            #expect(try await story.type("queue", by: .paul).contains("Only reviewers"))
            #expect(try await story.mention("review \(claim.number)", by: .rita).contains("no case"))
        }
    }
}
