import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// A message and when it was sent.
struct Told: Sendable {
    let at: Date
    let message: Message

    var text: String { message.routes.first?.card.text ?? "" }

    /// Whom it was meant for, where it was a person.
    var person: Person? {
        switch message.routes.first?.address {
        case .direct(let person, _), .privately(let person, _): person
        case .room, nil: nil
        }
    }
}

extension Office {
    /// In the program's time zone.
    static let local = LocalTime(timeZone: "Europe/Berlin")

    static func at(_ day: String, _ hour: Int = 0, _ minute: Int = 0) throws -> Date {
        local.instant(on: try #require(CivilDate(day)), secondOfDay: hour * 3_600 + minute * 60)
    }

    /// A service that never stops until then: it sweeps whenever a clock has something to say.
    @discardableResult
    func run(until end: Date) async throws -> [Told] {
        var told = try await sent().map { Told(at: clock.now(), message: $0) }
        while clock.now() < end {
            let now = clock.now()
            let wake = try await ledger.read { reader in
                try reader.awaking(at: end, limit: 1).first.flatMap { try reader.registration($0)?.progress.wakeAt }
            }
            let next = min(end, max(wake ?? end, now.addingTimeInterval(1)))
            try await ledger.write { try $0.set(mark: "last sweep", to: "", at: next) }
            clock.set(next)
            _ = try await desk.sweep(at: next)
            told += try await sent().map { Told(at: next, message: $0) }
        }
        return told
    }

    @discardableResult
    func run(until day: String, _ hour: Int = 0, _ minute: Int = 0) async throws -> [Told] {
        try await run(until: try Self.at(day, hour, minute))
    }

    func approved(_ domain: String, by person: Person, reviewer: Person = rita) async throws -> Registration {
        let registration = try await register(domain, by: person)
        _ = try await press(.reviewApprove, registration.id.text, by: reviewer)
        return try await now(registration)
    }

    /// Says the date in words, and yes to what was understood.
    func meet(_ registration: Registration, _ date: String, by person: Person) async throws -> String {
        let asked = try await say("meeting \(registration.caseNumber) \(date)", by: person).card()
        guard let yes = asked.buttons.first(where: { $0.verb == .meeting }) else { return asked.text }
        return try await press(yes.verb, yes.value, by: person).text
    }

    /// Nothing of it changed, and nobody was told.
    func unchanged(
        _ registration: Registration,
        _ location: SourceLocation = #_sourceLocation,
        _ act: () async throws -> Void
    ) async throws {
        let before = try await now(registration)
        let holds = try await ledger.read { try $0.holds(company: registration.company) }
        try await act()
        #expect(try await now(registration) == before, sourceLocation: location)
        #expect(
            try await ledger.read { try $0.holds(company: registration.company) } == holds,
            sourceLocation: location
        )
    }
}

extension [Told] {
    func reminders(to person: Person? = nil) -> [Told] {
        filter { $0.message.purpose == .reminder && (person == nil || $0.person == person) }
    }
}
