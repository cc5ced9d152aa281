import DeskTesting
import FoundationEssentials
import Testing

@testable import Registrations

@Suite struct ApprovalStories {
    private func planned(_ approvers: [String], parallel: Bool = false) -> Policy {
        Rulebook.policy {
            $0.reviewers.append(
                .init(name: "Max", email: "max@vendor.example", people: [Self.max], isManager: true)
            )
            $0.approvals.plans = [.init(id: "two", when: .init(), approvers: approvers, isParallel: parallel)]
        }
    }

    private static let max = Rulebook.person("U0MAX")

    @Test func `in sequence each says yes in turn, and one person is not two`() throws {
        var world = World(planned(["reviewer", "manager"]))
        let id = try world.submit("north")
        #expect(world.policy.approvers(of: try world.get(id), try world.partner(id)) == ["Rita", "Mona"])
        // Whoever is not asked, and whose turn it is not, says nothing; Mona is asked herself and stands in for nobody.
        for person in [Rulebook.ben, Rulebook.mona] {
            Rulebook.refuses(.notApprover) { try world.approve(id, by: person) }
        }
        try world.approve(id)
        #expect(try world.get(id).status == .submitted)
        #expect(try world.get(id).reviewer == "Mona")
        #expect(world.notices.last?.notice == .approvalNeeded(from: ["Mona"]))
        for person in [Rulebook.rita, Rulebook.ben] {
            Rulebook.refuses(.notApprover) { try world.approve(id, by: person) }
        }
        try world.approve(id, by: Rulebook.mona)
        #expect(try world.get(id).status == .approved)
        #expect(try world.get(id).decision?.by == "Mona")
        #expect(world.events[id]?.filter { $0.kind == .approvalGiven }.count == 2)
        #expect(world.violations == [])
    }

    @Test(arguments: [
        // Rita has the territory and Ben is the fallback's; Mona and Max are managers.
        (["reviewer", "Rita"], ["Rita", "Mona"]), (["Rita", "reviewer"], ["Rita", "Mona"]),
        (["reviewer", "Rita", "manager"], ["Rita", "Mona", "Max"]),
        (["reviewer", "Mona", "Rita", "Ben"], ["Rita", "Mona", "Max", "Ben"]),
    ])
    func `nobody is asked twice: somebody else is asked in the second place`(plan: [String], asked: [String]) throws {
        for parallel in [true, false] {
            var world = World(planned(plan, parallel: parallel))
            let id = try world.submit("north")
            #expect(world.policy.approvers(of: try world.get(id), try world.partner(id)) == asked)
            for (place, name) in asked.enumerated() {
                #expect(try world.get(id).status == .submitted)
                let person = try #require(world.policy.reviewer(named: name)?.people.first)
                try world.approve(id, by: person)
                guard place + 1 < asked.count else { continue }
                Rulebook.refuses(.notApprover) { try world.approve(id, by: person) }
            }
            #expect(try world.get(id).status == .approved)
        }
    }

    @Test(arguments: [true, false])
    func `where nobody is left the claim waits, and nobody says yes twice`(parallel: Bool) throws {
        var policy = planned(["reviewer", "Rita"], parallel: parallel)
        policy.reviewers.removeAll { $0.name != "Rita" }
        policy.routing.fallback = "Rita"
        var world = World(policy)
        let id = try world.submit("north")
        #expect(world.policy.lacksApprover(try world.get(id), try world.partner(id)))
        try world.approve(id)
        #expect(try world.get(id).status == .submitted && world.notices.last?.notice == .nobodyToApprove)
        Rulebook.refuses(.notApprover) { try world.approve(id) }
        // Somebody who is named now can say it.
        world.policy.reviewers.append(.init(name: "Max", email: "max@vendor.example", people: [Self.max]))
        world.versions[world.policy.version] = world.policy
        #expect(world.policy.approvers(of: try world.get(id), try world.partner(id)) == ["Rita", "Max"])
        try world.approve(id, by: Self.max)
        #expect(try world.get(id).status == .approved)
    }

    @Test func `in parallel the order does not matter`() throws {
        var world = World(planned(["Ben", "reviewer", "manager"], parallel: true))
        let id = try world.submit("north")
        try world.approve(id, by: Rulebook.mona)
        try world.approve(id, by: Rulebook.ben)
        Rulebook.refuses(.notApprover) { try world.approve(id, by: Rulebook.ben) }
        #expect(try world.get(id).status == .submitted)
        try world.approve(id, by: Rulebook.rita)
        #expect(try world.get(id).status == .approved)
    }

    @Test func `a manager who is not asked stands in for one who is, once`() throws {
        var world = World(planned(["reviewer", "Ben"]))
        let id = try world.submit("north")
        try world.approve(id, by: Self.max)
        #expect(try world.get(id).progress.approvals.map(\.by) == ["Max"])
        Rulebook.refuses(.notApprover) { try world.approve(id, by: Self.max) }
        try world.approve(id, by: Rulebook.ben)
        #expect(try world.get(id).status == .approved)
    }

    @Test func `a plan above an amount leaves smaller claims to one reviewer`() throws {
        var policy = planned(["reviewer", "manager"])
        policy.approvals.plans[0].when.minimumAmount = Amount(minorUnits: 100)
        for (amount, status) in [(99, Registration.Status.approved), (100, .submitted)] {
            var world = World(policy)
            let id = try world.submit("north") { $0.targetRevenue = Amount(minorUnits: amount) }
            try world.approve(id)
            #expect(try world.get(id).status == status)
        }
    }

    @Test func `what no plan's condition meets is for the plan behind it`() throws {
        var policy = planned(["Ben", "manager"])
        policy.approvals.plans[0].when.minimumAmount = Amount(minorUnits: 100)
        policy.approvals.plans.append(
            .init(id: "small", when: .init(), approvers: ["Rita", "Ben"], isParallel: false)
        )
        for (amount, asked) in [(99, ["Rita", "Ben"]), (100, ["Ben", "Mona"])] {
            var world = World(policy)
            let id = try world.submit("north") { $0.targetRevenue = Amount(minorUnits: amount) }
            #expect(world.policy.approvers(of: try world.get(id), try world.partner(id)) == asked)
        }
    }

    @Test func `whom a plan names is not asked in any manager's place`() throws {
        for plan in [["manager", "Mona"], ["Mona", "manager"]] {
            var world = World(planned(plan))
            let id = try world.submit("north")
            let asked = world.policy.approvers(of: try world.get(id), try world.partner(id))
            #expect(asked == plan.map { $0 == "manager" ? "Max" : $0 })
        }
    }

    @Test func `a rule approves what every check passed and nobody contests`() throws {
        let policy = Rulebook.policy {
            $0.approvals.automatic = [.init(id: "gold", when: .init(tiers: ["gold"]))]
        }
        var world = World(policy)
        let first = try world.submit("north")
        #expect(try world.get(first).status == .approved)
        #expect(try world.get(first).decision?.by == "rule gold")
        let second = try world.submit("south")
        #expect(try world.get(second).status == .submitted)
        let foreign = try world.submit("north", on: "other.example") { $0.geography = "FR" }
        #expect(try world.get(foreign).status == .submitted)
        #expect(world.violations == [])
        // Only a manager takes back what nobody decided.
        Rulebook.refuses(.notAuthor) { try world.undo(first) }
        try world.undo(first, by: Rulebook.mona)
    }

    @Test func `a decision is undone by its author or a manager, within its time`() throws {
        var world = World()
        let id = try world.submit("north")
        Rulebook.refuses(.undoOver) { try world.undo(id) }
        try world.approve(id)
        Rulebook.refuses(.notAuthor) { try world.undo(id, by: Rulebook.ben) }
        try world.undo(id)
        #expect(try world.get(id).status == .submitted)
        #expect(try world.get(id).hold == nil)
        #expect(try world.get(id).answerDueAt != nil)
        try world.reject(id)
        try world.undo(id, by: Rulebook.mona)
        try world.approve(id)
        try world.pass(days: 1.01)
        Rulebook.refuses(.undoOver) { try world.undo(id) }
        #expect(world.violations == [])
    }

    @Test func `nothing is undone after the first meeting`() throws {
        var world = World()
        let id = try world.submit("north")
        try world.approve(id)
        try world.meet(id)
        Rulebook.refuses(.undoOver) { try world.undo(id) }
    }

    @Test func `an appeal comes once, in time, and goes to somebody else`() throws {
        var world = World()
        let id = try world.submit("north")
        Rulebook.refuses(.appealOver) { try world.appeal(id) }
        try world.reject(id)
        try world.appeal(id)
        #expect(try world.get(id).reviewer == "Mona")
        #expect(try world.get(id).answerDueAt != nil)
        Rulebook.refuses(.authorOfDecision) { try world.approve(id) }
        Rulebook.refuses(.authorOfDecision) { try world.reject(id) }
        try world.reject(id, by: Rulebook.mona)
        Rulebook.refuses(.appealOver) { try world.appeal(id) }
        var late = World()
        let other = try late.submit("north")
        try late.reject(other)
        try late.pass(days: 8)
        Rulebook.refuses(.appealOver) { try late.appeal(other) }
        #expect(world.violations == [])
    }

    @Test func `on an appeal a plan asks nobody who decided before`() throws {
        var world = World(planned(["reviewer", "manager"]))
        let id = try world.submit("north")
        try world.reject(id)
        try world.appeal(id)
        let asked = world.policy.approvers(of: try world.get(id), try world.partner(id))
        #expect(!asked.contains("Rita") && asked.count == 2)
        try world.approve(id, by: Rulebook.mona)
        try world.approve(id, by: Self.max)
        #expect(try world.get(id).status == .approved)
    }
}
