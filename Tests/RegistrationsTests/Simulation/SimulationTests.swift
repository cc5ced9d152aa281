import DeskTesting
import FoundationEssentials
import Testing

@testable import Registrations

/// Partners and reviewers who do anything at any time, and a vendor who changes the rules.
struct Chaos {
    var world: World
    var dice: Dice
    let partners: Int
    let companies: Int
    private var version = 1

    init(seed: UInt64, partners: Int, companies: Int, _ policy: Policy) {
        world = World(policy)
        dice = Dice(state: seed)
        self.partners = partners
        self.companies = companies
    }

    static let policies: [Policy] = Policy.ConflictRules.Winner.allCases.map { winner in
        Rulebook.policy { policy in
            policy.conflicts.winner = winner
            policy.conflicts.allowsCustomerChoice = true
            policy.conflicts.holders = winner == .shared ? 2 : 1
            policy.hold.extending = .init(times: 2, onMeeting: winner == .firstComplete)
            switch winner {
            case .firstReceived: policy.hold.starts = .firstMeeting
            case .firstComplete: policy.hold.starts = .submission
            case .firstApproved: policy.hold.starts = .acceptance
            case .split: policy.hold.scope = .product
            case .bestQualified, .firstMeeting, .customerChoice, .shared: break
            }
            policy.duties[.firstMeeting]?.handOver = winner == .shared ? .days(15) : nil
        }
    }

    mutating func live(days: Int, actsPerDay: Int) throws {
        for day in 0..<days {
            try world.pass(until: world.now.addingTimeInterval(3_600 * 23))
            for _ in 0..<actsPerDay {
                try world.pass(until: world.now.addingTimeInterval(3_600 / Double(actsPerDay)))
                do { try act() } catch is Refusal {}
            }
            if day % 90 == 89 { try world.stop(days: Double(Int.random(in: 1...7, using: &dice))) }
            if day % 61 == 60 { try changePolicy() }
            guard world.violations.isEmpty else { return }
        }
    }

    private mutating func changePolicy() throws {
        var policy = world.policy
        version += 1
        policy.version = "\(version)"
        policy.calendar.opensAtMinute = Int.random(in: 6...10, using: &dice) * 60
        policy.hold.length = .days(Int.random(in: 20...120, using: &dice))
        policy.duties[.firstMeeting]?.within = .days(Int.random(in: 5...30, using: &dice))
        policy.duties[.answer]?.within = Bool.random(using: &dice) ? .businessHours(12) : .businessDays(3)
        try world.change(policy)
    }

    private mutating func act() throws {
        let open = world.cases.values.filter { $0.status.isOpen || $0.status == .rejected }
        let roll = Int.random(in: 0..<100, using: &dice)
        if roll < 30 || open.isEmpty { return try submit() }
        let ids = open.map(\.id).sorted { $0.text < $1.text }
        let id = ids[Int.random(in: 0..<ids.count, using: &dice)]
        switch roll {
        case 30..<48: try world.approve(id, by: reviewer())
        case 48..<54: try world.reject(id, by: reviewer())
        case 54..<60: try world.ask(id, by: reviewer())
        case 60..<66: try world.answer(id)
        case 66..<75: try world.meet(id, inDays: Double(Int.random(in: -3...20, using: &dice)))
        case 75..<78: try world.contradict(id)
        case 78..<82: try world.note(id)
        case 82..<87: try world.accept(id)
        case 87..<89: try world.withdraw(id)
        case 89..<92: try world.close(id, Bool.random(using: &dice) ? .won : .lost)
        case 92..<94: try world.undo(id, by: reviewer())
        case 94..<96: try world.appeal(id)
        case 96..<98: try world.extend(id)
        case 98: try world.choose(id)
        default: try world.makeDeal(id)
        }
    }

    private mutating func submit() throws {
        let partner = "p\(Int.random(in: 0..<partners, using: &dice))"
        let company = "c\(Int.random(in: 0..<companies, using: &dice)).example"
        let product = ["alpha", "beta", nil][Int.random(in: 0..<3, using: &dice)]
        _ = try world.submit(partner, on: company) { $0.productInterest = product }
    }

    private mutating func reviewer() -> Person {
        [Rulebook.rita, Rulebook.ben, Rulebook.mona][Int.random(in: 0..<3, using: &dice)]
    }
}

@Suite struct SimulationTests {
    @Test(arguments: 1...24 as ClosedRange<UInt64>)
    func `whatever partners and reviewers do, no rule is broken`(seed: UInt64) throws {
        let policy = Chaos.policies[Int(seed) % Chaos.policies.count]
        var chaos = Chaos(seed: seed, partners: 6, companies: 4, policy)
        try chaos.live(days: 120, actsPerDay: 4)
        #expect(chaos.world.violations == [], "seed \(seed), \(policy.conflicts.winner)")
        #expect(chaos.world.cases.count > 20)
    }

    @Test func `two hundred partners live with it for two years`() throws {
        for policy in Chaos.policies.prefix(1) {
            var chaos = Chaos(seed: 4_711, partners: 200, companies: 150, policy)
            try chaos.live(days: 730, actsPerDay: 6)
            #expect(chaos.world.violations == [], "seed 4711")
            #expect(chaos.world.cases.count > 1_000)
        }
    }
}
