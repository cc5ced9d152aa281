import Desk
import DeskTesting
import Synchronization

/// What a replica sees of the ledger: a disk that is slow, full, busy, or takes the process with it.
final class DiskLedger: Ledger {
    private struct Again: Error {}

    private let world: World
    private let replica: String
    private let life: Life
    private let interruption = Mutex<(writes: Int, body: @Sendable () -> Void)?>(nil)

    init(_ world: World, _ replica: String, _ life: Life) {
        self.world = world
        self.replica = replica
        self.life = life
    }

    /// Does it before a write to come: 0 for the next.
    func before(write: Int, _ body: @escaping @Sendable () -> Void) { interruption.withLock { $0 = (write, body) } }

    private func interrupt() {
        let body = interruption.withLock { interruption -> (@Sendable () -> Void)? in
            guard let (writes, body) = interruption else { return nil }
            interruption = writes == 0 ? nil : (writes - 1, body)
            return writes == 0 ? body : nil
        }
        body?()
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerTransaction) throws -> Result
    ) async throws -> Result {
        interrupt()
        await life.untilAwake(world.loop)
        if world.dice.isOne(in: 4) { _ = await world.loop.sleep(milliseconds: world.dice.between(1, 40)) }
        guard !life.isOver else { throw LedgerTrouble.broken("dead") }
        let fault = world.disk.next(world)
        switch fault {
        case .diskFull:
            world.trace.met(.diskFull)
            world.disk.refused(at: world.loop.now)
            throw LedgerTrouble.full("no space")
        case .busy:
            world.trace.met(.busy)
            throw LedgerTrouble.busy("locked")
        case .crashBeforeCommit:
            try await discard(body)
            world.trace.met(.crashBeforeCommit)
            life.end()
            throw LedgerTrouble.broken("dead")
        case .bodyRunTwice:
            try await discard(body)
            world.trace.met(.bodyRunTwice)
        default: break
        }
        world.audit.acts(replica, life)
        let result = try await world.ledger.write(body)
        switch fault {
        case .crashAfterCommit:
            world.trace.met(.crashAfterCommit)
            life.end()
            throw LedgerTrouble.broken("dead")
        case .commitOfUnknownEnd:
            world.trace.met(.commitOfUnknownEnd)
            world.audit.leases.loseLast()
            throw LedgerTrouble.busy("connection lost")
        default: return result
        }
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerReader) throws -> Result
    ) async throws -> Result {
        await life.untilAwake(world.loop)
        guard !life.isOver else { throw LedgerTrouble.broken("dead") }
        return try world.ledger.look(body)
    }

    /// Runs it and keeps nothing of it.
    private func discard<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerTransaction) throws -> Result
    ) async throws {
        do {
            try await world.ledger.write { transaction in
                _ = try body(transaction)
                throw Again()
            }
        } catch is Again {}
    }
}

/// The state of the one disk.
final class Disk: Sendable {
    private let fullUntil = Mutex(0)
    private let isWell = Mutex(false)
    private let refusedAt = Mutex(-1)

    /// No more faults.
    func heal() { isWell.withLock { $0 = true } }
    /// When something could not be written for the last time.
    var lastRefusal: Int { refusedAt.withLock { $0 } }
    func refused(at now: Int) { refusedAt.withLock { $0 = now } }
    func fill(until: Int) { fullUntil.withLock { $0 = until } }

    /// The fault of the write that begins now.
    func next(_ world: World) -> Fault? {
        guard !isWell.withLock({ $0 }) else { return nil }
        if world.loop.now < fullUntil.withLock({ $0 }) { return .diskFull }
        switch world.dice.below(world.plan.writesPerFault) {
        case 0: return .busy
        case 1: return .commitOfUnknownEnd
        case 2, 3: return .bodyRunTwice
        case 4: return world.dice.isOne(in: 3) ? .crashBeforeCommit : nil
        case 5: return world.dice.isOne(in: 3) ? .crashAfterCommit : nil
        default: return nil
        }
    }
}
