import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// Who waits behind whom, and what comes of it when several things happen.
@Suite struct QueueStoryTests {
    @Test func `while whoever it is offered to is asked something, nobody else is offered it`() async throws {
        let office = try await Office()
        let first = try await office.approved("acme.com", by: Office.north)
        let second = try await office.register("acme.com", by: Office.south)
        let third = try await office.register("acme.com", by: Office.west)
        _ = try await office.say("withdraw \(first.caseNumber)", by: Office.north)
        _ = try await office.fill(.reviewAsk, second.id.text, ["question": "Who?"], by: Office.rita)
        let again = try await office.register("acme.com", by: Office.north)
        _ = try await office.say("withdraw \(again.caseNumber)", by: Office.north)
        #expect(try await office.now(third).progress.duties.isEmpty)
        // Rejected, the next one's turn comes.
        _ = try await office.fill(.reviewReject, second.id.text, ["reason": "other"], by: Office.rita)
        #expect(try await office.now(third).progress.duty(.acceptOffer) != nil)
    }

    @Test func `a claim does not stand in its own way when its turn comes`() async throws {
        let office = try await Office { $0.defaultTier.openCap = 2 }
        let first = try await office.approved("acme.com", by: Office.north)
        _ = try await office.register("globex.com", by: Office.south)
        let second = try await office.register("acme.com", by: Office.south)
        #expect(second.checks.contains { $0.rule == .partnerCaps && $0.outcome == .pass })
        _ = try await office.say("withdraw \(first.caseNumber)", by: Office.north)
        #expect(try await office.now(second).progress.duty(.acceptOffer) != nil)
    }

    @Test func `when two places came free and an approval takes one, whoever waits moves up`() async throws {
        let (office, holders, waiting) = try await sharing()
        // Both holds ran out, and no sweep has looked yet.
        office.clock.advance(bySeconds: 91 * 86_400)
        _ = try await office.press(.reviewApprove, waiting[0].id.text, by: Office.rita)
        #expect(try await office.now(waiting[0]).status == .approved)
        for holder in holders { #expect(try await office.now(holder).status == .lapsed) }
        #expect(try await office.now(waiting[1]).progress.duty(.answer) != nil)
    }

    @Test func `so it does when the other place came free while one was offered`() async throws {
        let (office, holders, waiting) = try await sharing()
        _ = try await office.say("withdraw \(holders[0].caseNumber)", by: Office.north)
        #expect(try await office.now(waiting[0]).progress.duty(.acceptOffer) != nil)
        _ = try await office.say("withdraw \(holders[1].caseNumber)", by: Office.south)
        #expect(try await office.now(waiting[1]).progress.duties.isEmpty)
        _ = try await office.press(.reviewApprove, waiting[0].id.text, by: Office.rita)
        #expect(try await office.now(waiting[0]).status == .approved)
        #expect(try await office.now(waiting[1]).progress.duty(.answer) != nil)
    }

    @Test func `so it does where holds begin with the submission and an approval changes none`() async throws {
        let office = try await Office { policy in
            policy.conflicts.winner = .shared
            policy.conflicts.holders = 2
            policy.hold.starts = .submission
            policy.tiers["tin"] = .init(hold: .days(10))
        }
        try await office.ledger.write { transaction in
            try transaction.save(Partner(id: PartnerID("east"), name: "East Systems", tier: "tin", kind: .reseller))
            try transaction.save(Workspace(key: Office.workspace("east"), partner: PartnerID("east")))
        }
        let first = try await office.register("acme.com", by: Office.south)
        #expect(first.hold != nil)
        let second = try await office.approved("acme.com", by: Office.person(of: "east"))
        let third = try await office.register("acme.com", by: Office.west)
        #expect(third.progress.duties.isEmpty)
        // The second's hold ran out, and no sweep has looked yet.
        office.clock.advance(byDays: 12)
        _ = try await office.press(.reviewApprove, first.id.text, by: Office.rita)
        #expect(try await office.now(first).status == .approved)
        #expect(try await office.now(second).status == .lapsed)
        #expect(try await office.now(third).progress.duty(.answer) != nil)
    }

    @Test func `nobody's clock starts while the only free place is somebody else's turn`() async throws {
        let (office, holders, waiting) = try await sharing()
        _ = try await office.say("withdraw \(holders[1].caseNumber)", by: Office.south)
        _ = try await office.say("accept \(waiting[0].caseNumber)", by: Office.west)
        #expect(try await office.now(waiting[0]).progress.duty(.answer) != nil)
        _ = try await office.desk.sweep(at: office.clock.now())
        // A stop moves the hold of who still has one.
        let until = try await office.now(holders[0]).hold?.until
        office.clock.advance(byDays: 7)
        _ = try await office.desk.sweep(at: office.clock.now())
        #expect(try await office.now(holders[0]).hold?.until != until)
        #expect(try await office.now(waiting[1]).progress.duties.isEmpty)
    }

    /// A prospect that two share, and two more who wait for it.
    private func sharing() async throws -> (Office, holders: [Registration], waiting: [Registration]) {
        let office = try await Office { policy in
            policy.conflicts.winner = .shared
            policy.conflicts.holders = 2
        }
        try await office.ledger.write { transaction in
            try transaction.save(Partner(id: PartnerID("east"), name: "East Systems", tier: "gold", kind: .reseller))
            try transaction.save(Workspace(key: Office.workspace("east"), partner: PartnerID("east")))
        }
        let holders = [
            try await office.approved("acme.com", by: Office.north),
            try await office.approved("acme.com", by: Office.south),
        ]
        let waiting = [
            try await office.register("acme.com", by: Office.west),
            try await office.register("acme.com", by: Office.person(of: "east")),
        ]
        for claim in waiting { #expect(claim.progress.duties.isEmpty) }
        return (office, holders, waiting)
    }

    @Test func `in a race an approval without a hold leaves nobody waiting, and the first meeting wins`() async throws {
        let office = try await Office { $0.conflicts.winner = .firstMeeting }
        let first = try await office.approved("acme.com", by: Office.north)
        #expect(first.hold == nil)
        _ = try await office.meet(first, "tomorrow 14:00", by: Office.north)
        #expect(try await office.now(first).hold != nil)
        let second = try await office.register("acme.com", by: Office.south)
        let third = try await office.register("acme.com", by: Office.west)
        _ = try await office.say("withdraw \(first.caseNumber)", by: Office.north)
        _ = try await office.say("accept \(second.caseNumber)", by: Office.south)
        #expect(try await office.now(third).progress.duties.isEmpty)
        _ = try await office.press(.reviewApprove, second.id.text, by: Office.rita)
        #expect(try await office.now(third).progress.duty(.answer) != nil)
        _ = try await office.press(.reviewApprove, third.id.text, by: Office.rita)
        _ = try await office.meet(third, "tomorrow 14:00", by: Office.west)
        #expect(try await office.now(third).hold != nil)
        #expect(try await office.now(second).status == .lapsed)
    }

    @Test func `under best qualified only the partner's own won deal counts as a relation`() async throws {
        let office = try await Office { policy in
            policy.conflicts.winner = .bestQualified
            policy.conflicts.weights = [.relation: 1]
        }
        let won = try await office.approved("acme.com", by: Office.south)
        _ = try await office.say("won \(won.caseNumber)", by: Office.rita)
        let stranger = try await office.register("acme.com", by: Office.north)
        let known = try await office.register("acme.com", by: Office.south)
        #expect(try await office.press(.reviewApprove, stranger.id.text, by: Office.rita).text.contains("first"))
        _ = try await office.press(.reviewApprove, known.id.text, by: Office.rita)
        #expect(try await office.now(known).status == .approved)
        #expect(try await office.now(stranger).status == .submitted)
    }
}
