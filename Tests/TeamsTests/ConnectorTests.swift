import Curl
import Desk
import Foundation
import JSON
import Testing

@testable import Teams

struct ConnectorTests {
    private let place = TeamsPlace(service: serviceURL, conversation: "19:abc@thread.tacv2;messageid=17")

    private func failure(_ body: () async throws(TeamsFailure) -> Void) async -> TeamsFailure? {
        do throws(TeamsFailure) {
            try await body()
            return nil
        } catch {
            return error
        }
    }

    private func post(_ wire: MicrosoftWire) async -> TeamsFailure? {
        let connector = wire.teams.connector
        let place = place
        return await failure { () async throws(TeamsFailure) in
            _ = try await connector.post(Array("{}".utf8), to: place, isTargeted: false)
        }
    }

    private func update(_ wire: MicrosoftWire) async -> TeamsFailure? {
        let connector = wire.teams.connector
        let place = place
        return await failure { () async throws(TeamsFailure) in
            try await connector.update("17", with: Array("{}".utf8), in: place, isTargeted: false)
        }
    }

    @Test func `a conversation's id is escaped whole and its thread kept`() async throws {
        let wire = MicrosoftWire.withToken()
        wire.answer("/v3/", .json(#"{"id":"18"}"#, status: 201))
        let connector = wire.teams.connector
        #expect(try await connector.post(Array("{}".utf8), to: place, isTargeted: false) == "18")
        _ = try await connector.post(Array("{}".utf8), to: place, isTargeted: true)
        try await connector.update("1/7", with: Array("{}".utf8), in: place, isTargeted: true)
        let base = "https://smba.trafficmanager.net/amer/v3/conversations/19%3Aabc%40thread.tacv2%3Bmessageid%3D17"
        #expect(
            wire.requests(to: "/v3/").map(\.url) == [
                base + "/activities", base + "/activities?isTargetedActivity=true",
                base + "/activities/1%2F7?isTargetedActivity=true",
            ]
        )
        #expect(wire.requests(to: "/v3/").map(\.method) == [.post, .post, .put])
        let header = wire.requests(to: "/v3/")[0].headers.first { $0.0 == "Authorization" }
        #expect(header?.1 == "Bearer token-1")
    }

    @Test func `a token goes to listed hosts only, whatever was stored`() async {
        for service in ["https://attacker.example/amer", "http://smba.trafficmanager.net/", "nonsense", ""] {
            let wire = MicrosoftWire.withToken()
            let connector = wire.teams.connector
            let found = await failure { () async throws(TeamsFailure) in
                _ = try await connector.post([], to: TeamsPlace(service: service, conversation: "a"), isTargeted: false)
            }
            #expect(found == .notAllowed("service_host"), "\(service)")
            #expect(wire.requests.isEmpty, "\(service)")
        }
    }

    @Test func `a refused token is dropped and the call made once more`() async {
        let wire = MicrosoftWire.withToken()
        wire.answer("/v3/", .json("{}", status: 401), .json(#"{"id":"1"}"#))
        #expect(await post(wire) == nil)
        #expect(wire.requests(to: "/v3/").map { $0.headers[0].1 } == ["Bearer token-1", "Bearer token-2"])
        let refused = MicrosoftWire.withToken()
        refused.answer("/v3/", .json(#"{"error":{"code":"BotNotRegistered"}}"#, status: 401))
        #expect(await post(refused) == .refused(status: 401, code: "BotNotRegistered"))
        #expect(refused.requests(to: "/v3/").count == 2)
    }

    @Test func `a create of unknown outcome is never asked again, an update may be`() async {
        let unknown: [(MicrosoftWire.Answer, TeamsFailure, TeamsFailure)] = [
            (.json("", status: 500), .unknown("http_500"), .passing("http_500")),
            (.json("", status: 502), .unknown("http_502"), .passing("http_502")),
            (.json("", status: 503), .unknown("http_503"), .passing("http_503")),
            (.json("", status: 504), .unknown("http_504"), .passing("http_504")),
            (.json("", status: 408), .unknown("http_408"), .passing("http_408")),
            (.failure(.unknown("cut")), .unknown("cut"), .passing("cut")),
            (.failure(.notSent("down")), .notSent("down"), .notSent("down")),
            (.json("", status: 412), .passing("http_412"), .passing("http_412")),
            (
                .json(#"{"error":{"code":"PreconditionFailed"}}"#, status: 412), .passing("PreconditionFailed"),
                .passing("PreconditionFailed")
            ),
            (.json("", status: 429), .rateLimited(afterSeconds: nil), .rateLimited(afterSeconds: nil)),
        ]
        for (answer, posted, updated) in unknown {
            let wire = MicrosoftWire.withToken()
            wire.answer("/v3/", answer)
            #expect(await post(wire) == posted)
            #expect(wire.requests(to: "/v3/").count == 1)
            #expect(await update(wire) == updated)
        }
    }

    @Test func `what each no means for a message`() async {
        let table: [(status: Int, body: String, expected: DeliveryFailure)] = [
            (400, #"{"error":{"code":"BadSyntax"}}"#, .permanent(reason: "BadSyntax")),
            (
                403, #"{"error":{"code":"BotNotInConversationRoster"}}"#,
                .closedRoute(reason: "BotNotInConversationRoster")
            ),
            (
                403, #"{"error":{"code":"ConversationBlockedByUser"}}"#,
                .closedRoute(reason: "ConversationBlockedByUser")
            ),
            (403, #"{"errorCode":209,"message":"{\"subCode\":\"x\"}"}"#, .closedRoute(reason: "MessageWritesBlocked")),
            (403, #"{"subCode":"MessageWritesBlocked","errorCode":209}"#, .closedRoute(reason: "MessageWritesBlocked")),
            (403, #"{"error":{"code":"BotDisabledByAdmin"}}"#, .permanent(reason: "BotDisabledByAdmin")),
            (403, "", .closedRoute(reason: "http_403")),
            (404, #"{"error":{"code":"ConversationNotFound"}}"#, .closedRoute(reason: "ConversationNotFound")),
            (413, #"{"error":{"code":"MessageSizeTooBig"}}"#, .permanent(reason: "MessageSizeTooBig")),
            (302, "", .permanent(reason: "http_302")),
            (400, #"{"error":{"code":"a sentence about Pat"}}"#, .permanent(reason: "http_400")),
        ]
        for row in table {
            let wire = MicrosoftWire.withToken()
            wire.answer("/v3/", .json(row.body, status: row.status))
            #expect(await post(wire)?.deliveryFailure == row.expected, "\(row)")
            #expect(wire.requests(to: "/v3/").count == 1)
        }
    }

    @Test func `patience that Teams asks for holds for that conversation`() async {
        let wire = MicrosoftWire.withToken()
        wire.answer("/v3/", .json("", status: 429, headers: [("Retry-After", "40")]), .json(#"{"id":"1"}"#))
        let connector = wire.teams.connector
        let post = { (conversation: String) async -> TeamsFailure? in
            let place = TeamsPlace(service: serviceURL, conversation: conversation)
            return await failure { () async throws(TeamsFailure) in
                _ = try await connector.post([], to: place, isTargeted: false)
            }
        }
        #expect(await post("a") == .rateLimited(afterSeconds: 40))
        wire.advance(10)
        #expect(await post("a") == .rateLimited(afterSeconds: 30))
        #expect(wire.requests(to: "/v3/").count == 1)
        #expect(await post("b") == nil)
        wire.advance(30)
        #expect(await post("a") == nil)
        for _ in 1...6 { #expect(await post("a") == nil) }
        #expect(await post("a") == .rateLimited(afterSeconds: 1))
    }

    @Test func `a conversation with one person is asked for as documented`() async throws {
        let wire = MicrosoftWire.withToken()
        wire.answer("/v3/", .json(#"{"id":"a:1"}"#, status: 201))
        let connector = wire.teams.connector
        let id = try await connector.createDirect(with: "29:1", tenant: Tenant.vendor, bot: "28:b", at: serviceURL)
        #expect(id == "a:1")
        let body = try JSON.parse(wire.requests(to: "/v3/")[0].body)
        #expect(body["isGroup"]?.bool == false)
        #expect(body["members"]?.elements.map { $0["id"]?.string } == ["29:1"])
        #expect(body["tenantId"]?.string == Tenant.vendor)
        // The same person's is the same one, so it may be asked for again.
        wire.answer("/v3/", .json("", status: 502))
        let found = await failure { () async throws(TeamsFailure) in
            _ = try await connector.createDirect(with: "29:1", tenant: Tenant.vendor, bot: "28:b", at: serviceURL)
        }
        #expect(found == .passing("http_502"))
    }

    @Test func `what is watched is every call by its name`() {
        #expect(TeamsConnector.calls.count == 5)
    }
}

extension MicrosoftWire {
    /// Login gives `token-1`, then `token-2`.
    static func withToken() -> MicrosoftWire {
        let wire = MicrosoftWire()
        wire.answer(
            "/oauth2/",
            .json(#"{"token_type":"Bearer","expires_in":3600,"access_token":"token-1"}"#),
            .json(#"{"token_type":"Bearer","expires_in":3600,"access_token":"token-2"}"#)
        )
        return wire
    }

    var teams: TeamsWire { TeamsWire(.sample, send: send, time: time) }
}
