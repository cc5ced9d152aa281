import Foundation
import Testing

/// The core, the desk, the ledger, the relay and a chat in one thread, by one seed.
@Suite struct SimulationTests {
    @Test(arguments: Seeds.fixed.map(\.seed))
    func `whatever breaks and whatever people do, nothing is lost, doubled or unfair`(seed: UInt64) throws {
        let outcome = try World.live(.month(seed))
        try expectSound(outcome)
        #expect(outcome.registrations > 20 && outcome.posts > 100, "seed \(seed) does too little")
    }

    @Test(arguments: Seeds.crowded.map(\.seed))
    func `whoever is paused in the midst of it goes on and breaks nothing`(seed: UInt64) throws {
        let outcome = try World.live(.crowded(seed))
        try expectSound(outcome)
        #expect(outcome.faults[.pausedAlone] != nil, "seed \(seed) pauses nobody")
    }

    @Test func `two hundred partners live through two years of it, and every fault is met`() throws {
        let outcome = try World.live(.twoYears)
        try expectSound(outcome)
        #expect(outcome.registrations > 200 && outcome.statuses.count == 8)
        let unmet = Set(Fault.allCases).subtracting(outcome.faults.keys)
        #expect(unmet.isEmpty)
    }

    @Test func `a seed leads to the same world again`() throws {
        let plan = Plan(seed: 77, days: 4, daysPerTrouble: 2)
        let (first, second) = (try World.live(plan), try World.live(plan))
        #expect(first.steps > 200 && first.steps == second.steps && first.digest == second.digest)
        let other = try World.live(Plan(seed: 78, days: 4, daysPerTrouble: 2))
        #expect(other.digest != first.digest)
    }

    /// `bin/simulate` names seeds, or minutes for fresh ones.
    @Test func `fresh seeds break nothing either`() throws {
        let environment = ProcessInfo.processInfo.environment
        for seed in (environment["REGISTRAR_SEEDS"] ?? "").split(separator: " ").compactMap({ UInt64($0) }) {
            try expectSound(try World.live(environment["REGISTRAR_CROWDED"] == nil ? .month(seed) : .crowded(seed)))
        }
        let minutes = environment["REGISTRAR_SIMULATE_MINUTES"].flatMap { Double($0) } ?? 0
        let end = ContinuousClock.now + .seconds(60 * minutes)
        while ContinuousClock.now < end {
            try expectSound(try World.live(.month(UInt64.random(in: 1...UInt64(UInt32.max)))))
        }
    }

    /// Says what was wrong, and what led to it.
    private func expectSound(_ outcome: Outcome) throws {
        guard !outcome.complaints.isEmpty else { return }
        var plan = try least(of: outcome)
        plan.keepsTrace = true
        let outcome = try World.live(plan)
        let lines = outcome.lines
        let first = lines.firstIndex { $0.hasPrefix("COMPLAINT") } ?? 0
        let ids = outcome.complaints[0].split { !$0.isLetter && !$0.isNumber && !"-_".contains($0) }.filter {
            $0.count == 22
        }
        let own = lines[..<max(0, first - 40)].filter { line in ids.contains { line.contains($0) } }.suffix(40)
        let story = (own + lines[max(0, first - 40)...min(first + 3, lines.count - 1)]).joined(separator: "\n")
        let needed = Set(Trouble.allCases).subtracting(plan.without).map(\.rawValue).sorted().joined(separator: " ")
        let acts = (0..<outcome.acts).filter { !plan.skipped.contains($0) }
        Issue.record(
            """
            seed \(plan.seed) breaks it in \(plan.days) days, with the troubles [\(needed)] and the acts \(acts): \
            \(outcome.complaints.joined(separator: "\n"))
            \(story)
            """
        )
    }

    /// The shortest world found in which the same breaks first.
    private func least(of outcome: Outcome) throws -> Plan {
        guard let flaw = outcome.flaw else { return outcome.plan }
        // A long story is made small for so long, and then told as it is.
        let end = ContinuousClock.now + .seconds(120)
        var shrinking = Shrinking { ContinuousClock.now < end ? try World.live($0).flaw : nil }
        return try shrinking.least(of: outcome.plan, breaking: flaw, days: outcome.dayOfFlaw, acts: outcome.acts)
    }
}
