import CryptoExtras
import Curl
import Desk
import Foundation
import Registrations
import Synchronization
import Testing

@testable import Teams

/// A key that signs as Microsoft's would, made once for all tests.
struct Signatory: Sendable {
    let id: String
    let key: _RSA.Signing.PrivateKey

    static let genuine = made("genuine")
    static let other = made("other")

    private static func made(_ id: String) -> Signatory {
        // Not forced: a machine that makes no RSA key can run none of this.
        do { return Signatory(id: id, key: try _RSA.Signing.PrivateKey(keySize: .bits2048)) } catch {
            preconditionFailure("\(error)")
        }
    }

    func sign(_ text: String) throws -> [UInt8] {
        Array(try key.signature(for: Data(text.utf8), padding: .insecurePKCS1v1_5).rawRepresentation)
    }

    func jwk(id: String? = nil, endorsements: [String]? = ["msteams"]) throws -> [String: Any] {
        let numbers = try key.publicKey.getKeyPrimitives()
        var jwk: [String: Any] = [
            "kty": "RSA", "use": "sig", "kid": id ?? self.id, "n": base64URL(numbers.modulus),
            "e": base64URL(numbers.publicExponent),
        ]
        if let endorsements { jwk["endorsements"] = endorsements }
        return jwk
    }
}

func base64URL(_ bytes: some DataProtocol) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
}

/// The same bytes for the same values: a token that is made twice is one token.
func jsonBytes(_ object: Any) throws -> [UInt8] {
    Array(try JSONSerialization.data(withJSONObject: object, options: .sortedKeys))
}

enum Tenant {
    static let vendor = "0000bbbb-1111-2222-3333-444455556666"
    static let partner = "0000cccc-1111-2222-3333-444455556666"
    static let stranger = "0000dddd-1111-2222-3333-444455556666"
    static let app = "0000aaaa-1111-2222-3333-444455556666"
}

let teamsNoon = Date(timeIntervalSince1970: 1_790_000_000)
let serviceURL = "https://smba.trafficmanager.net/amer/"

extension TeamsSettings {
    static let sample = TeamsSettings(
        appID: Tenant.app,
        credential: .secret(Secret("app-secret")),
        tenantID: Tenant.vendor,
        publicURL: "https://registrar.example"
    )
}

/// Stands for all of Microsoft at the wire: answers what it was told to, and remembers what it was asked.
final class MicrosoftWire: Sendable {
    typealias Answer = Result<HTTPResponse, TransportFailure>

    private struct Memory {
        var now = teamsNoon
        var answers: [(part: String, answers: [Answer])] = []
        var requests: [HTTPRequest] = []
        var gate: CheckedContinuation<Void, Never>?
        var isHeld = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let memory = Mutex(Memory())

    var requests: [HTTPRequest] { memory.withLock(\.requests) }
    func requests(to part: String) -> [HTTPRequest] { requests.filter { $0.url.contains(part) } }
    func advance(_ seconds: Double) { memory.withLock { $0.now = $0.now.addingTimeInterval(seconds) } }
    var now: Date { memory.withLock(\.now) }

    /// Answers addresses that hold `part`, one after the other, the last for ever; a later word takes the place.
    func answer(_ part: String, _ answers: Answer...) {
        memory.withLock { memory in
            memory.answers.removeAll { $0.part == part }
            memory.answers.append((part, answers))
        }
    }

    func publish(_ keys: [[String: Any]], metadata: String = #"{"jwks_uri":"\#(keysURL)"}"#) throws {
        answer("openidconfiguration", .success(HTTPResponse(status: 200, body: Array(metadata.utf8))))
        answer("/keys", .success(HTTPResponse(status: 200, body: try jsonBytes(["keys": keys]))))
    }

    static let keysURL = "https://login.botframework.com/v1/.well-known/keys"

    /// The next request stays without an answer until `letGo`.
    func hold() { memory.withLock { $0.isHeld = true } }

    func letGo() {
        let gate = memory.withLock { memory in
            defer { memory.gate = nil }
            memory.isHeld = false
            return memory.gate
        }
        gate?.resume()
    }

    /// Returns once somebody was asked and is held.
    func untilHeld() async {
        await withCheckedContinuation { continuation in
            let isThere = memory.withLock { memory in
                if memory.gate == nil { memory.waiters.append(continuation) }
                return memory.gate != nil
            }
            if isThere { continuation.resume() }
        }
    }

    var send: Sending {
        { (request) async throws(TransportFailure) -> HTTPResponse in
            let isHeld = self.memory.withLock { memory in
                memory.requests.append(request)
                defer { memory.isHeld = false }
                return memory.isHeld
            }
            if isHeld { await self.wait() }
            let answer = self.memory.withLock { memory -> Answer in
                guard let place = memory.answers.lastIndex(where: { request.url.contains($0.part) }) else {
                    return .failure(.notSent("nobody answers there"))
                }
                guard memory.answers[place].answers.count > 1 else { return memory.answers[place].answers[0] }
                return memory.answers[place].answers.removeFirst()
            }
            return try answer.get()
        }
    }

    private func wait() async {
        await withCheckedContinuation { continuation in
            let waiters = memory.withLock { memory in
                memory.gate = continuation
                defer { memory.waiters = [] }
                return memory.waiters
            }
            waiters.forEach { $0.resume() }
        }
    }

    var time: any TimeSource { WireTime(wire: self) }
}

private struct WireTime: TimeSource {
    let wire: MicrosoftWire
    func now() -> Date { wire.now }
}

extension Result where Success == HTTPResponse, Failure == TransportFailure {
    static func json(_ text: String, status: Int = 200, headers: [(name: String, value: String)] = []) -> Self {
        .success(HTTPResponse(status: status, headers: headers, body: Array(text.utf8)))
    }
}

/// A token and an activity as Teams sends them; each test spoils one thing.
struct Envelope {
    var signatory = Signatory.genuine
    var header: [String: Any] = ["typ": "JWT", "alg": "RS256", "kid": Signatory.genuine.id]
    var claims: [String: Any] = [
        "iss": "https://api.botframework.com", "aud": Tenant.app, "serviceurl": serviceURL,
        "nbf": Int(teamsNoon.timeIntervalSince1970) - 60, "exp": Int(teamsNoon.timeIntervalSince1970) + 3600,
    ]
    var activity: [String: Any] = [
        "type": "message", "id": "1485983408511", "channelId": "msteams", "serviceUrl": serviceURL,
        "from": ["id": "29:1pat", "aadObjectId": "0000EEEE-1111-2222-3333-444455556666", "name": "Pat"],
        "recipient": ["id": "28:" + Tenant.app, "name": "Leads"],
        "conversation": [
            "id": "19:abc@thread.tacv2;messageid=1776390257332", "conversationType": "channel",
            "tenantId": Tenant.vendor,
        ],
        "channelData": ["tenant": ["id": Tenant.vendor], "team": ["id": "19:team@thread.tacv2"]],
        "text": "<at>Leads</at> register",
    ]
    var body: [UInt8]?
    /// Instead of `Bearer` and the token.
    var authorization: [String]?
    var signature: [UInt8]?

    func token() throws -> String {
        let signed = base64URL(try jsonBytes(header)) + "." + base64URL(try jsonBytes(claims))
        return signed + "." + base64URL(try signature ?? signatory.sign(signed))
    }

    func request(at now: Date = teamsNoon, arriving: ContinuousClock.Instant = .now) throws -> InboundRequest {
        let values = try authorization ?? ["Bearer " + token()]
        return InboundRequest(
            route: EndpointRoute(.post, "/teams/messages"),
            query: "",
            headers: [(name: "content-type", value: "application/json; charset=utf-8")]
                + values.map { (name: "authorization", value: $0) },
            body: try body ?? jsonBytes(activity),
            receivedAt: now,
            requestID: "q1",
            arrivedAt: arriving
        )
    }

    mutating func set(_ path: String..., to value: Any?) {
        activity = Self.changed(activity, path[...], value)
    }

    private static func changed(_ object: [String: Any], _ path: ArraySlice<String>, _ value: Any?) -> [String: Any] {
        var object = object
        guard let first = path.first else { return object }
        object[first] =
            path.count == 1
            ? value : changed(object[first] as? [String: Any] ?? [:], path.dropFirst(), value)
        return object
    }
}

/// The verifier under test with the partner's tenant known.
func trust(_ wire: MicrosoftWire, _ settings: TeamsSettings = .sample) -> TeamsTrust {
    TeamsTrust(settings, keys: SigningKeys(metadataURL: settings.openIDURL, send: wire.send, time: wire.time)) {
        $0 == Tenant.partner
    }
}

func wireWithKeys() throws -> MicrosoftWire {
    let wire = MicrosoftWire()
    try wire.publish([try Signatory.genuine.jwk()])
    return wire
}

func rejection(
    _ envelope: Envelope,
    _ trust: TeamsTrust,
    at now: Date = teamsNoon,
    arriving: ContinuousClock.Instant = .now
) async throws -> TeamsTrust.Rejection? {
    let request = try envelope.request(at: now, arriving: arriving)
    do {
        _ = try await trust.admit(request)
        return nil
    } catch {
        return error
    }
}
