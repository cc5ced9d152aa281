import FakeServers
import Foundation
import Testing

/// What breaks around the service while people work, in either chat; they are told, and nothing is lost.
@Suite(.serialized) struct FaultStories {
    /// Teams hears of what is not taken by the status, and brings it again.
    private static func setting(_ chat: ChatName) -> Story.Setting {
        Story.Setting(chats: [chat], allowing: { chat == .teams && $0.what == "status 503" })
    }

    @Test(arguments: ChatName.told)
    func `while another program holds the database nothing is acknowledged and people are told`(
        chat: ChatName
    ) async throws {
        try await Story.tell(Self.setting(chat)) { story in
            _ = try await story.begin("acme.com", by: .paul)
            try await story.next(Typed().company, by: .paul)
            #expect(try await story.get("/readyz").status == 200)
            let before = try await story.stored()
            let lock = try await WriteLock.held(on: story.folder.appendingPathComponent("registrar.db"))
            let refused = try #require(try await story.sendInVain(Typed().contact, by: .paul))
            #expect(refused.contains("nothing was done"), "\(refused)")
            let said = try await story.chat(chat).typeInVain("rival.example", by: .pia)
            #expect(said?.contains("ist nichts geschehen") != false)
            #expect(await story.chat(chat).form(of: .pia) == nil)
            #expect(try await !story.chat(chat).tellOfJoining(.paul))
            #expect(try await story.get("/readyz").status == 503)
            #expect(try await story.get("/livez").status == 200)
            lock.release()
            try await eventually("it is ready again") { try await story.get("/readyz").status == 200 ? () : nil }
            #expect(try await story.stored() == before)
            try await story.sendAgain(by: .paul)
            for step in Typed().steps.dropFirst(2) { try await story.next(step, by: .paul) }
            try await story.card(try story.receipt(try await story.front(of: .paul)).number)
        }
    }

    @Test(arguments: ChatName.told)
    func `an API that leads elsewhere is not followed: the message is parked, the registration stands`(
        chat: ChatName
    ) async throws {
        try await Story.tell(on: chat) { story in
            let decoy = try await Decoy.listening()
            defer { decoy.close() }
            try await story.entryCard(of: .paul)
            try await story.entryCard(of: .rita)
            await story.chat(chat).divertMessages(to: "http://127.0.0.1:\(decoy.port)/api/chat.postMessage")
            if chat == .slack {
                #expect(try await story.type("acme.com", by: .paul).contains("press to go on"))
            }
            let claim = try await story.register(by: .paul, from: .button)
            let parked = try await eventually("a parked card") {
                try await story.outbox().first { $0.state == "parked" && $0.purpose == "review_card" }
            }
            #expect(parked.reason == "http_307")
            #expect(try await story.shown(claim.number).status == "submitted")
            #expect(!decoy.wasCalled)
            await story.chat(chat).clearFaults()
            try await story.run("outbox retry")
            try await story.card(claim.number)
            #expect(!decoy.wasCalled)
        }
    }

    @Test(arguments: ChatName.told)
    func `where no way is left the line in the channel is, and the registration stands`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let claim = try await story.register("zeppelin.example", by: .rita, from: .button)
            let card = try await story.card(claim.number)
            let known = await story.chat(chat).told(.rita).count
            await story.chat(chat).cutOff(.rita)
            try await story.press("review.approve", on: card, by: .ada)
            try await story.line(claim.number, "approved", beside: .rita)
            #expect(try await story.shown(claim.number).status == "approved")
            try await story.nothingWaits()
            #expect(await story.chat(chat).told(.rita).count == known)
            // The app is where it was: nobody is sent to look for it.
            let toManager = await story.chat(chat).told(.bo).map(\.readableText)
            #expect(toManager.allSatisfy { !$0.contains("missing in a channel") }, "\(toManager)")
        }
    }
}

/// Slack's own ways to answer and to be cut off: the address an answer goes to, channels that change their id, workspaces
/// that leave a channel, and an app of the partner's own.
@Suite(.serialized) struct SlackFaultStories {
    @Test func `what a partner cannot read where they clicked comes as a message`() async throws {
        try await Story.tell { story in
            let claim = try await story.register(by: .paul)
            let id = try #require(try await story.shown(claim.number).id.string)
            for fault in [Fault.status(500), .status(404), .halfBody, .hang(.seconds(4))] {
                await story.slack.plan(fault, on: "response_url", times: 1)
                let known = await story.slack.directMessages(to: "U0PAUL").count
                #expect(try await story.forge(click: "review.approve", value: id, by: .paul).status == 200)
                try await eventually("the answer despite \(fault)") {
                    await story.slack.directMessages(to: "U0PAUL").dropFirst(known).first {
                        $0.readableText.contains("Only reviewers")
                    }
                }
            }
        }
    }

    @Test func `a response address that leads elsewhere is not followed, and its answer is parked`() async throws {
        try await Story.tell { story in
            let decoy = try await Decoy.listening()
            defer { decoy.close() }
            let claim = try await story.register(by: .paul)
            let id = try #require(try await story.shown(claim.number).id.string)
            await story.slack.plan(
                .redirect(to: "http://127.0.0.1:\(decoy.port)/hooks/x"),
                on: "response_url",
                times: 1
            )
            #expect(try await story.forge(click: "review.approve", value: id, by: .paul).status == 200)
            let parked = try await eventually("the parked answer") {
                try await story.outbox().first { $0.state == "parked" }
            }
            #expect(parked.reason == "response_url_redirects")
            #expect(!decoy.wasCalled)
        }
    }

    @Test func `a renamed channel is where its partners are told`() async throws {
        try await Story.tell { story in
            let claim = try await story.register("zeppelin.example", by: .rita, from: .button)
            let card = try await story.card(claim.number)
            await story.slack.renameChannel("C0SHARED2", to: "C0RENAMED")
            // Only the channel is left to tell her.
            await story.slack.plan(.error("user_not_found"), on: "conversations.open", times: 1)
            try await story.press("review.approve", on: card, by: .ada)
            let note = try await story.whispered("is approved", to: .rita)
            #expect(try note.slack.channel == "C0RENAMED")
            try await story.line(claim.number, "approved", in: "C0RENAMED")
            let cards = await story.slack.messages(in: "C0RENAMED").filter {
                $0.actionIDs.contains("register.start")
            }
            #expect(cards.count == 1)
        }
    }

    @Test func `a partner cut off from the channel is told where its own app may write`() async throws {
        // Without the scope to open a conversation the app posts to the person's id.
        let setting = Story.Setting(allowing: { $0.place == "conversations.open" && $0.what.contains("im:write") })
        try await Story.tell(setting) { story in
            try await story.install(.paul, with: "users:read,chat:write")
            let claim = try await story.register(by: .paul)
            let card = try await story.card(claim.number)
            await story.slack.disconnect("T0PARTNER", from: "C0SHARED1")
            try await story.press("review.approve", on: card, by: .ada)
            try await story.told(claim.number, "is approved", to: .paul)
            let calls = await story.slack.calls.filter { $0.method == "chat.postMessage" && $0.outcome == "ok" }
            #expect(calls.last { $0.body.text.contains("is approved") }?.team == "T0PARTNER")
            try await story.nothingWaits()
        }
    }

    @Test func `a name server that says nothing holds up nobody else`() async throws {
        let names = try SilentNames.listening()
        defer { names.closeQuietly() }
        let setting = Story.Setting(responseHosts: ["slow.example"], wrapper: names.wrapper)
        try await Story.tell(setting) { story in
            let claim = try await story.register(by: .paul)
            let id = try #require(try await story.shown(claim.number).id.string)
            let click = Story.click("review.approve", value: id, by: .paul, responseURL: "https://slow.example/hooks/x")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    var payload = click
                    payload.trigger_id = .string("1.2.slow\(number)")
                    let slow = payload
                    group.addTask {
                        let answer = try await story.post(interaction: slow)
                        #expect(answer.status == 200)
                    }
                }
                group.addTask {
                    try await eventually("names are asked for") { names.wasAsked ? () : nil }
                    let asked = ContinuousClock.now
                    _ = try await story.begin("zeppelin.example", by: .paul)
                    #expect(ContinuousClock.now - asked < .seconds(1))
                }
                try await group.waitForAll()
            }
            try await eventually("the answer by another way") {
                await story.slack.directMessages(to: "U0PAUL").last { $0.readableText.contains("Only reviewers") }
            }
        }
    }
}
