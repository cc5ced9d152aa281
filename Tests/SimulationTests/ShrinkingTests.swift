import Testing

/// Of a long story that breaks something, what is needed is left.
@Suite struct ShrinkingTests {
    @Test func `what is not needed for a flaw is left out`() throws {
        var lived = 0
        var shrinking = Shrinking(limitTries: 400) { plan in
            lived += 1
            let isThere = plan.days >= 5 && !plan.without.contains(.restart) && plan.skipped.isDisjoint(with: [3, 77])
            return isThere ? "lost" : plan.days == 1 ? "late" : nil
        }
        let plan = Plan(seed: 1, days: 25)
        let least = try shrinking.least(of: plan, breaking: "lost", days: 20, acts: 100)
        #expect(least.days == 5 && least.seed == 1)
        #expect(least.without == Set(Trouble.allCases).subtracting([.restart]))
        #expect(least.skipped == Set(0..<100).subtracting([3, 77]))
        #expect(lived < 60)
    }

    @Test func `it ends after so many tries, with what is known by then`() throws {
        var lived = 0
        var shrinking = Shrinking(limitTries: 7) { _ in
            lived += 1
            return "lost"
        }
        let least = try shrinking.least(of: Plan(seed: 1, days: 8), breaking: "lost", days: 8, acts: 100)
        #expect(lived == 7 && least.days == 1)
    }

    @Test func `a world that is spared everything brings none of it`() throws {
        var plan = Plan(seed: 77, days: 4, daysPerTrouble: 1)
        plan.without = Set(Trouble.allCases)
        plan.skipped = Set(0..<10_000)
        let outcome = try World.live(plan)
        #expect(outcome.complaints == [] && outcome.registrations == 0 && outcome.acts > 20)
        let weather: Set<Fault> = [
            .clockForward, .clockBack, .diskFull, .vendorDown, .oneClockDiffers, .gracefulRestart, .secondReplica,
            .paused, .pausedAlone, .tokenRevoked, .uninstalled, .partnerSuspended, .policyChanged, .downForADay,
            .downForAWeek,
        ]
        #expect(weather.isDisjoint(with: outcome.faults.keys))
    }
}
