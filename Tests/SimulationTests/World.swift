import Desk
import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Synchronization
import Testing

/// How large and how troubled a world is.
struct Plan: Sendable {
    var seed: UInt64
    var partners = 30
    var prospects = 12
    var days = 45
    var actsPerDay = 40
    /// A day out of so many sees the rarer troubles.
    var daysPerTrouble = 6
    var writesPerFault = 400
    /// Troubles that this world is spared.
    var without: Set<Trouble> = []
    /// Acts of people that are left out, by their number from 0 on.
    var skipped: Set<Int> = []
    var keepsTrace = false

    /// Ten times what a world of this size takes.
    var limitJobs: Int { days * (20_000 + 2_000 * actsPerDay) }
}

/// Everything there is, in one thread: ledger, replicas, network, vendor, people.
final class World: Sendable {
    let plan: Plan
    let loop: Loop
    let dice: Dice
    /// Of its own, so that a world that is spared the pauses is the same as before there were any.
    let diceOfPauses: Dice
    let trace: Trace
    let disk = Disk()
    let vendor = Vendor()
    let audit: Auditor
    let ledger: MemoryLedger
    let keyring: Keyring
    let people: [Person]
    private let state: Mutex<State>

    struct Versions: Sendable {
        var current: Policy
        var all: [String: Policy]
    }

    private struct State {
        var versions: Versions
        var replicas: [String: Replica] = [:]
        var wrongBy = 0
        /// The one replica whose clock is wrong, and by how much.
        var apart = (name: World.names[1], milliseconds: World.apartMilliseconds)
        var lastJump = -1
        var isOver = false
        var isCalm = false
        var acts = 0
        /// A replica of this name is wanted.
        var wanted: Set<String> = []
    }

    static let vendorWorkspace = Samples.vendor
    static let room = Samples.room
    static let names = ["a", "b"]
    static let reviewers = ["U0RITA", "U0BEN", "U0MONA"].map { Person(workspace: vendorWorkspace, user: $0) }
    /// One replica's clock is ahead or behind by so much.
    static let apartMilliseconds = 5_000

    init(_ plan: Plan) throws {
        self.plan = plan
        loop = Loop(seed: plan.seed)
        dice = Dice(seed: plan.seed)
        diceOfPauses = Dice(seed: plan.seed ^ 0xD0_2E)
        trace = Trace(keeps: plan.keepsTrace)
        let audit = Auditor()
        self.audit = audit
        ledger = MemoryLedger { audit.committed($0) }
        keyring = try #require(Keyring(masterKeys: [[UInt8](repeating: 7, count: Keyring.keyLengthBytes)]))
        people = (1...plan.partners).map { number in
            Person(workspace: WorkspaceKey(channel: .slack, id: "T0P\(number)"), user: "U0P\(number)")
        }
        let policy = Programmes.policy(dice)
        state = Mutex(State(versions: Versions(current: policy, all: [policy.version: policy])))
        audit.attach(self)
    }

    var versions: Versions { state.withLock { $0.versions } }
    var isOver: Bool { state.withLock { $0.isOver } }
    /// No more troubles begin.
    var isCalm: Bool { state.withLock { $0.isCalm } }
    func calmDown() { state.withLock { $0.isCalm = true } }
    var acts: Int { state.withLock { $0.acts } }
    /// The number of the act that somebody sets out to do.
    func countAct() -> Int {
        state.withLock { state in
            defer { state.acts += 1 }
            return state.acts
        }
    }
    var live: [Replica] { Self.names.compactMap { name in state.withLock { $0.replicas[name] } } }

    func leased() -> Set<MessageID> {
        do {
            return Set(try ledger.look { try $0.outbox(states: [.leased], limit: 10_000) }.map(\.id))
        } catch {
            return []
        }
    }

    /// An idle relay looks less often than it wishes, so that two years take no week: a sleeper may oversleep.
    func idle(_ length: Duration, _ life: Life) -> Duration {
        audit.leases.nothingIsLeft(by: life, self)
        guard length == .seconds(OutboxLook.seconds), leased().isEmpty else { return length }
        let next: Date?
        do { next = try ledger.look { try $0.nextDue() } } catch { return length }
        let now = live.map { $0.clock.now() }.min()
        guard let next, let now else { return .seconds(1_800) }
        return .seconds(min(1_800, max(OutboxLook.seconds, next.timeIntervalSince(now))))
    }

    // Replicas

    /// There shall be a replica of this name; one that dies comes back after a while.
    func boot(_ name: String) {
        let isWanted = state.withLock { state in
            state.wanted.insert(name)
            return state.replicas[name] == nil && !state.isOver
        }
        guard isWanted else { return }
        do {
            let replica = try Replica(self, name: name, wrongBy: skew(of: name))
            state.withLock { $0.replicas[name] = replica }
            vendor.forgetWaits(of: name)
            trace.note("\(loop.now) boot \(name)")
            replica.start { died in self.ended(replica, died) }
        } catch {
            audit.complain("no replica: \(error)")
        }
    }

    /// By how much its clock is wrong.
    func skew(of name: String) -> Int {
        state.withLock { $0.wrongBy + ($0.apart.name == name ? $0.apart.milliseconds : 0) }
    }

    private func ended(_ replica: Replica, _ died: Bool) {
        trace.note("\(loop.now) end \(replica.name) \(died)")
        let isWanted = state.withLock { state in
            state.replicas[replica.name] = nil
            return state.wanted.contains(replica.name)
        }
        if died { audit.recheck() }
        guard isWanted, !isOver else { return }
        let pause = dice.between(1, 90) * 1_000
        loop.start {
            _ = await self.loop.sleep(milliseconds: pause)
            self.boot(replica.name)
        }
    }

    /// No replica of this name shall be there until it is booted again.
    func stop(_ name: String) {
        let replica = state.withLock { state in
            state.wanted.remove(name)
            return state.replicas[name]
        }
        replica?.stop()
    }

    /// All machines' clocks are wrong by so much from now on.
    func set(wrongBy milliseconds: Int) {
        state.withLock { state in
            state.wrongBy = milliseconds
            state.lastJump = loop.now
        }
        audit.leases.doubt()
        for replica in live { replica.clock.set(wrongBy: skew(of: replica.name)) }
    }

    /// One replica's clock differs from all others now; what it goes ahead by, leases are shorter by.
    func setApart(_ name: String, by milliseconds: Int) {
        state.withLock { $0.apart = (name, milliseconds) }
        for replica in live { replica.clock.set(wrongBy: skew(of: replica.name)) }
    }

    var lastJump: Int { state.withLock { $0.lastJump } }
    func isRight() -> Bool { state.withLock { $0.wrongBy } == 0 }

    func adopt(_ policy: Policy) {
        state.withLock { state in
            state.versions.current = policy
            state.versions.all[policy.version] = policy
        }
        for replica in live { replica.policies.replace(with: policy) }
    }

    func end() {
        state.withLock { state in
            state.isOver = true
            state.wanted = []
        }
        for replica in live { replica.stop() }
    }
}

enum OutboxLook {
    /// How often a relay looks at the outbox by itself.
    static let seconds = 5.0
}
