import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

@Suite struct KeptAnswerTests {
    private let card = Card(summary: "Only reviewers can do that.")

    private func delivery(_ office: Office, by person: Person, in room: Room?, key: String? = nil) -> Delivery {
        Delivery(
            key: key.map { DeliveryKey(source: .slack, text: $0) },
            installation: room?.workspace ?? Office.vendor,
            actor: person,
            room: room,
            language: nil,
            input: .press(.reviewApprove, value: "x", typed: [:]),
            at: office.clock.now()
        )
    }

    private func parked(_ office: Office) async throws -> [OutboxRow] {
        try await office.ledger.read { try $0.outbox(states: [.parked], limit: 1_000) }
    }

    @Test func `an answer kept without a reason goes to the person alone`() async throws {
        let office = try await Office()
        let room = Room(workspace: Office.north.workspace, id: Office.room.id)
        #expect(try await office.desk.keep(card, to: delivery(office, by: Office.north, in: room), parkedFor: nil))
        let message = try #require(try await office.sent().first)
        #expect(message.purpose == .answer)
        #expect(
            message.routes.map(\.address) == [
                .direct(Office.north, installation: Office.vendor), .privately(Office.north, Office.room),
            ]
        )
        #expect(message.routes.allSatisfy { $0.card == card })
    }

    @Test func `a click that comes again is answered once`() async throws {
        let office = try await Office()
        for key in ["trigger:1", "trigger:1", "trigger:2"] {
            let click = delivery(office, by: Office.north, in: nil, key: key)
            #expect(try await office.desk.keep(card, to: click, parkedFor: nil))
        }
        #expect(try await office.sent().count == 2)
    }

    @Test func `where the partner lets us write, that is a way too`() async throws {
        let office = try await Office()
        let own = Office.north.workspace
        try await office.ledger.write {
            let scopes = ["commands", "chat:write"]
            try $0.save(
                Installation(workspace: own, botUser: nil, sealedToken: [1], scopes: scopes, installedAt: .distantPast)
            )
        }
        let room = Room(workspace: own, id: Office.room.id)
        #expect(try await office.desk.keep(card, to: delivery(office, by: Office.north, in: room), parkedFor: nil))
        let message = try #require(try await office.sent().first)
        #expect(message.routes.last?.address == .direct(Office.north, installation: own))
    }

    @Test func `with a reason it is parked, and a retry sends it as a message`() async throws {
        let office = try await Office()
        let act = delivery(office, by: Office.rita, in: nil)
        #expect(try await office.desk.keep(card, to: act, parkedFor: "response_url_not_allowed"))
        #expect(try await office.sent().isEmpty)
        let row = try #require(try await parked(office).first)
        #expect(row.reason == "response_url_not_allowed")
        let now = office.clock.now()
        #expect(try await office.ledger.write { try $0.retryParked(row.id, due: now) })
        let message = try #require(try await office.sent().first)
        #expect(message.routes.map(\.address) == [.direct(Office.rita, installation: Office.vendor)])
    }

    @Test func `a flood is kept up to a bound an hour, each workspace for itself`() async throws {
        let office = try await Office()
        for number in 0..<FrontDesk.keptAnswersPerHour + 5 {
            let isKept = try await office.desk.keep(
                card,
                to: delivery(office, by: Office.north, in: Office.room),
                parkedFor: "elsewhere"
            )
            #expect(isKept == (number < FrontDesk.keptAnswersPerHour))
        }
        let other = delivery(office, by: Office.south, in: Office.room)
        #expect(try await office.desk.keep(card, to: other, parkedFor: "elsewhere"))
        #expect(try await parked(office).count == FrontDesk.keptAnswersPerHour + 1)
        office.clock.advance(bySeconds: 3_601)
        let later = delivery(office, by: Office.north, in: Office.room)
        #expect(try await office.desk.keep(card, to: later, parkedFor: "elsewhere"))
    }
}
