import Curl
import Desk
import Dialogue
import JSON
import Registrations
import Testing

@testable import Slack

struct CourierTests {
    private static let vendor = WorkspaceKey(channel: .slack, id: "T0VENDOR")
    private static let partner = WorkspaceKey(channel: .slack, id: "T0PARTNER")
    private static let person = Person(workspace: partner, user: "U0PAT")
    private static let room = Room(workspace: vendor, id: "C0SHARED")
    private static let direct = Address.direct(person, installation: vendor)

    private func due(_ addresses: Address..., rewriting reference: String? = nil) -> DueMessage {
        let card = Card(heading: "News", parts: [.paragraph("REG-1")], summary: "News <!channel>")
        let message = Message(
            id: MessageID("m1"),
            conversation: "c",
            purpose: .submitterNote,
            registration: nil,
            routes: addresses.map { Route($0, card) }
        )
        return DueMessage(message: message, route: 0, fence: 1, tries: 0, rewrittenReference: reference)
    }

    private func posted(_ place: String) -> Result<HTTPResponse, TransportFailure> {
        .success(.ok(#""channel":"\#(place)","ts":"1.2""#))
    }
    private let opened: Result<HTTPResponse, TransportFailure> = .success(.ok(#""channel":{"id":"D0DM"}"#))

    private func failure(_ stage: Stage, _ due: DueMessage) async -> DeliveryFailure? {
        do {
            _ = try await stage.courier.deliver(due)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a direct message opens its conversation once`() async throws {
        let stage = Stage(answers: [opened, posted("D0DM"), posted("D0DM")])
        let courier = stage.courier
        #expect(try await courier.deliver(due(Self.direct)) == "D0DM/1.2")
        #expect(try await courier.deliver(due(Self.direct)) == "D0DM/1.2")
        #expect(stage.methods == ["conversations.open", "chat.postMessage", "chat.postMessage"])
        #expect(try stage.body(0)["users"]?.string == "U0PAT")
        #expect(try stage.body(1)["channel"]?.string == "D0DM")
        #expect(try stage.body(1)["text"]?.string == "News &lt;!channel&gt;")
        #expect(try stage.body(1)["unfurl_links"]?.bool == false)
        #expect(try stage.body(1)["unfurl_media"]?.bool == false)
        #expect(stage.requests.allSatisfy { $0.headers.contains { $0 == ("Authorization", "Bearer token-vendor") } })
    }

    @Test(arguments: ["missing_scope", "unknown_method", "not_allowed_token_type", "no_permission", "something_new"])
    func `where none can be opened the person's id is the place`(error: String) async throws {
        let stage = Stage(answers: [.success(.error(error)), posted("D0X")])
        #expect(try await stage.courier.deliver(due(Self.direct)) == "D0X/1.2")
        #expect(try stage.body(1)["channel"]?.string == "U0PAT")
    }

    @Test(arguments: ["user_not_found", "user_disabled", "invalid_auth", "service_unavailable", "internal_error"])
    func `a person who cannot be written to is not tried by their id`(error: String) async throws {
        let stage = Stage(answers: [.success(.error(error))])
        #expect(await failure(stage, due(Self.direct)) != nil)
        #expect(stage.methods == ["conversations.open"])
    }

    @Test func `a refusal nobody knows closes one way, and is for good on the last`() async {
        let way = due(.room(Self.room), .privately(Self.person, Self.room))
        let first = Stage(answers: [.success(.error("something_new"))])
        #expect(await failure(first, way) == .closedRoute(reason: "something_new"))
        let last = Stage(answers: [.success(.error("something_new"))])
        #expect(await failure(last, due(.room(Self.room))) == .permanent(reason: "something_new"))
    }

    @Test func `what one person sees has no name to come back to`() async throws {
        let stage = Stage(answers: [.success(.ok(#""message_ts":"1.2""#))])
        #expect(try await stage.courier.deliver(due(.privately(Self.person, Self.room))) == nil)
        #expect(stage.methods == ["chat.postEphemeral"])
        #expect(try stage.body()["user"]?.string == "U0PAT")
        #expect(try stage.body()["channel"]?.string == "C0SHARED")
    }

    @Test func `a room's message is named by room and time`() async throws {
        let stage = Stage(answers: [posted("C0SHARED")])
        #expect(try await stage.courier.deliver(due(.room(Self.room))) == "C0SHARED/1.2")
    }

    @Test(arguments: ["message_not_found", "cant_update_message", "edit_window_closed"])
    func `a rewrite changes the message, or posts anew when it is gone`(error: String) async throws {
        let stage = Stage(answers: [.success(.ok())])
        #expect(try await stage.courier.deliver(due(.room(Self.room), rewriting: "C1/9.9")) == "C1/9.9")
        #expect(stage.methods == ["chat.update"])
        #expect(try stage.body()["ts"]?.string == "9.9")
        #expect(try stage.body()["channel"]?.string == "C1")
        let gone = Stage(answers: [.success(.error(error)), posted("C0SHARED")])
        #expect(try await gone.courier.deliver(due(.room(Self.room), rewriting: "C1/9.9")) == "C0SHARED/1.2")
    }

    @Test func `a rewrite that may have happened is not posted anew`() async {
        let stage = Stage(answers: [.failure(.unknown("timed out"))])
        #expect(await failure(stage, due(.room(Self.room), rewriting: "C1/9.9")) == .unknown(reason: "timed out"))
        #expect(stage.methods == ["chat.update"])
    }

    static let meanings: [(Result<HTTPResponse, TransportFailure>, DeliveryFailure)] = [
        (
            .success(HTTPResponse(status: 429, headers: [("Retry-After", "7")])),
            .retry(afterSeconds: 7, reason: "ratelimited")
        ),
        (.success(HTTPResponse(status: 429)), .retry(afterSeconds: nil, reason: "ratelimited")),
        (
            .success(HTTPResponse(status: 429, headers: [("Retry-After", "1e99")])),
            .retry(afterSeconds: 3600, reason: "ratelimited")
        ),
        (
            .success(HTTPResponse(status: 429, headers: [("Retry-After", "soon")])),
            .retry(afterSeconds: nil, reason: "ratelimited")
        ),
        (
            .success(HTTPResponse(status: 429, headers: [("Retry-After", "-5")])),
            .retry(afterSeconds: 1, reason: "ratelimited")
        ),
        (.success(.error("ratelimited")), .retry(afterSeconds: nil, reason: "ratelimited")),
        (.success(HTTPResponse(status: 503)), .retry(afterSeconds: nil, reason: "http_503")),
        (.success(HTTPResponse(status: 500)), .retry(afterSeconds: nil, reason: "http_500")),
        (.success(HTTPResponse(status: 504)), .unknown(reason: "http_504")),
        (.success(HTTPResponse(status: 302)), .permanent(reason: "http_302")),
        (.success(HTTPResponse(status: 404)), .permanent(reason: "http_404")),
        (.success(HTTPResponse(status: 200)), .unknown(reason: "unreadable_answer")),
        (.success(HTTPResponse(status: 200, body: Array(#"{"ok":tr"#.utf8))), .unknown(reason: "unreadable_answer")),
        (.success(HTTPResponse(status: 200, body: Array("[]".utf8))), .unknown(reason: "unreadable_answer")),
        (.success(.error("not_in_channel")), .closedRoute(reason: "not_in_channel")),
        (.success(.error("channel_not_found")), .closedRoute(reason: "channel_not_found")),
        (.success(.error("user_not_in_channel")), .closedRoute(reason: "user_not_in_channel")),
        (.success(.error("is_archived")), .closedRoute(reason: "is_archived")),
        (.success(.error("missing_scope")), .closedRoute(reason: "missing_scope")),
        (
            .success(.error("restricted_action_read_only_channel")),
            .closedRoute(reason: "restricted_action_read_only_channel")
        ),
        (.success(.error("internal_error")), .unknown(reason: "internal_error")),
        (.success(.error("fatal_error")), .unknown(reason: "fatal_error")),
        (.success(.error("invalid_blocks")), .permanent(reason: "invalid_blocks")),
        (.success(.error("something_new")), .permanent(reason: "something_new")),
        (.success(.error("U0PAT <x>")), .permanent(reason: "unnamed")),
        (.success(.error("service_unavailable")), .retry(afterSeconds: nil, reason: "service_unavailable")),
        (.failure(.notSent("no connection")), .retry(afterSeconds: nil, reason: "no connection")),
        (.failure(.unknown("timed out")), .unknown(reason: "timed out")),
        (.failure(.refused("not allowed")), .permanent(reason: "not allowed")),
        (.failure(.tooLarge), .unknown(reason: "answer_too_large")),
        (.failure(.cancelled), .unknown(reason: "cancelled")),
    ]

    @Test func `every answer has its meaning`() async {
        for (answer, meaning) in Self.meanings {
            #expect(await failure(Stage(answers: [answer]), due(.room(Self.room))) == meaning)
        }
    }

    @Test func `a dead token is forgotten, and another installation's way still taken`() async {
        for name in ["invalid_auth", "token_revoked", "account_inactive"] {
            let stage = Stage(answers: [.success(.error(name))])
            #expect(await failure(stage, due(.room(Self.room))) == .permanent(reason: name))
            #expect(stage.forgotten == ["T0VENDOR"])
            let two = Stage(answers: [.success(.error(name))])
            let way = due(.direct(Self.person, installation: Self.partner), .privately(Self.person, Self.room))
            #expect(await failure(two, way) == .closedRoute(reason: name))
        }
    }

    @Test func `without a token the way is closed`() async {
        let stage = Stage()
        stage.change { $0.tokens = [:] }
        #expect(await failure(stage, due(.room(Self.room))) == .closedRoute(reason: "not_installed"))
        #expect(stage.requests.isEmpty)
    }

    @Test func `a conversation that is gone is opened again`() async throws {
        let stage = Stage(answers: [opened, .success(.error("channel_not_found")), opened, posted("D0DM")])
        let courier = stage.courier
        await #expect(throws: DeliveryFailure.closedRoute(reason: "channel_not_found")) {
            try await courier.deliver(due(Self.direct))
        }
        #expect(try await courier.deliver(due(Self.direct)) == "D0DM/1.2")
        #expect(stage.methods.filter { $0 == "conversations.open" }.count == 2)
    }
}
