import FakeServers
import Testing

/// What comes over Slack's own wire and is not as it should be: signatures, forms and response addresses; Teams' is in
/// `TeamsWireStories`, and what comes twice in either chat in `RepeatStories`.
@Suite(.serialized) struct WireStories {
    static let form = "application/x-www-form-urlencoded"
    static let json = "application/json"

    static func command(_ extra: String = "") -> [UInt8] {
        Array(
            ("command=%2Fregister&text=help&team_id=T0PARTNER&user_id=U0PIA&channel_id=C0SHARED1"
                + "&trigger_id=1.2.3&response_url=https%3A%2F%2Fevil.example%2Fx" + extra).utf8
        )
    }

    @Test func `what is not rightly signed is 401, empty, logged once without its body, and stored nowhere`()
        async throws
    {
        try await Story.tell { story in
            let body = Self.command("&text=hidden-words")
            let slack = story.slack
            func signed(_ secret: String? = nil, _ seconds: Int = 0) async -> [(String, String)] {
                await slack.signedHeaders(for: body, mediaType: Self.form, secret: secret, secondsFromNow: seconds)
            }
            func changed(_ name: String, _ change: (String) -> String?) async -> [(String, String)] {
                await signed().compactMap { field in
                    guard field.0 == name else { return field }
                    return change(field.1).map { (name, $0) }
                }
            }
            let others = await slack.signedHeaders(for: Self.command("&x=1"), mediaType: Self.form)
            let cases: [(String, [(String, String)])] = [
                ("none", [("Content-Type", Self.form)]),
                ("no signature", await changed("X-Slack-Signature") { _ in nil }),
                ("no time", await changed("X-Slack-Request-Timestamp") { _ in nil }),
                ("wrong", await changed("X-Slack-Signature") { "v0=" + String($0.dropFirst(3).reversed()) }),
                ("truncated", await changed("X-Slack-Signature") { String($0.dropLast(2)) }),
                ("other version", await changed("X-Slack-Signature") { "v1" + $0.dropFirst(2) }),
                ("no number", await changed("X-Slack-Request-Timestamp") { _ in "soon" }),
                ("stale", await signed(nil, -301)), ("future", await signed(nil, 400)),
                ("another secret", await signed("0123456789abcdef0123456789abcdef")), ("other bytes", others),
            ]
            let before = try await story.stored()
            for path in ["/slack/commands", "/slack/interactions", "/slack/events", "/slack/options"] {
                for (name, headers) in cases {
                    let answer = try await slack.sendRaw(body, headers: headers, to: path)
                    #expect(answer.status == 401, "\(name) at \(path)")
                    #expect(answer.body.isEmpty, "\(name) at \(path)")
                }
            }
            let log = try story.running.output()
            #expect(try story.running.logged("request not verified").count == cases.count * 4)
            #expect(!log.contains("hidden-words"))
            #expect(try await story.stored() == before)
        }
    }

    @Test func `what is rightly signed and broken is refused before any work`() async throws {
        try await Story.tell { story in
            let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
            let deepObject = String(repeating: "{\"a\":", count: 10_000) + "1" + String(repeating: "}", count: 10_000)
            let invalid: [UInt8] = Array("payload=%7B%22type%22%3A%22".utf8) + [0xFF, 0xFE] + Array("%22%7D".utf8)
            let cases: [(String, String, String, [UInt8])] = [
                ("media type", Self.json, "/slack/commands", Self.command()),
                ("media type", "text/plain", "/slack/interactions", Array("payload={}".utf8)),
                ("media type", Self.form, "/slack/events", Array("{}".utf8)),
                ("broken form", Self.form, "/slack/commands", Array("command=%2&text=%ZZ".utf8)),
                ("broken JSON", Self.form, "/slack/interactions", Array("payload=%7B%22type%22".utf8)),
                ("broken JSON", Self.json, "/slack/events", Array("{\"type\":".utf8)),
                ("no payload", Self.form, "/slack/interactions", Array("other=1".utf8)),
                ("empty", Self.form, "/slack/commands", []), ("empty", Self.json, "/slack/events", []),
                ("invalid UTF-8", Self.form, "/slack/interactions", invalid),
                ("invalid UTF-8", Self.form, "/slack/commands", Self.command("&text=%FF%FE")),
                ("invalid UTF-8", Self.json, "/slack/events", [0x22, 0xC3, 0x28, 0x22]),
                ("deep", Self.json, "/slack/events", Array(deep.utf8)),
                ("deep", Self.form, "/slack/interactions", Array("payload=\(Story.escaped(deepObject))".utf8)),
                ("no fields", Self.form, "/slack/commands", Array("command=%2Fregister".utf8)),
                ("no fields", Self.json, "/slack/events", Array(#"{"type":"event_callback"}"#.utf8)),
                (
                    "no fields", Self.form, "/slack/interactions",
                    Array("payload=\(Story.escaped(#"{"type":"block_actions"}"#))".utf8)
                ),
            ]
            let before = try await story.stored()
            for (name, mediaType, path, body) in cases {
                let answer = try await story.post(body, mediaType: mediaType, to: path)
                #expect((400..<500).contains(answer.status), "\(name) at \(path): \(answer.status)")
            }
            #expect(try await story.stored() == before)
            _ = try await story.register(by: .paul)
        }
    }

    @Test func `a body over a mebibyte is refused, one below is read`() async throws {
        try await Story.tell { story in
            let padding = String(repeating: "x", count: 1 << 20)
            let large = try await story.post(
                Self.command("&pad=" + padding),
                mediaType: Self.form,
                to: "/slack/commands"
            )
            #expect(large.status == 413)
            let below = Self.command("&pad=" + padding.dropLast(2_000))
            #expect(try await story.post(below, mediaType: Self.form, to: "/slack/commands").status == 200)
        }
    }

    @Test func `what nobody knows is acknowledged and ignored`() async throws {
        try await Story.tell { story in
            let unknown = #"{"type":"hologram","user":{"id":"U0PIA"}}"#
            let form = "payload=" + Story.escaped(unknown)
            let answer = try await story.post(form: form, to: "/slack/interactions")
            #expect(answer.status == 200)
            #expect(await story.slack.deliver(["type": "reaction_added", "user": "U0PIA"], toInstallOf: "T0VENDOR"))
            #expect(await story.slack.verifyEventAddress())
            #expect(try await story.slack.probeCommandAddress().status == 200)
            #expect(try await story.slack.probeCommandAddress(signed: true).status == 200)
            #expect(try story.running.logged("payload ignored").count >= 2)
        }
    }

    @Test func `a response address of another host is never called, and its answer is parked`() async throws {
        try await Story.tell { story in
            let decoy = try await Decoy.listening()
            defer { decoy.close() }
            let claim = try await story.register(by: .paul)
            let id = try #require(try await story.shown(claim.number).id.string)
            let address = "http://127.0.0.1:\(decoy.port)/hooks/x"
            let click = Story.click("review.approve", value: id, by: .paul, responseURL: address)
            #expect(try await story.post(interaction: click).status == 200)
            let parked = try #require(try await story.outbox().first { $0.state == "parked" })
            #expect(parked.reason == "response_url_not_allowed")
            #expect(parked.purpose == "answer")
            // A retry goes another way as well.
            try await story.run("outbox retry \(try #require(parked.id.string))")
            try await eventually("the answer") {
                await story.slack.directMessages(to: "U0PAUL").first { $0.readableText.contains("Only reviewers") }
            }
            try await story.nothingWaits()
            #expect(!decoy.wasCalled)
        }
    }

    @Test func `what comes again, under the same or another id, has one effect`() async throws {
        try await Story.tell { story in
            await story.slack.mention("register", by: "U0RITA", in: "C0SHARED2")
            let mention = try #require(await story.slack.deliveries.last)
            for id in ["Ev1", "Ev2"] {
                var again = mention.payload
                again.event_id = .string(id)
                #expect(try await story.post(again.bytes, mediaType: Self.json, to: "/slack/events").status == 200)
            }
            #expect(try await story.slack.replay(mention).status == 200)
            let claim = try await story.register(by: .paul)
            try await story.press("review.approve", on: try await story.card(claim.number), by: .ada)
            let click = try #require(await story.slack.deliveries.last { $0.payload.type == "block_actions" })
            #expect(try await story.slack.replay(click).status == 200)
            try await story.told(claim.number, "is approved", to: .paul)
            // Messages to one person keep their order: what came after shows that nothing came between.
            let other = try await story.register("zeppelin.example", by: .paul)
            try await story.card(other.number)
            let whispers = await story.slack.ephemerals(for: "U0RITA").filter { $0.actionIDs == ["register.start"] }
            #expect(whispers.count == 1)
            let notes = await story.slack.directMessages(to: "U0PAUL").filter {
                $0.readableText.contains("is approved")
            }
            #expect(notes.count == 1)
        }
    }

    @Test func `one draft in two windows makes one registration`() async throws {
        try await Story.tell { story in
            let first = try await story.begin("acme.com", by: .paul).slack
            _ = try await story.begin("acme.com", by: .paul)
            for step in Typed().steps { _ = try await story.next(step, by: .paul) }
            let number = try story.receipt(try await story.front(of: .paul)).number
            await story.slack.fill(first.id, Typed().company)
            #expect(await story.slack.submit(first.id, by: "U0PAUL") == .updated)
            let shown = try #require(await story.slack.view(first.id)).readableText
            #expect(shown.contains(number) || shown.contains("Yours already"), "\(shown)")
            #expect(try await story.exported().count == 1)
        }
    }
}

/// Steps come more than once, in either chat.
@Suite(.serialized) struct RepeatStories {
    @Test(arguments: ChatName.told)
    func `a last step sent twice makes one registration, and is answered the same`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            _ = try await story.begin("acme.com", by: .paul)
            for step in Typed().steps { _ = try await story.next(step, by: .paul) }
            let number = try story.receipt(try await story.front(of: .paul)).number
            #expect(try await story.chat(chat).repeatLastStep(of: .paul).contains(number))
            #expect(try await story.exported().count == 1)
        }
    }

    @Test(arguments: ChatName.told)
    func `every step sent three times leads to the same claim`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            _ = try await story.begin("acme.com", by: .paul)
            for step in Typed().steps.dropLast() {
                _ = try await story.next(step, by: .paul)
                let again = try await story.chat(chat).repeatLastStep(of: .paul)
                #expect(try await story.chat(chat).repeatLastStep(of: .paul) == again && again.count > 100)
            }
            _ = try await story.next(Typed().consent, by: .paul)
            let number = try story.receipt(try await story.front(of: .paul)).number
            #expect(try await story.chat(chat).repeatLastStep(of: .paul).contains(number))
            #expect(try await story.exported().count == 1)
        }
    }

    @Test(arguments: ChatName.told)
    func `two clicks on the last step make one registration`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            _ = try await story.begin("acme.com", by: .paul)
            for step in Typed().steps.dropLast() { _ = try await story.next(step, by: .paul) }
            #expect(try await story.chat(chat).fill(Typed().consent, by: .paul).isEmpty)
            async let one = story.chat(chat).submit(by: .paul)
            async let other = story.chat(chat).submit(by: .paul)
            #expect(try await [one, other] == [.updated, .updated])
            #expect(try await story.exported().count == 1)
        }
    }
}

extension Story {
    /// Everything the admin's commands show of what is stored.
    func stored() async throws -> [String] {
        [try await run("export --format json"), try await run("audit verify"), try await run("partner list")]
    }
}
