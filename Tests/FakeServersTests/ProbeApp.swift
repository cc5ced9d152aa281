import Crypto
import FakeServers
import Foundation
import Hummingbird

/// What Slack sent to the small app of these tests, verified by the app itself.
struct ProbeRequest: Sendable {
    var path: String
    var verified: Bool
    var retry: String?
    var retryReason: String?
    var fields: [String: String]
    var json: JSONValue
    /// The base address of the API, to call back.
    var api: ProbeAPI

    var payload: JSONValue {
        fields["payload"].flatMap { JSONValue(orNull: Array($0.utf8)) } ?? json
    }
}

struct ProbeReply: Sendable {
    var status = 200
    var body = ""
    var mediaType = "application/json"
    var headers: [(String, String)] = []

    static let silent = ProbeReply()
    static func json(_ value: JSONValue) -> ProbeReply { ProbeReply(body: value.text) }
}

/// A client of the API, written without the adapter.
struct ProbeAPI: Sendable {
    let url: String
    let token: String

    func callAsFunction(_ method: String, _ arguments: JSONValue, token: String? = nil) async throws -> JSONValue {
        let answer = try await raw(method, arguments.bytes, token: token)
        return try JSONValue(parsing: answer.body)
    }

    func raw(
        _ method: String,
        _ body: [UInt8],
        token: String? = nil,
        mediaType: String = "application/json; charset=utf-8"
    ) async throws -> ProbeAnswer {
        try await send(
            url + "/api/" + method,
            body,
            headers: ["Authorization": "Bearer " + (token ?? self.token), "Content-Type": mediaType]
        )
    }

    func form(_ method: String, _ fields: String, token: String? = nil) async throws -> JSONValue {
        let mediaType = "application/x-www-form-urlencoded"
        return try JSONValue(
            parsing: try await raw(method, Array(fields.utf8), token: token, mediaType: mediaType).body
        )
    }

    func hook(_ address: String, _ body: JSONValue) async throws -> ProbeAnswer {
        try await send(address, body.bytes, headers: ["Content-Type": "application/json"])
    }

    func send(_ address: String, _ body: [UInt8], headers: [String: String]) async throws -> ProbeAnswer {
        let sender = FakeSlack(.demo, signingSecret: "", clientID: "", clientSecret: "")
        let answer = try await sender.sendRaw(body, headers: headers.map { ($0.key, $0.value) }, to: address)
        return ProbeAnswer(status: answer.status, headers: answer.headers, body: answer.body)
    }
}

struct ProbeAnswer: Sendable {
    var status: Int
    var headers: [String: String]
    var body: [UInt8]
    var text: String { String(decoding: body, as: UTF8.self) }
}

/// Everything a test of Slack needs: the stand-in, its API, and an app that answers as the test says.
struct Bench: Sendable {
    static let secret = "8f742231b10e8888abcd99yyyzzz85a5"
    let slack: FakeSlack
    let vendor: ProbeAPI
    let partner: ProbeAPI

    static func run(
        world: World = .demo,
        clocks: SlackClocks = .quick,
        app: @escaping @Sendable (ProbeRequest) async throws -> ProbeReply = { _ in .silent },
        test: @escaping @Sendable (Bench) async throws -> Void
    ) async throws {
        let slack = FakeSlack(
            world,
            signingSecret: secret,
            clientID: "client",
            clientSecret: "hush",
            clocks: clocks
        )
        let (addresses, announce) = AsyncStream.makeStream(of: String.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await slack.serveAPI { announce.yield($0) } }
            var ready = addresses.makeAsyncIterator()
            let vendor = ProbeAPI(url: await ready.next() ?? "", token: "xoxb-demo-vendor")
            let server = Application(
                router: router(vendor, app),
                configuration: .init(address: .hostname("127.0.0.1", port: 0)),
                onServerRunning: { announce.yield("http://127.0.0.1:\($0.localAddress?.port ?? 0)") }
            )
            group.addTask { try await server.run() }
            await slack.setAppURL(await ready.next() ?? "")
            let partner = ProbeAPI(url: vendor.url, token: "xoxb-demo-partner")
            try await test(Bench(slack: slack, vendor: vendor, partner: partner))
        }
    }

    private static func router(
        _ api: ProbeAPI,
        _ app: @escaping @Sendable (ProbeRequest) async throws -> ProbeReply
    ) -> Router<BasicRequestContext> {
        let router = Router()
        router.post("/slack/:what") { request, _ in
            let buffer = try await request.body.collect(upTo: 1 << 20)
            let body = Array(buffer.readableBytesView)
            var headers: [String: String] = [:]
            for field in request.headers { headers[field.name.rawName.lowercased()] = field.value }
            let reply = try await app(
                ProbeRequest(
                    path: request.uri.path,
                    verified: isGenuine(body, headers),
                    retry: headers["x-slack-retry-num"],
                    retryReason: headers["x-slack-retry-reason"],
                    fields: fields(of: body),
                    json: JSONValue(orNull: body),
                    api: api
                )
            )
            var response = Response(status: .init(code: reply.status))
            if !reply.body.isEmpty {
                response.body = .init(byteBuffer: .init(string: reply.body))
                response.headers[.contentType] = reply.mediaType
            }
            for (name, value) in reply.headers { response.headers[.init(name) ?? .server] = value }
            return response
        }
        return router
    }

    /// The check of the documentation, written once more.
    private static func isGenuine(_ body: [UInt8], _ headers: [String: String]) -> Bool {
        guard let stamp = headers["x-slack-request-timestamp"], let seconds = Double(stamp),
            abs(Date().timeIntervalSince1970 - seconds) <= 300,
            let sent = headers["x-slack-signature"], sent.hasPrefix("v0=")
        else { return false }
        let digits = Array(sent.dropFirst(3))
        let code = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
        return HMAC<SHA256>.isValidAuthenticationCode(
            code,
            authenticating: Array("v0:\(stamp):".utf8) + body,
            using: SymmetricKey(data: Array(secret.utf8))
        )
    }

    private static func fields(of body: [UInt8]) -> [String: String] {
        guard body.first != UInt8(ascii: "{") else { return [:] }
        var parts = URLComponents()
        parts.percentEncodedQuery = String(decoding: body, as: UTF8.self).replacingOccurrences(of: "+", with: "%20")
        let pairs = (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") }
        return Dictionary(pairs) { first, _ in first }
    }
}

extension SlackClocks {
    /// The vendor's clocks, with an impatient acknowledgement and retries without a pause.
    static var quick: SlackClocks {
        var clocks = SlackClocks()
        clocks.eventRetries = [.zero, .zero, .zero]
        return clocks
    }

    static var impatient: SlackClocks {
        var clocks = quick
        clocks.acknowledge = .milliseconds(200)
        return clocks
    }
}
