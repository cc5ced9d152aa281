import DeskTesting
import FoundationEssentials
import Testing

@testable import Registrations

@Suite struct HoldStories {
    private static let starts: [(Policy.HoldRules.Start, String, String, String)] = [
        // Submitted on the 3rd, approved on the 4th, accepted and met on the 6th.
        (.approval, "2026-06-02T23:59:59+02:00", "2026-06-02T23:59:59+02:00", "2026-06-02T23:59:59+02:00"),
        (.submission, "2026-06-01T23:59:59+02:00", "2026-06-01T23:59:59+02:00", "2026-06-01T23:59:59+02:00"),
        (.acceptance, "2026-03-18T23:59:59+01:00", "2026-06-04T23:59:59+02:00", "2026-06-04T23:59:59+02:00"),
        (.firstMeeting, "2026-03-21T23:59:59+01:00", "2026-03-21T23:59:59+01:00", "2026-06-04T23:59:59+02:00"),
    ]

    @Test(arguments: starts)
    func `a hold begins when the policy says, and the prospect is kept until then`(
        start: Policy.HoldRules.Start,
        approved: String,
        accepted: String,
        met: String
    ) throws {
        var world = World(Rulebook.policy { $0.hold.starts = start })
        let id = try world.submit("north")
        #expect(try (world.get(id).hold != nil) == (start == .submission))
        try world.pass(days: 1)
        try world.approve(id)
        #expect(try world.get(id).hold?.until == (try instant(approved)))
        try world.pass(days: 2)
        if start == .acceptance { try world.accept(id) }
        #expect(try world.get(id).hold?.until == (try instant(accepted)))
        try world.meet(id)
        #expect(try world.get(id).hold?.until == (try instant(met)))
        #expect(world.violations == [])
    }

    @Test(
        arguments: [
            (nil, nil, nil, 90), (nil, nil, 30, 30), (nil, 60, 30, 60), (10, 60, 30, 10), (10, nil, nil, 10),
        ] as [(Int?, Int?, Int?, Int)]
    )
    func `a product goes before a kind, a kind before a tier, a tier before the rest`(
        product: Int?,
        kind: Int?,
        tier: Int?,
        days: Int
    ) throws {
        var world = World(
            Rulebook.policy {
                $0.hold.byProduct = product.map { ["Alpha": .days($0)] } ?? [:]
                $0.hold.byKind = kind.map { [.lead: .days($0)] } ?? [:]
                $0.tiers["gold"] = .init(hold: tier.map { .days($0) })
            }
        )
        let id = try world.submit("north") { $0.productInterest = "ALPHA" }
        try world.approve(id)
        let end = BusinessCalendar(world.policy).endOfDay(calendarDays: days, after: world.now)
        #expect(try world.get(id).hold?.until == end)
    }

    @Test func `a hold without a length lasts as long as the registration stands`() throws {
        var world = World(Rulebook.policy { $0.hold.length = nil })
        let id = try world.submit("north")
        try world.approve(id)
        try world.meet(id)
        try world.pass(days: 2_000)
        #expect(try world.get(id).hold?.until == Hold.openEnd)
        Rulebook.refuses(.noExtension) { try world.extend(id) }
        try world.close(id, .lost)
        #expect(try world.get(id).hold == nil)
    }

    @Test(
        arguments: [
            (0, Policy.HoldRules.Extending.Granter.partner, 0), (1, .partner, 1), (2, .partner, 2), (nil, .partner, 1),
            (nil, .reviewer, 3), (2, .reviewer, 2),
        ] as [(Int?, Policy.HoldRules.Extending.Granter, Int)]
    )
    func `a hold is extended as often as the policy says, and unlimited is no pile`(
        times: Int?,
        granter: Policy.HoldRules.Extending.Granter,
        granted: Int
    ) throws {
        var world = World(Rulebook.policy { $0.hold.extending = .init(times: times, grantedBy: granter) })
        let id = try world.submit("north")
        try world.approve(id)
        try world.meet(id)
        try world.note(id)
        try world.pass(days: 70)
        var count = 0
        for _ in 0..<3 {
            do {
                try world.extend(id)
                if granter == .reviewer {
                    #expect(try world.get(id).progress.extensionAskedAt == world.now)
                    try world.grant(id)
                }
                count += 1
            } catch Refusal.noExtension {}
        }
        #expect(count == granted)
        #expect(try world.get(id).progress.extensions == granted)
        #expect(world.violations == [])
    }

    @Test func `an extension on evidence needs words, and asking twice tells the reviewer once`() throws {
        let policy = Rulebook.policy {
            $0.hold.extending = .init(times: 1, grantedBy: .reviewer, needsEvidence: true)
        }
        var world = World(policy)
        let id = try world.submit("north")
        try world.approve(id)
        Rulebook.refuses(.evidenceMissing) { try world.extend(id) }
        Rulebook.refuses(.evidenceMissing) { try world.extend(id, " \n") }
        try world.extend(id, "They signed")
        try world.extend(id, "They signed!")
        #expect(world.notices.filter { $0.notice == .extensionAsked }.count == 1)
    }

    @Test func `a prospect that is only kept cannot be extended`() throws {
        var world = World(
            Rulebook.policy {
                $0.hold.starts = .firstMeeting
                $0.hold.extending = .init(times: nil)
            }
        )
        let id = try world.submit("north")
        try world.approve(id)
        Rulebook.refuses(.noExtension) { try world.extend(id) }
    }

    @Test func `lateness reaches a hold that begins later`() throws {
        for starts in [Policy.HoldRules.Start.acceptance, .firstMeeting] {
            var world = World(Rulebook.policy { $0.hold.starts = starts })
            let id = try world.submit("north")
            try world.pass(until: try instant("2026-03-09T09:00:00+01:00"))
            try world.approve(id)
            if starts == .acceptance { try world.accept(id) } else { try world.meet(id) }
            #expect(try world.get(id).hold?.until == (try instant("2026-06-11T23:59:59+02:00")))
        }
    }

    @Test func `an approval that leaves a hold as it was says nothing of an extension`() throws {
        var world = World(Rulebook.policy { $0.hold.starts = .submission })
        let id = try world.submit("north")
        try world.pass(days: 1)
        try world.approve(id)
        #expect(world.events[id]?.contains { $0.kind == .holdExtended } == false)
        try world.undo(id)
        #expect(try world.get(id).hold != nil)
        #expect(world.violations == [])
    }

    @Test func `a hold from submission that runs out undecided ends alone, and the claim waits on`() throws {
        var world = World(
            Rulebook.policy {
                $0.hold.starts = .submission
                $0.hold.length = .days(5)
            }
        )
        let first = try world.submit("north")
        let second = try world.submit("south")
        try world.pass(days: 7)
        #expect(try world.get(first).status == .submitted)
        #expect(try world.get(first).hold == nil)
        // The one that had it is the first of the queue as well.
        try world.approve(first)
        #expect(try world.get(second).status == .submitted)
        #expect(world.violations == [])
    }

    @Test func `two share a prospect, the first place that comes free is taken, and a third waits`() throws {
        var world = World(
            Rulebook.policy {
                $0.conflicts.winner = .shared
                $0.conflicts.holders = 2
            }
        )
        let names = ["north", "south", "west", "east"]
        let ids = try names.map { try world.submit($0) }
        try world.approve(ids[0])
        try world.approve(ids[1])
        #expect(try world.get(ids[1]).hold?.scope == ScopeKey("account#2"))
        Rulebook.refuses(.prospectHeld(until: try #require(try world.get(ids[0]).hold?.until))) {
            try world.approve(ids[2])
        }
        try world.close(ids[0], .lost)
        try world.accept(ids[2])
        try world.approve(ids[2])
        #expect(try world.get(ids[2]).hold?.scope == .account)
        #expect(try world.get(ids[2]).progress.share == 1)
        #expect(world.violations == [])
    }

    @Test func `products are apart, the whole account overlaps them all`() throws {
        var world = World(
            Rulebook.policy {
                $0.conflicts.winner = .split
                $0.hold.scope = .product
            }
        )
        let alpha = try world.submit("north") { $0.productInterest = "Alpha" }
        let beta = try world.submit("south") { $0.productInterest = "Beta" }
        let all = try world.submit("west")
        // The same partner on another product is another claim; on the same it is not.
        let more = try world.submit("north") { $0.productInterest = "Gamma" }
        #expect(throws: Refusal.self) { try world.submit("north") { $0.productInterest = "alpha" } }
        for id in [alpha, beta, more] { try world.approve(id) }
        #expect(throws: Refusal.self) { try world.approve(all) }
        #expect(world.holds.count == 3)
        #expect(world.violations == [])
    }
}
