import FakeServers
import Synchronization
import Testing

@Suite struct EventTests {
    @Test func `a mention by a person of another organisation names both teams`() async throws {
        try await Bench.run {
            ProbeReply(status: $0.verified ? 200 : 401)
        } test: { bench in
            await bench.slack.mention("register <!channel>", by: "U0RITA", in: "C0SHARED2")
            let payload = try #require(await bench.slack.deliveries.last?.payload)
            #expect(payload.event.type == "app_mention")
            #expect(payload.event["text"] == "<@U0BOT> register &lt;!channel&gt;")
            #expect(payload.event.user_team == "T0RIVAL")
            #expect(payload.authorizations[0].team_id == "T0VENDOR")
            #expect(payload.is_ext_shared_channel == true)
            #expect(await bench.slack.violations.isEmpty)
        }
    }

    @Test func `talk without a mention reaches nobody`() async throws {
        try await Bench.run { bench in
            await bench.slack.say("hello", by: "U0RITA", in: "C0SHARED2")
            #expect(await bench.slack.deliveries.isEmpty)
            #expect(await bench.slack.messages(in: "C0SHARED2").map(\.text) == ["hello"])
        }
    }

    @Test func `an event is sent three times more until it is acknowledged`() async throws {
        let retries = Mutex<[String]>([])
        try await Bench.run { request in
            retries.withLock { $0.append("\(request.retry ?? "-") \(request.retryReason ?? "-")") }
            return ProbeReply(status: request.retry == "3" ? 200 : 500)
        } test: { bench in
            #expect(await bench.slack.join("U0PAUL", to: "C0SHARED2"))
            let ids = await bench.slack.deliveries.map(\.payload.event_id)
            #expect(Set(ids).count == 1)
        }
        #expect(retries.withLock { $0 } == ["- -", "1 http_error", "2 http_error", "3 http_error"])
    }

    @Test func `an app may refuse to be told again`() async throws {
        let count = Mutex(0)
        try await Bench.run { _ in
            count.withLock { $0 += 1 }
            return ProbeReply(status: 404, headers: [("x-slack-no-retry", "1")])
        } test: { bench in
            #expect(await bench.slack.join("U0PAUL", to: "C0SHARED2") == false)
        }
        #expect(count.withLock { $0 } == 1)
    }

    @Test(arguments: [
        ("text/plain", "", true), ("text/plain", "challenge=", true), ("application/json", "json", true),
        ("text/plain", "wrong", false),
    ])
    func `the event address proves itself`(mediaType: String, form: String, expected: Bool) async throws {
        try await Bench.run { request in
            let challenge = request.json.challenge.string ?? ""
            let object: JSONValue = ["challenge": .string(challenge)]
            return ProbeReply(body: form == "json" ? object.text : form + challenge, mediaType: mediaType)
        } test: { bench in
            #expect(await bench.slack.verifyEventAddress() == expected)
        }
    }

    @Test func `uninstalling kills the token and tells the app twice`() async throws {
        try await Bench.run { bench in
            await bench.slack.uninstall("T0PARTNER")
            let types = await bench.slack.deliveries.map(\.payload.event.type)
            #expect(types == ["tokens_revoked", "app_uninstalled"])
            let test = try await bench.partner.form("auth.test", "")
            #expect(test.error == "token_revoked")
            let outcome = await bench.slack.type("/register", by: "U0PIA", in: "C0SHARED1")
            #expect(outcome.text == "/register is not a valid command.")
        }
    }

    @Test func `a renamed channel keeps its messages under the new id only`() async throws {
        try await Bench.run { bench in
            await bench.slack.say("hello", by: "U0PIA", in: "C0SHARED1")
            await bench.slack.renameChannel("C0SHARED1", to: "C0NEW")
            #expect(await bench.slack.deliveries.last?.payload.event.new_channel_id == "C0NEW")
            #expect(await bench.slack.messages(in: "C0NEW").count == 1)
            let answer = try await bench.vendor("chat.postMessage", ["channel": "C0SHARED1", "text": "x"])
            #expect(answer.error == "channel_not_found")
        }
    }
}
