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

    /// One try to send a message, and what its sender came to know of it.
    struct Send: Sendable {
        let life: Life
        let fence: Int
        let route: Int
        /// When it was taken up.
        let takenAt: Int
        /// By how much the clock was wrong by which its lease ends.
        let wrongBy: Int
        var hasArrived = false
        var end = End.open

        enum End: Sendable {
            case open, answered, refused, closed, unknown
        }
    }

    struct State: Sendable {
        var posts: [Post] = []
        var times: [MessageID: Int] = [:]
        var sends: [MessageID: [Send]] = [:]
        /// Sends of before the admin's retry.
        var past: [MessageID: Int] = [:]
        var firsts: [String: [MessageID]] = [:]
        var lasts: [String: MessageID] = [:]
        var revoked: Set<WorkspaceKey> = []
        var goneSince: [WorkspaceKey: Int] = [:]
        var waits: [String: (from: Int, until: Int)] = [:]
        var downUntil = 0
        var isWell = false
        var retriedByHand: Set<MessageID> = []
    }

    private let state = Mutex(State())
    /// What may still arrive is not sent again within a lease, but for the time that writing takes.
    private static let leaseMilliseconds = 29_000

    func books<Result>(_ body: (inout State) -> Result) -> Result { state.withLock { body(&$0) } }
    /// As they stand now; for the end.
    var copy: State { state.withLock { $0 } }

    /// Somebody begins to send.
    func begin(_ due: DueMessage, by life: Life, _ world: World) {
        let id = due.message.id
        let (takenAt, wrongBy) = world.audit.leases.taking(id) ?? (world.loop.now, 0)
        if world.audit.leases.isDone(id) { world.audit.complain("sent again and was done: \(id)") }
        let new = Send(life: life, fence: due.fence, route: due.route, takenAt: takenAt, wrongBy: wrongBy)
        let earlier = books { books in
            defer { books.sends[id, default: []].append(new) }
            return Array((books.sends[id] ?? []).dropFirst(books.past[id] ?? 0))
        }
        // What the dead were told nobody knows.
        let known = earlier.filter { !$0.life.isOver && !world.audit.leases.wasTakenOver(id, fence: $0.fence) }
        if known.contains(where: { $0.route == due.route && $0.end == .closed }) {
            world.audit.complain("sent again by a way that is closed: \(id)")
        }
        guard let last = earlier.last, last.end == .unknown, last.takenAt > world.lastJump else { return }
        // A clock that has gone ahead meanwhile, or another that is ahead, makes the lease as much shorter.
        let ahead = max(0, wrongBy - last.wrongBy)
        guard world.loop.now < last.takenAt + Self.leaseMilliseconds - ahead else { return }
        world.audit.complain("sent again while it may still arrive: \(id)")
    }

    /// A message arrives.
    func post(_ due: DueMessage, isLate: Bool, _ world: World) {
        let (message, at) = (due.message, world.loop.now)
        let id = message.id
        let (times, earlier) = books { books in
            let times = (books.times[id] ?? 0) + 1
            books.times[id] = times
            books.posts.append(Post(id: id, conversation: message.conversation, at: at, isLate: isLate))
            if times == 1, !isLate { books.firsts[message.conversation, default: []].append(id) }
            books.lasts[message.conversation] = id
            let earlier = (books.sends[id] ?? []).filter { $0.hasArrived }
            books.edit(id, due.fence) { $0.hasArrived = true }
            return (times, earlier)
        }
        world.trace.note("\(at) post \(id) \(message.purpose.rawValue) \(times)")
        if times > 1 { world.trace.met(.sentTwice) }
        // Whoever was taken over by a clock that jumped does not know that another sends it as well.
        let isLost = world.audit.leases.wasTakenOver(id, fence: due.fence)
        for send in earlier where !isLate && !isLost && !send.isDoubtful(id, world) {
            world.audit.complain("sent \(times) times, and the answer was known: \(id)")
        }
    }

    /// Another sends one of them now.
    func isSending(_ ids: [MessageID], butNot life: Life) -> Bool {
        books { books in
            ids.contains { id in
                books.sends[id]?.last.map { $0.life !== life && !$0.life.isOver && $0.end == .open } ?? false
            }
        }
    }

    /// It is still sending it, and knows that.
    func isSending(_ id: MessageID, by life: Life) -> Bool {
        guard !life.isOver else { return false }
        return books { books in books.sends[id]?.last { $0.life === life }?.end == .open }
    }

    func ended(_ due: DueMessage, _ end: Send.End) { books { $0.edit(due.message.id, due.fence) { $0.end = end } } }

    /// A sender does not know what came of it; it may ask once more where somebody is owed the message.
    func leftOpen(_ due: DueMessage, _ world: World) {
        let id = due.message.id
        ended(due, .unknown)
        let times = books { books in
            (books.sends[id] ?? []).dropFirst(books.past[id] ?? 0).count { $0.end == .unknown }
        }
        if times > (due.message.purpose.isOwed ? 2 : 1) {
            world.audit.complain("tried \(times) times without knowing: \(id)")
        }
    }

    /// The admin tries it again: as if it were new, but for what has arrived.
    func retried(_ id: MessageID) {
        books { books in
            books.retriedByHand.insert(id)
            books.past[id] = books.sends[id]?.count ?? 0
        }
    }

    /// A relay that is new knows of no wait.
    func forgetWaits(of replica: String) {
        books { books in books.waits = books.waits.filter { !$0.key.hasPrefix(replica + " ") } }
    }
}

extension Vendor.State {
    fileprivate mutating func edit(_ id: MessageID, _ fence: Int, _ body: (inout Vendor.Send) -> Void) {
        guard var list = sends[id], let place = list.lastIndex(where: { $0.fence == fence }) else { return }
        body(&list[place])
        sends[id] = list
    }
}

extension Vendor.Send {
    /// Nobody who could write it down knows that it arrived.
    func isDoubtful(_ id: MessageID, _ world: World) -> Bool {
        switch end {
        case .unknown, .refused, .closed: true
        case .open: life.isOver || world.audit.leases.wasTakenOver(id, fence: fence)
        case .answered: world.audit.leases.wasTakenOver(id, fence: fence)
        }
    }
}
