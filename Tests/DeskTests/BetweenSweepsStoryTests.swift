import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// A clock has ended something, and no sweep has looked yet: everybody hears what is true by the time.
@Suite struct BetweenSweepsStoryTests {
    /// The hold of the first lapsed half an hour ago; the sweep that was there before goes on in a moment.
    private func lapsed(_ office: Office) async throws -> (Registration, link: String) {
        let registration = try await office.approved("acme.com", by: Office.north)
        let link = try #require(try await office.say("status \(registration.caseNumber)", by: Office.north).link)
        try await office.run(until: "2026-03-20", 23)
        #expect(try await office.now(registration).status == .approved)
        let now = try Office.at("2026-03-21", 0, 30)
        try await office.ledger.write { try $0.set(mark: "last sweep", to: "", at: now) }
        office.clock.set(now)
        return (registration, link)
    }

    @Test func `whose hold is over is not told that it is theirs already`() async throws {
        let office = try await Office()
        let (first, _) = try await lapsed(office)
        let checked = try await office.say("check acme.com", by: Office.north).text
        #expect(!checked.contains(first.caseNumber.description), "\(checked)")
        #expect(try await office.now(first).status == .lapsed)
        let again = try await office.register("acme.com", by: Office.north)
        #expect(again.status == .submitted && again.progress.duty(.answer) != nil)
    }

    @Test func `whoever waited is offered the prospect before somebody new can claim it`() async throws {
        let office = try await Office()
        let (first, _) = try await lapsed(office)
        let second = try await office.register("acme.com", by: Office.south)
        #expect(try await office.now(first).status == .lapsed)
        #expect(try await office.kinds(first).filter { $0 == .lapsed }.count == 1)
        #expect(second.progress.duty(.answer) != nil)
        _ = try await office.desk.sweep(at: office.clock.now())
        #expect(try await office.kinds(first).filter { $0 == .lapsed }.count == 1)
    }

    @Test func `the record page and the list say what is true by the time, and write nothing`() async throws {
        let office = try await Office()
        let (first, link) = try await lapsed(office)
        let page = try await office.page(link)
        #expect(page?.status == "Lapsed", "\(page?.status ?? "no page")")
        #expect(page?.history.contains { $0.text.plain.hasPrefix("Lapsed") } == true)
        #expect(try await office.say("status", by: Office.north).text.contains("lapsed"))
        #expect(try await office.now(first).status == .approved)
        #expect(try await !office.kinds(first).contains(.lapsed))
    }

    /// A service that was off has ended nothing, whoever looks first.
    @Test func `what would have ended while the service was off has not`() async throws {
        let office = try await Office()
        let registration = try await office.approved("acme.com", by: Office.north)
        let link = try #require(try await office.say("status \(registration.caseNumber)", by: Office.north).link)
        try await office.run(until: "2026-03-16", 12)
        office.clock.advance(byDays: 7)
        #expect(try await office.page(link)?.status == "Approved")
        #expect(try await office.say("check acme.com", by: Office.north).text.contains("\(registration.caseNumber)"))
        #expect(try await office.now(registration).status == .approved)
    }
}
