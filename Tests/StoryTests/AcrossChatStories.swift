import FakeServers
import Testing

/// One program on both chats: what begins on one is decided on the other, and one reviewer is one person.
@Suite(.serialized) struct AcrossChatStories {
    private static let both = Story.Setting(chats: [.slack, .teams])

    @Test(arguments: [(ChatName.slack, ChatName.teams), (.teams, .slack)])
    func `a registration of one chat is decided on the other, and both cards change`(
        here: ChatName,
        there: ChatName
    ) async throws {
        try await Story.tell(Self.both) { story in
            let claim = try await story.register(by: .paul.on(here))
            let near = try await story.card(claim.number, of: .ada.on(here))
            let far = try await story.card(claim.number, of: .ada.on(there))
            #expect(near.readableText.contains("They count rockets by hand"))
            try await story.press("review.approve", on: far, by: .ada.on(there))
            try await story.told(claim.number, "is approved", to: .paul.on(here))
            for chat in [here, there] {
                let card = try await story.direct(claim.number, to: .ada.on(chat)) { $0.isRewritten }
                #expect(card.readableText.contains("approved"), "on \(chat)")
                #expect(!card.actionIDs.contains("review.approve"), "on \(chat)")
            }
            let shown = try await story.shown(claim.number)
            #expect(shown.status == "approved")
            #expect(shown.reviewer == "Ada Lindqvist")
        }
    }

    @Test func `what was approved on one chat is undone on the other`() async throws {
        try await Story.tell(Self.both) { story in
            let claim = try await story.register(by: .paul.on(.slack))
            let card = try await story.card(claim.number, of: .ada.on(.slack))
            try await story.press("review.approve", on: card, by: .ada.on(.slack))
            let other = try await story.direct(claim.number, to: .ada.on(.teams)) {
                $0.actionIDs.contains("review.undo")
            }
            try await story.press("review.undo", on: other, by: .ada.on(.teams))
            try await eventually("it is open again") {
                try await story.shown(claim.number).status == "submitted" ? () : nil
            }
            for chat in ChatName.allCases { try await story.card(claim.number, of: .ada.on(chat)) }
        }
    }

    @Test func `an appeal is nobody's to decide who decided first, on whatever chat`() async throws {
        try await Story.tell(Self.both) { story in
            let claim = try await story.register(by: .paul.on(.teams))
            let card = try await story.card(claim.number, of: .ada.on(.slack))
            try await story.press("review.reject", on: card, by: .ada.on(.slack))
            try await story.send(["reason": "not_qualified"], by: .ada.on(.slack))
            let note = try await story.told(claim.number, "is rejected", to: .paul.on(.teams))
            try await story.press("registration.appeal", on: note, by: .paul.on(.teams))
            #expect(try await story.send(["appeal": "They signed"], by: .paul.on(.teams)) == .cleared)
            try await story.card(claim.number, of: .bo.on(.teams))
            let again = try await story.answered("review \(claim.number)", by: .ada.on(.teams))
            try await story.press("review.approve", on: again, by: .ada.on(.teams))
            #expect(try await story.shown(claim.number).status != "approved")
            let theirs = try await story.card(claim.number, of: .bo.on(.slack))
            try await story.press("review.approve", on: theirs, by: .bo.on(.slack))
            try await story.told(claim.number, "is approved", to: .paul.on(.teams))
        }
    }

    @Test func `a partner of one chat learns nothing of a partner on the other`() async throws {
        try await Story.tell(Self.both) { story in
            let first = try await story.register(by: .paul.on(.slack))
            let card = try await story.card(first.number, of: .ada.on(.teams))
            try await story.press("review.approve", on: card, by: .ada.on(.teams))
            try await story.told(first.number, "is approved", to: .paul.on(.slack))
            let told = try await story.mention("check acme.com", by: .rita.on(.teams))
            #expect(told.contains("Held by another partner until"))
            let second = try await story.register("acme.com", by: .rita.on(.teams))
            try await story.direct(second.number, to: .ada.on(.slack)) { $0.actionIDs.contains("review.reject") }
            let seen = await story.teams.everythingSent(to: Someone.rita.teams.id)
            for secret in ["Nordwind", "Paul", "U0PAUL", first.number] {
                #expect(!seen.contains { $0.contains(secret) }, "\(secret)")
            }
        }
    }
}
