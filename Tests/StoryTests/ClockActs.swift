import FakeServers
import Foundation
import Testing

// What people do once something is approved.
extension Story {
    /// Somebody's registration, approved by Ada.
    func approved(_ domain: String, by person: Someone = .paul, from entry: Entry = .command) async throws -> Receipt {
        let claim = try await register(domain, by: person, from: entry)
        try await press("review.approve", on: try await card(claim.number), by: .ada)
        try await told(claim.number, person.id == "U0PIA" ? "ist freigegeben" : "is approved", to: person)
        return claim
    }

    /// Says a meeting, and yes to what was understood.
    func meet(_ number: String, _ date: String, by person: Someone) async throws {
        let question = try await answered("meeting \(number) \(date)", by: person)
        #expect(question.actionIDs == ["registration.meeting"], "\(question.readableText)")
        try await press("registration.meeting", on: question, by: person)
    }

    /// The kinds of all events of a case.
    func events(_ number: String) async throws -> [String] {
        try await shown(number).events.items.compactMap(\.kind.string)
    }

    /// The meetings of a case.
    func meetings(_ number: String) async throws -> [JSONValue] {
        try await shown(number).meetings.items
    }

    /// A day so many days from now, as a policy file has it.
    static func day(inDays days: Int) throws -> String {
        let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let day = try #require(calendar.date(byAdding: .day, value: days, to: Date()))
        return day.formatted(Date.ISO8601FormatStyle(timeZone: zone).year().month().day())
    }
}
