import Desk
import DeskTesting
import Registrations
import Synchronization

/// Who has which message under lease, as the commits say, and whether it may be taken from them.
final class Leases: Sendable {
    fileprivate struct Holder {
        let replica: String
        let life: Life
        let at: Int
        /// By how much the clock was wrong by which the lease ends.
        let wrongBy: Int
        /// Its clock jumped, or it was paused: others cannot know that it is still sending.
        var isDoubted = false
        /// It does not know that it has the lease.
        var isLost = false
    }

    private struct State {
        var holders: [MessageID: Holder] = [:]
        var takenOver: [MessageID: Set<Int>] = [:]
        var done: Set<MessageID> = []
        var lastTaken: [MessageID] = []
    }

    private let state = Mutex(State())
    /// A message is under way for less than a minute; after so long nobody looks after it.
    private static let longestMilliseconds = 600_000

    /// When it was taken up, and by how much the clock was wrong by which that lease ends.
    func taking(_ id: MessageID) -> (at: Int, wrongBy: Int)? {
        state.withLock { $0.holders[id].map { ($0.at, $0.wrongBy) } }
    }
    func wasTakenOver(_ id: MessageID, fence: Int) -> Bool {
        state.withLock { $0.takenOver[id]?.contains(fence) ?? false }
    }
    func isDone(_ id: MessageID) -> Bool { state.withLock { $0.done.contains(id) } }
    func held(by life: Life) -> [MessageID] {
        state.withLock { state in
            state.holders.filter { $0.value.life === life }.map(\.key).sorted { $0.text < $1.text }
        }
    }

    /// No clock can be relied on for what is under way now.
    func doubt(heldBy life: Life? = nil) {
        state.withLock { state in
            for (id, holder) in state.holders where life.map({ $0 === holder.life }) ?? true {
                state.holders[id]?.isDoubted = true
            }
        }
    }

    /// Whoever took leases with the last commit never heard of it.
    func loseLast() {
        state.withLock { state in
            for id in state.lastTaken { state.holders[id]?.isLost = true }
        }
    }

    func committed(_ moves: [MemoryLedger.Change.Move], by replica: String, _ life: Life, _ world: World) {
        var complaints: [String] = []
        // What a process was writing when it was paused is written all the same.
        let holder = Holder(
            replica: replica,
            life: life,
            at: world.loop.now,
            wrongBy: world.skew(of: replica),
            isDoubted: life.isPaused
        )
        state.withLock { state in
            state.lastTaken = []
            for move in moves {
                let id = move.message
                let former = state.holders[id]
                switch (move.from, move.to) {
                case (.leased, .leased):
                    if let flaw = former?.flaw(inTakingOverBy: holder, world) { complaints.append("\(flaw): \(id)") }
                    state.takenOver[id, default: []].insert(move.fence - 1)
                    state.holders[id] = holder
                    state.lastTaken.append(id)
                case (_, .leased):
                    if let former { complaints.append("taken twice, from \(former.replica) as well: \(id)") }
                    state.holders[id] = holder
                    state.lastTaken.append(id)
                case (.leased, _):
                    if let former, former.life !== life {
                        complaints.append("\(replica) settled what \(former.replica) was sending: \(id)")
                    }
                    if former?.life === life, world.vendor.isSending(id, by: life) {
                        complaints.append("\(replica) gave up what it was sending itself: \(id)")
                    }
                    state.holders[id] = nil
                    if move.to == .done { state.done.insert(id) }
                default: break
                }
            }
        }
        for complaint in complaints { world.audit.complain(complaint) }
    }

    /// A relay that has nothing to do has rescued what others left behind.
    func nothingIsLeft(by life: Life, _ world: World) {
        let since = max(life.bornAt, life.wokeAt, world.disk.lastRefusal, world.lastJump)
        let now = world.loop.now
        let left = state.withLock { state in
            state.holders.filter { now - max($0.value.at, since) > Self.longestMilliseconds }.map(\.key)
        }
        for id in left.sorted(by: { $0.text < $1.text }) { world.audit.complain("under lease for ever: \(id)") }
    }
}

extension Leases.Holder {
    /// What is wrong with taking it over; nil when its sender is gone, or cannot be known to be there.
    fileprivate func flaw(inTakingOverBy other: Leases.Holder, _ world: World) -> String? {
        // Settling is tried for eight seconds; a disk that is full for longer makes anybody give up.
        if isLost || life.isOver || world.disk.lastRefusal >= at { return nil }
        if other.life === life { return "\(replica) took over its own sending" }
        // Clocks may differ by so much; one that has gone ahead by more ends the lease before the sending has to end.
        if other.wrongBy - wrongBy > World.apartMilliseconds { return nil }
        return isDoubted ? nil : "taken over from \(replica), which is sending it"
    }
}
