import Desk
import Synchronization

/// How many requests one endpoint answers at a time.
///
/// Past the first bound it is told to be short about it, past the second it is not asked: the memory that answers take
/// is bounded, whoever asks.
final class Gate: Sendable {
    enum Entry: Hashable, Sendable {
        case free, crowded, full
    }

    private let crowdedFrom: Int
    private let limit: Int
    private let inside = Mutex(0)

    init(crowdedFrom: Int, limit: Int) {
        self.crowdedFrom = crowdedFrom
        self.limit = limit
    }

    /// Counts a request in unless it is full; `leave` counts it out.
    func enter() -> Entry {
        inside.withLock { inside in
            guard inside < limit else { return .full }
            inside += 1
            return inside > crowdedFrom ? .crowded : .free
        }
    }

    func leave() { inside.withLock { $0 -= 1 } }
}

/// An endpoint and the gate before it.
struct Door: Sendable {
    let endpoint: any Endpoint
    let gate: Gate
}

/// The memory that bodies share while they arrive; small ones need none of it.
final class BodyBudget: Sendable {
    /// What a chat sends is smaller, and never has to wait for somebody else's large body.
    static let freeBytes = 32_768

    private let left: Mutex<Int>

    init(bytes: Int) { left = Mutex(bytes) }

    /// False when there is not so much left.
    func take(_ bytes: Int) -> Bool {
        left.withLock { left in
            guard bytes <= left else { return false }
            left -= bytes
            return true
        }
    }

    func giveBack(_ bytes: Int) { left.withLock { $0 += bytes } }
}
