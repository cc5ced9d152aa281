public import Hummingbird

extension FakeTeams {
    /// The routes of the metadata, the keys, the token endpoint and the connector, for a listener of their own.
    public nonisolated func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get("/v1/.well-known/openidconfiguration") { _, _ in
            await self.planned("metadata") { await self.metadata() }.response()
        }
        router.get("/v1/.well-known/keys") { _, _ in
            await self.planned("keys") { await self.keyDocument() }.response()
        }
        router.post("/:tenant/oauth2/v2.0/token") { request, _ in
            let asked = try await Self.read(request)
            return await self.planned("token") { await self.answer(tokenRequest: asked) }.response()
        }
        for method in [HTTPRequest.Method.get, .post, .put, .delete] {
            router.on("/emea/v3/**", method: method) { request, _ in
                let asked = try await Self.read(request)
                return await self.answer(method: method.rawValue, asked).response()
            }
        }
        return router
    }

    /// The address of the metadata document.
    public var openIDURL: String { ownURL + "/v1/.well-known/openidconfiguration" }
    /// What stands for the login service, with its slash.
    public var loginURL: String { ownURL + "/" }

    /// Serves all of it on loopback until cancelled; `ready` is told the base address, which is also kept as its own.
    ///
    /// The listener answers only after `ready` has returned, so it must not wait for a request of its own.
    public nonisolated func serve(
        port: Int = 0,
        ready: @escaping @Sendable (_ url: String) async -> Void
    ) async throws {
        let application = Application(
            router: router(),
            configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: "FakeTeams"),
            onServerRunning: { channel in
                let url = "http://127.0.0.1:\(channel.localAddress?.port ?? port)"
                await self.setOwnURL(url)
                await ready(url)
            }
        )
        try await application.run()
    }

    private static func read(_ request: Request) async throws -> APIRequest {
        let buffer = try await request.body.collect(upTo: FakeSlack.maximumBodyBytes)
        let headers = request.headers.map { ($0.name.rawName.lowercased(), $0.value) }
        return APIRequest(
            path: request.uri.path,
            query: FormText.decode((request.uri.query ?? "").utf8),
            headers: Dictionary(headers) { first, _ in first },
            body: Array(buffer.readableBytesView)
        )
    }

    /// A planned fault around an answer.
    func planned(_ operation: String, _ answer: () async -> APIReply) async -> APIReply {
        let found = nextFault(for: operation)
        var reply: APIReply?
        if found == nil || found?.afterEffect == true || found?.fault.isDelay == true { reply = await answer() }
        let outcome = found.map { "\($0.fault)" } ?? String(reply?.status ?? 0)
        if ["token", "keys", "metadata"].contains(operation) {
            calls.append(ConnectorCall(operation: operation, path: "", body: .null, outcome: outcome, at: clocks.now()))
        }
        guard let found else { return reply ?? APIReply(status: 500, body: []) }
        return await spoiled(found.fault, reply ?? .json(["id": "1"]))
    }

    func nextFault(for operation: String) -> PlannedFault? {
        for key in [operation, "*"] {
            guard var queue = faults[key], var first = queue.first else { continue }
            if let times = first.times {
                first.times = times - 1
                queue[0] = first
                if times <= 1 { queue.removeFirst() }
                faults[key] = queue
            }
            return first
        }
        return nil
    }

    private func spoiled(_ fault: Fault, _ reply: APIReply) async -> APIReply {
        switch fault {
        case .status(let status):
            let code = ConnectorError.codes.first { $0.value == status }?.key ?? "ServiceError"
            return ConnectorError(status, code, "planned").reply
        case .error(let name): return ConnectorError(ConnectorError.codes[name] ?? 403, name, "planned").reply
        case .garbage: return APIReply(body: Array("<html>nonsense".utf8), mediaType: "text/html")
        case .rateLimited(let seconds): return ConnectorError.throttled(afterSeconds: seconds)
        case .redirect(let address):
            return APIReply(status: 307, body: [], mediaType: "text/plain", headers: [("location", address)])
        case .hang(let pause), .delay(let pause):
            do { try await Task.sleep(for: min(pause, FakeSlack.hangBound)) } catch { return reply }
            guard !fault.isDelay else { return reply }
            var broken = reply
            broken.halved = true
            return broken
        case .halfBody:
            var broken = reply
            broken.halved = true
            return broken
        }
    }
}

/// An error as the connector names it.
///
/// https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages
struct ConnectorError: Error {
    var status: Int
    var code: String
    var message: String
    /// Whether the world brings it about, not a mistake of the app.
    var isOrdinary: Bool
    var extra: [String: JSONValue] = [:]

    init(_ status: Int, _ code: String, _ message: String, isOrdinary: Bool = false) {
        self.status = status
        self.code = code
        self.message = message
        self.isOrdinary = isOrdinary
    }

    static let codes: [String: Int] = [
        "BadArgument": 400, "BadSyntax": 400, "BotNotRegistered": 401, "BotNotInConversationRoster": 403,
        "BotDisabledByAdmin": 403, "ConversationBlockedByUser": 403, "MessageWritesBlocked": 403,
        "ConversationNotFound": 404, "ActivityNotFoundInConversation": 404, "PreconditionFailed": 412,
        "MessageSizeTooBig": 413, "Throttled": 429,
    ]

    var reply: APIReply {
        var body: JSONValue = ["error": ["code": .string(code), "message": .string(message)]]
        if code == "MessageWritesBlocked" {
            body = [
                "errorCode": 209, "message": .string("{\"subCode\":\"MessageWritesBlocked\"}"),
                "error": ["code": "MessageWritesBlocked", "message": .string(message)],
            ]
        }
        var reply = APIReply.json(body)
        reply.status = status
        reply.headers = [("ms-cv", Chance.hex(16))]
        return reply
    }

    static func throttled(afterSeconds seconds: Int) -> APIReply {
        var reply = ConnectorError(429, "Throttled", "too many requests").reply
        reply.headers.append(("retry-after", String(seconds)))
        return reply
    }
}
