import Curl
import Desk
import Dialogue
import Foundation
import JSON
import Registrations
import Synchronization
import Testing

@testable import Teams

struct TeamsCourierTests {
    private let vendor = WorkspaceKey(channel: .teams, id: Tenant.vendor)
    private var reviewer: Person { Person(workspace: vendor, user: "0000e001-1111-2222-3333-444455556666") }
    private var submitter: Person {
        Person(
            workspace: WorkspaceKey(channel: .teams, id: Tenant.partner),
            user: "0000e002-1111-2222-3333-444455556666"
        )
    }
    private var room: Room { Room(workspace: vendor, id: "19:abc@thread.tacv2;messageid=17") }

    private func courier(
        _ wire: MicrosoftWire,
        conversation: String? = nil,
        knows: Bool = true,
        shutOut: @escaping @Sendable (Room, RegistrationID?) async throws -> Void = { _, _ in }
    ) -> TeamsCourier {
        let vendor = vendor
        return TeamsCourier(
            .sample,
            connector: wire.teams.connector,
            reaches: TeamsReaches(
                person: { person in
                    guard knows else { return nil }
                    return Reach(
                        person: person,
                        host: vendor,
                        account: "29:" + person.user.prefix(8),
                        address: "https://smba.trafficmanager.net/amer",
                        conversation: conversation
                    )
                },
                room: { room in knows ? RoomReach(room: room, address: "https://smba.trafficmanager.net/de") : nil },
                shutOut: shutOut
            )
        )
    }

    @Test func `a reviewer's conversation is opened once and written to`() async throws {
        let wire = MicrosoftWire.withToken()
        wire.answer("/v3/conversations", .json(#"{"id":"a:1"}"#, status: 201))
        wire.answer("/activities", .json(#"{"id":"18"}"#, status: 201))
        let courier = courier(wire)
        let message = due([.direct(reviewer, installation: vendor)])
        #expect(try await courier.deliver(message) == "a:1/18")
        #expect(try await courier.deliver(message) == "a:1/18")
        let urls = wire.requests(to: "/v3/").map(\.url)
        let base = "https://smba.trafficmanager.net/amer/v3/conversations"
        #expect(urls == [base, base + "/a%3A1/activities", base + "/a%3A1/activities"])
        let activity = try JSON.parse(wire.requests(to: "/activities")[0].body)
        #expect(activity["type"]?.string == "message")
        #expect(activity["recipient"] == nil)
        #expect(activity["summary"]?.string == "Case REG-1")
        #expect(activity["channelData"]?["notification"]?["alert"]?.bool == true)
    }

    @Test func `a conversation that is known is not opened`() async throws {
        let wire = MicrosoftWire.withToken()
        wire.answer("/activities", .json(#"{"id":"18"}"#, status: 201))
        let reference = try await courier(wire, conversation: "a:known").deliver(
            due([.direct(reviewer, installation: vendor)])
        )
        #expect(reference == "a:known/18")
        #expect(wire.requests(to: "/v3/").count == 1)
    }

    @Test func `somebody of another tenant is not written to alone, without a call`() async {
        let wire = MicrosoftWire.withToken()
        let found = await failure(
            courier(wire, conversation: "a:other"),
            due([.direct(submitter, installation: vendor), .privately(submitter, room)])
        )
        #expect(found == .closedRoute(reason: "external_person"))
        #expect(wire.requests.isEmpty)
    }

    @Test func `whoever was never met cannot be reached, nor can an unknown room elsewhere`() async {
        let wire = MicrosoftWire.withToken()
        let courier = courier(wire, knows: false)
        #expect(
            await failure(courier, due([.direct(reviewer, installation: vendor)]))
                == .closedRoute(reason: "person_not_met")
        )
        #expect(await failure(courier, due([.privately(submitter, room)])) == .closedRoute(reason: "person_not_met"))
        #expect(wire.requests.isEmpty)
    }

    @Test func `what is private in a room is targeted at one person, and never becomes public`() async throws {
        let wire = MicrosoftWire.withToken()
        wire.answer("/activities", .json(#"{"id":"18"}"#, status: 201))
        let reference = try await courier(wire).deliver(due([.privately(submitter, room)]))
        #expect(reference == "19:abc@thread.tacv2;messageid=17/18/private")
        let request = wire.requests(to: "/activities")[0]
        #expect(request.url.hasSuffix("/activities?isTargetedActivity=true"))
        #expect(request.url.hasPrefix("https://smba.trafficmanager.net/de/"))
        let recipient = try JSON.parse(request.body)["recipient"]
        #expect(recipient?["id"]?.string == "29:0000e002")
        #expect(recipient?["isTargeted"]?.bool == true)
        for status in [400, 403, 404] {
            let closed = MicrosoftWire.withToken()
            closed.answer("/activities", .json("{}", status: status))
            #expect(await failure(courier(closed), due([.privately(submitter, room), .room(room)])) != nil)
            #expect(closed.requests(to: "/activities").map { $0.url.contains("isTargetedActivity") } == [true])
        }
    }

    @Test func `a room's line stays in its thread`() async throws {
        let wire = MicrosoftWire.withToken()
        wire.answer("/activities", .json(#"{"id":"18"}"#, status: 201))
        #expect(try await courier(wire).deliver(due([.room(room)])) == "19:abc@thread.tacv2;messageid=17/18")
        #expect(wire.requests(to: "/activities")[0].url.contains("%3Bmessageid%3D17/activities"))
    }

    @Test func `a message is rewritten where it stands`() async throws {
        let wire = MicrosoftWire.withToken()
        wire.answer("/activities", .json(""))
        let known = "19:abc@thread.tacv2;messageid=9/18"
        #expect(try await courier(wire).deliver(due([.room(room)], rewriting: known)) == known)
        let request = wire.requests(to: "/activities")[0]
        #expect(request.method == .put)
        #expect(request.url.hasSuffix("%3Bmessageid%3D9/activities/18"))
        let secret = "19:abc@thread.tacv2/18/private"
        #expect(try await courier(wire).deliver(due([.privately(submitter, room)], rewriting: secret)) == secret)
        let targeted = wire.requests(to: "/activities")[1]
        #expect(targeted.url.hasSuffix("/activities/18?isTargetedActivity=true"))
        // Named only when it is made: https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages
        #expect(try JSON.parse(targeted.body)["recipient"] == nil)
    }

    @Test func `a private card never takes the place of a public line`() async throws {
        let table: [(Address, String)] = [
            (.privately(submitter, room), room.id + "/18"),
            (.room(room), room.id + "/18/private"),
            (.room(room), "19:other@thread.tacv2/18"),
            (.room(room), "nonsense"),
            (.room(room), "a/b/c"),
        ]
        for (address, reference) in table {
            let wire = MicrosoftWire.withToken()
            wire.answer("/activities", .json(#"{"id":"19"}"#, status: 201))
            _ = try await courier(wire).deliver(due([address], rewriting: reference))
            #expect(wire.requests(to: "/activities").map(\.method) == [.post], "\(reference)")
        }
        let wire = MicrosoftWire.withToken()
        wire.answer("/activities", .json(#"{"id":"19"}"#, status: 201))
        let direct = due([.direct(reviewer, installation: vendor)], rewriting: room.id + "/18")
        #expect(try await courier(wire, conversation: "a:1").deliver(direct) == "a:1/19")
    }

    @Test func `a message that is gone is posted anew, other trouble is told`() async throws {
        let wire = MicrosoftWire.withToken()
        wire.answer("/activities/18", .json(#"{"error":{"code":"ActivityNotFoundInConversation"}}"#, status: 404))
        wire.answer("/activities?", .json(#"{"id":"20"}"#, status: 201))
        let expired = due([.privately(submitter, room)], rewriting: room.id + "/18/private")
        wire.answer("18?", .json("{}", status: 404))
        #expect(try await courier(wire).deliver(expired) == room.id + "/20/private")
        let busy = MicrosoftWire.withToken()
        busy.answer("/activities", .json("", status: 502))
        #expect(
            await failure(courier(busy), due([.room(room)], rewriting: room.id + "/18"))
                == .retry(afterSeconds: nil, reason: "http_502")
        )
        #expect(await failure(courier(busy), due([.room(room)])) == .unknown(reason: "http_502"))
        #expect(await failure(courier(busy), due([.room(room)], route: 1)) == .permanent(reason: "no_such_route"))
    }

    @Test func `the app gone from a person's side closes that way`() async {
        let wire = MicrosoftWire.withToken()
        wire.answer("/v3/conversations", .json(#"{"error":{"code":"BotNotInConversationRoster"}}"#, status: 403))
        #expect(
            await failure(courier(wire), due([.direct(reviewer, installation: vendor)]))
                == .closedRoute(reason: "BotNotInConversationRoster")
        )
    }
    // https://learn.microsoft.com/microsoftteams/platform/build-apps-for-shared-private-channels
    @Test func `a room that the app was not added to is reported, and a person who left it is not`() async throws {
        let vendor = vendor
        let refusal = #"{"error":{"code":"BotNotInConversationRoster"}}"#
        for (addresses, body, isReported) in [
            ([.room(room)], refusal, true),
            ([.privately(submitter, room)], refusal, true),
            ([.privately(submitter, room), .room(room)], refusal, false),
            ([.direct(reviewer, installation: vendor)], refusal, false),
            ([.room(room)], #"{"error":{"code":"BotDisabledByAdmin"}}"#, false),
        ] as [([Address], String, Bool)] {
            let wire = MicrosoftWire.withToken()
            wire.answer("/activities", .json(body, status: 403))
            let reported = Mutex<[Room]>([])
            let courier = courier(wire, conversation: "a:1") { room, _ in reported.withLock { $0.append(room) } }
            #expect(await failure(courier, due(addresses)) != nil)
            #expect(reported.withLock { $0 } == (isReported ? [room] : []), "\(addresses) \(body)")
        }
        let wire = MicrosoftWire.withToken()
        wire.answer("/activities", .json(refusal, status: 403))
        let busy = courier(wire) { _, _ in throw CancellationError() }
        #expect(await failure(busy, due([.room(room)])) == .retry(afterSeconds: nil, reason: "ledger_busy"))
    }
}
