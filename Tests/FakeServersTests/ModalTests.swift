import FakeServers
import Testing

@Suite struct ModalTests {
    /// Opens a view on a command or click, and answers a submission as told.
    static func app(
        view: JSONValue = Samples.view(Samples.input("company_name"), Samples.input("company_domain")),
        token: String? = "xoxb-demo-partner",
        submission: ProbeReply = .silent
    ) -> @Sendable (ProbeRequest) async throws -> ProbeReply {
        { request in
            guard request.verified else { return ProbeReply(status: 401) }
            if request.payload.type == "view_submission" { return submission }
            let trigger = request.fields["trigger_id"] ?? request.payload.trigger_id.string
            if let trigger {
                _ = try await request.api("views.open", ["trigger_id": .string(trigger), "view": view], token: token)
            }
            return .silent
        }
    }

    static func open(_ bench: Bench) async throws -> SlackView {
        _ = await bench.slack.type("/register", by: "U0PIA", in: "C0SHARED1")
        return try #require(await bench.slack.openView(of: "U0PIA"))
    }

    @Test func `a modal opens, is filled in, sent and closed`() async throws {
        try await Bench.run(app: Self.app()) { bench in
            let slack = bench.slack
            let view = try await Self.open(bench)
            #expect(view.title == "Register")
            #expect(view.inputIDs == ["company_name", "company_domain"])
            let missing = await slack.submit(view.id, by: "U0PIA")
            guard case .refused(let fields) = missing else { throw Unexpected(missing) }
            #expect(fields.keys.sorted() == ["company_domain", "company_name"])
            #expect(await slack.fill(view.id, ["company_name": "Acme", "company_domain": "acme.example"]).isEmpty)
            #expect(await slack.fill(view.id, ["nonsense": "x"]) == ["nonsense"])
            #expect(await slack.submit(view.id, by: "U0AE") == .failed("no such view"))
            #expect(await slack.submit(view.id, by: "U0PIA") == .closed)
            #expect(await slack.openView(of: "U0PIA") == nil)
            #expect(await slack.violations.isEmpty)
            let payload = try #require(await slack.deliveries.last?.payload)
            #expect(payload.view.state.values.company_name.company_name.value == "Acme")
            #expect(payload.view.app_installed_team_id == "T0PARTNER")
        }
    }

    @Test func `a person of another organisation submits with both teams named`() async throws {
        try await Bench.run(app: Self.app(token: nil)) { bench in
            let slack = bench.slack
            let arguments = Samples.message.merging(["channel": "C0SHARED2"])
            _ = try await bench.vendor("chat.postMessage", arguments)
            let message = try #require(await slack.messages(in: "C0SHARED2").last)
            #expect(await slack.press("register.start", on: message, by: "U0RITA") == .accepted)
            let click = try #require(await slack.deliveries.last?.payload)
            #expect(click.team.id == "T0VENDOR")
            #expect(click.user.team_id == "T0RIVAL")
            let view = try #require(await slack.openView(of: "U0RITA"))
            await slack.fill(view.id, ["company_name": "Acme", "company_domain": "acme.example"])
            #expect(await slack.submit(view.id, by: "U0RITA") == .closed)
            let submission = try #require(await slack.deliveries.last?.payload)
            #expect(submission.team.id == "T0RIVAL")
            #expect(submission.view.team_id == "T0RIVAL")
            #expect(submission.view.app_installed_team_id == "T0VENDOR")
        }
    }

    @Test func `a trigger works once, soon, and with the right token only`() async throws {
        let now = Moving()
        var clocks = SlackClocks.quick
        clocks.now = { now.seconds }
        try await Bench.run(clocks: clocks) { bench in
            let view = Samples.view(Samples.input("company_name"))
            func trigger() async throws -> JSONValue {
                _ = await bench.slack.type("/register", by: "U0PIA", in: "C0SHARED1")
                return try #require(await bench.slack.deliveries.last).payload.trigger_id
            }
            var id = try await trigger()
            let wrong = try await bench.vendor("views.open", ["trigger_id": id, "view": view])
            #expect(wrong.error == "invalid_trigger_id")
            #expect(try await bench.partner("views.open", ["trigger_id": id, "view": view]).ok == true)
            let again = try await bench.partner("views.open", ["trigger_id": id, "view": view])
            #expect(again.error == "exchanged_trigger_id")
            id = try await trigger()
            now.advance(by: 3.5)
            let late = try await bench.partner("views.open", ["trigger_id": id, "view": view])
            #expect(late.error == "expired_trigger_id")
            let none = try await bench.partner("views.open", ["trigger_id": "1.2.3", "view": view])
            #expect(none.error == "invalid_trigger_id")
        }
    }

    @Test(arguments: [
        (#"{"response_action":"errors","errors":{"company_domain":"No such domain"}}"#, "errors"),
        (#"{"response_action":"errors","errors":{"nonsense":"x"}}"#, "failed"),
        (#"{"response_action":"errors","errors":{}}"#, "failed"),
        (#"{"response_action":"clear"}"#, "cleared"),
        (#"{"response_action":"shout"}"#, "failed"),
        (#"{"ok":true}"#, "failed"),
        ("ok", "failed"),
        (#"{"response_action":"update","view":{"type":"modal"}}"#, "failed"),
    ])
    func `an answer to a submission does what Slack says`(body: String, expected: String) async throws {
        try await Bench.run(app: Self.app(submission: ProbeReply(body: body))) { bench in
            let view = try await Self.open(bench)
            let outcome = await bench.slack.submit(view.id, by: "U0PIA", checkedByClient: false)
            #expect("\(outcome)".hasPrefix(expected), "\(outcome)")
            #expect(await bench.slack.violations.isEmpty == (expected != "failed"))
        }
    }

    @Test func `an update keeps what was typed where both ids stay`() async throws {
        let second = Samples.view(Samples.input("company_name"), Samples.input("problem"), title: "Second")
        let reply = ProbeReply.json(["response_action": "update", "view": second])
        try await Bench.run(app: Self.app(submission: reply)) { bench in
            let view = try await Self.open(bench)
            await bench.slack.fill(view.id, ["company_name": "Acme", "company_domain": "acme.example"])
            #expect(await bench.slack.submit(view.id, by: "U0PIA") == .updated)
            let updated = try #require(await bench.slack.openView(of: "U0PIA"))
            #expect(updated.id == view.id)
            #expect(updated.hash != view.hash)
            #expect(updated.title == "Second")
            #expect(updated.values["company_name"]?["company_name"]?.value == "Acme")
            #expect(updated.values["problem"]?["problem"]?.value.isNull == true)
        }
    }

    @Test func `no more than three views lie on each other`() async throws {
        let top = Samples.view(Samples.input("more"))
        let reply = ProbeReply.json(["response_action": "push", "view": top])
        try await Bench.run(app: Self.app(submission: reply)) { bench in
            _ = try await Self.open(bench)
            var outcomes: [SubmitOutcome] = []
            for _ in 1...3 {
                let view = try #require(await bench.slack.openView(of: "U0PIA"))
                outcomes.append(await bench.slack.submit(view.id, by: "U0PIA", checkedByClient: false))
            }
            #expect(outcomes == [.pushed, .pushed, .failed("push_limit_reached {}")])
        }
    }

    @Test func `closing tells the app which view it was`() async throws {
        try await Bench.run(app: Self.app()) { bench in
            let view = try await Self.open(bench)
            await bench.slack.close(view.id, by: "U0PIA")
            let payload = try #require(await bench.slack.deliveries.last?.payload)
            #expect(payload.type == "view_closed")
            #expect(payload.is_cleared == false)
            #expect(await bench.slack.openView(of: "U0PIA") == nil)
        }
    }

    @Test func `a stale hash conflicts and a closed view is not found`() async throws {
        try await Bench.run(app: Self.app()) { bench in
            let view = try await Self.open(bench)
            let id = JSONValue.string(view.id)
            let new = Samples.view(Samples.input("company_name"))
            let stale = try await bench.partner("views.update", ["view_id": id, "hash": "1.x", "view": new])
            #expect(stale.error == "hash_conflict")
            let hash = JSONValue.string(view.hash)
            #expect(try await bench.partner("views.update", ["view_id": id, "hash": hash, "view": new]).ok == true)
            let foreign = try await bench.vendor("views.update", ["view_id": id, "view": new])
            #expect(foreign.error == "not_found")
        }
    }
}
