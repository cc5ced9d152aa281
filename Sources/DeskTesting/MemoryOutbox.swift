import Desk
import Dialogue
import FoundationEssentials
import Registrations

extension MemorySession {
    func outbox(states: [OutboxRow.State], limit: Int) -> [OutboxRow] {
        let isSettled = states.contains(.done) || states.contains(.dropped)
        let places = isSettled ? state.outbox.all : Array(state.outbox.live.union(state.outbox.parked))
        return inOrder(places) { states.contains($0.state) }.prefix(limit).map { place in
            let waiting = state.outbox[place]
            return OutboxRow(
                id: waiting.message.id,
                purpose: waiting.message.purpose,
                registration: waiting.message.registration,
                state: waiting.state,
                due: waiting.due,
                tries: waiting.tries,
                reason: waiting.reason,
                request: waiting.message.request
            )
        }
    }

    func messages(of registration: RegistrationID, purposes: [Message.Purpose]) -> [Message] {
        let found = state.outbox.places(of: registration).map { state.outbox[$0] }.filter { waiting in
            waiting.state != .dropped || waiting.message.purpose.isOwed
        }
        return found.map(\.message).filter { purposes.contains($0.purpose) }
    }

    func hasDue(in conversation: String) -> Bool {
        state.outbox.places(in: conversation).contains { state.outbox[$0].state == .due }
    }

    func nextDue() -> Date? {
        state.outbox.live.filter { state.outbox[$0].state == .due && !isBlocked($0) }.map { state.outbox[$0].due }
            .min()
    }

    func enqueue(_ message: Message, due: Date) throws {
        guard state.outbox.place(of: message.id) == nil else {
            throw LedgerTrouble.broken("the message is there already")
        }
        queue {
            $0.append(MemoryQueue.Waiting(message: message, due: due, waitsSince: due))
        } back: {
            $0.removeLast()
        }
        change.enqueued.append(message)
    }

    func messagesWithCards(after: MessageID, limit: Int) -> [(id: MessageID, message: Message?)] {
        let held = state.outbox.all.map { state.outbox[$0] }.filter { $0.state != .done && $0.state != .dropped }
        let rest = held.map(\.message).filter { precedes(after.text, $0.id.text) }
        return rest.sorted { precedes($0.id.text, $1.id.text) }.prefix(limit).map { ($0.id, $0) }
    }

    func recast(_ message: Message) {
        guard let place = state.outbox.place(of: message.id) else { return }
        edit(place) { row in
            guard row.state != .done, row.state != .dropped else { return }
            let cards = message.routes.map(\.card)
            row.message = row.message.with(zip(row.message.routes, cards).map { Route($0.address, $1) })
        }
    }

    func park(_ id: MessageID, reason: String) {
        guard let place = state.outbox.place(of: id), state.outbox[place].state == .due else { return }
        edit(place) { row in
            row.state = .parked
            row.reason = reason
        }
    }

    func lease(now: Date, until: Date, limit: Int) -> [DueMessage] {
        let heads = inOrder(state.outbox.live) { $0.state == .due && $0.due <= now }.filter { !isBlocked($0) }
        return heads.prefix(limit).map { place in
            edit(place) { row in
                row.state = .leased
                row.leaseUntil = until
                row.tries += 1
                row.fence += 1
            }
            return due(place)
        }
    }

    func expiredLeases(now: Date, limit: Int, except: Set<MessageID>) -> [DueMessage] {
        let expired = inOrder(state.outbox.live) { waiting in
            waiting.state == .leased && (waiting.leaseUntil.map { $0 < now } ?? false)
                && !except.contains(waiting.message.id)
        }
        return expired.prefix(limit).map { place in
            edit(place) { $0.fence += 1 }
            return due(place)
        }
    }

    func settle(_ id: MessageID, fence: Int, state new: OutboxRow.State, reference: String?, reason: String?) -> Bool {
        guard let place = leased(id, fence) else { return false }
        edit(place) { row in
            row.state = new
            row.reference = reference
            row.reason = reason
            row.leaseUntil = nil
            switch new {
            case .done, .dropped: row.message = row.message.withoutCards
            case .due, .leased, .parked: break
            }
        }
        return true
    }

    func postpone(_ id: MessageID, fence: Int, due: Date, route: Int, reason: String) -> Bool {
        guard let place = leased(id, fence) else { return false }
        edit(place) { row in
            row.state = .due
            row.due = due
            row.route = route
            row.reason = reason
            row.leaseUntil = nil
        }
        for behind in state.outbox.places(in: state.outbox[place].message.conversation) where behind > place {
            edit(behind) { row in
                if row.state == .due { row.due = max(row.due, due) }
            }
        }
        return true
    }

    func pullBack(dueAfter: Date, leasedUntilAfter: Date, to now: Date) {
        for place in state.outbox.live {
            edit(place) { row in
                if row.state == .due, row.due > dueAfter { row.due = now }
                if let until = row.leaseUntil, until > leasedUntilAfter { row.leaseUntil = now }
            }
        }
    }

    func retryParked(_ id: MessageID, due: Date) -> Bool {
        guard let place = state.outbox.place(of: id), state.outbox[place].state == .parked else { return false }
        edit(place) { row in
            row.state = .due
            row.due = due
            row.waitsSince = due
            row.route = 0
        }
        return true
    }

    func removeSettledMessages(before: Date) {
        let rest = state.outbox.without { waiting in
            let isSettled =
                waiting.state == .done || waiting.state == .dropped
                || (waiting.state == .parked && waiting.message.purpose == .answer)
            return isSettled && waiting.due < before
        }
        if let rest { replace(\.outbox, rest) }
    }

    private func edit(_ place: Int, _ body: (inout MemoryQueue.Waiting) -> Void) {
        let old = state.outbox[place]
        queue {
            body(&$0[place])
        } back: {
            $0[place] = old
        }
        let new = state.outbox[place]
        guard new.state != old.state || new.fence != old.fence else { return }
        change.moves.append(.init(message: new.message.id, from: old.state, to: new.state, fence: new.fence))
    }

    private func leased(_ id: MessageID, _ fence: Int) -> Int? {
        state.outbox.place(of: id).flatMap {
            state.outbox[$0].state == .leased && state.outbox[$0].fence == fence ? $0 : nil
        }
    }

    /// Places by due time, then by id.
    private func inOrder(_ places: some Sequence<Int>, _ isMeant: (MemoryQueue.Waiting) -> Bool) -> [Int] {
        places.filter { isMeant(state.outbox[$0]) }.sorted { left, right in
            let (first, second) = (state.outbox[left], state.outbox[right])
            return first.due == second.due
                ? precedes(first.message.id.text, second.message.id.text) : first.due < second.due
        }
    }

    /// An earlier message of the conversation waits, or any is under way.
    private func isBlocked(_ place: Int) -> Bool {
        let conversation = state.outbox[place].message.conversation
        return state.outbox.places(in: conversation).contains { other in
            let there = state.outbox[other]
            return there.state == .leased || (there.state == .due && other < place)
        }
    }

    private func due(_ place: Int) -> DueMessage {
        let waiting = state.outbox[place]
        let rewritten = waiting.message.rewrites
        let reference = rewritten.flatMap { id in
            state.outbox.family(of: id).map { state.outbox[$0] }.last { $0.reference != nil }
        }
        let later = state.outbox.places(in: waiting.message.conversation).drop { $0 <= place }
        let isOvertaken = later.map { state.outbox[$0] }.contains { other in
            other.state == .done && waiting.message.purpose.overtakers.contains(other.message.purpose)
        }
        return DueMessage(
            message: waiting.message,
            route: waiting.route,
            fence: waiting.fence,
            tries: waiting.tries,
            rewrittenReference: reference?.reference,
            isOvertaken: isOvertaken,
            reason: waiting.reason
        )
    }
}

extension Message {
    fileprivate var withoutCards: Message { with(routes.map { Route($0.address, Card(summary: "")) }) }

    fileprivate func with(_ routes: [Route]) -> Message {
        Message(
            id: id,
            conversation: conversation,
            purpose: purpose,
            registration: registration,
            routes: routes,
            rewrites: rewrites,
            request: request
        )
    }
}
