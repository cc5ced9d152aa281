import Curl
import Desk
import Dialogue
import Foundation
import JSON
import Registrations
import Synchronization
import Testing

@testable import Teams

/// What the courier asks the ledger for besides people: rooms without an address, and whose clients look by themselves.
struct CourierReachesTests {
    private let vendor = WorkspaceKey(channel: .teams, id: Tenant.vendor)
    private var reviewer: Person { Person(workspace: vendor, user: "0000e001-1111-2222-3333-444455556666") }
    private var room: Room { Room(workspace: vendor, id: "19:abc@thread.tacv2;messageid=17") }

    @Test func `a room that nobody says the address of is reported, where no other way is left`() async throws {
        var settings = TeamsSettings.sample
        // The cloud's own address is none that may be called.
        settings.serviceHosts = ["smba.infra.gcc.teams.microsoft.com"]
        for (addresses, isReported) in [
            ([.room(room)], true), ([.privately(reviewer, room)], true),
            ([.privately(reviewer, room), .direct(reviewer, installation: vendor)], false),
        ] as [([Address], Bool)] {
            let wire = MicrosoftWire.withToken()
            let reported = Mutex<[Room]>([])
            let courier = TeamsCourier(
                settings,
                connector: wire.teams.connector,
                reaches: TeamsReaches(
                    person: { _ in nil },
                    room: { _ in nil },
                    shutOut: { room, _ in reported.withLock { $0.append(room) } }
                )
            )
            #expect(await failure(courier, due(addresses)) == .closedRoute(reason: "room_not_met"))
            #expect(reported.withLock { $0 } == (isReported ? [room] : []), "\(addresses)")
            #expect(wire.requests.isEmpty)
        }
        // Whoever was not met there is no matter of the room's.
        let courier = TeamsCourier(
            .sample,
            connector: MicrosoftWire.withToken().teams.connector,
            reaches: TeamsReaches(
                person: { _ in nil },
                room: { _ in nil },
                shutOut: { _, _ in Issue.record("reported") }
            )
        )
        #expect(await failure(courier, due([.privately(reviewer, room)])) == .closedRoute(reason: "person_not_met"))
    }

    @Test func `those whose clients ask for a view of their own are named where a card has one, and only there`()
        async throws
    {
        let wire = MicrosoftWire.withToken()
        wire.answer("/activities", .json(#"{"id":"18"}"#, status: 201))
        let asked = Mutex(0)
        let reach = Reach(person: reviewer, host: vendor, account: "29:r", address: serviceURL, conversation: "a:1")
        func courier(_ viewers: @escaping @Sendable () async throws -> [String]) -> TeamsCourier {
            TeamsCourier(
                .sample,
                connector: wire.teams.connector,
                reaches: TeamsReaches(person: { _ in reach }, room: { _ in nil }, viewers: viewers)
            )
        }
        let known = courier {
            asked.withLock { $0 += 1 }
            return ["29:r", "29:s"]
        }
        let direct = Address.direct(reviewer, installation: vendor)
        let show = Card(buttons: [Button(.reviewShow, "Show", value: "r1")], summary: "s")
        let plain = Card(buttons: [Button(.reviewUndo, "Undo", value: "r1")], summary: "s")
        for card in [show, plain] { _ = try await known.deliver(due([direct], card)) }
        let cards = try wire.requests(to: "/activities").map {
            try JSON.parse($0.body)["attachments"]?[0]?["content"]
        }
        #expect(cards[0]?["refresh"]?["userIds"]?.elements.map(\.string) == ["29:r", "29:s"])
        #expect(cards[0]?["refresh"]?["action"]?["verb"]?.string == "review.show")
        #expect(cards[1]?["actions"] != nil && cards[1]?["refresh"] == nil)
        #expect(asked.withLock { $0 } == 1)
        let busy = courier { throw CancellationError() }
        #expect(await failure(busy, due([direct], show)) == .retry(afterSeconds: nil, reason: "ledger_busy"))
    }
}
