import DeskTesting
import FoundationEssentials
import Testing

@testable import Registrations

@Suite struct QueueStories {
    private func rival(
        _ name: String,
        at: Double,
        complete: Double? = nil,
        weight: Int = 0,
        blocked: Bool = false,
        turn: Bool = false
    ) -> Rival {
        Rival(
            registration: RegistrationID(name),
            partner: PartnerID(name),
            submittedAt: Rulebook.now.addingTimeInterval(at),
            completeAt: Rulebook.now.addingTimeInterval(complete ?? at),
            status: .submitted,
            offeredUntil: nil,
            isBlocked: blocked,
            weight: weight,
            hasTurn: turn
        )
    }

    @Test(arguments: Policy.ConflictRules.Winner.allCases)
    func `each winner has its order`(winner: Policy.ConflictRules.Winner) {
        let policy = Rulebook.policy { $0.conflicts.winner = winner }
        let rivals = [
            rival("a", at: 0, complete: 9, weight: 10), rival("b", at: 1, complete: 2, weight: 20),
            rival("c", at: 2, complete: 2, weight: 5), rival("d", at: 2, complete: 3, weight: 20),
        ]
        let wanted: String =
            switch winner {
            case .firstComplete: "bcda"
            case .bestQualified: "bdac"
            case .firstReceived, .firstApproved, .firstMeeting, .customerChoice, .split, .shared: "abcd"
            }
        let order = ClaimantQueue.ordered(rivals.reversed(), under: policy)
        #expect(order.map(\.registration.text).joined() == wanted)
        #expect(ClaimantQueue.next(in: rivals, under: policy)?.registration.text == String(wanted.prefix(1)))
    }

    @Test(arguments: [
        (Policy.ConflictRules.QueueOrder?.none, "bac", "b"), (.received, "bac", "a"), (.score, "bac", "b"),
    ])
    func `the queue has an order of its own, apart from who is decided on first`(
        order: Policy.ConflictRules.QueueOrder?,
        decided: String,
        next: String
    ) {
        let policy = Rulebook.policy {
            $0.conflicts.winner = .bestQualified
            $0.conflicts.queue = order
        }
        let rivals = [rival("a", at: 0, weight: 10), rival("b", at: 1, weight: 20), rival("c", at: 2, weight: 5)]
        #expect(ClaimantQueue.ordered(rivals, under: policy).map(\.registration.text).joined() == decided)
        #expect(ClaimantQueue.next(in: rivals, under: policy)?.registration.text == next)
        #expect(ClaimantQueue.position(of: RegistrationID(next), in: rivals, under: policy) == 1)
        // Where the orders are two, whoever took what came free goes before a better one.
        let taken = rivals + [rival("d", at: 3, weight: 1, turn: true)]
        #expect(ClaimantQueue.ordered(taken, under: policy).first?.registration.text == (order == nil ? "b" : "d"))
    }

    @Test func `blocked claims are passed over, and an open offer stops the queue`() {
        let policy = Rulebook.policy { $0.conflicts.winner = .firstReceived }
        let rivals = [rival("a", at: 0, blocked: true), rival("b", at: 1), rival("c", at: 2)]
        #expect(ClaimantQueue.next(in: rivals, under: policy)?.registration.text == "b")
        #expect(ClaimantQueue.position(of: RegistrationID("c"), in: rivals, under: policy) == 2)
        #expect(ClaimantQueue.position(of: RegistrationID("a"), in: rivals, under: policy) == 1)
        #expect(ClaimantQueue.position(of: RegistrationID("x"), in: rivals, under: policy) == nil)
    }

    @Test func `first received is decided in order, whoever clicks`() throws {
        var world = World(Rulebook.policy { $0.conflicts.winner = .firstReceived })
        let first = try world.submit("north")
        try world.pass(days: 0.1)
        let second = try world.submit("south")
        Rulebook.refuses(.notFirst(position: 2)) { try world.approve(second) }
        world.partners[PartnerID("north")]?.standing = .suspended
        try world.approve(second)
        #expect(try world.get(first).progress.duties == [])
        #expect(world.violations == [])
    }

    @Test func `first complete passes over whoever still owes an answer`() throws {
        var world = World(Rulebook.policy { $0.conflicts.winner = .firstComplete })
        let first = try world.submit("north")
        try world.pass(days: 0.1)
        let second = try world.submit("south")
        Rulebook.refuses(.notFirst(position: 2)) { try world.approve(second) }
        try world.ask(first)
        try world.pass(days: 0.1)
        try world.answer(first)
        Rulebook.refuses(.notFirst(position: 2)) { try world.approve(first) }
        try world.approve(second)
        #expect(world.violations == [])
    }

    @Test func `when a hold ends the next is offered, and its expiry moves the queue on`() throws {
        var world = World()
        let ids = try ["north", "south", "west"].map { try world.submit($0) }
        try world.approve(ids[0])
        for id in ids.dropFirst() { #expect(try world.get(id).progress.duties == []) }
        try world.withdraw(ids[0])
        #expect(try world.get(ids[1]).progress.duty(.acceptOffer) != nil)
        #expect(try world.get(ids[2]).progress.duties == [])
        // While it is offered nobody else is approved, and a new claim starts no clock.
        let offer = try #require(try world.get(ids[1]).progress.duty(.acceptOffer)?.due)
        Rulebook.refuses(.offered(until: offer)) { try world.approve(ids[2]) }
        let late = try world.submit("east")
        #expect(try world.get(late).progress.duties == [])
        try world.pass(days: 8)
        #expect(try world.get(ids[1]).status == .withdrawn)
        #expect(world.events[ids[1]]?.suffix(2).map(\.kind) == [.offerExpired, .withdrawn])
        try world.accept(ids[2])
        #expect(try world.get(ids[2]).answerDueAt != nil)
        #expect(try world.get(late).answerDueAt != nil)
        #expect(world.violations == [])
    }

    @Test func `an offer is not made to a blocked or suspended claim, nor to one that owes an answer`() throws {
        var world = World()
        let names = ["north", "south", "west", "east", "cap"]
        let ids = try names.map { try world.submit($0) }
        try world.approve(ids[0])
        world.partners[PartnerID("south")]?.standing = .suspended
        world.cases[ids[2]]?.checks = [Check(.territory, .block, .territoryForeign)]
        try world.ask(ids[3])
        try world.withdraw(ids[0])
        #expect(try world.get(ids[4]).progress.duty(.acceptOffer) != nil)
    }

    @Test func `a question stops the offer's clock, and the answer starts it again`() throws {
        var world = World()
        let ids = try ["north", "south"].map { try world.submit($0) }
        try world.approve(ids[0])
        try world.withdraw(ids[0])
        try world.ask(ids[1])
        try world.pass(days: 30)
        #expect(try world.get(ids[1]).status == .needsInformation)
        try world.answer(ids[1])
        #expect(try world.get(ids[1]).nextAction(under: world.policy).what == .acceptOffer)
        try world.accept(ids[1])
        #expect(world.violations == [])
    }

    @Test func `the customer's written choice goes before a hold and every order`() throws {
        var world = World(Rulebook.policy { $0.conflicts.winner = .customerChoice })
        let first = try world.submit("north")
        let second = try world.submit("south")
        Rulebook.refuses(.needsChoice) { try world.approve(first) }
        try world.choose(first)
        try world.approve(first)
        Rulebook.refuses(.needsChoice) { try world.approve(second) }
        try world.choose(second)
        try world.approve(second)
        #expect(try world.get(first).status == .lapsed)
        #expect(world.events[first]?.last?.actor == .rule("customer_choice", policyVersion: "7 abc"))
        #expect(world.violations == [])
        var plain = World()
        let id = try plain.submit("north")
        Rulebook.refuses(.choiceNotAllowed) { try plain.choose(id) }
    }
}
