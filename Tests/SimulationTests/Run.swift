import Desk
import DeskTesting
import FoundationEssentials
import Registrations
import Synchronization

/// What a world came to.
struct Outcome: Sendable {
    let plan: Plan
    /// How many acts people set out to do, those left out among them.
    var acts: Int
    var digest: UInt64
    var steps: Int
    var complaints: [String]
    var faults: [Fault: Int]
    var registrations: Int
    var statuses: Set<String>
    var posts: Int
    var lines: [String]
}

extension World {
    /// Lives a whole plan, in no time.
    static func live(_ plan: Plan) throws -> Outcome {
        let world = try World(plan)
        world.loop.start { await world.begin() }
        if !world.loop.run(atMostJobs: plan.limitJobs), world.audit.complaints.isEmpty {
            world.audit.complain("there is no end to it")
        }
        let statuses = world.audit.registrations.compactMap { world.audit.registration($0)?.status.rawValue }
        return Outcome(
            plan: plan,
            acts: world.acts,
            digest: world.trace.digest,
            steps: world.trace.count,
            complaints: world.audit.complaints,
            faults: world.trace.faults,
            registrations: statuses.count,
            statuses: Set(statuses),
            posts: world.vendor.copy.posts.count,
            lines: world.trace.lines
        )
    }

    private func begin() async {
        do {
            try await settle()
            boot("a")
            await withDiscardingTaskGroup { group in
                group.addTask { await self.crowd() }
                for day in 0..<plan.days { await Weather(world: self).day(day) }
                group.cancelAll()
            }
            try await calm()
            try await Reckoning(world: self).judge()
        } catch {
            audit.complain("the world ended with \(error)")
        }
        end()
    }

    private func settle() async throws {
        let people = people
        let policy = versions.current
        try await ledger.write { transaction in
            try transaction.savePolicy(version: policy.version, text: "", at: Samples.start)
            try transaction.save(JoinedRoom(room: Self.room, joinedAt: Samples.start, isGreeted: true))
            for (number, person) in zip(1..., people) {
                let id = PartnerID("P\(number)")
                try transaction.save(Partner(id: id, name: "Partner \(number)", tier: "gold", kind: .reseller))
                try transaction.save(Workspace(key: person.workspace, partner: id))
            }
        }
    }

    private func crowd() async {
        let crowd = Crowd(world: self)
        let pause = 86_400_000 / plan.actsPerDay
        var isFirst = true
        while !Task.isCancelled {
            if isFirst, let replica = live.first {
                isFirst = false
                for person in people.prefix(people.count / 2) { await Self.install(person.workspace, by: replica) }
            }
            if !plan.skipped.contains(countAct()) { loop.start { await crowd.act() } }
            guard await loop.sleep(milliseconds: dice.between(1, 2 * pause)) else { return }
        }
    }

    /// Everything works again; what waits has time to go out.
    private func calm() async throws {
        calmDown()
        disk.heal()
        vendor.books { books in
            books.isWell = true
            books.downUntil = 0
            books.revoked = []
        }
        for _ in 0..<48 {
            _ = await loop.sleep(milliseconds: 3_600_000)
            boot("a")
            let left = try ledger.look { try $0.outbox(states: [.due, .leased], limit: 1) }
            // Whoever was paused in its sweep goes on with the time of then, and sweeps anew within the hour.
            let isAwake = live.allSatisfy { !$0.life.isPaused && loop.now - $0.life.wokeAt > 1_800_000 }
            if left.isEmpty, isRight(), isAwake { return }
        }
    }
}
