import FakeServers
import Foundation
import Hummingbird
import Testing

/// Everything a test of Teams needs: the stand-in, what it serves, and an app that answers as the test says.
struct TeamsBench: Sendable {
    let teams: FakeTeams
    let url: String

    static func run(
        world: TeamsWorld = .demo,
        clocks: TeamsClocks = TeamsClocks(),
        app: @escaping @Sendable (JSONValue) async throws -> ProbeReply = { _ in .silent },
        test: @escaping @Sendable (TeamsBench) async throws -> Void
    ) async throws {
        let teams = try FakeTeams(world, clocks: clocks)
        let (addresses, announce) = AsyncStream.makeStream(of: String.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await teams.serve { announce.yield($0) } }
            var ready = addresses.makeAsyncIterator()
            let url = await ready.next() ?? ""
            let server = Application(
                router: router(app),
                configuration: .init(address: .hostname("127.0.0.1", port: 0)),
                onServerRunning: { announce.yield("http://127.0.0.1:\($0.localAddress?.port ?? 0)") }
            )
            group.addTask { try await server.run() }
            await teams.setAppURL(await ready.next() ?? "")
            try await test(TeamsBench(teams: teams, url: url))
        }
    }

    private static func router(
        _ app: @escaping @Sendable (JSONValue) async throws -> ProbeReply
    ) -> Router<BasicRequestContext> {
        let router = Router()
        router.post("/teams/messages") { request, _ in
            let buffer = try await request.body.collect(upTo: 1 << 20)
            var activity = JSONValue(orNull: Array(buffer.readableBytesView))
            activity["authorization"] = .string(request.headers[.authorization] ?? "")
            let reply = try await app(activity)
            var response = Response(status: .init(code: reply.status))
            if !reply.body.isEmpty {
                response.body = .init(byteBuffer: .init(string: reply.body))
                response.headers[.contentType] = reply.mediaType
            }
            return response
        }
        return router
    }

    static let form = "application/x-www-form-urlencoded"

    /// A token of the token endpoint.
    func token(changing: [String: String] = [:], tenant: String = TeamsWorld.vendor) async throws -> ProbeAnswer {
        let right = [
            "grant_type": "client_credentials", "client_id": TeamsWorld.app, "client_secret": TeamsWorld.appSecret,
            "scope": "https://api.botframework.com/.default",
        ]
        let fields = right.merging(changing) { _, new in new }.map { "\($0.key)=\($0.value)" }
        let body = fields.joined(separator: "&")
        return try await send("POST", "/\(tenant)/oauth2/v2.0/token", Array(body.utf8), ["Content-Type": Self.form])
    }

    /// A call of the connector with a good token.
    func call(
        _ method: String,
        _ path: String,
        _ body: JSONValue = .null,
        token: String? = nil
    ) async throws -> ProbeAnswer {
        var bearer = token
        if bearer == nil { bearer = try JSONValue(parsing: try await self.token().body).access_token.string }
        return try await send(
            method,
            "/emea/v3/" + path,
            body.isNull ? [] : body.bytes,
            ["Authorization": "Bearer \(bearer ?? "")", "Content-Type": "application/json"]
        )
    }

    func send(
        _ method: String,
        _ path: String,
        _ body: [UInt8],
        _ headers: [String: String]
    ) async throws -> ProbeAnswer {
        let sender = FakeSlack(.demo, signingSecret: "", clientID: "", clientSecret: "")
        let pairs = headers.map { ($0.key, $0.value) }
        let answer = try await sender.sendRaw(body, headers: pairs, to: url + path, method: method)
        return ProbeAnswer(status: answer.status, headers: answer.headers, body: answer.body)
    }

    var places: [String] { get async { await teams.violations.map(\.place) } }
}

/// Cards that Teams would take.
enum Cards {
    static let shared = "19%3Ac0shared1partner%40thread.tacv2"
    static let start: JSONValue = [
        "type": "Action.Submit", "title": "Register",
        "data": ["verb": "register.start", "msteams": ["type": "task/fetch"]],
    ]
    static let approve: JSONValue = [
        "type": "Action.Execute", "title": "Approve", "verb": "review.approve", "data": ["id": "7"],
        "fallback": ["type": "Action.Submit", "title": "Approve", "data": ["verb": "review.approve", "id": "7"]],
    ]

    static func card(_ body: JSONValue..., actions: [JSONValue] = []) -> JSONValue {
        ["type": "AdaptiveCard", "version": "1.5", "body": .array(body), "actions": .array(actions)]
    }

    static func text(_ words: String) -> JSONValue { ["type": "TextBlock", "text": .string(words), "wrap": true] }

    static func input(_ id: String, _ more: JSONValue = [:]) -> JSONValue {
        let plain: JSONValue = ["type": "Input.Text", "id": .string(id), "label": .string("Label of \(id)")]
        return plain.merging(more)
    }

    static func message(_ card: JSONValue) -> JSONValue {
        [
            "type": "message",
            "attachments": [["contentType": "application/vnd.microsoft.card.adaptive", "content": card]],
        ]
    }

    static func going(on card: JSONValue, title: String = "Step") -> ProbeReply {
        .json([
            "task": [
                "type": "continue",
                "value": [
                    "title": .string(title), "height": "medium",
                    "card": ["contentType": "application/vnd.microsoft.card.adaptive", "content": card],
                ],
            ]
        ])
    }
}
