import Desk
import DeskTesting
import FoundationEssentials
import Logging
import Registrations
import ServiceLifecycleTestKit
import Synchronization

@testable import Relay

/// A relay between a ledger in memory and a scripted vendor, with all hands in the test's.
final class RelayStory: Sendable {
    static let start = Date(millisecondsSince1970: 1_764_000_000_000)

    let ledger = MemoryLedger()
    let clock = HandClock()
    let time = ManualClock(RelayStory.start)
    let bell: Bell
    let courier = ScriptedCourier()
    let outcomes = Notebook<Outcome>()

    init() { bell = Bell(clock: clock) }

    static let silent = Logger(label: "relay") { _ in SwiftLogNoOpLogHandler() }

    func relay(logger: Logger = RelayStory.silent) -> OutboxRelay {
        OutboxRelay(
            ledger: ledger,
            couriers: [courier],
            bell: bell,
            time: time,
            chance: FixedChance(),
            clock: clock,
            logger: logger,
            count: { self.outcomes.write($0) }
        )
    }

    /// Runs the relay beside `body`, then shuts it down gracefully.
    func play(
        logger: Logger = RelayStory.silent,
        _ body: @escaping @Sendable (RelayStory, GracefulShutdownTestTrigger) async throws -> Void
    ) async throws {
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await self.relay(logger: logger).run() }
                do {
                    try await body(self, trigger)
                } catch {
                    group.cancelAll()
                    throw error
                }
                trigger.triggerGracefulShutdown()
                try await group.waitForAll()
            }
        }
    }

    func enqueue(_ messages: Message...) async throws {
        let due = time.now()
        try await ledger.write { transaction in
            for message in messages { try transaction.enqueue(message, due: due) }
        }
        bell.ring()
    }

    /// Time goes by, or is set, by the clock on the wall alone.
    func pass(_ seconds: Double) {
        time.advance(bySeconds: seconds)
        bell.ring()
    }

    /// Time goes by, by every clock.
    func wait(_ seconds: Double) {
        time.advance(bySeconds: seconds)
        clock.advance(by: .seconds(seconds))
        bell.ring()
    }

    func rows(_ state: OutboxRow.State) async throws -> [OutboxRow] {
        try await ledger.read { try $0.outbox(states: [state], limit: 1_000) }
    }
}

/// A dice that always shows the middle.
struct FixedChance: Chance {
    func bytes(_ count: Int) -> [UInt8] { Array(repeating: 128, count: count) }
}

/// What happened, in order; one may wait for it.
final class Notebook<Entry: Sendable>: Sendable {
    private let list = Mutex<[Entry]>([])
    private let bell = Bell()

    var entries: [Entry] { list.withLock { $0 } }

    func write(_ entry: Entry) {
        list.withLock { $0.append(entry) }
        bell.ring()
    }

    /// Returns once so many entries are there.
    func reach(_ count: Int) async -> [Entry] {
        while entries.count < count, !Task.isCancelled { await bell.wait(atMostSeconds: 10) }
        return entries
    }
}

/// A vendor that does what the test says, message by message; what nobody scripted arrives.
final class ScriptedCourier: Courier {
    enum Act: Sendable {
        case fail(DeliveryFailure)
        /// Says nothing until it is released or given up.
        case hang
        /// Says it once it is released.
        case hangAndFail(DeliveryFailure)
    }

    let channel = Channel.slack
    let visits = Notebook<DueMessage>()
    private let script = Mutex<[MessageID: [Act]]>([:])
    private let hanging = HandClock()

    func script(_ id: String, _ acts: Act...) {
        script.withLock { $0[MessageID(id)] = acts }
    }

    func release() { hanging.advance(by: .seconds(1)) }

    func deliver(_ due: DueMessage) async throws(DeliveryFailure) -> String? {
        let act = script.withLock { script -> Act? in
            guard let first = script[due.message.id]?.first else { return nil }
            script[due.message.id]?.removeFirst()
            return first
        }
        // A released vendor answers later ones at once, too.
        let isOver = hanging.now
        visits.write(due)
        switch act {
        case .fail(let failure): throw failure
        case .hang: try await hang(since: isOver)
        case .hangAndFail(let failure):
            try await hang(since: isOver)
            throw failure
        case nil: break
        }
        return "C1/\(due.message.id)"
    }

    private func hang(since moment: HandClock.Instant) async throws(DeliveryFailure) {
        do {
            try await hanging.sleep(until: moment.advanced(by: .milliseconds(1)), tolerance: nil)
        } catch {
            throw .unknown(reason: "cancelled")
        }
    }
}
