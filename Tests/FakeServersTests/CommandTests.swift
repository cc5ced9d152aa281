import FakeServers
import Testing

@Suite struct CommandTests {
    @Test func `a command reaches the app signed and with every documented field`() async throws {
        try await Bench.run { request in
            guard request.verified, request.path == "/slack/commands" else { return ProbeReply(status: 401) }
            let fields = request.fields
            return .json([
                "response_type": "ephemeral",
                "text": .string("\(fields["team_id"] ?? "") \(fields["user_id"] ?? "") \(fields["text"] ?? "")"),
            ])
        } test: { bench in
            let outcome = await bench.slack.type("/register ä b+c&d=e%20", by: "U0PIA", in: "C0SHARED1")
            #expect(outcome.text == "T0PARTNER U0PIA ä b+c&d=e%20")
            #expect(await bench.slack.violations.isEmpty)
            #expect(await bench.slack.ephemerals(for: "U0PIA").count == 1)
            #expect(await bench.slack.messages(in: "C0SHARED1").isEmpty)
            let payload = try #require(await bench.slack.deliveries.first?.payload)
            for field in ["channel_id", "channel_name", "response_url", "trigger_id", "api_app_id", "team_domain"] {
                #expect(payload[field].string?.isEmpty == false, "\(field)")
            }
        }
    }

    @Test func `people whose workspace did not install the app have no such command`() async throws {
        try await Bench.run { bench in
            let outcome = await bench.slack.type("/register acme.example", by: "U0RITA", in: "C0SHARED2")
            #expect(outcome.text == "/register is not a valid command.")
            #expect(await bench.slack.deliveries.isEmpty)
        }
    }

    @Test func `a late acknowledgement is shown and recorded`() async throws {
        try await Bench.run(clocks: .impatient) { _ in
            await never()
            return .silent
        } test: { bench in
            let outcome = await bench.slack.type("/register", by: "U0PIA", in: "C0SHARED1")
            #expect(outcome.text?.contains("operation_timeout") == true)
            #expect(await bench.slack.violations.count == 1)
        }
    }

    @Test(arguments: [
        (ProbeReply(status: 500), "http_service_error"),
        (ProbeReply(body: "{", mediaType: "application/json"), "invalid_json"),
        (ProbeReply(body: #"{"text":"a","response_type":"loud"}"#), "invalid_response_type"),
        (ProbeReply(body: "{}"), "no_text"),
        (ProbeReply(body: #"{"text":"a","blocks":[{"type":"nonsense"}]}"#), "invalid_blocks"),
    ])
    func `an answer Slack would not take is an error for the person`(reply: ProbeReply, name: String) async throws {
        try await Bench.run { _ in
            reply
        } test: { bench in
            let outcome = await bench.slack.type("/register", by: "U0PIA", in: "C0SHARED1")
            #expect(outcome.text?.contains(name) == true)
            #expect(await bench.slack.violations.count == 1)
        }
    }

    @Test func `no app at all is a failed dispatch`() async throws {
        try await Bench.run { bench in
            await bench.slack.setAppURL("http://127.0.0.1:1")
            let outcome = await bench.slack.type("/register", by: "U0PIA", in: "C0SHARED1")
            #expect(outcome.text?.contains("dispatch_failed") == true)
        }
    }

    @Test func `an answer in the channel is seen by everybody`() async throws {
        try await Bench.run { _ in
            .json(["text": "loud", "response_type": "in_channel"])
        } test: { bench in
            _ = await bench.slack.type("/register", by: "U0PIA", in: "C0SHARED1")
            #expect(await bench.slack.messages(in: "C0SHARED1").map(\.text) == ["loud"])
        }
    }

    @Test func `the published vector gives the published signature`() {
        let body =
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
            + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
            + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F"
            + "96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
        let signature = SlackSigning.signature(of: Array(body.utf8), timestamp: "1531420618", secret: Bench.secret)
        #expect(signature == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")
    }

    @Test func `forged and stale requests can be sent`() async throws {
        try await Bench.run {
            ProbeReply(status: $0.verified ? 200 : 401)
        } test: { bench in
            let form = "application/x-www-form-urlencoded"
            let body = Array("command=%2Fregister".utf8)
            let slack = bench.slack
            for (secret, seconds, status) in [(nil, 0, 200), ("wrong", 0, 401), (nil, -310, 401), (nil, 310, 401)] {
                let headers = await slack.signedHeaders(
                    for: body,
                    mediaType: form,
                    secret: secret,
                    secondsFromNow: seconds
                )
                let answer = try await slack.sendRaw(body, headers: headers, to: "/slack/commands")
                #expect(answer.status == status)
            }
            let probe = try await slack.probeCommandAddress()
            #expect(probe.status == 401)
        }
    }
}
