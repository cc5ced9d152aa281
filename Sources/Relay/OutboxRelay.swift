public import Desk
import FoundationEssentials
public import Logging
import Registrations
public import ServiceLifecycle
import Synchronization

/// Sends what the outbox holds: leases, sends outside of any transaction, settles.
///
/// Whenever the process dies, each message is due, or under a lease that runs out; see `Poll` and `Settlement`.
public struct OutboxRelay: Service {
    /// At most so many messages are under way at once.
    static let underWayLimit = 16
    /// The outbox is looked at so often even if nobody rings.
    static let lookEverySeconds = 5.0
    /// What is under way at shutdown has so long to finish.
    static let finishSeconds = 10.0
    /// Nothing waits longer, neither for the vendor nor for its next try, unless the clock was set back.
    static let longestWaitSeconds = 2 * Sender.holdSeconds
    /// A clock that goes back by more between two looks was set by somebody.
    static let turnedBackSeconds = 1.0
    /// What waits for so long at most is not hurried: a lease's length, by a clock that was set back by as much.
    static let soonSeconds = 2 * Poll.leaseSeconds
    /// Waited after the ledger refused.
    static let ledgerTroubleSeconds = 1.0

    private let ledger: any Ledger
    private let bell: Bell
    private let sender: Sender
    private let state: RelayState

    /// `bell` is rung after commits that enqueued; `count` hears what each try came to.
    public init(
        ledger: any Ledger,
        couriers: [any Courier],
        bell: Bell,
        time: any TimeSource = SystemTime(),
        chance: any Chance = SystemChance(),
        clock: any Clock<Duration> = AlarmClock(),
        logger: Logger,
        count: @escaping @Sendable (Outcome) -> Void = { _ in }
    ) {
        self.ledger = ledger
        self.bell = bell
        state = RelayState(clock: clock)
        let byChannel = Dictionary(couriers.map { ($0.channel, $0) }) { first, _ in first }
        sender = Sender(
            ledger: ledger,
            couriers: byChannel,
            time: time,
            chance: chance,
            clock: clock,
            record: Record(logger: logger, count: count)
        )
    }

    /// Runs until graceful shutdown or cancellation.
    public func run() async throws {
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                while !state.isStopping, !Task.isCancelled {
                    await lookOnce(&group)
                }
                await finish()
                group.cancelAll()
            }
        } onGracefulShutdown: {
            state.stop()
            bell.ring()
        }
    }

    /// A clock that was set back must not make messages wait until it has caught up; tried until the ledger takes it.
    private func pullBack(to now: Date, dueAfter: Date) async {
        do {
            try await ledger.write { transaction in
                try transaction.pullBack(
                    dueAfter: dueAfter,
                    leasedUntilAfter: now.addingTimeInterval(2 * Poll.leaseSeconds),
                    to: now
                )
            }
            state.pulledBack()
        } catch {
            sender.record.trouble("outbox.pull_back_failed", error)
        }
    }

    /// Takes what is due, starts sending it, and waits for the next reason to look.
    private func lookOnce(_ group: inout DiscardingTaskGroup) async {
        let free = Self.underWayLimit - state.underWay.count
        guard free > 0 else { return await bell.wait(atMostSeconds: Self.lookEverySeconds) }
        let now = sender.time.now()
        if let seconds = state.secondsToPullBackFrom(at: now) {
            await pullBack(to: now, dueAfter: now.addingTimeInterval(seconds))
        }
        let glance = Poll.Glance(
            now: now,
            limit: free,
            notBefore: state.notBefore(after: now),
            underWay: state.underWay
        )
        do {
            let poll = try await ledger.write { try Poll.take(glance, from: $0) }
            for (message, settlement) in poll.settled { sender.record.write(message, settlement) }
            start(poll.taken, in: &group)
            if poll.isFull, state.underWay.count < Self.underWayLimit { return }
            await bell.wait(atMostSeconds: waitSeconds(until: poll.nextDue, since: now))
        } catch {
            sender.record.trouble("outbox.look_failed", error)
            await bell.wait(atMostSeconds: Self.ledgerTroubleSeconds)
        }
    }

    private func start(_ taken: [Leased], in group: inout DiscardingTaskGroup) {
        for leased in taken {
            let id = leased.due.message.id
            state.begin(id)
            group.addTask {
                let mustLook = await sender.send(leased) { state.hold($0, seconds: $1) }
                // Where neither a place nor a message came free there is nothing to look for.
                if state.end(id) || mustLook { bell.ring() }
            }
        }
    }

    /// A message due in the past that was not taken waits for another one of its conversation, which rings.
    private func waitSeconds(until nextDue: Date?, since now: Date) -> Double {
        guard let nextDue, nextDue > now else { return Self.lookEverySeconds }
        return min(nextDue.timeIntervalSince(now), Self.lookEverySeconds)
    }

    /// Lets what is under way finish, within bounds.
    private func finish() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while !state.underWay.isEmpty, !Task.isCancelled {
                    await bell.wait(atMostSeconds: Self.finishSeconds)
                }
            }
            group.addTask { [clock = sender.clock] in
                do {
                    try await clock.sleep(for: .seconds(Self.finishSeconds))
                } catch {
                    // Everything finished before.
                }
            }
            await group.next()
            group.cancelAll()
        }
    }
}

/// What one relay knows for as long as it runs.
final class RelayState: Sendable {
    private struct Values {
        var isStopping = false
        var underWay: Set<MessageID> = []
        /// How old the relay is when an installation's wait is over.
        var notBefore: [WorkspaceKey: Double] = [:]
        var lookedAt: Date?
        /// What lies so far ahead is to be pulled back; at the start a clock may have been set back while nobody ran.
        var pullsBackFrom: Double? = OutboxRelay.longestWaitSeconds
    }

    private let values = Mutex(Values())
    /// Seconds since the start: a wait that was asked for is measured by a clock that nobody sets.
    private let age: @Sendable () -> Double

    init(clock: some Clock<Duration>) {
        let start = clock.now
        age = { start.duration(to: clock.now) / .seconds(1) }
    }

    var isStopping: Bool { values.withLock { $0.isStopping } }
    var underWay: Set<MessageID> { values.withLock { $0.underWay } }

    func stop() { values.withLock { $0.isStopping = true } }
    func begin(_ id: MessageID) { values.withLock { _ = $0.underWay.insert(id) } }
    /// Whether somebody waits for it: for a place, or for the last to end.
    func end(_ id: MessageID) -> Bool {
        values.withLock { values in
            let wasFull = values.underWay.count >= OutboxRelay.underWayLimit
            values.underWay.remove(id)
            return wasFull || values.isStopping
        }
    }

    func hold(_ installation: WorkspaceKey, seconds: Double) {
        let until = age() + seconds
        values.withLock { values in
            values.notBefore[installation] = max(until, values.notBefore[installation] ?? until)
        }
    }

    /// From how far ahead messages are to be pulled back, where the clock was set back.
    func secondsToPullBackFrom(at now: Date) -> Double? {
        values.withLock { values in
            defer { values.lookedAt = now }
            if let back = values.lookedAt?.timeIntervalSince(now), back > OutboxRelay.turnedBackSeconds {
                // Nobody can tell how much later than meant what waits would come: it is tried now. What comes soon
                // all the same is left: it may wait for what was sent before to arrive or not.
                values.pullsBackFrom = OutboxRelay.soonSeconds
            }
            return values.pullsBackFrom
        }
    }

    func pulledBack() { values.withLock { $0.pullsBackFrom = nil } }

    /// Which installations wait, and until when by the clock that says `now`; forgets those whose time has come.
    ///
    /// In whole milliseconds from now, as the ledger keeps them: none that waits is due already.
    func notBefore(after now: Date) -> [WorkspaceKey: Date] {
        let age = age()
        return values.withLock { values in
            values.notBefore = values.notBefore.filter { $0.value > age }
            return values.notBefore.mapValues { now.addingTimeInterval((($0 - age) * 1_000).rounded(.up) / 1_000) }
        }
    }
}
