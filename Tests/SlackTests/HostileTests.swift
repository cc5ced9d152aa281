import Desk
import Dialogue
import Foundation
import JSON
import Testing

@testable import Slack

/// Whatever comes: an answer, never a crash, and nothing handed to the desk that is not whole.
struct HostileTests {
    private let stage = Stage(reply: .card(Card(summary: "s")))

    private func status(_ request: InboundRequest) async -> Int { await stage.endpoint.answer(request).status }

    @Test func `an unverified request is answered with nothing at all`() async {
        let body = Sample.command()
        let table = [
            request(body, headers: [("content-type", "application/x-www-form-urlencoded")]), signed(body, secret: "x"),
            signed(body, age: 301), signed(body, age: -301),
            signed(Sample.payload(Array("{}".utf8)), to: SlackPath.interactions, secret: "x"),
            signed(Array("{".utf8), to: SlackPath.events, type: "application/json", secret: "x"),
        ]
        for request in table {
            let response = await stage.endpoint.answer(request)
            #expect(response.status == 401)
            #expect(response.body.isEmpty)
        }
        #expect(stage.deliveries.isEmpty)
    }

    @Test func `the probe of a command's address is answered, and nothing is done`() async {
        let form = [("content-type", "application/x-www-form-urlencoded; charset=utf-8")]
        let probe = Array("ssl_check=1&token=x".utf8)
        #expect(await status(request(probe, headers: form)) == 200)
        #expect(await status(signed(probe)) == 200)
        let real = Sample.command(["ssl_check": "1"])
        #expect(await status(signed(real)) == 200)
        #expect(await status(signed(real, secret: "x")) == 401)
        #expect(await status(request(real, headers: form)) == 200)
        #expect(stage.deliveries.isEmpty)
        for request in [
            request(probe, to: SlackPath.interactions, headers: form),
            request(Array("ssl_check=0".utf8), headers: form),
            request(probe, headers: []), request(Array("ssl_check=1&a=%".utf8), headers: form),
            request(probe + Array(repeating: 0x26, count: 5000), headers: form),
        ] {
            #expect(await status(request) == 401)
        }
    }

    @Test func `the wrong media type is refused`() async throws {
        for type in ["", "text/plain", "application/json", "multipart/form-data"] {
            #expect(await status(signed(Sample.command(), type: type)) == 415, "\(type)")
        }
        let envelope = try Sample.fixture("app_mention_inside")
        #expect(await status(signed(envelope, to: SlackPath.events)) == 415)
        #expect(await status(signed(envelope, to: SlackPath.events, type: "Application/JSON; charset=utf-8")) == 200)
        #expect(
            await status(signed(Sample.command(), type: "application/X-WWW-form-urlencoded ; charset=UTF-8")) == 200
        )
    }

    @Test func `broken bodies are refused`() async {
        let deep =
            Array(repeating: UInt8(ascii: "["), count: 10_000) + Array(repeating: UInt8(ascii: "]"), count: 10_000)
        let nested = String(repeating: #"{"type":"a","view":"#, count: 10_000)
        let junk = (0..<(1 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 7) }
        let bodies: [[UInt8]] = [
            [], Array("{".utf8), Array("null".utf8), Array("[]".utf8), Array("7".utf8), Array(#"{"type":7}"#.utf8),
            Array("{}".utf8), deep,
            Array(nested.utf8), junk, [0xFF, 0xFE], Array(#"{"type":"a","type":"b"}"#.utf8),
            Array(#"{"type":"block_actions"}"#.utf8).dropLast(1) + [0xC3, 0x28],
        ]
        for body in bodies {
            #expect(await status(signed(body, to: SlackPath.events, type: "application/json")) == 400)
            #expect(await status(signed(Sample.payload(body), to: SlackPath.interactions)) == 400)
            #expect(await status(signed(body)) == 400)
        }
        for body in [
            #"{"type":"event_callback"}"#, #"{"type":"event_callback","event":{}}"#, #"{"type":"url_verification"}"#,
        ] {
            #expect(await status(signed(Array(body.utf8), to: SlackPath.events, type: "application/json")) == 400)
        }
        for form in [
            "payload", "payload=", "payload=%7B", "other=1", "payload=%FF", "payload=%", "payload=1&payload={}",
        ] {
            #expect(await status(signed(Array(form.utf8), to: SlackPath.interactions)) == 400, "\(form)")
        }
        #expect(stage.deliveries.isEmpty)
    }

    @Test(arguments: ["team_id", "user_id", "channel_id", "command", "trigger_id"])
    func `a command without a field, or with a wrong one, is refused`(field: String) async {
        for value in [nil, "", "a b", "\u{0}", "ä", String(repeating: "T", count: 300)] as [String?]
        where field != "command" || value?.isEmpty != false {
            #expect(await status(signed(Sample.command([field: value]))) == 400, "\(value ?? "nil")")
        }
        #expect(stage.deliveries.isEmpty)
    }

    @Test func `an unknown kind is ignored`() async {
        #expect(
            await status(signed(Sample.payload(Array(#"{"type":"new_thing"}"#.utf8)), to: SlackPath.interactions))
                == 200
        )
        for body in [
            #"{"type":"new_thing"}"#, #"{"type":"app_rate_limited","team_id":"T1"}"#,
            #"{"type":"event_callback","team_id":"T1","event":{"type":"reaction_added"}}"#,
        ] {
            #expect(await status(signed(Array(body.utf8), to: SlackPath.events, type: "application/json")) == 200)
        }
        #expect(stage.deliveries.isEmpty)
    }

    static let fixtures = [
        "block_actions_external", "block_actions_in_view_external", "block_actions_org", "view_submission_external",
        "view_submission_review", "view_closed_external", "block_suggestion", "shortcut", "message_action",
    ]
    static let events = [
        "app_mention_external", "member_joined_own_bot", "channel_id_changed", "app_uninstalled", "tokens_revoked_bot",
        "url_verification",
    ]

    /// Every value anywhere in the payload is replaced, one at a time, by one of another kind, or left out.
    private func mutants(of json: Any) -> [Any] {
        let strange: [Any] = [NSNull(), 7, true, "x\u{0}<!channel>", [Any](), ["a": ["b": [1]]]]
        if let object = json as? [String: Any] {
            return object.keys.sorted().flatMap { key -> [Any] in
                var without = object
                let value = without.removeValue(forKey: key) ?? NSNull()
                let changed = (strange + mutants(of: value)).map { other -> Any in
                    var copy = object
                    copy[key] = other
                    return copy
                }
                return [without] + changed
            }
        }
        if let array = json as? [Any] {
            return array.indices.prefix(2).flatMap { index in
                mutants(of: array[index]).map { other in
                    var copy = array
                    copy[index] = other
                    return copy
                }
            }
        }
        return []
    }

    @Test(arguments: fixtures + events)
    func `a wrong type anywhere never crashes`(fixture: String) async throws {
        let isEvent = Self.events.contains(fixture)
        let payload = try JSONSerialization.jsonObject(with: Data(try Sample.fixture(fixture)))
        let mutants = mutants(of: payload)
        #expect(mutants.count >= 20)
        for mutant in mutants {
            let body = Array(try JSONSerialization.data(withJSONObject: mutant))
            let request =
                isEvent
                ? signed(body, to: SlackPath.events, type: "application/json")
                : signed(Sample.payload(body), to: SlackPath.interactions)
            let status = await status(request)
            #expect(status == 200 || status == 400)
        }
    }

    @Test(arguments: fixtures)
    func `a payload cut anywhere is refused`(fixture: String) async throws {
        let body = try Sample.fixture(fixture)
        for length in stride(from: 0, to: body.count - 2, by: 97) {
            #expect(await status(signed(Sample.payload(Array(body.prefix(length))), to: SlackPath.interactions)) == 400)
        }
    }
}
