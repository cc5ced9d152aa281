import Crypto
import Curl
import Desk
import Dialogue
import Foundation
import JSON
import Logging
import Registrations
import Synchronization
import Testing

@testable import Slack

let secretText = "8f742231b10e8888abcd99yyyzzz85a5"
let noon = Date(timeIntervalSince1970: 1_790_000_000)

enum Sample {
    static let commandFields: [(String, String)] = [
        ("token", "deprecated"), ("team_id", "T0PARTNER"), ("team_domain", "partner"), ("channel_id", "C0ROOM"),
        ("channel_name", "room"), ("user_id", "U0PAT"), ("user_name", "pat"), ("command", "/register"),
        ("text", "<http://acme.example|acme.example>"), ("api_app_id", "A0APP"), ("is_enterprise_install", "false"),
        ("response_url", "https://hooks.slack.com/commands/1"), ("trigger_id", "1.2.abc"),
    ]

    static func command(_ changes: [String: String?] = [:]) -> [UInt8] {
        var fields = commandFields.compactMap { name, value -> (String, String)? in
            guard let change = changes[name] else { return (name, value) }
            return change.map { (name, $0) }
        }
        for (name, value) in changes.sorted(by: { $0.key < $1.key }) where !fields.contains(where: { $0.0 == name }) {
            if let value { fields.append((name, value)) }
        }
        return Array(FormFields.encoded(fields).utf8)
    }

    static func fixture(_ name: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
        return Array(try Data(contentsOf: folder.appendingPathComponent(name + ".json")))
    }

    static func payload(_ json: [UInt8]) -> [UInt8] {
        Array("payload=".utf8) + Array(FormFields.escaped(String(decoding: json, as: UTF8.self)).utf8)
    }
}

func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}

func signature(of body: [UInt8], timestamp: String, secret: String = secretText) -> String {
    let key = SymmetricKey(data: Array(secret.utf8))
    return "v0=" + hex(HMAC<SHA256>.authenticationCode(for: Array("v0:\(timestamp):".utf8) + body, using: key))
}

/// A request as `Web` hands it over, properly signed unless told otherwise.
func signed(
    _ body: [UInt8],
    to path: String = SlackPath.commands,
    type: String = "application/x-www-form-urlencoded",
    secret: String = secretText,
    age: Int = 0,
    at now: Date = noon
) -> InboundRequest {
    let stamp = String(Int(now.timeIntervalSince1970) - age)
    let headers = [
        ("content-type", type), ("x-slack-request-timestamp", stamp),
        ("x-slack-signature", signature(of: body, timestamp: stamp, secret: secret)),
    ]
    return request(body, to: path, headers: headers, at: now)
}

func request(
    _ body: [UInt8],
    to path: String = SlackPath.commands,
    method: EndpointRoute.Method = .post,
    query: String = "",
    headers: [(String, String)],
    at now: Date = noon,
    isCrowded: Bool = false
) -> InboundRequest {
    InboundRequest(
        route: EndpointRoute(method, path),
        query: query,
        headers: headers.map { (name: $0.0, value: $0.1) },
        body: body,
        receivedAt: now,
        requestID: "q1",
        isCrowded: isCrowded
    )
}

func interaction(_ fixture: String) throws -> InboundRequest {
    signed(Sample.payload(try Sample.fixture(fixture)), to: SlackPath.interactions)
}

func event(_ fixture: String) throws -> InboundRequest {
    signed(try Sample.fixture(fixture), to: SlackPath.events, type: "application/json")
}

/// What the adapter reads out of a request that is signed.
func read(_ request: InboundRequest) throws -> SlackAct {
    try SlackInbound().read(try SlackSignature(secrets: [Secret(secretText)]).verify(request, at: noon))
}

func delivery(of request: InboundRequest) throws -> (Delivery, SlackReturn) {
    guard case .delivery(let delivery, let path) = try read(request) else {
        throw NotRead()
    }
    return (delivery, path)
}

struct NotRead: Error {}

extension JSON {
    static func parse(_ text: String) throws -> JSON { try parse(Array(text.utf8)) }

    /// Every object anywhere in the value, itself included.
    var objects: [JSON] {
        (members.isEmpty ? [] : [self]) + members.flatMap(\.value.objects) + elements.flatMap(\.objects)
    }

    /// Every text Slack would interpret.
    var mrkdwn: [String] { objects.filter { $0["type"]?.string == "mrkdwn" }.compactMap { $0["text"]?.string } }
}

/// Stands in for the front desk, the vault and Slack, and remembers what it was asked.
final class Stage: Sendable {
    struct Memory {
        var reply: Reply = .nothing
        var fails = false
        var deliveries: [Delivery] = []
        var news: [(News, [DeliveryKey])] = []
        var requests: [HTTPRequest] = []
        /// What Slack says of whoever is asked about.
        var person: Result<HTTPResponse, TransportFailure> = .success(.error("missing_scope"))
        var looks: [HTTPRequest] = []
        var answers: [Result<HTTPResponse, TransportFailure>] = []
        var tokens: [String: String] = ["T0VENDOR": "token-vendor", "T0PARTNER": "token-partner"]
        var forgotten: [String] = []
        /// Answers left to the outbox, and what they are parked for.
        var kept: [(Card, String?)] = []
        var now = noon
        /// Why nobody's act is taken.
        var crowding: Crowding?
        /// What the desk says when it is asked all the same.
        var trouble: LedgerTrouble?
        var turnedAway: [Delivery] = []
    }

    let memory: Mutex<Memory>

    init(reply: Reply = .nothing, answers: [Result<HTTPResponse, TransportFailure>] = []) {
        memory = Mutex(Memory(reply: reply, answers: answers))
    }

    func change(_ body: (inout Memory) -> Void) { memory.withLock { body(&$0) } }

    var deliveries: [Delivery] { memory.withLock(\.deliveries) }
    var news: [(News, [DeliveryKey])] { memory.withLock(\.news) }
    var requests: [HTTPRequest] { memory.withLock(\.requests) }
    /// Which people Slack was asked about.
    var looks: [HTTPRequest] { memory.withLock(\.looks) }
    var forgotten: [String] { memory.withLock(\.forgotten) }
    var turnedAway: [Delivery] { memory.withLock(\.turnedAway) }
    var kept: [(Card, String?)] { memory.withLock(\.kept) }
    var methods: [String] { requests.map { String($0.url.split(separator: "/").last ?? "") } }

    func body(_ index: Int = 0) throws -> JSON { try JSON.parse(requests[index].body) }

    var tokens: SlackTokens {
        SlackTokens(
            token: { key in self.memory.withLock { $0.tokens[key.id].map { Secret($0) } } },
            forget: { key in self.memory.withLock { $0.forgotten.append(key.id) } }
        )
    }

    var desk: SlackDesk {
        SlackDesk(
            receive: { delivery in
                try self.memory.withLock { memory in
                    if memory.fails { throw NotRead() }
                    if let trouble = memory.trouble { throw trouble }
                    memory.deliveries.append(delivery)
                    return memory.reply
                }
            },
            trouble: { delivery, incident in
                if case .filled = delivery.input {
                    return .mistakes([FieldMistake(input: "", sentence: "Trouble \(incident)")])
                }
                return .card(Card(summary: "Trouble \(incident)"))
            },
            keep: { card, _, reason in
                try self.memory.withLock { memory in
                    if memory.fails { throw NotRead() }
                    memory.kept.append((card, reason))
                    return true
                }
            },
            learn: { news, keys, _ in
                try self.memory.withLock { memory in
                    if memory.fails { throw NotRead() }
                    if let trouble = memory.trouble { throw trouble }
                    memory.news.append((news, keys))
                }
            },
            crowding: { _ in self.memory.withLock(\.crowding) },
            crowdingOfNews: { _ in self.memory.withLock(\.crowding) },
            turnAway: { delivery, crowding in
                self.memory.withLock { $0.turnedAway.append(delivery) }
                if case .filled = delivery.input {
                    return .mistakes([FieldMistake(input: "company_name", sentence: "Later: \(crowding)")])
                }
                return .card(Card(summary: "Later: \(crowding)"))
            },
            tokens: tokens
        )
    }

    /// Without an answer in store, Slack says yes.
    var send: Sending {
        { (request) async throws(TransportFailure) -> HTTPResponse in
            let answer = self.memory.withLock { memory -> Result<HTTPResponse, TransportFailure> in
                if request.url.contains("/users.info?") {
                    memory.looks.append(request)
                    return memory.person
                }
                memory.requests.append(request)
                return memory.answers.isEmpty ? .success(.ok()) : memory.answers.removeFirst()
            }
            return try answer.get()
        }
    }

    var endpoint: SlackEndpoint {
        SlackEndpoint(.sample, desk: desk, send: send, time: StageTime(stage: self), log: .silent)
    }

    var courier: SlackCourier { SlackCourier(.sample, tokens: tokens, send: send) }
}

struct StageTime: TimeSource {
    let stage: Stage
    func now() -> Date { stage.memory.withLock(\.now) }
}

extension SlackSettings {
    static let sample = SlackSettings(
        signingSecrets: [Secret(secretText), Secret("second")],
        clientID: "1.2",
        clientSecret: Secret("client-secret"),
        publicURL: "https://registrar.example"
    )
}

extension HTTPResponse {
    static func ok(_ members: String = "") -> HTTPResponse {
        HTTPResponse(status: 200, body: Array(#"{"ok":true\#(members.isEmpty ? "" : "," + members)}"#.utf8))
    }

    static func error(_ name: String) -> HTTPResponse {
        HTTPResponse(status: 200, body: Array(#"{"ok":false,"error":"\#(name)"}"#.utf8))
    }
}

extension Logger {
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
