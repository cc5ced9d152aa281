public import Hummingbird
internal import NIOCore

/// What an API call is answered with.
struct APIReply: Sendable {
    var status = 200
    var body: [UInt8]
    var mediaType = "application/json; charset=utf-8"
    var headers: [(String, String)] = []
    var halved = false

    static func json(_ value: JSONValue) -> APIReply { APIReply(body: value.bytes) }

    func response() -> Response {
        var fields = HTTPFields()
        fields[.contentType] = mediaType
        for (name, value) in headers {
            if let name = HTTPFields.Element.Name(name) { fields[name] = value }
        }
        let bytes = body
        guard halved else {
            return Response(status: .init(code: status), headers: fields, body: .init(byteBuffer: .init(bytes: bytes)))
        }
        let half = ResponseBody(contentLength: bytes.count) { writer in
            try await writer.write(ByteBuffer(bytes: bytes.prefix(bytes.count / 2)))
            throw WireFailure.brokenOff
        }
        return Response(status: .init(code: status), headers: fields, body: half)
    }
}

extension FakeSlack {
    static let maximumBodyBytes = 2 << 20

    /// The routes of the Web API, the authorise page and the `response_url`s, for a listener of their own.
    public nonisolated func apiRouter() -> Router<BasicRequestContext> {
        let router = Router()
        for method in [HTTPRequest.Method.get, .post] {
            router.on("/api/:method", method: method) { request, context in
                let name = context.parameters.get("method") ?? ""
                return try await self.serve(request) { await self.answer(method: name, $0) }.response()
            }
        }
        router.post("/hooks/**") { request, _ in
            try await self.serve(request) { await self.answer(hookRequest: $0) }.response()
        }
        router.get("/oauth/v2/authorize") { request, _ in
            try await self.serve(request) { await self.authorizePage($0) }.response()
        }
        router.post("/oauth/v2/authorize") { request, _ in
            try await self.serve(request) { await self.answer(authorization: $0) }.response()
        }
        return router
    }

    /// Serves the API on loopback until cancelled; `ready` is told the base address, which is also kept as its own.
    ///
    /// The listener answers only after `ready` has returned, so it must not wait for a request of its own.
    public nonisolated func serveAPI(
        port: Int = 0,
        ready: @escaping @Sendable (_ url: String) async -> Void
    ) async throws {
        let application = Application(
            router: apiRouter(),
            configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: "FakeSlack"),
            onServerRunning: { channel in
                let url = "http://127.0.0.1:\(channel.localAddress?.port ?? port)"
                await self.setOwnURL(url)
                await ready(url)
            }
        )
        try await application.run()
    }

    private nonisolated func serve(
        _ request: Request,
        _ answer: (APIRequest) async -> APIReply
    ) async throws -> APIReply {
        let buffer = try await request.body.collect(upTo: Self.maximumBodyBytes)
        let headers = request.headers.map { ($0.name.rawName.lowercased(), $0.value) }
        return await answer(
            APIRequest(
                path: request.uri.path,
                query: FormText.decode((request.uri.query ?? "").utf8),
                headers: Dictionary(headers) { first, _ in first },
                body: Array(buffer.readableBytesView)
            )
        )
    }
}

/// One request to the API, not yet understood.
struct APIRequest: Sendable {
    var path: String
    var query: [(String, String)]
    var headers: [String: String]
    var body: [UInt8]

    var mediaType: String {
        (headers["content-type"] ?? "").prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    }

    var bearer: String? {
        guard let value = headers["authorization"], value.hasPrefix("Bearer ") else { return nil }
        return String(value.dropFirst("Bearer ".count))
    }

    static func object(_ fields: [(String, String)]) -> JSONValue {
        .object(Dictionary(fields.map { ($0.0, JSONValue.string($0.1)) }) { _, last in last })
    }
}
