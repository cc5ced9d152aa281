import Foundation
import Registrations

/// Measures what the rules cost: deciding on a claim, and sweeping open duties.
///
/// It calls the core alone, without a ledger.
struct PolicyBench {
    static let decideGoalMicroseconds = 50.0
    static let sweepGoalSeconds = 1.0
    static let duties = 100_000
    private static let claims = 20_000

    let rounds: Int

    /// True when both goals are met.
    func run() throws -> Bool {
        let policy = try PolicyOfFifty.policy()
        let requests = try (0..<Self.claims).map { try PolicyOfFifty.request($0) }
        let facts = try PolicyOfFifty.facts()
        var decided: [Double] = []
        for _ in 0..<rounds { decided.append(try deciding(requests, facts, policy)) }
        let each = Self.median(decided) * 1_000_000 / Double(Self.claims)
        say("decide, \(PolicyOfFifty.rules(in: policy)) rules", each, "µs", goal: Self.decideGoalMicroseconds)

        let open = try sweepable(requests, policy)
        let quiet = try (0..<rounds).map { _ in try sweep(open, policy, at: PolicyOfFifty.now.addingTimeInterval(60)) }
        let due = try (0..<rounds).map { _ in try sweep(open, policy, at: PolicyOfFifty.late) }
        say("sweep \(open.count) duties, nothing due", Self.median(quiet), "s", goal: Self.sweepGoalSeconds)
        say("sweep \(open.count) duties, all of them due", Self.median(due), "s", goal: Self.sweepGoalSeconds)
        return each < Self.decideGoalMicroseconds
            && max(Self.median(quiet), Self.median(due)) < Self.sweepGoalSeconds
    }

    private func deciding(_ requests: [Request], _ facts: Facts, _ policy: Policy) throws -> Double {
        var taken = 0
        let seconds = try Self.time {
            for request in requests {
                taken += try decide(request, given: facts, under: policy, at: PolicyOfFifty.now).events.count
            }
        }
        guard taken >= requests.count else { throw Trouble("a claim was not taken") }
        return seconds
    }

    /// One open duty each: half wait for the vendor, half for the partner's first meeting.
    private func sweepable(_ requests: [Request], _ policy: Policy) throws -> [Registration] {
        let now = PolicyOfFifty.now
        let act = try Reviewing(PolicyOfFifty.reviewer, under: policy, at: now)
        let some = try requests.prefix(1_000).enumerated().map { place, request in
            var plain = policy
            plain.approvals.automatic = []
            plain.approvals.plans = []
            let taken = try decide(request, given: Facts(), under: plain, at: now).registration
            guard place.isMultiple(of: 2) else { return taken }
            let partner = request.partner
            return try taken.approved(by: act, holds: [], rivals: [], partner: partner, under: plain)
                .registration.wound(under: plain, at: now)
        }
        return (0..<Self.duties).map { some[$0 % some.count] }
    }

    /// What the service does with each registration whose clock may ring: asks it, and winds it again.
    private func sweep(_ open: [Registration], _ policy: Policy, at now: Date) throws -> Double {
        var rung = 0
        let seconds = try Self.time {
            for registration in open {
                let after = try registration.awakened(under: policy, at: now)?.registration
                if after != nil { rung += 1 }
                if (after ?? registration).wound(under: policy, at: now).progress.wakeAt == nil { rung += 1 }
            }
        }
        guard now < PolicyOfFifty.late ? rung == 0 : rung >= open.count else { throw Trouble("\(rung) clocks rang") }
        return seconds
    }

    private static func time(_ body: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        let spent = try clock.measure(body)
        return Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18
    }

    private static func median(_ figures: [Double]) -> Double { figures.sorted()[figures.count / 2] }

    private func say(_ what: String, _ figure: Double, _ unit: String, goal: Double) {
        Bench.say("\(what): \(String(format: "%.3f", figure)) \(unit) (goal: under \(goal) \(unit))")
    }
}
