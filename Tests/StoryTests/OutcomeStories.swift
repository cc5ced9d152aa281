import FakeServers
import Testing

/// Deals, next steps, ends, undoing, appeals, longer protection and reasons.
@Suite(.serialized) struct OutcomeStories {
    static let deal = ["amount": "120,000", "expected_close": "2027-03-31", "next_step": "Send the quote"]

    @Test(arguments: ChatName.told)
    func `deal alone registers one, with a step of its own`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            try await story.open("deal", by: .paul)
            let steps = Typed().steps
            for step in steps.dropLast() { try await story.next(step, by: .paul) }
            let past = Self.deal.merging(["expected_close": "2020-01-01"]) { $1 }
            guard case .errors(let mistakes) = try await story.send(past, by: .paul) else {
                throw NeverHappened(what: "a mistake at a day that is over")
            }
            #expect(Array(mistakes.keys) == ["expected_close"])
            try await story.next(Self.deal.merging(["expected_close": "2027-03-31"]) { $1 }, by: .paul)
            let receipt = try story.receipt(try await story.next(steps.last ?? [:], by: .paul))
            let card = try await story.card(receipt.number)
            #expect(card.readableText.contains("120,000"))
            #expect(try await story.shown(receipt.number).kind == "deal")
        }
    }

    @Test(arguments: ChatName.told)
    func `a lead becomes a deal by the word with its number, once, and only by its own partner`(
        chat: ChatName
    ) async throws {
        try await Story.tell(on: chat) { story in
            let claim = try await story.approved("acme.com")
            #expect(try await story.mention("deal \(claim.number)", by: .rita).contains("no case of that number"))
            try await story.open("deal \(claim.number)", by: .paul)
            #expect(try await story.send(Self.deal.merging(["stage": "evaluation"]) { $1 }, by: .paul) == .cleared)
            try await story.direct(claim.number, to: .ada) { $0.readableText.contains("120,000") }
            let shown = try await story.shown(claim.number)
            #expect(shown.kind == "deal")
            #expect(shown.deal.next_step == "Send the quote")
        }
    }

    @Test(arguments: ChatName.told)
    func `Ada records what comes next and that it is won, and stale buttons change nothing`(chat: ChatName) async throws
    {
        try await Story.tell(on: chat) { story in
            let claim = try await story.approved("acme.com")
            #expect(try await story.type("won \(claim.number)", by: .paul).contains("Only reviewers"))
            try await story.meet(claim.number, "tomorrow 14:00", by: .ada)
            let told = try await story.told(claim.number, "The vendor logged a meeting", to: .paul)
            #expect(try await story.type("next \(claim.number) Send the quote", by: .ada).contains("Send the quote"))
            try await story.told(claim.number, "Send the quote", to: .paul)
            let card = try await story.answered("review \(claim.number)", by: .ada)
            #expect(try await story.type("won \(claim.number)", by: .ada).contains("won"))
            try await story.told(claim.number, "won", to: .paul)
            try await story.press("review.next", on: card, by: .ada)
            try await story.whispered("the registration is won", to: .ada)
            try await story.press("registration.contradict", on: told, by: .paul)
            try await story.whispered("the registration is won", to: .paul)
            let kinds = try await story.events(claim.number)
            #expect(
                kinds.filter { ["won", "next_step_recorded", "meeting_contradicted"].contains($0) }
                    == ["next_step_recorded", "won"]
            )
        }
    }

    @Test(arguments: ChatName.told)
    func `lost asks for its reason, and the partner reads it`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let claim = try await story.approved("acme.com")
            let tooLong = String(repeating: "x", count: 2_001)
            for word in ["lost", "next"] {
                let told = try await story.type("\(word) \(claim.number) \(tooLong)", by: .ada)
                #expect(told.contains("Nothing was saved") && told.contains("2000"), "\(told)")
            }
            #expect(try await story.shown(claim.number).status == "approved")
            try await story.open("lost \(claim.number)", by: .ada)
            #expect(try await story.front(of: .ada).inputIDs.contains("reason_text"))
            #expect(try await story.send(["reason_text": "They froze the budget"], by: .ada) == .cleared)
            let note = try await story.told(claim.number, "They froze the budget", to: .paul)
            #expect(note.readableText.contains("Lost on"))
            #expect(try await story.shown(claim.number).status == "lost")
        }
    }

    @Test(arguments: ChatName.told)
    func `a decision is undone by its author or a manager, and a stale card says so`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let claim = try await story.register("acme.com", by: .paul)
            try await story.press("review.approve", on: try await story.card(claim.number, of: .ada), by: .ada)
            let card = try await story.direct(claim.number, to: .ada) { $0.actionIDs.contains("review.undo") }
            // What comes next is the answer.
            try await story.told(claim.number, "is approved", to: .paul)
            #expect(try await story.type("undo \(claim.number)", by: .paul).contains("Only reviewers"))
            #expect(try await story.type("undo \(claim.number)", by: .bo).contains("submitted"))
            // A button counts once as it was shown: whoever is faster than the new card presses again.
            try await eventually("it is approved again") {
                try await story.press("review.approve", on: try await story.card(claim.number), by: .ada)
                return try await story.shown(claim.number).status == "approved" ? () : nil
            }
            try await story.direct(claim.number, to: .ada) { $0.actionIDs.contains("review.undo") }
            try await story.press("review.undo", on: card, by: .ada)
            try await eventually("it is open again") {
                try await story.shown(claim.number).status == "submitted" ? () : nil
            }
            #expect(try await story.shown(claim.number).hold.isNull)
            #expect(try await story.type("undo \(claim.number)", by: .ada).contains("no decision"))
        }
    }

    @Test(arguments: ChatName.told)
    func `an appeal goes to somebody else, whose decision Ada cannot undo`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let claim = try await story.register("acme.com", by: .paul)
            try await story.press("review.reject", on: try await story.card(claim.number), by: .ada)
            try await story.send(["reason": "not_qualified"], by: .ada)
            let note = try await story.told(claim.number, "is rejected", to: .paul)
            #expect(try await story.mention("appeal \(claim.number)", by: .rita).contains("no case of that number"))
            try await story.press("registration.appeal", on: note, by: .paul)
            #expect(try await story.send(["appeal": "They signed today"], by: .paul) == .cleared)
            let card = try await story.card(claim.number, of: .bo)
            #expect(card.readableText.contains("They signed today"))
            for said in ["The first decision's reason:", "There is not enough yet"] {
                #expect(card.readableText.contains(said), "\(card.readableText)")
            }
            #expect(try await story.type("appeal \(claim.number)", by: .paul).contains("not possible here"))
            try await story.press("review.approve", on: card, by: .bo)
            try await story.told(claim.number, "is approved", to: .paul)
            #expect(try await story.type("undo \(claim.number)", by: .ada).contains("Only the author"))
            #expect(try await story.shown(claim.number).status == "approved")
        }
    }

    @Test(arguments: ChatName.told)
    func `protection is extended as often as the rules allow`(chat: ChatName) async throws {
        var setting = Story.Setting(chats: [chat])
        setting.policy += "hold: { length: 90 days, extension: { times: 1, by: 30 days, granted_by: partner } }\n"
        try await Story.tell(setting) { story in
            let claim = try await story.approved("acme.com")
            let before = try await story.shown(claim.number).hold.until.string ?? ""
            #expect(try await story.mention("extend \(claim.number)", by: .rita).contains("no case of that number"))
            try await story.type("extend \(claim.number)", by: .paul)
            let after = try await story.shown(claim.number).hold.until.string ?? ""
            #expect(before < after)
            #expect(try await story.type("extend \(claim.number)", by: .paul).contains("cannot be extended"))
            #expect(try await story.shown(claim.number).hold.until.string == after)
        }
    }

    @Test(arguments: ChatName.told)
    func `why says rule and version, and to the partner nothing of others`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let claim = try await story.approved("acme.com")
            let second = try await story.register("acme.com", by: .rita, from: .button)
            let own = try await story.mention("why \(second.number)", by: .rita)
            #expect(own.contains("version stories"))
            #expect(!own.contains(claim.number) && !own.contains("Nordwind"))
            let whole = try await story.type("why \(second.number)", by: .ada)
            #expect(whole.contains("version stories") && whole.contains("Nordwind"))
            #expect(try await story.mention("why \(claim.number)", by: .rita).contains("no case of that number"))
            let page = try await story.get(claim.link.replacing(/^http:\/\/[^\/]+/, with: ""))
            #expect(page.text.contains("Why") && page.text.contains("Rule hold, version stories"))
        }
    }
}
