import FakeServers
import Testing

@Suite struct MessageTests {
    @Test func `a message is posted, updated, and remembers what it said`() async throws {
        try await Bench.run { bench in
            let posted = try await bench.vendor("chat.postMessage", Samples.message.merging(["channel": "C0SHARED1"]))
            let first = try #require(await bench.slack.messages(in: "C0SHARED1").last)
            #expect(first.readableText == "A lead\nGo")
            #expect(first.actionIDs == ["register.start"])
            let update: JSONValue = ["channel": posted.channel, "ts": posted.ts, "text": "Decided"]
            #expect(try await bench.vendor("chat.update", update).ok == true)
            let message = try #require(await bench.slack.messages(in: "C0SHARED1").last)
            #expect(message.text == "Decided")
            #expect(message.readableText == "Decided")
            #expect(message.blocks.isEmpty)
            #expect(message.earlier.map(\.text) == ["A lead"])
            #expect(await bench.slack.violations.isEmpty)
        }
    }

    static let refusals: [(String, String, JSONValue, String)] = [
        ("xoxb-nobody", "chat.postMessage", ["channel": "C0SHARED1", "text": "x"], "invalid_auth"),
        ("xoxb-demo-partner", "chat.postMessage", ["channel": "C0SHARED1", "text": "x"], "missing_scope"),
        ("xoxb-demo-vendor", "chat.postMessage", ["channel": "C0NOWHERE", "text": "x"], "channel_not_found"),
        ("xoxb-demo-vendor", "chat.postMessage", ["channel": "C0SHARED1"], "no_text"),
        ("xoxb-demo-vendor", "chat.postMessage", ["channel": "U0NOBODY", "text": "x"], "channel_not_found"),
        ("xoxb-demo-vendor", "chat.update", ["channel": "C0SHARED1", "ts": "1.0", "text": "x"], "message_not_found"),
        ("xoxb-demo-vendor", "chat.update", ["channel": "U0PIA", "ts": "1.0", "text": "x"], "channel_not_found"),
        (
            "xoxb-demo-vendor", "chat.postEphemeral", ["channel": "C0SHARED1", "user": "U0RITA", "text": "x"],
            "user_not_in_channel"
        ),
        ("xoxb-demo-vendor", "conversations.open", ["users": "U0NOBODY"], "user_not_found"),
        ("xoxb-demo-vendor", "chat.shout", [:], "unknown_method"),
    ]

    @Test(arguments: refusals)
    func `a call that is not allowed says why`(
        token: String,
        method: String,
        arguments: JSONValue,
        error: String
    ) async throws {
        try await Bench.run { bench in
            let answer = try await bench.vendor(method, arguments, token: token)
            #expect(answer.error == .string(error))
        }
    }

    @Test func `a missing scope names what is needed`() async throws {
        try await Bench.run { bench in
            let answer = try await bench.partner("chat.postMessage", ["channel": "C0SHARED1", "text": "x"])
            #expect(answer.needed == "chat:write")
            #expect(answer.provided == "commands,users:read")
        }
    }

    @Test func `another's message cannot be updated`() async throws {
        try await Bench.run { bench in
            let said = try #require(await bench.slack.say("hello", by: "U0PIA", in: "C0SHARED1"))
            let update: JSONValue = ["channel": "C0SHARED1", "ts": .string(said.ts), "text": "x"]
            #expect(try await bench.vendor("chat.update", update).error == "cant_update_message")
        }
    }

    @Test func `a bot that is not in the channel may not write there`() async throws {
        var world = World.demo
        world.rooms[0].members.remove("U0BOT")
        try await Bench.run(world: world) { bench in
            let answer = try await bench.vendor("chat.postMessage", ["channel": "C0SHARED1", "text": "x"])
            #expect(answer.error == "not_in_channel")
        }
    }

    @Test func `a direct message reaches a partner only while a channel is shared`() async throws {
        try await Bench.run { bench in
            let opened = try await bench.vendor("conversations.open", ["users": "U0RITA"])
            let arguments: JSONValue = ["channel": opened.channel.id, "text": "hello"]
            #expect(try await bench.vendor("chat.postMessage", arguments).ok == true)
            #expect(await bench.slack.directMessages(to: "U0RITA").map(\.text) == ["hello"])
            await bench.slack.disconnect("T0RIVAL", from: "C0SHARED2")
            #expect(try await bench.vendor("chat.postMessage", arguments).error == "channel_not_found")
            #expect(try await bench.vendor("conversations.open", ["users": "U0RITA"]).error == "user_not_visible")
        }
    }

    @Test func `a link in a shared channel must not unfurl`() async throws {
        try await Bench.run { bench in
            let bare: JSONValue = ["channel": "C0SHARED1", "text": "see http://x.example"]
            _ = try await bench.vendor("chat.postMessage", bare)
            #expect(await bench.slack.violations.count == 1)
            _ = try await bench.vendor(
                "chat.postMessage",
                bare.merging(["unfurl_links": false, "unfurl_media": false])
            )
            #expect(await bench.slack.violations.count == 1)
        }
    }

    @Test func `the locale is given for people of the own workspace only`() async throws {
        try await Bench.run { bench in
            let own = try await bench.partner.form("users.info", "user=U0PIA&include_locale=true")
            #expect(own.user.locale == "de-DE")
            let unasked = try await bench.partner.form("users.info", "user=U0PIA")
            #expect(unasked.user.locale.isNull)
            let external = try await bench.vendor.form("users.info", "user=U0PIA&include_locale=true")
            #expect(external.ok == true)
            #expect(external.user.locale.isNull)
            #expect(external.user.profile.email.isNull)
            #expect(await bench.slack.violations.isEmpty)
            let json = try await bench.vendor("users.info", ["user": "U0PIA"])
            #expect(json.error == "user_not_found")
            #expect(await bench.slack.violations.count == 1)
        }
    }

    @Test(arguments: ["<!channel>", "<@U0AE>", "<https://evil.example|bank>", "`rm`", "\u{202E}"])
    func `typed text that comes out as markup is a violation`(token: String) async throws {
        try await Bench.run {
            .json(["text": .string("you said " + ($0.fields["text"] ?? ""))])
        } test: { bench in
            _ = await bench.slack.type("/register " + token, by: "U0PIA", in: "C0SHARED1")
            #expect(await bench.slack.violations.count == 1)
        }
    }

    @Test func `an address is used five times within half an hour`() async throws {
        let now = Moving()
        var clocks = SlackClocks.quick
        clocks.now = { now.seconds }
        try await Bench.run(clocks: clocks) { bench in
            func address() async throws -> String {
                _ = await bench.slack.type("/register", by: "U0PIA", in: "C0SHARED1")
                return try #require(await bench.slack.deliveries.last?.payload.response_url.string)
            }
            let first = try await address()
            var statuses: [Int] = []
            for number in 1...6 {
                statuses.append(try await bench.vendor.hook(first, ["text": .string("\(number)")]).status)
            }
            #expect(statuses == [200, 200, 200, 200, 200, 404])
            #expect(await bench.slack.ephemerals(for: "U0PIA").count == 5)
            let second = try await address()
            now.advance(by: 1801)
            #expect(try await bench.vendor.hook(second, ["text": "late"]).text == "expired_url")
            #expect(await bench.slack.violations.count == 2)
        }
    }

    @Test func `a click's address replaces or deletes the message`() async throws {
        try await Bench.run { bench in
            let call = Samples.message.merging(["channel": "C0SHARED1", "user": "U0PIA"])
            _ = try await bench.vendor("chat.postEphemeral", call)
            let message = try #require(await bench.slack.ephemerals(for: "U0PIA").last)
            #expect(await bench.slack.press("register.start", on: message, by: "U0PAUL") != .accepted)
            #expect(await bench.slack.press("register.start", on: message, by: "U0PIA") == .accepted)
            let url = try #require(await bench.slack.deliveries.last?.payload.response_url.string)
            _ = try await bench.vendor.hook(url, ["text": "done", "replace_original": true])
            #expect(await bench.slack.ephemerals(for: "U0PIA").map(\.text) == ["done"])
            _ = try await bench.vendor.hook(url, ["delete_original": true])
            #expect(await bench.slack.ephemerals(for: "U0PIA").isEmpty)
        }
    }
}
