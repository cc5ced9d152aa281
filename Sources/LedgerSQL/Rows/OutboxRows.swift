public import Desk
import Dialogue
public import FoundationEssentials
public import Registrations

extension SQLSession {
    public func outbox(states: [OutboxRow.State], limit: Int) throws -> [OutboxRow] {
        let rows = try Set(states).flatMap { state in
            try connection.rows(OutboxSQL.inState, [.int(state.rawValue), .int(limit)]) { try OutboxRow(&$0) }
        }
        let sorted = rows.sorted {
            $0.due != $1.due ? $0.due < $1.due : $0.id.text.utf8.lexicographicallyPrecedes($1.id.text.utf8)
        }
        return Array(sorted.prefix(limit))
    }

    public func messages(of registration: RegistrationID, purposes: [Message.Purpose]) throws -> [Message] {
        try connection.rows(OutboxSQL.ofRegistration, [.id(registration)]) { try Message(&$0) }
            .filter { purposes.contains($0.purpose) }
    }

    public func nextDue() throws -> Date? {
        try connection.row(OutboxSQL.nextDue, []) { try $0.time() }
    }

    public func enqueue(_ message: Message, due: Date) throws {
        try connection.run(
            OutboxSQL.enqueue,
            [
                .id(message.id), .text(message.conversation), .raw(message.purpose), .id(message.registration),
                try StoredJSON.encode(message.routes.map(\.address)), try StoredJSON.encode(message.routes.map(\.card)),
                .id(message.rewrites), .time(due),
            ]
        )
    }

    public func lease(now: Date, until: Date, limit: Int) throws -> [DueMessage] {
        let found = try connection.rows(OutboxSQL.findDue, [.time(now), .int(limit)]) { try Waiting(&$0) }
        return try found.compactMap { waiting in
            guard try connection.run(OutboxSQL.lease, [.time(until), .id(waiting.message.id)]) == 1 else { return nil }
            return try dueMessage(waiting, tries: waiting.tries + 1)
        }
    }

    public func expiredLeases(now: Date, limit: Int) throws -> [DueMessage] {
        let found = try connection.rows(OutboxSQL.findExpired, [.time(now), .int(limit)]) { try Waiting(&$0) }
        return try found.compactMap { waiting in
            let values: [SQLValue] = [.id(waiting.message.id), .int(waiting.fence)]
            guard try connection.run(OutboxSQL.rescue, values) == 1 else { return nil }
            return try dueMessage(waiting, tries: waiting.tries)
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
            rewrittenReference: reference
        )
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
        case .done, .dropped: try connection.run(OutboxSQL.forgetCards, [.id(id)])
        case .due, .leased, .parked: break
        }
        return true
    }

    public func postpone(_ id: MessageID, fence: Int, due: Date, route: Int, reason: String) throws -> Bool {
        let values: [SQLValue] = [.time(due), .int(route), .text(reason), .id(id), .int(fence)]
        return try connection.run(OutboxSQL.postpone, values) == 1
    }

    public func retryParked(_ id: MessageID, due: Date) throws -> Bool {
        try connection.run(OutboxSQL.retry, [.time(due), .id(id)]) == 1
    }
}

private struct Waiting {
    let message: Message
    let route: Int
    let tries: Int
    let fence: Int

    init(_ row: inout SQLRow) throws {
        message = try Message(&row)
        route = try row.int()
        tries = try row.int()
        fence = try row.int()
    }
}

extension Message {
    /// Of a message that is settled only the addresses are left; its cards are empty.
    fileprivate init(_ row: inout SQLRow) throws {
        let (id, conversation): (MessageID, String) = (try row.id(), try row.text())
        let (purpose, registration): (Purpose, RegistrationID?) = (try row.raw(), row.optionalID())
        let addresses: [Address] = try StoredJSON.decode(row.text())
        let cards = try row.optionalText().map { try StoredJSON.decode($0, as: [Card].self) }
        let forgotten = addresses.map { _ in Card(summary: "") }
        self.init(
            id: id,
            conversation: conversation,
            purpose: purpose,
            registration: registration,
            routes: zip(addresses, cards ?? forgotten).map { Route($0, $1) },
            rewrites: row.optionalID()
        )
    }
}

extension OutboxRow {
    fileprivate init(_ row: inout SQLRow) throws {
        self.init(
            id: try row.id(),
            purpose: try row.raw(),
            registration: row.optionalID(),
            state: try row.needed(OutboxRow.State(rawValue: row.int())),
            due: try row.time(),
            tries: try row.int(),
            reason: row.optionalText()
        )
    }
}
