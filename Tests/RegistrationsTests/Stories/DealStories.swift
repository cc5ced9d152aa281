import FoundationEssentials
import Testing

@testable import Registrations

@Suite struct DealStories {
    @Test func `a lead that becomes a deal has a deal's hold where that is longer`() throws {
        for (days, isLonger) in [(120, true), (30, false)] {
            var world = World(Rulebook.policy { $0.hold.byKind = [.deal: .days(days)] })
            let id = try world.submit("north")
            try world.approve(id)
            let before = try #require(try world.get(id).hold?.until)
            try world.makeDeal(id)
            let after = try #require(try world.get(id).hold?.until)
            #expect((after > before) == isLonger && (after == before) != isLonger)
            #expect(try world.get(id).kind == .deal)
            #expect(world.violations == [])
        }
    }

    @Test func `a deal has its own time to answer`() throws {
        var world = World(Rulebook.policy { $0.duties[.answer]?.byKind = [.deal: .businessDays(1)] })
        let id = try world.submit("north")
        try world.makeDeal(id)
        #expect(try world.get(id).answerDueAt == (try instant("2026-03-04T10:00:00+01:00")))
    }

    @Test func `its size is checked when it is known, and a lifted block covers no new one`() throws {
        var world = World(
            Rulebook.policy {
                $0.entry.minimumAmount = Amount(minorUnits: 1_000)
                $0.entry.documentsAbove = Amount(minorUnits: 5_000)
                $0.severities[.dealSize] = .block
                $0.severities[.territory] = .block
            }
        )
        let id = try world.submit("north") { $0.geography = "FR" }
        try world.lift(id)
        try world.makeDeal(id, minor: 999)
        Rulebook.refuses(.blockedByChecks([.territoryForeign, .sizeTooSmall])) { try world.approve(id) }
        try world.makeDeal(id, minor: 6_000)
        #expect(try world.get(id).checks.contains { $0.reason == .documentsMissing })
        #expect(world.events[id]?.last?.kind == .checksRun)
    }

    @Test func `an answer that changes what a check looked at is checked`() throws {
        var world = World(Rulebook.policy { $0.severities[.territory] = .block })
        let id = try world.submit("north")
        try world.ask(id, [.geography])
        var answers = try world.get(id).answers
        answers.geography = "FR"
        try world.answer(id, answers)
        Rulebook.refuses(.blockedByChecks([.territoryForeign])) { try world.approve(id) }
    }

    @Test func `only named answers that may be opened are`() throws {
        var world = World(Rulebook.policy { $0.reopenable = [.problem] })
        let id = try world.submit("north")
        try world.ask(id, [.problem, .companyDomain, .geography])
        #expect(try world.get(id).question?.fields == [.problem])
    }

    @Test func `a deal is won or lost once, and not won too soon`() throws {
        var world = World(Rulebook.policy { $0.approvals.minimumTimeToWin = .hours(72) })
        let id = try world.submit("north")
        Rulebook.refuses(.wrongState(.submitted)) { try world.close(id, .won) }
        try world.approve(id)
        let earliest = world.now.addingTimeInterval(72 * 3_600)
        Rulebook.refuses(.tooSoon(until: earliest)) { try world.close(id, .won) }
        Rulebook.refuses(.wrongState(.approved)) { try world.close(id, .withdrawn) }
        try world.pass(until: earliest)
        try world.close(id, .won)
        #expect(try world.get(id).hold == nil)
        Rulebook.refuses(.wrongState(.won)) { try world.close(id, .lost) }
        #expect(world.violations == [])
    }
}
