import Curl
import Desk
import Dialogue
import Foundation
import JSON
import Logging
import Registrations
import Synchronization
import Testing

@testable import Teams

/// The door with a desk that answers what it was told to, and remembers what it was asked.
final class DoorStage: Sendable {
    struct Memory {
        var reply: Reply = .nothing
        var fails = false
        var trouble: LedgerTrouble?
        var crowding: Crowding?
        var deliveries: [Delivery] = []
        var news: [(News, [DeliveryKey])] = []
        var reaches: [Reach?] = []
    }

    struct Failed: Error {}

    let memory: Mutex<Memory>
    let wire: MicrosoftWire

    init(_ reply: Reply = .nothing) throws {
        memory = Mutex(Memory(reply: reply))
        wire = try wireWithKeys()
        wire.answer(
            "/members/",
            .json(#"{"id":"29:1pat","aadObjectId":"\#(Self.pat)","tenantId":"\#(Tenant.partner)"}"#)
        )
        wire.answer("/oauth2/", .json(#"{"token_type":"Bearer","expires_in":3600,"access_token":"t"}"#))
    }

    static let pat = "0000eeee-1111-2222-3333-444455556666"
    static let person = Person(workspace: WorkspaceKey(channel: .teams, id: Tenant.partner), user: pat)
    static let vendor = WorkspaceKey(channel: .teams, id: Tenant.vendor)

    func change(_ body: (inout Memory) -> Void) { memory.withLock { body(&$0) } }
    var deliveries: [Delivery] { memory.withLock(\.deliveries) }
    var news: [News] { memory.withLock { $0.news.map(\.0) } }

    var endpoint: TeamsEndpoint {
        let shared = TeamsWire(.sample, send: wire.send, time: wire.time)
        return TeamsEndpoint(
            trust(wire),
            people: TeamsPeople(connector: shared.connector) { _, _ in nil },
            vendor: Self.vendor,
            desk: desk,
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    private var desk: TeamsDesk {
        TeamsDesk(
            receive: { delivery in
                try self.memory.withLock { memory in
                    if memory.fails { throw Failed() }
                    if let trouble = memory.trouble { throw trouble }
                    memory.deliveries.append(delivery)
                    return memory.reply
                }
            },
            trouble: { delivery, incident in Self.said("Trouble \(incident)", delivery) },
            learn: { news, keys, _, reach, _ in
                try self.memory.withLock { memory in
                    if memory.fails { throw Failed() }
                    if let trouble = memory.trouble { throw trouble }
                    memory.news.append((news, keys))
                    memory.reaches.append(reach)
                }
            },
            crowding: { _ in self.memory.withLock(\.crowding) },
            crowdingOfNews: { _ in self.memory.withLock(\.crowding) },
            turnAway: { delivery, _ in Self.said("Later", delivery) },
            words: { _ in FormsTests.words }
        )
    }

    private static func said(_ sentence: String, _ delivery: Delivery) -> Reply {
        guard case .filled = delivery.input else { return .card(Card(summary: sentence)) }
        return .mistakes([FieldMistake(input: "company_name", sentence: sentence)])
    }

    /// What becomes of an activity.
    func answer(_ activity: [String: Any]) async throws -> OutboundResponse {
        var envelope = Envelope()
        envelope.activity = activity
        return await endpoint.answer(try envelope.request())
    }
}

/// Activities as Teams sends them.
enum Activities {
    static func message(_ text: String, _ change: (inout [String: Any]) -> Void = { _ in }) -> [String: Any] {
        var activity = Envelope().activity
        activity["text"] = text
        change(&activity)
        return activity
    }

    static func personal(_ activity: [String: Any]) -> [String: Any] {
        var activity = activity
        activity["conversation"] = ["id": "a:1", "conversationType": "personal", "tenantId": Tenant.vendor]
        return activity
    }

    static func mention(_ text: String) -> [[String: Any]] {
        [["type": "mention", "mentioned": ["id": "28:" + Tenant.app, "name": "Leads"], "text": text]]
    }

    static func invoke(_ name: String, _ value: Any, id: String = "f:1") -> [String: Any] {
        message("") {
            $0["type"] = "invoke"
            $0["name"] = name
            $0["value"] = value
            $0["id"] = id
            $0["replyToId"] = "1700000000001"
            $0["locale"] = "de-AT"
        }
    }

    static func fetch(
        _ verb: String,
        _ id: String = "",
        nonce: String? = nil,
        activity: String = "f:1"
    ) -> [String: Any] {
        var data: [String: Any] = ["msteams": ["type": "task/fetch"], "verb": verb, "id": id]
        data["nonce"] = nonce
        return invoke("task/fetch", ["data": data, "context": ["theme": "dark"]], id: activity)
    }

    static func submit(_ data: [String: Any], activity: String = "f:2") -> [String: Any] {
        invoke("task/submit", ["data": data], id: activity)
    }

    static var company: [String: Any] {
        [
            "form": "register", "token": "d1.company", "nonce": "n1", "company_name": "Acme", "company_domain": "",
            "target_revenue": 12, "verbose": ["a": 1],
        ]
    }

    static func press(
        _ verb: String,
        _ id: String,
        nonce: String? = "n1",
        trigger: String = "manual",
        activity: String = "f:3"
    ) -> [String: Any] {
        var data: [String: Any] = ["verb": verb, "id": id]
        data["nonce"] = nonce
        let action: [String: Any] = ["type": "Action.Execute", "verb": verb, "data": data]
        return invoke("adaptiveCard/action", ["action": action, "trigger": trigger], id: activity)
    }

    static func update(_ change: (inout [String: Any]) -> Void) -> [String: Any] {
        message("") {
            $0["type"] = "conversationUpdate"
            $0["text"] = nil
            $0["id"] = "f:9"
            change(&$0)
        }
    }
}
