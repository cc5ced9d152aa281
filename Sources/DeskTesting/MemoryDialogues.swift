import Desk
import Dialogue
import FoundationEssentials
import Registrations

extension MemorySession {
    func claim(_ key: DeliveryKey, at: Date) -> Bool {
        guard state.deliveries[key] == nil else { return false }
        state.deliveries[key] = MemoryState.Claimed(at: at)
        return true
    }

    func storedReply(_ key: DeliveryKey) -> Reply? { state.deliveries[key]?.reply }
    func store(_ reply: Reply, for key: DeliveryKey) { state.deliveries[key]?.reply = reply }

    func draft(_ id: DraftID) -> DraftRecord? { state.drafts[id] }

    func openDraft(of owner: Person, since: Date) -> DraftRecord? {
        state.drafts.values.filter { $0.owner == owner && $0.registration == nil && $0.updatedAt > since }
            .max { left, right in
                left.updatedAt == right.updatedAt
                    ? precedes(left.id.text, right.id.text) : left.updatedAt < right.updatedAt
            }
    }

    /// Who owns a draft, and for which partner, is settled with the first save.
    func save(_ draft: DraftRecord) {
        guard let known = state.drafts[draft.id] else {
            state.drafts[draft.id] = draft
            return
        }
        state.drafts[draft.id] = DraftRecord(
            id: draft.id,
            owner: known.owner,
            partner: known.partner,
            installation: draft.installation,
            room: draft.room,
            language: draft.language,
            typed: draft.typed,
            updatedAt: draft.updatedAt,
            registration: draft.registration,
            kind: draft.kind
        )
    }

    func removeDrafts(untouchedSince: Date) {
        state.drafts = state.drafts.filter { $0.value.registration != nil || $0.value.updatedAt >= untouchedSince }
    }

    func removeTraces(before: Date) {
        state.deliveries = state.deliveries.filter { $0.value.at >= before }
        state.installStates = state.installStates.filter { $0.value.expiresAt >= before }
        state.tallies = state.tallies.mapValues { times in times.filter { $0 >= before } }
        removeSettledMessages(before: before)
    }
}
