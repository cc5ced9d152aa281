import DeskTesting
import Synchronization

/// The one source of chance in a world.
final class Dice: Sendable {
    private let random: Mutex<SplitMix>

    init(seed: UInt64) { random = Mutex(SplitMix(seed: seed)) }

    func next() -> UInt64 { random.withLock { $0.next() } }
    func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    func between(_ least: Int, _ most: Int) -> Int { least + below(most - least + 1) }
    /// True once in so many times.
    func isOne(in times: Int) -> Bool { below(times) == 0 }
    func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }
}

/// What can go wrong, and what may come of it; a run counts what it met.
enum Fault: String, CaseIterable {
    case crashBeforeCommit, crashAfterCommit, crashWhileSending, commitOfUnknownEnd, diskFull, busy, bodyRunTwice
    case deliveryTwice, deliveryLate, deliveryLost, deliveryRetried, answerLost
    case rateLimited, serverError, timedOutUnsent, timedOutSent, arrivedAfterGivingUp, vendorDown, routeClosed
    case tokenRevoked, uninstalled, parkedAndRetried
    case clockForward, clockBack, oneClockDiffers, paused, pausedAlone, downForADay, downForAWeek, gracefulRestart,
        secondReplica
    case policyChanged, partnerSuspended, wrongPerson, staleCard, sentTwice, fenced
}

/// What happened, as a digest that two runs of a seed must share, and as lines when a failure is looked into.
final class Trace: Sendable {
    private struct State {
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        var count = 0
        var lines: [String] = []
        var faults: [Fault: Int] = [:]
    }

    private let state = Mutex(State())
    private static let keptLines = 4_000
    private let keeps: Bool

    init(keeps: Bool) { self.keeps = keeps }

    var digest: UInt64 { state.withLock { $0.digest } }
    var count: Int { state.withLock { $0.count } }
    var faults: [Fault: Int] { state.withLock { $0.faults } }
    var lines: [String] { state.withLock { $0.lines } }

    func note(_ line: String) {
        state.withLock { state in
            for byte in line.utf8 { state.digest = (state.digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
            state.count += 1
            guard keeps else { return }
            state.lines.append(line)
            if state.lines.count > 2 * Self.keptLines { state.lines.removeFirst(Self.keptLines) }
        }
    }

    func met(_ fault: Fault) { state.withLock { $0.faults[fault, default: 0] += 1 } }
}
