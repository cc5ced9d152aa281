import Desk
import Dialogue
import FoundationEssentials
import Registrations

extension MemorySession {
    func outbox(states: [OutboxRow.State], limit: Int) -> [OutboxRow] {
        Array(inOrder { states.contains($0.state) }.prefix(limit)).map { place in
            let waiting = state.outbox[place]
            return OutboxRow(
                id: waiting.message.id,
                purpose: waiting.message.purpose,
                registration: waiting.message.registration,
                state: waiting.state,
                due: waiting.due,
                tries: waiting.tries,
                reason: waiting.reason
            )
        }
    }

    func messages(of registration: RegistrationID, purposes: [Message.Purpose]) -> [Message] {
        let found = state.outbox.filter { waiting in
            waiting.message.registration == registration
                && (waiting.state != .dropped || waiting.message.purpose.isOwed)
        }
        return found.map(\.message).filter { purposes.contains($0.purpose) }
    }

    func nextDue() -> Date? {
        state.outbox.indices.filter { state.outbox[$0].state == .due && !isBlocked($0) }.map { state.outbox[$0].due }
            .min()
    }

    func enqueue(_ message: Message, due: Date) throws {
        guard place(of: message.id) == nil else { throw LedgerTrouble.broken("the message is there already") }
        state.outbox.append(MemoryState.Waiting(message: message, due: due))
    }

    func park(_ id: MessageID, reason: String) {
        guard let place = place(of: id), state.outbox[place].state == .due else { return }
        state.outbox[place].state = .parked
        state.outbox[place].reason = reason
    }

    func lease(now: Date, until: Date, limit: Int) -> [DueMessage] {
        let heads = inOrder { $0.state == .due && $0.due <= now }.filter { !isBlocked($0) }
        return heads.prefix(limit).map { place in
            state.outbox[place].state = .leased
            state.outbox[place].leaseUntil = until
            state.outbox[place].tries += 1
            state.outbox[place].fence += 1
            return due(place)
        }
    }

    func expiredLeases(now: Date, limit: Int, except: Set<MessageID>) -> [DueMessage] {
        let expired = inOrder { waiting in
            waiting.state == .leased && (waiting.leaseUntil.map { $0 < now } ?? false)
                && !except.contains(waiting.message.id)
        }
        return expired.prefix(limit).map { place in
            state.outbox[place].fence += 1
            return due(place)
        }
    }

    func settle(_ id: MessageID, fence: Int, state new: OutboxRow.State, reference: String?, reason: String?) -> Bool {
        guard let place = leased(id, fence) else { return false }
        state.outbox[place].state = new
        state.outbox[place].reference = reference
        state.outbox[place].reason = reason
        state.outbox[place].leaseUntil = nil
        switch new {
        case .done, .dropped: state.outbox[place].message = state.outbox[place].message.withoutCards
        case .due, .leased, .parked: break
        }
        return true
    }

    func postpone(_ id: MessageID, fence: Int, due: Date, route: Int, reason: String) -> Bool {
        guard let place = leased(id, fence) else { return false }
        state.outbox[place].state = .due
        state.outbox[place].due = due
        state.outbox[place].route = route
        state.outbox[place].reason = reason
        state.outbox[place].leaseUntil = nil
        return true
    }

    func pullBack(dueAfter: Date, leasedUntilAfter: Date, to now: Date) {
        for place in state.outbox.indices {
            let waiting = state.outbox[place]
            if waiting.state == .due, waiting.due > dueAfter { state.outbox[place].due = now }
            if let until = waiting.leaseUntil, until > leasedUntilAfter { state.outbox[place].leaseUntil = now }
        }
    }

    func retryParked(_ id: MessageID, due: Date) -> Bool {
        guard let place = place(of: id), state.outbox[place].state == .parked else { return false }
        state.outbox[place].state = .due
        state.outbox[place].due = due
        state.outbox[place].route = 0
        return true
    }

    func removeSettledMessages(before: Date) {
        state.outbox.removeAll { waiting in
            let isSettled =
                waiting.state == .done || waiting.state == .dropped
                || (waiting.state == .parked && waiting.message.purpose == .answer)
            return isSettled && waiting.message.registration == nil && waiting.due < before
        }
    }

    private func place(of id: MessageID) -> Int? { state.outbox.firstIndex { $0.message.id == id } }

    private func leased(_ id: MessageID, _ fence: Int) -> Int? {
        place(of: id).flatMap { state.outbox[$0].state == .leased && state.outbox[$0].fence == fence ? $0 : nil }
    }

    /// Places by due time, then by id.
    private func inOrder(_ isMeant: (MemoryState.Waiting) -> Bool) -> [Int] {
        state.outbox.indices.filter { isMeant(state.outbox[$0]) }.sorted { left, right in
            let (first, second) = (state.outbox[left], state.outbox[right])
            return first.due == second.due
                ? precedes(first.message.id.text, second.message.id.text) : first.due < second.due
        }
    }

    /// An earlier message of the conversation waits, or any is under way.
    private func isBlocked(_ place: Int) -> Bool {
        let conversation = state.outbox[place].message.conversation
        return state.outbox.indices.contains { other in
            let there = state.outbox[other]
            guard there.message.conversation == conversation else { return false }
            return there.state == .leased || (there.state == .due && other < place)
        }
    }

    private func due(_ place: Int) -> DueMessage {
        let waiting = state.outbox[place]
        let rewritten = waiting.message.rewrites
        let reference = state.outbox.last { other in
            other.reference != nil && rewritten != nil
                && (other.message.id == rewritten || other.message.rewrites == rewritten)
        }
        let isOvertaken = state.outbox[place...].dropFirst().contains { other in
            other.state == .done && other.message.conversation == waiting.message.conversation
                && waiting.message.purpose.overtakers.contains(other.message.purpose)
        }
        return DueMessage(
            message: waiting.message,
            route: waiting.route,
            fence: waiting.fence,
            tries: waiting.tries,
            rewrittenReference: reference?.reference,
            isOvertaken: isOvertaken
        )
    }
}

extension Message {
    fileprivate var withoutCards: Message {
        Message(
            id: id,
            conversation: conversation,
            purpose: purpose,
            registration: registration,
            routes: routes.map { Route($0.address, Card(summary: "")) },
            rewrites: rewrites
        )
    }
}
