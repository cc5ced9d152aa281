import Crypto
import Desk
import Dialogue
import Foundation
import JSON
import Logging
import Registrations
import Testing

@testable import Teams

struct OutgoingTests {
    /// The key that Microsoft's page shows; the codes were made with Python's hmac and OpenSSL, which agree.
    static let published = "vqF0En+Z0ucuRTM/01o2GuhMH3hKKk/N2bOmlM31zaA="
    private static let other = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    private static let first = #"{"type":"message","text":"<at>Leads</at> /register"}"#
    private static let second = #"{"type":"message","text":"régister ✓"}"#
    private static let codes = [
        first: "EnEsbkoezAnk6imyUkrUqlv9SHA2xdyWNN8bjvUqZz4=", second: "1NsLslxgXLbzrv71L6fdTlULpeICo1uKSCYAnNlGmAU=",
    ]

    private func key(_ token: String = published, of partner: String = "north") throws -> OutgoingSignature.Key {
        try #require(OutgoingSignature.Key(Secret(token), of: PartnerID(partner)))
    }

    private func request(_ body: String, _ authorization: [String]) -> InboundRequest {
        InboundRequest(
            route: EndpointRoute(.post, OutgoingEndpoint.path),
            query: "",
            headers: authorization.map { (name: "authorization", value: $0) },
            body: Array(body.utf8),
            receivedAt: teamsNoon,
            requestID: "q1"
        )
    }

    private func rejection(
        _ body: String,
        _ authorization: [String],
        _ keys: [OutgoingSignature.Key]
    ) -> OutgoingSignature.Rejection? {
        do throws(OutgoingSignature.Rejection) {
            _ = try OutgoingSignature.verify(request(body, authorization), by: keys)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [first, second])
    func `a signed body is verified as Python and OpenSSL sign it`(body: String) throws {
        let code = try #require(Self.codes[body])
        let signed = try OutgoingSignature.verify(request(body, ["HMAC " + code]), by: [try key()])
        #expect(signed.partner == PartnerID("north"))
    }

    @Test func `anything else than the body's own code is refused`() throws {
        let code = try #require(Self.codes[Self.first])
        let asText = Data(
            HMAC<SHA256>.authenticationCode(
                for: Data(Self.first.utf8),
                using: SymmetricKey(data: Data(Self.published.utf8))
            )
        ).base64EncodedString()
        let keys = [try key()]
        let cut = try #require(Data(base64Encoded: code)).prefix(16)
        let reserialised = #"{"text":"<at>Leads</at> /register","type":"message"}"#
        let table: [(name: String, body: String, authorization: [String], OutgoingSignature.Rejection?)] = [
            ("as it is", Self.first, ["HMAC " + code], nil),
            ("no header", Self.first, [], .unsigned),
            ("bearer", Self.first, ["Bearer " + code], .scheme),
            ("lower case", Self.first, ["hmac " + code], .scheme),
            ("no scheme", Self.first, [code], .scheme),
            ("twice", Self.first, ["HMAC " + code, "HMAC " + code], .scheme),
            ("bad base64", Self.first, ["HMAC !" + code.dropFirst()], .malformed),
            ("base64 of a URL", Self.first, ["HMAC " + code.dropLast(2) + "_="], .malformed),
            ("two spaces", Self.first, ["HMAC  " + code], .malformed),
            ("nothing", Self.first, ["HMAC "], .malformed),
            ("cut short", Self.first, ["HMAC " + cut.base64EncodedString()], .malformed),
            ("a changed body", Self.first + " ", ["HMAC " + code], .mismatch),
            ("a body written anew", reserialised, ["HMAC " + code], .mismatch),
            ("another body's", Self.second, ["HMAC " + code], .mismatch),
            ("the key used as text", Self.first, ["HMAC " + asText], .mismatch),
        ]
        for row in table { #expect(rejection(row.body, row.authorization, keys) == row.3, "\(row.name)") }
        #expect(rejection(Self.first, ["HMAC " + code], [try key(Self.other)]) == .mismatch)
        #expect(rejection(Self.first, ["HMAC " + code], []) == .mismatch)
    }

    @Test func `each key is one partner's, and both of a rotation work`() throws {
        let code = try #require(Self.codes[Self.first])
        let keys = [try key(Self.other, of: "south"), try key(Self.other, of: "north"), try key(of: "north")]
        #expect(try OutgoingSignature.verify(request(Self.first, ["HMAC " + code]), by: keys).partner.text == "north")
    }

    @Test(arguments: [
        "", "short", "AAAA", "not base64 at all, but long enough for one", String(repeating: "A", count: 400),
    ])
    func `what is no token is no key`(token: String) {
        #expect(OutgoingSignature.Key(Secret(token), of: PartnerID("north")) == nil)
    }

    private func ask(_ body: [String: Any], _ reply: Reply = .nothing) async throws -> (OutboundResponse, [Delivery]) {
        let bytes = try jsonBytes(body)
        let token = try #require(OutgoingKey.bytes(of: Secret(Self.published)))
        let code = HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: token))
        let heard = Heard()
        let keys = [try key()]
        let desk = OutgoingDesk(
            keys: OutgoingKeys { keys },
            receive: { delivery in
                await heard.note(delivery)
                return reply
            }
        )
        let request = request(
            String(decoding: bytes, as: UTF8.self),
            ["HMAC " + Data(code).base64EncodedString()]
        )
        let response = await OutgoingEndpoint(desk, log: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
            .answer(request)
        return (response, await heard.deliveries)
    }

    private actor Heard {
        private(set) var deliveries: [Delivery] = []
        func note(_ delivery: Delivery) { deliveries.append(delivery) }
    }

    private static var activity: [String: Any] {
        [
            "type": "message", "id": "17", "text": "<at>Leads</at>&nbsp;check acme.example\n",
            "conversation": ["id": "19:a@thread.tacv2"],
            "from": ["id": "29:1", "name": "Mallory", "aadObjectId": "u-1"],
        ]
    }

    @Test func `a question is the partner's whose key signed it, whoever it says it is`() async throws {
        var activity = Self.activity
        activity["channelData"] = ["tenant": ["id": Tenant.vendor]]
        let (response, heard) = try await ask(activity, .card(Card(summary: "acme.example: free")))
        let delivery = try #require(heard.first)
        #expect(delivery.partner == PartnerID("north"))
        #expect(delivery.actor.workspace.id == "outgoing north")
        #expect(delivery.input == .words("check acme.example"))
        #expect(delivery.answer == .aloud)
        #expect(delivery.key?.text == "outgoing:north:19:a@thread.tacv2:17")
        let answer = try JSON.parse(response.body)
        #expect(answer["type"]?.string == "message" && answer["textFormat"]?.string == "plain")
        #expect(answer["text"]?.string == "acme.example: free")
    }

    @Test func `ids that are none of Teams' name nothing, and no zero comes in`() async throws {
        for strange in ["a\u{0}b", "a b", "a\nb", "", "é", String(repeating: "a", count: 501)] {
            var activity = Self.activity
            activity["id"] = strange
            activity["from"] = ["aadObjectId": strange]
            activity["text"] = "<at>Leads</at> che\u{0}ck acme.example"
            let delivery = try #require(try await ask(activity).1.first)
            #expect(delivery.key == nil && delivery.actor.user == "team", "\(strange)")
            #expect(delivery.input == .words("check acme.example"))
        }
        var activity = Self.activity
        activity["conversation"] = ["id": "19:a\u{0}"]
        #expect(try await ask(activity).1.first?.key?.text == "outgoing:north::17")
    }

    @Test func `links and buttons are not said aloud`() async throws {
        let card = Card(
            heading: "acme.example",
            parts: [
                .paragraph(Text([.plain("Open: "), .link(label: "record", url: "https://registrar.example/r/x?k=y")])),
                .facts([Fact("State", "free")]), .quote("<at>all</at>"), .note("note"), .divider,
            ],
            buttons: [Button(.registerStart, "Register it", value: "acme.example")],
            summary: "s"
        )
        let (response, _) = try await ask(Self.activity, .card(card))
        let text = try JSON.parse(response.body)["text"]?.string
        #expect(text == "acme.example\nOpen: record\nState: free\n<at>all</at>\nnote")
    }

    @Test func `a signed body that is no activity is refused, an unsigned one gets no word`() async throws {
        #expect(try await ask(["type": "message"]).0.status == 400)
        let keys = [try key()]
        let desk = OutgoingDesk(keys: OutgoingKeys { keys }, receive: { _ in throw Unasked() })
        let log = Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }
        let response = await OutgoingEndpoint(desk, log: log).answer(request(Self.first, ["HMAC AAAA"]))
        #expect(response.status == 401 && response.body.isEmpty)
        let broken = OutgoingDesk(keys: OutgoingKeys { throw Unasked() }, receive: { _ in .nothing })
        #expect(await OutgoingEndpoint(broken, log: log).answer(request(Self.first, [])).status == 503)
    }

    private struct Unasked: Error {}
}
