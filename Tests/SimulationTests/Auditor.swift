import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Synchronization

@testable import Desk

/// Looks at every commit, and writes down what must not be.
final class Auditor: Sendable {
    private struct State {
        weak var world: World?
        var acting: (name: String, life: Life)?
        var before: [RegistrationID: Registration] = [:]
        var seen: [RegistrationID: Int] = [:]
        var order: [RegistrationID] = []
        var lookedAt = 0
        var open: [RegistrationID] = []
        var places: [MessageID: Int] = [:]
        var touched: [CompanyKey] = []
        var acknowledged: [(key: DeliveryKey, reply: Reply, at: Int, draft: DraftID?)] = []
        var complaints: [String] = []
    }

    let leases = Leases()
    private let state = Mutex(State())
    private static let keptAcknowledged = 64
    private static let keptComplaints = 20
    private static let lookMilliseconds = 5 * 3_600_000

    func attach(_ world: World) { state.withLock { $0.world = world } }

    private var world: World? { state.withLock { $0.world } }

    var complaints: [String] { state.withLock { $0.complaints } }
    /// All registrations, in the order they came.
    var registrations: [RegistrationID] { state.withLock { $0.order } }
    var open: [RegistrationID] { state.withLock { $0.open } }
    func registration(_ id: RegistrationID) -> Registration? { state.withLock { $0.before[id] } }
    /// The how manieth message it was to be enqueued.
    func place(of id: MessageID) -> Int? { state.withLock { $0.places[id] } }

    func complain(_ what: String) {
        guard let world else { return }
        world.trace.note("COMPLAINT \(what)")
        state.withLock { state in
            // There is enough to look into.
            guard state.complaints.count < Self.keptComplaints else { return world.loop.halt() }
            state.complaints.append("\(what), at \(world.loop.now) ms, trace \(world.trace.count)")
        }
    }

    /// The next commit is this replica's.
    func acts(_ replica: String, _ life: Life) { state.withLock { $0.acting = (replica, life) } }

    func committed(_ change: MemoryLedger.Change) {
        guard let world else { return }
        let acting = state.withLock { $0.acting }
        let replica = world.live.first { $0.name == acting?.name }
        if let acting { leases.committed(change.moves, by: acting.name, acting.life, world) }
        for message in change.enqueued {
            state.withLock { $0.places[message.id] = $0.places.count }
            world.trace.note("\(world.loop.now) enqueue \(message.id) \(message.conversation)")
        }
        guard let replica, !(change.registrations.isEmpty && change.companies.isEmpty) else { return }
        do {
            try world.ledger.look { reader in
                let now = replica.clock.now()
                for company in change.companies {
                    let look = try Look(company, reader, replica.policies, at: now)
                    try look.holdsAreOne(complain)
                    try look.owesRightly(complain)
                    try look.isOfferedInTurn(since: { self.registration($0) }, complain)
                    for id in change.registrations where registration(id) == nil {
                        guard let new = try reader.registration(id), new.company == company else { continue }
                        look.isNoTwin(new, complain)
                    }
                }
                for id in change.registrations { try take(id, reader, replica.policies) }
            }
        } catch {
            complain("cannot look: \(error)")
        }
        state.withLock { state in
            for company in change.companies where !state.touched.contains(company) { state.touched.append(company) }
        }
    }

    private func take(_ id: RegistrationID, _ reader: any LedgerReader, _ policies: PolicyShelf) throws {
        guard let world, let registration = try reader.registration(id) else { return }
        world.trace.note("\(world.loop.now) \(id) \(registration.status) \(registration.progress.duties.map(\.kind))")
        let told = try History(registration, reader, policies)
        told.judge(complain)
        let (before, seen) = state.withLock { ($0.before[id], $0.seen[id] ?? 0) }
        told.reminded.judge(since: before, said: told.events.dropFirst(seen), complain)
        state.withLock { state in
            state.seen[id] = told.events.count
            if state.before[id] == nil { state.order.append(id) }
            let wasOpen = state.before[id]?.status.isOpen ?? false
            if registration.status.isOpen, !wasOpen { state.open.append(id) }
            if !registration.status.isOpen, wasOpen { state.open.removeAll { $0 == id } }
            state.before[id] = registration
        }
    }

    /// What was answered is in the ledger, word for word; a draft's steps are known to their draft.
    ///
    /// `begun` is when it came, in milliseconds; whoever was paused answers later.
    func acknowledged(_ act: Act, _ reply: Reply, begun: Int) {
        guard let world else { return }
        let key = DeliveryKey(source: .slack, text: act.key)
        state.withLock { state in
            if state.acknowledged.count >= Self.keptAcknowledged { state.acknowledged.removeFirst() }
            state.acknowledged.append((key, reply, begun, act.draft))
        }
        judge(key, reply, act.draft, in: world)
    }

    private func judge(_ key: DeliveryKey, _ reply: Reply, _ draft: DraftID?, isLongAgo: Bool = false, in world: World)
    {
        do {
            let isKept = try world.ledger.look { ledger in
                if try ledger.storedReply(key) == reply { return true }
                guard let taken = try draft.flatMap({ try ledger.draft($0) })?.taken else { return false }
                // A draft knows its last steps only; where it knows as many as it may, an earlier one has gone.
                return taken.contains(key) || isLongAgo && taken.isFull
            }
            if !isKept { complain("answered and not in the ledger: \(key.text)") }
        } catch {
            complain("cannot look: \(error)")
        }
    }

    /// After a crash: all that was answered is still there.
    func recheck() {
        guard let world else { return }
        // The keys of deliveries are kept for a day from their first copy on, and the last comes hours later.
        let since = world.loop.now - 14 * 3_600_000
        for (key, reply, at, draft) in state.withLock({ $0.acknowledged }) where at > since {
            judge(key, reply, draft, isLongAgo: true, in: world)
        }
    }

    /// When every clock has been looked at, nobody is forgotten.
    func afterSweep(_ replica: String, at now: Date) {
        guard let world, world.isRight(), let replica = world.live.first(where: { $0.name == replica }) else { return }
        let (touched, isDaily) = state.withLock { state in
            defer { state.touched = [] }
            // Some hour of it is an office hour.
            let isDaily = world.loop.now - state.lookedAt > Self.lookMilliseconds
            if isDaily { state.lookedAt = world.loop.now }
            return (state.touched, isDaily)
        }
        do {
            try world.ledger.look { reader in
                for company in touched {
                    try Look(company, reader, replica.policies, at: now).nobodyIsForgotten(complain)
                }
                guard isDaily else { return }
                let calendars = world.versions.all.values.map(BusinessCalendar.init)
                for id in open {
                    guard let registration = try reader.registration(id) else { continue }
                    var reminded = try History(registration, reader, replica.policies).reminded
                    reminded.calendars = calendars
                    reminded.nothingIsLeftOut(at: now, complain)
                }
            }
        } catch {
            complain("cannot look: \(error)")
        }
    }
}

extension TakenDeliveries {
    /// The next makes it forget one.
    fileprivate var isFull: Bool { text.utf8.count >= Self.limit * Self.letters }
}
