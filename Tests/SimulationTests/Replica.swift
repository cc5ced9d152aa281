import Desk
import DeskTesting
import FoundationEssentials
import Logging
import Registrations
import ServiceLifecycle
import ServiceLifecycleTestKit
import Synchronization

@testable import Relay

/// Wall time as one machine has it: the world's, plus what its clock is wrong by.
final class WallClock: TimeSource {
    private let loop: Loop
    private let wrongBy: Mutex<Int>
    private static let start = 1_772_528_400_000

    init(_ loop: Loop, wrongBy milliseconds: Int) {
        self.loop = loop
        wrongBy = Mutex(milliseconds)
    }

    func now() -> Date { Date(millisecondsSince1970: Self.start + loop.now + wrongBy.withLock { $0 }) }
    func set(wrongBy milliseconds: Int) { wrongBy.withLock { $0 = milliseconds } }
}

/// One process of the service: a desk, a relay and its sweeps over the common ledger.
final class Replica: Sendable {
    let name: String
    let life: Life
    let clock: WallClock
    let policies: PolicyShelf
    let desk: FrontDesk
    let book: PartnerBook
    let ledger: DiskLedger
    private let world: World
    private let bell: Bell
    let vault: TokenVault
    private let chance: SeededChance
    private let state = Mutex(State())

    private struct State {
        var isStopping = false
        /// How long it is paused for in its next sweep.
        var pauseInSweep: Int?
        var trigger: GracefulShutdownTestTrigger?
        var task: Task<Void, Never>?
    }

    /// The clocks are swept so often; the service does it more often, which only costs time here.
    private static let sweepSeconds = 840.0
    /// As long as in the service, so that whoever comes after a crash waits as long for the dead.
    private static let leaseSeconds = 60.0
    private static let sweepRetryMilliseconds = 40_000
    private static let sweepTries = 3
    private static let writesOfSweep = 8

    init(_ world: World, name: String, wrongBy milliseconds: Int) throws {
        self.world = world
        self.name = name
        life = Life(bornAt: world.loop.now, dice: world.diceOfPauses)
        clock = WallClock(world.loop, wrongBy: milliseconds)
        let versions = world.versions
        policies = PolicyShelf(versions.current) { _, version in versions.all[version] }
        ledger = DiskLedger(world, name, life)
        chance = SeededChance(seed: world.dice.next())
        bell = Bell(clock: LoopClock(loop: world.loop, stretch: { [world, life] in world.idle($0, life) }, life: life))
        vault = TokenVault(
            ledger: ledger,
            keyring: world.keyring,
            time: clock,
            own: [World.vendorWorkspace: Secret("xoxb-vendor")]
        )
        book = PartnerBook(ledger: ledger, time: clock, chance: chance)
        desk = FrontDesk(
            ledger: ledger,
            time: clock,
            chance: chance,
            policies: policies,
            domains: TableDomainReader.common,
            legalForms: .common,
            keyring: world.keyring,
            vault: vault,
            bell: bell,
            settings: .init(
                publicURL: "https://registrar.example",
                command: "/claim",
                vendorWorkspaces: [World.vendorWorkspace],
                chatInstallURL: nil
            )
        )
    }

    var takesDeliveries: Bool { !life.isOver && !life.isPaused && !state.withLock { $0.isStopping } }

    /// Runs until it is stopped or dies; `atEnd` hears of both.
    func start(atEnd: @escaping @Sendable (_ died: Bool) -> Void) {
        life.atEnd { [weak self] in self?.state.withLock { $0.task }?.cancel() }
        let task = world.loop.start {
            await testGracefulShutdown { trigger in
                self.state.withLock { $0.trigger = trigger }
                await self.serve()
            }
            let died = self.life.isOver
            self.life.end()
            atEnd(died)
        }
        state.withLock { $0.task = task }
    }

    func stop() {
        let trigger = state.withLock { state in
            state.isStopping = true
            return state.trigger
        }
        guard life.isPaused else {
            trigger?.triggerGracefulShutdown()
            return
        }
        // Whoever is paused hears of it when that is over.
        world.loop.start { [world, life] in
            await life.untilAwake(world.loop)
            trigger?.triggerGracefulShutdown()
        }
    }

    func ring() { bell.ring() }

    /// It gets no time for so long, in the midst of whatever it does, and goes on as if nothing had been.
    func pause(for milliseconds: Int) {
        // Twice at once it would wake with the first and sleep with the second.
        guard !life.isPaused else { return }
        world.trace.met(.pausedAlone)
        world.trace.note("\(world.loop.now) pause \(name) \(milliseconds)")
        life.pause(until: world.loop.now + milliseconds)
        world.audit.leases.doubt(heldBy: life)
        world.loop.start { [world, life] in
            _ = await world.loop.sleep(milliseconds: milliseconds)
            life.wake(at: world.loop.now)
        }
    }

    /// The same between two writes of its next sweep.
    func pauseInSweep(for milliseconds: Int) { state.withLock { $0.pauseInSweep = milliseconds } }

    private func serve() async {
        let logger = Logger(label: name) { _ in SwiftLogNoOpLogHandler() }
        let loopClock = LoopClock(loop: world.loop, life: life)
        let courier = VendorCourier(world: world, replica: name, life: life, vault: vault)
        let relay = OutboxRelay(
            ledger: ledger,
            couriers: [courier],
            bell: bell,
            time: clock,
            chance: chance,
            clock: loopClock,
            logger: logger,
            count: { [world] in if $0 == .fenced { world.trace.met(.fenced) } }
        )
        let (clocks, leftovers) = (tenure("clocks"), tenure("leftovers"))
        let sweeps = [
            SweepLoop(
                "clocks",
                everySeconds: Self.sweepSeconds,
                clock: loopClock,
                logger: logger,
                atEnd: { try await clocks.giveBack() }
            ) {
                try await self.sweepClocks(clocks)
            },
            SweepLoop("leftovers", everySeconds: 86_400, clock: loopClock, logger: logger) {
                let oldest = self.clock.now().addingTimeInterval(-86_400)
                _ = try await leftovers.run { ledger in
                    try await ledger.write { transaction in
                        try transaction.removeDrafts(untouchedSince: oldest)
                        try transaction.removeTraces(before: oldest)
                    }
                }
            },
        ]
        await withTaskGroup(of: Void.self) { group in
            for service in [relay] + sweeps as [any Service] {
                group.addTask { [world, name] in
                    do {
                        try await service.run()
                    } catch {
                        world.audit.complain("\(name) ended with \(error)")
                    }
                }
            }
        }
    }

    /// As the service does it; who finds the other at it looks again soon, since here it is done so rarely.
    private func sweepClocks(_ tenure: Tenure) async throws {
        for _ in 0..<Self.sweepTries {
            let isOurs = try await tenure.run { ledger in
                let now = self.clock.now()
                self.pauseIfMeant()
                let report = try await self.desk.writing(to: ledger).sweep(at: now)
                guard !self.life.isOver else { return }
                if report.failed > 0 { self.world.audit.complain("\(report.failed) cannot be swept") }
                self.world.audit.afterSweep(self.name, at: now)
            }
            guard !isOurs, await world.loop.sleep(milliseconds: Self.sweepRetryMilliseconds) else { return }
        }
    }

    private func pauseIfMeant() {
        let length = state.withLock { state in
            defer { state.pauseInSweep = nil }
            return state.pauseInSweep
        }
        guard let length, !life.isPaused else { return }
        ledger.before(write: world.diceOfPauses.below(Self.writesOfSweep)) { [weak self] in
            self?.pause(for: length)
        }
    }

    private func tenure(_ name: String) -> Tenure {
        Tenure(name, owner: "\(self.name) \(life.bornAt)", seconds: Self.leaseSeconds, ledger: ledger, time: clock)
    }
}
