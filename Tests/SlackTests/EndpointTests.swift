import Curl
import Desk
import Dialogue
import Foundation
import JSON
import Registrations
import Testing

@testable import Slack

struct EndpointTests {
    private let form = Form(
        name: .register,
        token: "d:1",
        title: "Register",
        inputs: [Form.Input(id: "company_name", label: "Company", kind: .line(maximumLength: 200), isRequired: true)],
        submit: "Next",
        close: "Cancel"
    )
    private let card = Card(heading: "Hello", summary: "Hello there")
    private let other = Card(heading: "Go on", buttons: [Button(.registerStart, "Go on", value: "")], summary: "Go on")

    private func json(_ response: OutboundResponse) throws -> JSON {
        #expect(response.status == 200)
        #expect(response.headers.first?.value == "application/json; charset=utf-8")
        return try JSON.parse(response.body)
    }

    private func isEmpty(_ response: OutboundResponse) -> Bool { response.status == 200 && response.body.isEmpty }

    @Test func `it answers the four paths`() {
        let routes = Stage().endpoint.routes
        #expect(routes.map(\.path) == ["/slack/commands", "/slack/interactions", "/slack/options", "/slack/events"])
        #expect(routes.allSatisfy { $0.method == .post })
    }

    @Test func `a command's card is the response itself`() async throws {
        let stage = Stage(reply: .card(card))
        let body = try json(await stage.endpoint.answer(signed(Sample.command())))
        #expect(body["response_type"]?.string == "ephemeral")
        #expect(body["text"]?.string == "Hello there")
        #expect(stage.deliveries.count == 1)
        #expect(stage.requests.isEmpty)
    }

    @Test func `a command's form is opened with the installation's token`() async throws {
        let stage = Stage(reply: .form(form, otherwise: other))
        #expect(isEmpty(await stage.endpoint.answer(signed(Sample.command()))))
        #expect(stage.methods == ["views.open"])
        #expect(stage.requests[0].url == "https://slack.com/api/views.open")
        #expect(stage.requests[0].headers.contains { $0 == ("Authorization", "Bearer token-partner") })
        #expect(stage.requests[0].timeoutMilliseconds == 2000)
        #expect(try stage.body()["trigger_id"]?.string == "1.2.abc")
        #expect(try stage.body()["view"]?["callback_id"]?.string == "register")
    }

    @Test(
        arguments: [
            .success(.error("expired_trigger_id")), .failure(.unknown("timed out")), .failure(.notSent("no name")),
            .success(HTTPResponse(status: 503)), .success(HTTPResponse(status: 200, body: Array("<html>".utf8))),
            .success(HTTPResponse(status: 429, headers: [("Retry-After", "3")])),
        ] as [Result<HTTPResponse, TransportFailure>]
    )
    func `a form that does not open leaves a button`(answer: Result<HTTPResponse, TransportFailure>) async throws {
        let stage = Stage(reply: .form(form, otherwise: other), answers: [answer])
        let body = try json(await stage.endpoint.answer(signed(Sample.command())))
        #expect(body["text"]?.string == "Go on")
        #expect(body.objects.contains { $0["action_id"]?.string == "register.start" })
        let bare = Stage(reply: .form(form, otherwise: nil), answers: [answer])
        #expect(try json(await bare.endpoint.answer(signed(Sample.command())))["text"]?.string == "Trouble q1")
    }

    @Test func `a form that a copy of the request opened needs no button`() async {
        let stage = Stage(reply: .form(form, otherwise: other), answers: [.success(.error("exchanged_trigger_id"))])
        #expect(isEmpty(await stage.endpoint.answer(signed(Sample.command()))))
    }

    @Test func `a call gets what is left of two seconds, and none without any`() async throws {
        let late = Stage(reply: .form(form, otherwise: other))
        late.change { $0.now = noon.addingTimeInterval(1.5) }
        #expect(isEmpty(await late.endpoint.answer(signed(Sample.command()))))
        #expect(late.requests[0].timeoutMilliseconds == 500)
        let tooLate = Stage(reply: .form(form, otherwise: other))
        tooLate.change { $0.now = noon.addingTimeInterval(1.99) }
        #expect(try json(await tooLate.endpoint.answer(signed(Sample.command())))["text"]?.string == "Go on")
        #expect(tooLate.requests.isEmpty)
        let setBack = Stage(reply: .form(form, otherwise: other))
        setBack.change { $0.now = noon.addingTimeInterval(-3600) }
        _ = await setBack.endpoint.answer(signed(Sample.command()))
        #expect(setBack.requests[0].timeoutMilliseconds == 2000)
    }

    @Test func `a workspace without a token gets the button, a dead token is forgotten`() async throws {
        let stage = Stage(reply: .form(form, otherwise: other))
        stage.change { $0.tokens = [:] }
        #expect(try json(await stage.endpoint.answer(signed(Sample.command())))["text"]?.string == "Go on")
        let dead = Stage(reply: .form(form, otherwise: other), answers: [.success(.error("token_revoked"))])
        _ = await dead.endpoint.answer(signed(Sample.command()))
        #expect(dead.forgotten == ["T0PARTNER"])
    }

    @Test func `somebody's language is asked once, with little patience`() async throws {
        let stage = Stage(reply: .card(card))
        stage.change { $0.person = .success(.ok(#""user":{"locale":"de-DE"}"#)) }
        let endpoint = stage.endpoint
        for _ in 1...2 { _ = await endpoint.answer(signed(Sample.command())) }
        #expect(stage.deliveries.map(\.language) == [.german, .german])
        #expect(stage.looks.map(\.url) == ["https://slack.com/api/users.info?user=U0PAT&include_locale=true"])
        #expect(stage.looks.first?.timeoutMilliseconds == 500)
        for person in [.success(.error("missing_scope")), .failure(.unknown("timed out"))]
            as [Result<HTTPResponse, TransportFailure>]
        {
            let mute = Stage(reply: .card(card))
            mute.change { $0.person = person }
            let again = mute.endpoint
            for _ in 1...2 { _ = await again.answer(signed(Sample.command())) }
            #expect(mute.deliveries.map(\.language) == [nil, nil])
            #expect(mute.looks.count == 1)
        }
    }

    @Test func `an organisation's token answers for its workspaces`() async throws {
        let stage = Stage(reply: .form(form, otherwise: other))
        stage.change { $0.tokens = ["E0PARTNER": "token-org"] }
        _ = await stage.endpoint.answer(signed(Sample.command(["enterprise_id": "E0PARTNER"])))
        #expect(stage.requests[0].headers.contains { $0 == ("Authorization", "Bearer token-org") })
    }

    @Test func `a click in a message is answered at its response address`() async throws {
        let stage = Stage(reply: .card(card))
        #expect(isEmpty(await stage.endpoint.answer(try interaction("block_actions_external"))))
        #expect(stage.requests.map(\.url) == ["https://hooks.slack.com/actions/T0VENDOR/1/abc"])
        #expect(!stage.requests[0].headers.contains { $0.0 == "Authorization" })
        #expect(try stage.body()["replace_original"]?.bool == false)
        #expect(try stage.body()["response_type"]?.string == "ephemeral")
    }

    @Test func `a click by an outsider opens a form with the vendor's token`() async throws {
        let stage = Stage(reply: .form(form, otherwise: other), answers: [.success(.error("expired_trigger_id"))])
        #expect(isEmpty(await stage.endpoint.answer(try interaction("block_actions_external"))))
        #expect(stage.requests[0].headers.contains { $0 == ("Authorization", "Bearer token-vendor") })
        #expect(stage.methods == ["views.open", "abc"])
        #expect(try stage.body(1)["text"]?.string == "Go on")
    }

    @Test func `another host's response address is not called`() async throws {
        let stage = Stage(reply: .card(card))
        let elsewhere = String(decoding: try Sample.fixture("block_actions_external"), as: UTF8.self)
            .replacing("https://hooks.slack.com/", with: "https://hooks.slack.com.evil.example/")
        let request = signed(Sample.payload(Array(elsewhere.utf8)), to: SlackPath.interactions)
        #expect(isEmpty(await stage.endpoint.answer(request)))
        #expect(stage.requests.isEmpty)
        #expect(stage.kept.map(\.1) == ["response_url_not_allowed"])
        #expect(stage.kept.first?.0 == card)
    }

    @Test(
        arguments: [
            (.success(HTTPResponse(status: 302, headers: [("Location", "https://evil.example/")])), true),
            (.success(HTTPResponse(status: 404)), false), (.success(HTTPResponse(status: 500)), false),
            (.failure(.unknown("timed out")), false), (.failure(.notSent("no name")), false),
        ] as [(Result<HTTPResponse, TransportFailure>, Bool)]
    )
    func `an answer that does not get to its response address is kept, once`(
        answer: Result<HTTPResponse, TransportFailure>,
        isParked: Bool
    ) async throws {
        let stage = Stage(reply: .card(card), answers: [answer])
        #expect(isEmpty(await stage.endpoint.answer(try interaction("block_actions_external"))))
        #expect(stage.requests.count == 1)
        #expect(stage.kept.map(\.1) == [isParked ? "response_url_redirects" : nil])
        let fine = Stage(reply: .card(card))
        #expect(isEmpty(await fine.endpoint.answer(try interaction("block_actions_external"))))
        #expect(fine.kept.isEmpty)
    }

    @Test func `a click in a view changes that view`() async throws {
        let stage = Stage(reply: .form(form, otherwise: nil))
        #expect(isEmpty(await stage.endpoint.answer(try interaction("block_actions_in_view_external"))))
        #expect(stage.methods == ["views.update"])
        #expect(try stage.body()["view_id"]?.string == "V0VIEW")
        #expect(try stage.body()["hash"]?.string == "1790000000.abcdefgh")
        let conflict = Stage(reply: .card(card), answers: [.success(.error("hash_conflict"))])
        #expect(isEmpty(await conflict.endpoint.answer(try interaction("block_actions_in_view_external"))))
        #expect(try conflict.body()["view"]?["submit"] == nil)
    }

    @Test func `a form that is sent is answered in the response`() async throws {
        let table: [(Reply, String)] = [
            (.form(form, otherwise: nil), "update"), (.card(card), "update"), (.done, "clear"),
            (.mistakes([FieldMistake(input: "company_name", sentence: "Who?")]), "errors"),
        ]
        for (reply, action) in table {
            let stage = Stage(reply: reply)
            let body = try json(await stage.endpoint.answer(try interaction("view_submission_external")))
            #expect(body["response_action"]?.string == action)
            #expect(stage.requests.isEmpty)
        }
        #expect(isEmpty(await Stage().endpoint.answer(try interaction("view_submission_external"))))
    }

    @Test func `mistakes stand at the inputs even where the view's blocks are not sent along`() async throws {
        let fixture = String(decoding: try Sample.fixture("view_submission_external"), as: UTF8.self)
        let bare = Array(fixture.replacing(#""blocks""#, with: #""not_blocks""#).utf8)
        let stage = Stage(
            reply: .mistakes([
                FieldMistake(input: "contact_name", sentence: "Who?"), FieldMistake(input: "stage", sentence: "Which?"),
            ])
        )
        let body = try json(
            await stage.endpoint.answer(signed(Sample.payload(bare), to: SlackPath.interactions))
        )
        #expect(body["response_action"]?.string == "errors")
        #expect(body["errors"]?["stage"]?.string == "Which?")
        #expect(body["errors"]?["contact_name"]?.string == "Who?")
        #expect(body["errors"]?.members.count == 2)
    }

    @Test func `trouble is told where the person is, and Slack is asked again where nobody is`() async throws {
        let stage = Stage()
        stage.change { $0.fails = true }
        #expect(try json(await stage.endpoint.answer(signed(Sample.command())))["text"]?.string == "Trouble q1")
        let step = try json(await stage.endpoint.answer(try interaction("view_submission_external")))
        #expect(step["errors"]?["company_name"]?.string == "Trouble q1")
        #expect(isEmpty(await stage.endpoint.answer(try interaction("block_actions_external"))))
        #expect(try stage.body()["text"]?.string == "Trouble q1")
        for fixture in ["app_mention_external", "member_joined_own_bot", "app_uninstalled"] {
            #expect(await stage.endpoint.answer(try event(fixture)).status == 503)
        }
    }

    @Test func `events are learned, tokens forgotten, challenges given back`() async throws {
        let stage = Stage()
        #expect(isEmpty(await stage.endpoint.answer(try event("app_uninstalled"))))
        #expect(isEmpty(await stage.endpoint.answer(try event("member_joined_own_bot"))))
        #expect(stage.news.count == 2)
        #expect(stage.forgotten == ["T0PARTNER"])
        let proof = await stage.endpoint.answer(try event("url_verification"))
        #expect(String(decoding: proof.body, as: UTF8.self) == "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P")
        #expect(proof.headers.first?.value == "text/plain; charset=utf-8")
        let menu = signed(Sample.payload(try Sample.fixture("block_suggestion")), to: SlackPath.options)
        #expect(String(decoding: await stage.endpoint.answer(menu).body, as: UTF8.self) == #"{"options":[]}"#)
        #expect(stage.deliveries.isEmpty)
    }
}
