import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

@Suite struct ShutOutTests {
    @Test func `managers are told of a room without the app, in their language, once a day`() async throws {
        let office = try await Office { $0.reviewers[1].isManager = true }
        let registration = try await office.register("acme.com", by: Office.north)
        _ = try await office.sent()
        try await office.desk.shutOut(of: Office.room, over: registration.id)
        let told = try await office.sent().flatMap(\.routes).sorted { $0.card.summary < $1.card.summary }
        #expect(
            told.map(\.address) == [
                .direct(Office.ben, installation: Office.vendor), .direct(Office.mona, installation: Office.vendor),
            ]
        )
        for (route, heading) in zip(told, ["Die App fehlt in einem Kanal", "The app is missing in a channel"]) {
            #expect(route.card.heading == heading)
            #expect(route.card.text.contains("North Systems"))
            #expect(route.card.text.contains("\(registration.caseNumber)"))
        }
        try await office.desk.shutOut(of: Office.room, over: nil)
        #expect(try await office.sent().isEmpty)
        let other = Room(workspace: Office.vendor, id: "C0OTHER")
        try await office.desk.shutOut(of: other, over: nil)
        #expect(try await office.sent().count == 2)
        office.clock.advance(bySeconds: 86_401)
        try await office.desk.shutOut(of: Office.room, over: nil)
        #expect(try await office.sent().count == 2)
    }
}
