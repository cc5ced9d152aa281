import DeskTesting
import FoundationEssentials
import Testing

@testable import Registrations

@Suite struct ReplayTests {
    private func replayed(_ world: World, _ new: Policy) -> ReplayReport {
        replay(
            Array(world.cases.values),
            partners: world.partners,
            under: { [versions = world.versions] in versions[$0] },
            new: new
        )
    }

    private func flips(_ report: ReplayReport, _ kind: ReplayReport.Kind) -> [String] {
        report.flips.filter { $0.kind == kind }.map { "\($0.registration): \($0.before) > \($0.after) (\($0.rule))" }
    }

    private func contested() throws -> World {
        var world = World()
        _ = try world.submit("north") { $0.geography = "FR" }
        try world.pass(days: 0.1)
        let second = try world.submit("south")
        try world.pass(days: 0.1)
        try world.approve(second)
        try world.meet(second)
        return world
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `the same rules flip nothing`(seed: UInt64) throws {
        var chaos = Chaos(seed: seed, partners: 6, companies: 4, Chaos.policies[Int(seed) % Chaos.policies.count])
        try chaos.live(days: 60, actsPerDay: 4)
        let report = replayed(chaos.world, chaos.world.policy)
        #expect(report.flips == [], "seed \(seed)")
        #expect(report.replayed > 10)
    }

    @Test func `another severity flips the verdict, by its rule`() throws {
        let report = replayed(try contested(), Rulebook.policy { $0.severities[.territory] = .block })
        #expect(flips(report, .verdict) == ["r1: look > reject (territory)"])
        #expect(report.flips.map(\.kind) == [.verdict])
    }

    @Test func `another winner makes an approval wait, and moves the hold`() throws {
        let report = replayed(try contested(), Rulebook.policy { $0.conflicts.winner = .firstReceived })
        #expect(flips(report, .decision) == ["r2: approved by Rita > waits: not_first (not_first)"])
        #expect(flips(report, .holder) == ["r2: held > not held (not_first)"])
    }

    @Test func `a rule that approves the first keeps the second out`() throws {
        let new = Rulebook.policy {
            $0.severities[.territory] = .off
            $0.approvals.automatic = [.init(id: "all", when: .init())]
        }
        let report = replayed(try contested(), new)
        #expect(flips(report, .holder) == ["r1: not held > held (territory)", "r2: held > not held (prospect_held)"])
        #expect(flips(report, .decision).first == "r1: submitted > approved by rule all (territory)")
    }

    @Test func `another length moves the end`() throws {
        let report = replayed(try contested(), Rulebook.policy { $0.hold.length = .days(30) })
        #expect(flips(report, .holdEnd) == ["r2: 2026-06-01T21:59:59Z > 2026-04-02T21:59:59Z (hold)"])
    }

    @Test func `a duty that ends a hold is named`() throws {
        var world = World()
        let id = try world.submit("north")
        try world.approve(id)
        try world.pass(days: 12)
        try world.meet(id)
        let report = replayed(world, Rulebook.policy { $0.duties[.firstMeeting]?.within = .days(5) })
        #expect(flips(report, .holdEnd).first?.hasSuffix("(first_meeting)") == true)
    }

    @Test func `an answer that is required now would have been missing`() throws {
        let report = replayed(try contested(), Rulebook.policy { $0.questions[.geography] = .required })
        #expect(flips(report, .refusal) == ["r2: taken > incomplete (incomplete)"])
    }

    @Test func `rules nobody knows any more are named, and their registrations left out`() throws {
        let world = try contested()
        let report = replay(
            Array(world.cases.values),
            partners: world.partners,
            under: { _ in nil },
            new: world.policy
        )
        #expect(report == ReplayReport(replayed: 0, unknownVersions: ["7 abc"], flips: []))
    }
}
