import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// What the clocks say, to whom and when.
@Suite struct ClockStoryTests {
    @Test func `the partner is reminded 7 and 2 days before, once each, in office hours`() async throws {
        let office = try await Office()
        let registration = try await office.approved("acme.com", by: Office.north)
        let told = try await office.run(until: "2026-03-20").reminders(to: Office.north)
        let days = [try Office.at("2026-03-10", 9), try Office.at("2026-03-13", 9)]
        #expect(told.map(\.at) == days.map { $0.addingTimeInterval(1) })
        for reminder in told {
            #expect(reminder.text.contains("Book the first meeting by") && reminder.text.contains("17 March"))
            #expect(reminder.message.routes.first?.card.buttons.map(\.verb) == [.meeting])
        }
        #expect(try await office.kinds(registration).filter { $0 == .reminded }.count == 2)
    }

    @Test func `a reminder that was behind the duty when it began does not come after all when the office opens later`()
        async throws
    {
        let office = try await Office {
            $0.calendar.opensAtMinute = 8 * 60
            $0.duties[.firstMeeting]?.within = .days(7)
        }
        office.clock.set(try Office.at("2026-03-04", 8, 5))
        let registration = try await office.approved("acme.com", by: Office.north)
        // Seven days before the end of 11 March was at eight; now it is at ten.
        var policy = office.policies.current
        policy.version = "8 abc"
        policy.calendar.opensAtMinute = 10 * 60
        office.policies.replace(with: policy)
        let told = try await office.run(until: "2026-03-11").reminders(to: Office.north)
        #expect(told.map(\.at) == [try Office.at("2026-03-09", 10).addingTimeInterval(1)])
        #expect(try await office.kinds(registration).filter { $0 == .reminded }.count == 1)
    }

    @Test func `an overdue answer climbs from the reviewer to the deputy and the manager`() async throws {
        let office = try await Office { $0.reviewers[0].deputy = "Ben" }
        let registration = try await office.register("acme.com", by: Office.north)
        let told = try await office.run(until: "2026-03-20").reminders()
        #expect(told.map(\.person) == [Office.rita, Office.ben, Office.mona])
        #expect(
            told.map { Office.local.date(of: $0.at) }
                == ["2026-03-05", "2026-03-06", "2026-03-09"].map { CivilDate($0) }
        )
        #expect(told.allSatisfy { $0.message.routes.first?.card.buttons.first?.verb == .reviewApprove })
        #expect(try await office.kinds(registration).filter { $0 == .escalated }.count == 3)
        #expect(try await office.now(registration).status == .submitted)
    }

    @Test func `without a meeting the hold lapses after its grace, and the next one's turn comes`() async throws {
        let office = try await Office()
        let first = try await office.approved("acme.com", by: Office.north)
        let second = try await office.register("acme.com", by: Office.south)
        let third = try await office.register("acme.com", by: Office.west)
        #expect(second.progress.duties.isEmpty && third.progress.duties.isEmpty)
        try await office.run(until: "2026-03-20", 23)
        #expect(try await office.now(first).status == .approved)
        let told = try await office.run(until: "2026-03-21", 1)
        #expect(try await office.now(first).status == .lapsed)
        #expect(try await office.hold(on: first) == nil)
        #expect(told.contains { $0.person == Office.north && $0.text.contains("lapsed") })
        let offer = try #require(told.first { $0.person == Office.south })
        #expect(offer.message.routes.first?.card.buttons.first?.verb == .acceptOffer)
        #expect(!told.contains { $0.person == Office.west })
        // The offer is not taken: the third one's turn comes.
        let later = try await office.run(until: "2026-03-31")
        #expect(try await office.now(second).status == .withdrawn)
        #expect(later.filter { $0.person == Office.south && $0.text.contains("not accepted in time") }.count == 1)
        #expect(try await office.now(third).progress.duty(.acceptOffer) != nil)
        let accepted = try await office.say("accept \(third.caseNumber)", by: Office.west).text
        #expect(accepted.contains("The vendor decides"))
        _ = try await office.press(.reviewApprove, third.id.text, by: Office.rita)
        #expect(try await office.now(third).status == .approved)
        #expect(try await office.kinds(second).suffix(2) == [.offerExpired, .withdrawn])
    }

    @Test func `next in the queue is checked again, and passed over where a check blocks now`() async throws {
        let office = try await Office()
        let first = try await office.approved("acme.com", by: Office.north)
        let second = try await office.register("acme.com", by: Office.south)
        let third = try await office.register("acme.com", by: Office.west)
        var policy = office.policies.current
        policy.version = "8 def"
        policy.defaultTier.openCap = 5
        office.policies.replace(with: policy)
        _ = try await PartnerBook(ledger: office.ledger, time: office.clock, chance: office.chance)
            .setStanding(.suspended, ofPartnerNamed: "South Systems")
        _ = try await office.say("withdraw \(first.caseNumber)", by: Office.north)
        #expect(try await office.now(second).progress.duty(.acceptOffer) == nil)
        #expect(try await office.now(third).progress.duty(.acceptOffer) != nil)
    }

    @Test func `a week without the service moves the clocks, lapses nothing and floods nobody`() async throws {
        let office = try await Office()
        var all: [Registration] = []
        for name in ["acme", "globex", "initech", "hooli", "umbrella"] {
            all.append(try await office.approved("\(name).com", by: Office.north))
        }
        _ = try await office.desk.sweep(at: office.clock.now())
        try await office.run(until: "2026-03-16", 12)
        let due = try await office.now(all[0]).progress.duty(.firstMeeting)?.due
        // Due on the 17th, lapsed on the 21st: the service is back on the 23rd.
        office.clock.advance(byDays: 7)
        _ = try await office.desk.sweep(at: office.clock.now())
        let told = try await office.sent()
        for registration in all {
            let now = try await office.now(registration)
            #expect(now.status == .approved)
            #expect(now.progress.duty(.firstMeeting)?.due == due?.addingTimeInterval(7 * 86_400))
            #expect(try await office.kinds(registration).contains(.deadlineMoved))
            #expect(told.filter { $0.registration == registration.id && $0.purpose != .reviewCardUpdate }.count <= 1)
        }
        #expect(try await office.events(.service).contains { $0.event.kind == .serviceStopped })
        #expect(try await office.ledger.read { try $0.mark("stop under way") } == nil)
        // Twice the same stop is not added.
        _ = try await office.desk.sweep(at: office.clock.now())
        #expect(try await office.now(all[0]).progress.duty(.firstMeeting)?.due == due?.addingTimeInterval(7 * 86_400))
        let later = try await office.run(until: "2026-03-29")
        #expect(try await office.now(all[0]).status == .lapsed || later.reminders(to: Office.north).count <= 5)
    }

    @Test func `a stop is added to dozens of clocks, whatever stands among them`() async throws {
        // Each change looks at whom the claim asks, and for one without a partner that is nobody.
        let office = try await Office {
            $0.approvals.plans = [.init(id: "two", when: .init(), approvers: ["Rita", "Ben"], isParallel: true)]
        }
        var claims: [Registration] = []
        for number in 0..<20 { claims.append(try await office.register("dozen-\(number).com", by: Office.north)) }
        var orphan = try Samples.registration(7, partner: "nobody", at: Samples.start)
        orphan.progress = claims[0].progress
        let lost = orphan
        #expect(try await office.ledger.write { try $0.insert(lost, nameKeys: []) })
        _ = try await office.desk.sweep(at: office.clock.now())
        let former = claims.compactMap { $0.progress.duty(.answer)?.due }
        #expect(former.count == 20)
        office.clock.advance(byDays: 7)
        _ = try await office.desk.sweep(at: office.clock.now())
        for (claim, due) in zip(claims, former) {
            #expect(try await office.now(claim).progress.duty(.answer)?.due == due.addingTimeInterval(7 * 86_400))
        }
        #expect(try await office.ledger.read { try $0.mark("stop under way") } == nil)
    }

    @Test func `a sweep says how much it did, and goes on after what it cannot read`() async throws {
        let office = try await Office()
        let sound = try await office.approved("globex.com", by: Office.south)
        try await office.run(until: "2026-03-10", 8)
        let policy = office.policies.current
        var orphan = try Samples.registration(7, partner: "nobody", at: Samples.start)
        let ghost = Partner(id: orphan.partner, name: "Nobody", tier: "gold", kind: .reseller)
        orphan.progress.duties = [try #require(policy.duty(.answer, of: orphan, tier: ghost.tier, from: Samples.start))]
        let lost = orphan.wound(under: policy, at: Samples.start)
        #expect(try await office.ledger.write { try $0.insert(lost, nameKeys: []) })
        office.clock.set(try Office.at("2026-03-10", 9, 1))
        try await office.ledger.write { try $0.set(mark: "last sweep", to: "", at: try Office.at("2026-03-10", 9)) }
        let report = try await office.desk.sweep(at: office.clock.now())
        #expect(report.failed == 1 && report.changed == 1)
        #expect(try await office.kinds(sound).contains(.reminded))
    }
}
