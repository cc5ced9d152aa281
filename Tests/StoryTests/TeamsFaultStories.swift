import FakeServers
import Testing

/// Teams answers badly, late or not at all: the registration stands.
@Suite(.serialized) struct TeamsFaultStories {
    private static let setting = Story.Setting(chats: [.teams])

    @Test(
        arguments: [
            (Fault.rateLimited(retryAfterSeconds: 1), 2), (.error("PreconditionFailed"), 2), (.status(401), 1),
        ] as [(Fault, Int)]
    )
    func `a message Teams did not take comes later, once`(fault: Fault, times: Int) async throws {
        try await Story.tell(Self.setting) { story in
            try await story.entryCard(of: .paul)
            await story.teams.plan(fault, on: "send", times: times)
            let claim = try await story.register(by: .paul)
            try await story.card(claim.number)
            try await story.nothingWaits()
            let cards = await story.chat(.teams).told(.ada).filter { $0.readableText.contains(claim.number) }
            #expect(cards.count == 1)
        }
    }

    @Test func `a reviewer who blocked the bot stands in nobody's way, and has the card once that ends`() async throws {
        try await Story.tell(Self.setting) { story in
            try await story.entryCard(of: .paul)
            await story.teams.block(by: "29:ada", true)
            let claim = try await story.register(by: .paul)
            let parked = try await eventually("a parked card") {
                try await story.outbox().first { $0.state == "parked" && $0.purpose == "review_card" }
            }
            #expect(parked.reason.string?.contains("MessageWritesBlocked") == true, "\(parked)")
            #expect(try await story.shown(claim.number).status == "submitted")
            #expect(try await story.type("queue", by: .bo).contains(claim.number))
            await story.teams.block(by: "29:ada", false)
            try await story.run("outbox retry")
            try await story.card(claim.number)
        }
    }

    @Test func `a token taken back is fetched again, and nobody notices`() async throws {
        try await Story.tell(Self.setting) { story in
            let claim = try await story.register(by: .paul)
            let card = try await story.card(claim.number)
            await story.teams.revokeTokens()
            try await story.press("review.approve", on: card, by: .ada)
            try await story.told(claim.number, "is approved", to: .paul)
            let fetched = await story.teams.calls.filter { $0.operation == "token" }
            #expect(fetched.count == 2)
        }
    }

    @Test func `one token serves every message`() async throws {
        try await Story.tell(Self.setting) { story in
            for domain in ["one.example", "two.example"] { _ = try await story.approved(domain) }
            #expect(await story.teams.calls.filter { $0.operation == "token" }.count == 1)
        }
    }

    /// Whether Teams says that the app was taken out, or nobody does.
    @Test(arguments: [false, true])
    func `a partner whose channel lost the app is told once it is back, and a manager at once`(
        isAnnounced: Bool
    ) async throws {
        try await Story.tell(Self.setting) { story in
            let claim = try await story.register(by: .paul)
            let card = try await story.card(claim.number)
            await story.teams.setApp(inChannel: TeamsWorld.sharedWithPartner, false, isAnnounced: isAnnounced)
            try await story.press("review.approve", on: card, by: .ada)
            try await eventually("it is approved") {
                try await story.shown(claim.number).status == "approved" ? () : nil
            }
            // Nobody sees a missing app by itself: a manager is told where, and what to do.
            let notice = try await story.direct(claim.number, to: .bo) {
                $0.readableText.contains("missing in a channel")
            }
            #expect(notice.readableText.contains("Nordwind"))
            #expect(notice.readableText.contains("An owner of the team"))
            await story.teams.setApp(inChannel: TeamsWorld.sharedWithPartner, true)
            try await story.run("outbox retry")
            try await story.told(claim.number, "is approved", to: .paul)
            #expect(try await story.type("status \(claim.number)", by: .paul).contains("pproved"))
        }
    }
}

/// Messages that may have arrived wait for the end of their lease: these stories go on side by side.
@Suite struct TeamsLeaseStories {
    @Test(arguments: [Fault.status(502), .halfBody, .hang(.seconds(25))])
    func `a message that may have arrived is sent once more at most`(fault: Fault) async throws {
        let setting = Story.Setting(chats: [.teams], policy: Story.policy + "messages: { channel_line: false }\n")
        try await Story.tell(setting) { story in
            try await story.entryCard(of: .paul)
            try await story.entryCard(of: .rita)
            let claim = try await story.register(by: .paul)
            let card = try await story.card(claim.number)
            await story.teams.plan(fault, on: "send", times: 1, afterEffect: true)
            try await story.press("review.approve", on: card, by: .ada)
            try await eventually("all is said", withinSeconds: 60) { try await story.outbox().isEmpty ? () : nil }
            let notes = await story.chat(.teams).told(.paul).filter { $0.readableText.contains("is approved") }
            #expect((1...2).contains(notes.count))
            // The channel's own line is owed to nobody, and a note is not said a third time.
            let sent = await story.teams.calls.filter { $0.operation == "send" && $0.body.text.contains("is approved") }
            #expect((1...2).contains(sent.count))
        }
    }

    @Test func `a card's update that is not answered in time is made again, and the card stands once`() async throws {
        try await Story.tell(Story.Setting(chats: [.teams])) { story in
            let claim = try await story.register(by: .paul)
            let card = try await story.card(claim.number)
            await story.teams.plan(.hang(.seconds(25)), on: "update", times: 1, afterEffect: false)
            try await story.press("review.approve", on: card, by: .ada)
            let undoable = try await eventually("the card has changed", withinSeconds: 60) {
                await story.chat(.teams).told(.ada).last { $0.actionIDs.contains("review.undo") }
            }
            #expect(undoable.ts == card.ts)
            #expect(await story.teams.calls.filter { $0.operation == "update" }.count == 2)
            let cards = await story.chat(.teams).told(.ada).filter { $0.readableText.contains(claim.number) }
            #expect(cards.count == 1)
        }
    }
}
