import FakeServers
import Testing

/// The partner did not install the app: the vendor's bot in the shared channel is all there is.
@Suite(.serialized) struct ModeBStories {
    @Test(arguments: [Entry.button, .mention])
    func `Rita registers without the app and is told`(entry: Entry) async throws {
        try await Story.tell { story in
            let claim = try await story.register("zeppelin.example", by: .rita, from: entry)
            let opened = await story.slack.calls.last { $0.method == "views.open" }
            #expect(opened?.team == "T0VENDOR")
            #expect(try await story.shown(claim.number).partner == "Südstern")
            try await story.press("review.approve", on: try await story.card(claim.number), by: .ada)
            let note = try await story.told(claim.number, "is approved", to: .rita)
            #expect(Story.links(in: note.readableText).count == 1)
            try await story.line(claim.number, "submitted", in: Someone.rita.room)
        }
    }

    @Test func `each token opens the views of its own people`() async throws {
        try await Story.tell { story in
            _ = try await story.begin(by: .paul)
            _ = try await story.begin(by: .rita, from: .button)
            let teams = await story.slack.calls.filter { $0.method == "views.open" }.map(\.team)
            #expect(teams == ["T0PARTNER", "T0VENDOR"])
        }
    }

    @Test func `the entry button works for somebody who has the app as well`() async throws {
        try await Story.tell { story in
            let claim = try await story.register("zeppelin.example", by: .pia, from: .button)
            #expect(try await story.shown(claim.number).partner == "Nordwind")
        }
    }

    @Test func `the entry button is posted once`() async throws {
        try await Story.tell { story in
            _ = try await story.entryCard(of: .rita)
            await story.slack.announceBots()
            _ = try await story.register("zeppelin.example", by: .rita, from: .button)
            let cards = await story.slack.messages(in: "C0SHARED2").filter { $0.actionIDs.contains("register.start") }
            #expect(cards.count == 1)
        }
    }

    @Test func `somebody who cannot be written to is told in the channel, only for them`() async throws {
        try await Story.tell { story in
            let claim = try await story.register("zeppelin.example", by: .rita, from: .button)
            let card = try await story.card(claim.number)
            await story.slack.plan(.error("user_not_found"), on: "conversations.open", times: 1)
            try await story.press("review.approve", on: card, by: .ada)
            let note = try await story.whispered("is approved", to: .rita)
            #expect(Story.links(in: note.readableText).count == 1)
            #expect(try note.slack.channel == Someone.rita.room)
        }
    }
}
