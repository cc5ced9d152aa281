import FakeServers
import Testing

/// Two partners want one company, and the vendor's own people do.
@Suite(.serialized) struct QueueStories {
    @Test func `who waits is offered what comes free, and accepts it by the button`() async throws {
        try await Story.tell { story in
            let (holder, waiting) = try await Self.queue(in: story)
            let state = try await story.mention("status \(waiting.number)", by: .rita)
            #expect(!state.contains("Nordwind") && !state.contains(holder.number))
            try await story.type("withdraw \(holder.number)", by: .paul)
            let offer = try await story.told(waiting.number, "came free", to: .rita)
            #expect(offer.actionIDs == ["registration.accept_offer"])
            let id = try #require(offer.value(of: "registration.accept_offer"))
            _ = try await story.forge(click: "registration.accept_offer", value: id, by: .paul)
            try await story.whispered("no case of that number", to: .paul)
            try await story.press("registration.accept_offer", on: offer, by: .rita)
            try await eventually("the offer is taken") {
                try await story.events(waiting.number).contains("offer_accepted") ? () : nil
            }
            let card = try await story.card(waiting.number)
            try await story.press("review.approve", on: card, by: .ada)
            try await story.told(waiting.number, "is approved", to: .rita)
            #expect(try await story.shown(waiting.number).status == "approved")
        }
    }

    @Test(arguments: ChatName.told)
    func `an offer is taken by the word as well, once, and not by others`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let (holder, waiting) = try await Self.queue(in: story)
            #expect(try await story.mention("accept \(waiting.number)", by: .rita).contains("does not fit any more"))
            try await story.type("lost \(holder.number) They froze the budget", by: .ada)
            try await story.told(waiting.number, "came free", to: .rita)
            #expect(try await story.type("accept \(waiting.number)", by: .paul).contains("no case of that number"))
            #expect(try await story.mention("accept \(waiting.number)", by: .rita).contains(waiting.number))
            #expect(try await story.mention("accept \(waiting.number)", by: .rita).contains("does not fit any more"))
            let kinds = try await story.events(waiting.number)
            #expect(kinds.filter { $0 == "offer_accepted" }.count == 1)
        }
    }

    @Test(arguments: ChatName.told)
    func `work of the vendor's own people flags a claim until it is over`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            #expect(try await story.type("direct acme.com", by: .paul).contains("Only reviewers"))
            #expect(try await story.type("direct acme.com", by: .ada).contains("acme.com"))
            let claim = try await story.register("acme.com", by: .paul)
            let card = try await story.card(claim.number)
            #expect(!card.readableText.contains("all checks passed"))
            let flagged = try await story.shown(claim.number)
            #expect(flagged.checks.items.contains { $0.rule == "direct_sale" && $0.outcome == "flag" })
            #expect(try await story.type("direct acme.com over", by: .ada).contains("no longer"))
            let shown = try await story.shown(claim.number)
            #expect(!shown.checks.items.contains { $0.rule == "direct_sale" && $0.outcome == "flag" })
        }
    }

    /// A holder, and a second claim that waits behind it.
    private static func queue(in story: Story) async throws -> (holder: Receipt, waiting: Receipt) {
        let holder = try await story.approved("acme.com")
        return (holder, try await story.register("acme.com", by: .rita, from: .button))
    }
}
