import Curl
import Desk
import Dialogue
import Foundation
import JSON
import Registrations
import Testing

@testable import Teams

/// What comes of a call's end for the message, and of a no for what stands already.
struct OutcomeTests {
    private let vendor = WorkspaceKey(channel: .teams, id: Tenant.vendor)
    private var reviewer: Person { Person(workspace: vendor, user: "0000e001-1111-2222-3333-444455556666") }
    private var direct: Address { .direct(reviewer, installation: vendor) }

    private func courier(_ wire: MicrosoftWire, conversation: String?) -> TeamsCourier {
        let (reviewer, vendor) = (reviewer, vendor)
        return TeamsCourier(
            .sample,
            connector: wire.teams.connector,
            reaches: TeamsReaches(
                person: { _ in
                    Reach(
                        person: reviewer,
                        host: vendor,
                        account: "29:1",
                        address: serviceURL,
                        conversation: conversation
                    )
                },
                room: { _ in nil }
            )
        )
    }

    @Test func `what may have arrived is unknown, what surely did not is sent again`() async {
        let table: [(MicrosoftWire.Answer, DeliveryFailure)] = [
            (.failure(.tooLarge), .unknown(reason: "answer_too_large")),
            (.failure(.cancelled), .unknown(reason: "cancelled")), (.failure(.unknown("cut")), .unknown(reason: "cut")),
            (.json("<html>", status: 200), .unknown(reason: "unreadable_answer")),
            (.failure(.notSent("down")), .retry(afterSeconds: nil, reason: "down")),
            (.failure(.refused("scheme")), .permanent(reason: "scheme")),
        ]
        for (answer, expected) in table {
            let wire = MicrosoftWire.withToken()
            wire.answer("/activities", answer)
            #expect(await failure(courier(wire, conversation: "a:1"), due([direct])) == expected, "\(expected)")
            #expect(wire.requests(to: "/activities").count == 1, "\(expected)")
        }
        let wire = MicrosoftWire()
        wire.answer("/oauth2/", .json(#"{"error":"invalid_client"}"#, status: 401))
        #expect(
            await failure(courier(wire, conversation: "a:1"), due([direct]))
                == .retry(afterSeconds: nil, reason: "invalid_client")
        )
    }

    @Test(
        arguments: [
            ("2.5", 2.5), ("0", 1), ("-5", 1), ("3600", 3600), ("3601", 3600), ("1e9", 3600), ("soon", nil),
            ("nan", nil),
            ("inf", nil), ("", nil),
        ] as [(String, Double?)]
    )
    func `the patience Teams asks for has bounds`(said: String, seconds: Double?) async {
        let wire = MicrosoftWire.withToken()
        wire.answer("/activities", .json("", status: 429, headers: [("retry-after", said)]))
        #expect(
            await failure(courier(wire, conversation: "a:1"), due([direct]))
                == .retry(afterSeconds: seconds, reason: "throttled")
        )
    }

    @Test func `only what is gone, or not ours to change, is said anew`() async throws {
        for (status, isSaidAnew) in [(400, true), (404, true), (403, false), (413, false), (412, false), (502, false)] {
            let wire = MicrosoftWire.withToken()
            wire.answer("/activities", .json(#"{"id":"20"}"#, status: 201))
            wire.answer("/activities/18", .json("{}", status: status))
            let found = await failure(courier(wire, conversation: "a:1"), due([direct], rewriting: "a:1/18"))
            #expect((found == nil) == isSaidAnew, "\(status)")
            let methods = wire.requests(to: "/activities").map(\.method)
            #expect(methods == (isSaidAnew ? [.put, .post] : [.put]), "\(status)")
        }
    }

    @Test func `only a new card that somebody is owed raises an alert`() async throws {
        let wire = MicrosoftWire.withToken()
        wire.answer("/activities", .json(#"{"id":"18"}"#, status: 201))
        let courier = courier(wire, conversation: "a:1")
        func alert(_ purpose: Message.Purpose, rewriting: String? = nil) async throws -> Bool? {
            _ = try await courier.deliver(due([direct], rewriting: rewriting, purpose: purpose))
            let body = try #require(wire.requests(to: "/activities").last).body
            return try JSON.parse(body)["channelData"]?["notification"]?["alert"]?.bool
        }
        #expect(try await alert(.reviewCard) == true)
        #expect(try await alert(.reviewCardUpdate, rewriting: "a:1/18") == nil)
        #expect(try await alert(.entryCard) == nil)
    }

    @Test func `a conversation that is gone is opened anew the next time`() async throws {
        let wire = MicrosoftWire.withToken()
        wire.answer("/v3/conversations", .json(#"{"id":"a:1"}"#, status: 201), .json(#"{"id":"a:2"}"#, status: 201))
        wire.answer("/activities", .json("{}", status: 404), .json(#"{"id":"18"}"#, status: 201))
        let courier = courier(wire, conversation: nil)
        #expect(await failure(courier, due([direct])) == .closedRoute(reason: "http_404"))
        #expect(try await courier.deliver(due([direct])) == "a:2/18")
    }

    @Test func `changes of a message keep to the pace of its conversation`() async throws {
        let wire = MicrosoftWire.withToken()
        wire.answer("/activities", .json(""))
        let courier = courier(wire, conversation: "a:1")
        for _ in 1...7 { #expect(try await courier.deliver(due([direct], rewriting: "a:1/18")) == "a:1/18") }
        #expect(
            await failure(courier, due([direct], rewriting: "a:1/18")) == .retry(afterSeconds: 1, reason: "throttled")
        )
        #expect(wire.requests(to: "/activities").count == 7)
    }
}
