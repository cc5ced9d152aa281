import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// What passes while the service is off, and what has passed though no sweep has looked yet.
@Suite struct DowntimeStoryTests {
    /// Approved on 3 March for 14 days and met: nothing is owed but the next step.
    private func held(_ office: Office) async throws -> Registration {
        _ = try await office.desk.sweep(at: office.clock.now())
        let registration = try await office.approved("acme.com", by: Office.north)
        _ = try await office.meet(registration, "tomorrow 14:00", by: Office.north)
        _ = try await office.say("next \(registration.caseNumber) Demo", by: Office.rita)
        return try await office.now(registration)
    }

    private func office(_ change: (inout Policy) -> Void = { _ in }) async throws -> Office {
        try await Office {
            $0.hold.length = .days(14)
            change(&$0)
        }
    }

    private func lastSecond(_ day: String) throws -> Date { try Office.at(day, 24).addingTimeInterval(-1) }

    @Test func `a hold that ended while the service was off has what was left of it after the return`() async throws {
        let office = try await office()
        let registration = try await held(office)
        #expect(registration.hold?.until == (try lastSecond("2026-03-17")))
        try await office.run(until: "2026-03-16", 12)
        office.clock.advance(byDays: 7)
        _ = try await office.desk.sweep(at: office.clock.now())
        let back = try await office.now(registration)
        let end = try lastSecond("2026-03-24")
        #expect(back.status == .approved && back.hold?.until == end)
        #expect(try await office.hold(on: back) == back.hold)
        let event = try #require(try await office.events(.registration(registration.id)).last).event
        #expect(event.kind == .holdExtended && event.actor == .rule("service_stopped", policyVersion: "7 abc"))
        let page = try await office.say("why \(registration.caseNumber)", by: Office.north).text
        #expect(page.contains("by the time the service was off"), "\(page)")
        // The same stop is not added twice.
        _ = try await office.desk.sweep(at: office.clock.now())
        #expect(try await office.now(registration).hold == back.hold)
        try await office.run(until: "2026-03-25", 1)
        #expect(try await office.now(registration).status == .lapsed)
    }

    @Test func `a short stop moves no hold but one that ended in it`() async throws {
        let office = try await office()
        let registration = try await held(office)
        try await office.run(until: "2026-03-17", 23, 50)
        office.clock.advance(bySeconds: 1_200)
        _ = try await office.desk.sweep(at: office.clock.now())
        #expect(try await office.now(registration).hold?.until == (try lastSecond("2026-03-18")))
        let other = try await office.approved("initech.com", by: Office.west)
        try await office.run(until: "2026-03-18", 12)
        office.clock.advance(bySeconds: 1_200)
        _ = try await office.desk.sweep(at: office.clock.now())
        #expect(try await office.now(other).hold == other.hold)
    }

    @Test func `whoever acts right after the return, before the first sweep, loses nothing by the stop`() async throws {
        let office = try await office()
        let registration = try await held(office)
        try await office.run(until: "2026-03-16", 12)
        office.clock.advance(byDays: 7)
        let told = try await office.meet(registration, "tomorrow 14:00", by: Office.north)
        #expect(told.contains("24 March"), "\(told)")
        let back = try await office.now(registration)
        #expect(back.status == .approved && back.progress.meetings.count == 2)
        _ = try await office.desk.sweep(at: office.clock.now())
        let swept = try await office.now(registration)
        let end = try lastSecond("2026-03-24")
        #expect(swept.status == .approved && swept.hold?.until == end)
    }

    @Test func `nobody takes a prospect whose hold ended only by a stop of the service`() async throws {
        let office = try await office()
        let registration = try await held(office)
        let second = try await office.register("acme.com", by: Office.south)
        try await office.run(until: "2026-03-16", 12)
        office.clock.advance(byDays: 7)
        let told = try await office.press(.reviewApprove, second.id.text, by: Office.rita).text
        #expect(told.contains("holds this prospect until 24 March"), "\(told)")
        #expect(try await office.now(registration).status == .approved)
        #expect(try await office.now(second).status == .submitted)
    }

    @Test func `a hold that is over counts no more, though no sweep has looked`() async throws {
        let words: [@Sendable (Registration) -> (String, Person)] = [
            { ("meeting \($0.caseNumber) tomorrow 14:00", Office.north) },
            { ("extend \($0.caseNumber)", Office.north) },
            { ("extend \($0.caseNumber)", Office.rita) }, { ("won \($0.caseNumber)", Office.rita) },
            { ("deal \($0.caseNumber)", Office.north) }, { ("status \($0.caseNumber)", Office.north) },
        ]
        for words in words {
            let office = try await office { $0.hold.extending = .init(times: 3) }
            let registration = try await held(office)
            try await office.run(until: "2026-03-17", 23, 55)
            office.clock.advance(bySeconds: 600)
            let (text, person) = words(registration)
            let told = try await office.say(text, by: person).text
            #expect(told.contains("lapsed"), "\(text): \(told)")
            let after = try await office.now(registration)
            #expect(after.status == .lapsed && after.progress.meetings.count == 1)
            #expect(try await office.hold(on: registration) == nil)
            #expect(try await office.kinds(registration).filter { $0 == .lapsed }.count == 1)
            _ = try await office.desk.sweep(at: office.clock.now())
            #expect(try await office.kinds(registration).filter { $0 == .lapsed }.count == 1)
        }
    }

    @Test func `an offer that ran out is not accepted, and a button says so as well`() async throws {
        let office = try await office()
        let first = try await held(office)
        let second = try await office.register("acme.com", by: Office.south)
        _ = try await office.say("withdraw \(first.caseNumber)", by: Office.north)
        let due = try #require(try await office.now(second).progress.duty(.acceptOffer)?.due)
        try await office.run(until: due.addingTimeInterval(-1))
        office.clock.set(due.addingTimeInterval(60))
        let told = try await office.press(.acceptOffer, second.id.text, by: Office.south).text
        #expect(told.contains("withdrawn"), "\(told)")
        #expect(try await office.now(second).status == .withdrawn)
        // The claim can be made anew at once.
        let anew = try await office.register("acme.com", by: Office.south)
        #expect(anew.status == .submitted && anew.id != second.id)
    }
}
