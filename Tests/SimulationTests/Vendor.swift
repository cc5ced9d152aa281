import Desk
import FoundationEssentials
import Registrations
import Synchronization

/// The chat's own books: what was posted, in which order, and what it told whom; nothing of it comes from the ledger.
final class Vendor: Sendable {
    struct Post: Sendable {
        let id: MessageID
        let conversation: String
        let at: Int
        /// Its sender had given up waiting.
        let isLate: Bool
    }

    struct State: Sendable {
        var posts: [Post] = []
        var times: [MessageID: Int] = [:]
        /// How often nobody could know whether a message had arrived.
        var doubts: [MessageID: Int] = [:]
        /// How often its sender was left without an answer.
        var open: [MessageID: Int] = [:]
        var firsts: [String: [MessageID]] = [:]
        var lasts: [String: MessageID] = [:]
        /// What was answered to a replica that may not have written it down yet.
        var answered: [String: [MessageID]] = [:]
        var revoked: Set<WorkspaceKey> = []
        var goneSince: [WorkspaceKey: Int] = [:]
        var waits: [String: (from: Int, until: Int)] = [:]
        var downUntil = 0
        var isWell = false
        var retriedByHand: Set<MessageID> = []
    }

    private let state = Mutex(State())

    func books<Result>(_ body: (inout State) -> Result) -> Result { state.withLock { body(&$0) } }
    /// As they stand now; for the end.
    var copy: State { state.withLock { $0 } }

    /// A message arrives.
    func post(_ message: Message, isLate: Bool, _ world: World) {
        let at = world.loop.now
        let (times, doubts) = books { books in
            let times = (books.times[message.id] ?? 0) + 1
            books.times[message.id] = times
            books.posts.append(Post(id: message.id, conversation: message.conversation, at: at, isLate: isLate))
            if times == 1, !isLate { books.firsts[message.conversation, default: []].append(message.id) }
            books.lasts[message.conversation] = message.id
            return (times, books.doubts[message.id] ?? 0)
        }
        world.trace.note("\(at) post \(message.id) \(message.purpose.rawValue) \(times)")
        if times > 1 { world.trace.met(.sentTwice) }
        if times - 1 > doubts { world.audit.complain("sent \(times) times with \(doubts) doubts: \(message.id)") }
    }

    func doubt(_ id: MessageID) { books { $0.doubts[id, default: 0] += 1 } }

    /// A sender does not know what came of it; it may ask once more where somebody is owed the message.
    func leftOpen(_ message: Message, _ world: World) {
        doubt(message.id)
        let (times, isByHand) = books { books in
            books.open[message.id, default: 0] += 1
            return (books.open[message.id] ?? 0, books.retriedByHand.contains(message.id))
        }
        if times > (message.purpose.isOwed ? 2 : 1), !isByHand {
            world.audit.complain("tried \(times) times without knowing: \(message.id)")
        }
    }

    /// What a replica heard and has not written down, it may ask again.
    func doubt(answeredTo replica: String, _ world: World) {
        let leased = world.leased()
        books { books in
            let open = (books.answered[replica] ?? []).filter(leased.contains)
            for id in open { books.doubts[id, default: 0] += 1 }
            books.answered[replica] = open
        }
    }

    /// Every message under way anywhere, when leases can no longer be relied on.
    func doubtAll(_ world: World) {
        let leased = world.leased()
        books { books in for id in leased { books.doubts[id, default: 0] += 1 } }
    }

    /// A relay that is new, or whose clock is another, knows of no wait.
    func forgetWaits(of replica: String? = nil) {
        books { books in
            books.waits = books.waits.filter { wait in replica.map { !wait.key.hasPrefix($0 + " ") } ?? false }
        }
    }

    func answered(_ id: MessageID, to replica: String) {
        books { books in
            var list = books.answered[replica] ?? []
            if list.count >= 64 { list.removeFirst(16) }
            books.answered[replica] = list + [id]
        }
    }
}
