public import Desk
import Dialogue
public import FoundationEssentials
public import Registrations

extension SQLSession {
    public func outbox(states: [OutboxRow.State], limit: Int) throws -> [OutboxRow] {
        let rows = try Set(states).flatMap { state in
            try connection.rows(OutboxSQL.inState, [.int(state.rawValue), .int(limit)]) { try OutboxRow(&$0) }
                .compactMap(\.self)
        }
        let sorted = rows.sorted {
            $0.due != $1.due ? $0.due < $1.due : $0.id.text.utf8.lexicographicallyPrecedes($1.id.text.utf8)
        }
        return Array(sorted.prefix(limit))
    }

    public func messages(of registration: RegistrationID, purposes: [Message.Purpose]) throws -> [Message] {
        let found = try connection.rows(OutboxSQL.ofRegistration, [.id(registration)]) { row -> Message? in
            guard case .readable(let message) = try Reading(&row, { try Message($0, &$1) }) else { return nil }
            let isDropped = try row.int() == OutboxRow.State.dropped.rawValue
            return isDropped && !message.purpose.isOwed ? nil : message
        }
        return found.compactMap(\.self).filter { purposes.contains($0.purpose) }
    }

    public func hasDue(in conversation: String) throws -> Bool {
        try connection.row(OutboxSQL.hasDue, [.text(conversation)]) { try $0.int() } != nil
    }

    public func nextDue() throws -> Date? {
        try connection.row(OutboxSQL.nextDue, []) { try $0.time() }
    }

    public func enqueue(_ message: Message, due: Date) throws {
        try connection.send(
            OutboxSQL.enqueue,
            [
                .id(message.id), .text(message.conversation), .raw(message.purpose), .id(message.registration),
                StoredJSON.list(message.routes) { $0.value($1.address) },
                StoredJSON.list(message.routes) { $0.value($1.card) },
                .id(message.rewrites), .time(due), .text(message.request),
            ]
        )
    }

    public func messagesWithCards(after: MessageID, limit: Int) throws -> [(id: MessageID, message: Message?)] {
        try connection.rows(OutboxSQL.withCards, [.id(after), .int(limit)]) { row in
            switch try Reading(&row, { try Message($0, &$1) }) {
            case .readable(let message): (message.id, message)
            case .unreadable(let id): (id, nil)
            }
        }
    }

    public func recast(_ message: Message) throws {
        let cards = StoredJSON.list(message.routes) { $0.value($1.card) }
        try connection.send(OutboxSQL.recast, [cards, .id(message.id)])
    }

    public func park(_ id: MessageID, reason: String) throws {
        try connection.send(OutboxSQL.park, [.text(reason), .id(id)])
    }

    public func lease(now: Date, until: Date, limit: Int) throws -> [DueMessage] {
        let found = try connection.rows(OutboxSQL.findDue, [.time(now), .int(limit)]) { row in
            try Reading(&row, { try Waiting($0, &$1) })
        }
        return try parkUnreadable(found).compactMap { waiting in
            let values: [SQLValue] = [.time(until), .id(waiting.message.id), .int(waiting.fence)]
            guard try connection.run(OutboxSQL.lease, values) == 1 else { return nil }
            return try dueMessage(waiting, tries: waiting.tries + 1)
        }
    }

    public func expiredLeases(now: Date, limit: Int, except: Set<MessageID>) throws -> [DueMessage] {
        let values: [SQLValue] = [.time(now), .int(limit + except.count)]
        let found = try connection.rows(OutboxSQL.findExpired, values) { row in
            try Reading(&row, { try Waiting($0, &$1) })
        }
        let lost = try parkUnreadable(found).filter { !except.contains($0.message.id) }
        return try lost.prefix(limit).compactMap { waiting in
            let values: [SQLValue] = [.id(waiting.message.id), .int(waiting.fence), .time(now)]
            guard try connection.run(OutboxSQL.rescue, values) == 1 else { return nil }
            return try dueMessage(waiting, tries: waiting.tries)
        }
    }

    /// A row of a version that is gone must not stop the others.
    private func parkUnreadable(_ found: [Reading<Waiting>]) throws -> [Waiting] {
        try found.compactMap { reading in
            switch reading {
            case .readable(let waiting): return waiting
            case .unreadable(let id):
                try connection.send(OutboxSQL.parkUnreadable, [.id(id)])
                return nil
            }
        }
    }

    private func dueMessage(_ waiting: Waiting, tries: Int) throws -> DueMessage {
        let reference = try waiting.message.rewrites.flatMap { earlier in
            try connection.row(OutboxSQL.reference, [.id(earlier)]) { $0.optionalText() } ?? nil
        }
        return DueMessage(
            message: waiting.message,
            route: waiting.route,
            fence: waiting.fence + 1,
            tries: tries,
            rewrittenReference: reference,
            isOvertaken: try isOvertaken(waiting),
            reason: waiting.reason
        )
    }

    /// Nothing goes out before its turn, so only what was tried before can come after a later one.
    private func isOvertaken(_ waiting: Waiting) throws -> Bool {
        let overtakers = waiting.message.purpose.overtakers
        guard waiting.tries > 0, !overtakers.isEmpty else { return false }
        let later = try connection.rows(OutboxSQL.purposesAfter, [.id(waiting.message.id)]) { try $0.text() }
        return later.contains { purpose in overtakers.contains { $0.rawValue == purpose } }
    }

    public func settle(
        _ id: MessageID,
        fence: Int,
        state: OutboxRow.State,
        reference: String?,
        reason: String?
    ) throws -> Bool {
        let values: [SQLValue] = [.int(state.rawValue), .text(reference), .text(reason), .id(id), .int(fence)]
        guard try connection.run(OutboxSQL.settle, values) == 1 else { return false }
        switch state {
        case .done, .dropped: try connection.send(OutboxSQL.forgetCards, [.id(id)])
        case .due, .leased, .parked: break
        }
        return true
    }

    public func postpone(_ id: MessageID, fence: Int, due: Date, route: Int, reason: String) throws -> Bool {
        let values: [SQLValue] = [.time(due), .int(route), .text(reason), .id(id), .int(fence)]
        guard try connection.run(OutboxSQL.postpone, values) == 1 else { return false }
        try connection.send(OutboxSQL.waitBehind, [.time(due), .id(id)])
        return true
    }

    public func pullBack(dueAfter: Date, leasedUntilAfter: Date, to now: Date) throws {
        try connection.send(OutboxSQL.pullBackDue, [.time(now), .time(dueAfter)])
        try connection.send(OutboxSQL.pullBackLeases, [.time(now), .time(leasedUntilAfter)])
    }

    public func retryParked(_ id: MessageID, due: Date) throws -> Bool {
        try connection.run(OutboxSQL.retry, [.time(due), .id(id)]) == 1
    }
}

/// A row that could be read, or the id of one that could not.
private enum Reading<Value> {
    case readable(Value)
    case unreadable(MessageID)

    init(_ row: inout SQLRow, _ read: (MessageID, inout SQLRow) throws -> Value) throws {
        let id: MessageID = try row.id()
        do {
            self = .readable(try read(id, &row))
        } catch {
            self = .unreadable(id)
        }
    }
}

private struct Waiting {
    let message: Message
    let route: Int
    let tries: Int
    let fence: Int
    let reason: String?

    init(_ id: MessageID, _ row: inout SQLRow) throws {
        message = try Message(id, &row)
        route = try row.int()
        tries = try row.int()
        fence = try row.int()
        reason = row.optionalText()
    }
}

extension Message {
    /// Of a message that is settled only the addresses are left; its cards are empty.
    fileprivate init(_ id: MessageID, _ row: inout SQLRow) throws {
        let conversation = try row.text()
        let (purpose, registration): (Purpose, RegistrationID?) = (try row.raw(), row.optionalID())
        let addresses = try StoredJSON.list(in: row.text()).map { try Address($0) }
        let cards = try row.optionalText().map { try StoredJSON.list(in: $0).map { try Card($0) } }
        let forgotten = addresses.map { _ in Card(summary: "") }
        self.init(
            id: id,
            conversation: conversation,
            purpose: purpose,
            registration: registration,
            routes: zip(addresses, cards ?? forgotten).map { Route($0, $1) },
            rewrites: row.optionalID(),
            request: row.optionalText()
        )
    }
}

extension OutboxRow {
    /// nil for a purpose this version does not know.
    fileprivate init?(_ row: inout SQLRow) throws {
        let (id, purpose): (MessageID, String) = (try row.id(), try row.text())
        guard let purpose = Message.Purpose(rawValue: purpose) else { return nil }
        self.init(
            id: id,
            purpose: purpose,
            registration: row.optionalID(),
            state: try row.needed(OutboxRow.State(rawValue: row.int())),
            due: try row.time(),
            tries: try row.int(),
            reason: row.optionalText(),
            request: row.optionalText()
        )
    }
}
