import FakeServers
import Testing

/// The app is added, and whoever sees it first reads which word to write, and where.
@Suite(.serialized) struct GreetingStories {
    @Test(arguments: ChatName.told)
    func `a channel is told once which word to write`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let card = try await story.entryCard(of: .paul)
            #expect(card.readableText.contains("mention the app here and write register"))
            _ = try await story.register(by: .paul, from: .mention)
            let cards = await story.chat(chat).channel(of: .paul).filter { $0.actionIDs.contains("register.start") }
            #expect(cards.count == 1)
        }
    }

    @Test func `who adds the app for themselves is told once what to write there`() async throws {
        try await Story.tell(on: .teams) { story in
            let first = try await story.greeting(of: Someone.ada.teams.id)
            #expect(first.readableText.contains("Write queue") && first.verbs.isEmpty)
            #expect(!first.isAlert)
            // Whoever adds it is told by two activities, and an upgrade comes like one of them.
            await story.teams.setApp(for: Someone.ada.teams.id, true)
            #expect(try await story.type("queue", by: .ada).contains("Nothing waits"))
            #expect(await story.chat(.teams).told(.ada).count == 2)
            await story.teams.setApp(for: Someone.ada.teams.id, false)
            await story.teams.setApp(for: Someone.ada.teams.id, true)
            try await eventually("another greeting after a new beginning") {
                await story.chat(.teams).told(.ada).filter { $0.readableText.contains("Write queue") }.count == 2
                    ? () : nil
            }
        }
    }

    @Test func `the vendor's own who do not decide are told so, and guests of a partner where they are`() async throws {
        var setting = Story.Setting(chats: [.teams])
        let hans = "29:hans"
        setting.teamsWorld.people.append(
            TeamsPerson(
                id: hans,
                objectID: "0f0f0f0f-0000-4000-8000-000000000018",
                tenant: TeamsWorld.vendor,
                name: "Hans Huber",
                locale: "de-AT"
            )
        )
        try await Story.tell(setting) { story in
            await story.teams.setApp(for: hans, true)
            let told = try await story.greeting(of: hans)
            #expect(told.readableText.contains("weder zum Prüfen noch für einen Partner"))
            #expect(told.verbs.isEmpty)
            // A guest cannot add the app: the channel says it, and what they write there is answered there.
            #expect(await story.teams.setApp(for: Someone.gus.teams.id, true) != .accepted)
            #expect(try await story.entryCard(of: .gus).readableText.contains("write register"))
            #expect(try await story.mention("help", by: .gus).contains("What you can type"))
            #expect(try await story.mention("register", by: .gus).contains("Partners register"))
            try await story.run("partner link Nordwind --teams-user 0f0f0f0f-0000-4000-8000-000000000014")
            let claim = try await story.register(by: .gus, from: .button)
            #expect(try await story.shown(claim.number).partner == "Nordwind")
            try await story.press("review.approve", on: try await story.card(claim.number), by: .ada)
            try await story.told(claim.number, "is approved", to: .gus)
        }
    }
}
