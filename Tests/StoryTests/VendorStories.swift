import FakeServers
import Testing

/// Slack answers badly, late or not at all: the registration stands.
@Suite(.serialized) struct VendorStories {
    /// What the message to the reviewer meets once or a few times before it gets through.
    @Test(
        arguments: [
            (Fault.rateLimited(retryAfterSeconds: 1), 2), (.status(500), 2), (.status(503), 1),
            (.error("service_unavailable"), 2), (.error("ratelimited"), 1),
        ] as [(Fault, Int)]
    )
    func `a message Slack did not take comes later`(fault: Fault, times: Int) async throws {
        try await Story.tell { story in
            _ = try await story.entryCard(of: .paul)
            await story.slack.plan(fault, on: "chat.postMessage", times: times)
            let claim = try await story.register(by: .paul)
            try await story.card(claim.number)
            let calls = await story.slack.calls.filter { $0.method == "chat.postMessage" }
            #expect(calls.filter { $0.outcome == "\(fault)" }.count == times)
            try await story.nothingWaits()
        }
    }

    @Test func `after Retry-After nothing is sent before its time, whatever comes meanwhile`() async throws {
        try await Story.tell { story in
            _ = try await story.entryCard(of: .paul)
            _ = try await story.entryCard(of: .rita)
            await story.slack.plan(.rateLimited(retryAfterSeconds: 3), on: "chat.postMessage", times: 1)
            let claim = try await story.register(by: .paul)
            let limited = try await eventually("Slack asks to wait") {
                await story.slack.calls.first { $0.outcome.contains("rateLimited") }
            }
            try await eventually("that is noted") {
                try await story.outbox().first { $0.reason.string?.contains("ratelimited") == true }
            }
            let answer = try await story.mention("help", by: .rita)
            #expect(answer.contains("What you can type"))
            try await story.card(claim.number)
            try await story.line(claim.number, "submitted", in: Someone.paul.room)
            let later = await story.slack.calls.filter {
                ["chat.postMessage", "chat.postEphemeral"].contains($0.method) && $0.at - limited.at > 0.5
            }
            #expect(later.contains { $0.method == "chat.postEphemeral" })
            #expect(later.allSatisfy { $0.at - limited.at >= 3 })
        }
    }

    @Test func `a message Slack will never take is parked until the admin retries it`() async throws {
        try await Story.tell { story in
            _ = try await story.entryCard(of: .paul)
            await story.slack.plan(.error("invalid_blocks"), on: "chat.postMessage")
            let claim = try await story.register(by: .paul)
            let parked = try await eventually("a parked card") {
                try await story.outbox().first { $0.state == "parked" && $0.purpose == "review_card" }
            }
            #expect(parked.reason.string?.contains("invalid_blocks") == true)
            await story.slack.clearFaults()
            try await story.run("outbox retry \(try #require(parked.id.string))")
            try await story.card(claim.number)
            #expect(try await story.run("outbox retry nonsense", expecting: 1).contains("not parked"))
        }
    }

    @Test(arguments: [
        Fault.error("expired_trigger_id"), .status(500), .garbage, .halfBody, .hang(.seconds(4)),
        .rateLimited(retryAfterSeconds: 30),
    ])
    func `a form that could not be opened leaves a button to go on`(fault: Fault) async throws {
        try await Story.tell { story in
            await story.slack.plan(fault, on: "views.open", times: 1)
            let said = try await story.type("acme.com", by: .paul)
            #expect(said.contains("press to go on"))
            let card = try #require(await story.chat(.slack).whispers(to: .paul).last)
            try await story.press("register.start", on: card, by: .paul)
            let view = try await story.front(of: .paul)
            #expect(view.typed("company_domain") == "acme.com")
        }
    }

    @Test func `a token that was revoked closes that way only`() async throws {
        try await Story.tell { story in
            let claim = try await story.register(by: .paul)
            let card = try await story.card(claim.number)
            await story.slack.plan(.error("token_revoked"), on: "views.open", times: 1)
            #expect(try await story.type("zeppelin.example", by: .pia).isEmpty == false)
            try await story.press("review.approve", on: card, by: .ada)
            try await story.told(claim.number, "is approved", to: .paul)
        }
    }
}

/// Messages that may have arrived wait for the end of their lease: these stories go on side by side.
@Suite struct LeaseStories {
    @Test(arguments: [Fault.garbage, .halfBody, .hang(.seconds(25)), .error("internal_error")])
    func `a message that may have arrived is sent once more, after its lease`(fault: Fault) async throws {
        // Without the channel's line the reviewer's card is what the fault meets.
        let setting = Story.Setting(policy: Story.policy + "messages: { channel_line: false }\n")
        try await Story.tell(setting) { story in
            _ = try await story.entryCard(of: .paul)
            _ = try await story.entryCard(of: .rita)
            await story.slack.plan(fault, on: "chat.postMessage", times: 1)
            let claim = try await story.register(by: .paul)
            let sent = try await eventually("the card", withinSeconds: 50) {
                await story.slack.directMessages(to: "U0AE").filter { $0.actionIDs.contains("review.approve") }.first
            }
            #expect(sent.readableText.contains(claim.number))
            try await story.nothingWaits()
        }
    }

    @Test func `an answer that comes after half a minute changes nothing that was said`() async throws {
        let setting = Story.Setting(policy: Story.policy + "messages: { channel_line: false }\n")
        try await Story.tell(setting) { story in
            _ = try await story.entryCard(of: .paul)
            _ = try await story.entryCard(of: .rita)
            await story.slack.plan(.delay(.seconds(30)), on: "chat.postMessage", times: 1)
            let claim = try await story.register(by: .paul)
            let card = try await story.card(claim.number)
            try await story.press("review.approve", on: card, by: .ada)
            try await story.told(claim.number, "is approved", to: .paul)
            // Nobody can know that the first one arrived: one copy more at most, and no card that can still be pressed.
            try await eventually("all is said", withinSeconds: 60) { try await story.outbox().isEmpty ? () : nil }
            let cards = await story.slack.directMessages(to: "U0AE").filter { $0.readableText.contains(claim.number) }
            #expect((1...2).contains(cards.count))
            #expect(cards.last?.actionIDs.contains("review.approve") == false, "\(cards.map(\.actionIDs))")
        }
    }
}
