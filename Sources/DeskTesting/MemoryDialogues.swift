import Desk
import Dialogue
import FoundationEssentials
import Registrations

extension MemorySession {
    func claim(_ key: DeliveryKey, at: Date) -> Bool {
        guard state.deliveries[key] == nil else { return false }
        put(MemoryState.Claimed(at: at), \.deliveries, key)
        return true
    }

    func storedReply(_ key: DeliveryKey) -> Reply? { state.deliveries[key]?.reply }
    func store(_ reply: Reply, for key: DeliveryKey) {
        guard let claimed = state.deliveries[key] else { return }
        put(MemoryState.Claimed(at: claimed.at, reply: reply), \.deliveries, key)
    }

    func draft(_ id: DraftID) -> DraftRecord? { state.drafts[id] }

    func openDraft(of owner: Person, since: Date) -> DraftRecord? {
        (state.draftsByOwner[owner] ?? []).compactMap { state.drafts[$0] }
            .filter { $0.registration == nil && $0.updatedAt > since }
            .max { left, right in
                left.updatedAt == right.updatedAt
                    ? precedes(left.id.text, right.id.text) : left.updatedAt < right.updatedAt
            }
    }

    func drafts(after: DraftID, limit: Int) -> [DraftRecord] {
        let rest = state.drafts.values.filter { precedes(after.text, $0.id.text) }
        return Array(rest.sorted { precedes($0.id.text, $1.id.text) }.prefix(limit))
    }

    func keptReplies(after: DeliveryKey?, limit: Int) -> [KeptReply] {
        var kept: [KeptReply] = []
        for (key, claimed) in state.deliveries {
            if let reply = claimed.reply { kept.append(KeptReply(key: key, reply: reply)) }
        }
        let rest = kept.filter { reply in after.map { isBefore($0, reply.key) } ?? true }
        return Array(rest.sorted { isBefore($0.key, $1.key) }.prefix(limit))
    }

    private func isBefore(_ left: DeliveryKey, _ right: DeliveryKey) -> Bool {
        let isSame = left.source == right.source
        return isSame ? precedes(left.text, right.text) : precedes(left.source.rawValue, right.source.rawValue)
    }

    /// Who owns a draft, and for which partner, is settled with the first save.
    func save(_ draft: DraftRecord) {
        let known = state.drafts[draft.id]
        let saved = DraftRecord(
            id: draft.id,
            owner: known?.owner ?? draft.owner,
            partner: known?.partner ?? draft.partner,
            installation: draft.installation,
            room: draft.room,
            language: draft.language,
            typed: draft.typed,
            updatedAt: draft.updatedAt,
            registration: draft.registration,
            kind: draft.kind,
            taken: known?.taken ?? TakenDeliveries()
        )
        put(saved, \.drafts, draft.id)
        if known == nil { add(draft.id, \.draftsByOwner, draft.owner) }
    }

    func save(step draft: DraftRecord) {
        guard let known = state.drafts[draft.id] else { return }
        let saved = DraftRecord(
            id: draft.id,
            owner: known.owner,
            partner: known.partner,
            installation: known.installation,
            room: known.room,
            language: draft.language,
            typed: draft.typed,
            updatedAt: draft.updatedAt,
            registration: known.registration,
            kind: known.kind,
            taken: draft.taken
        )
        put(saved, \.drafts, draft.id)
    }

    func removeDrafts(untouchedSince: Date) {
        let kept = state.drafts.filter { $0.value.registration != nil || $0.value.updatedAt >= untouchedSince }
        guard kept.count < state.drafts.count else { return }
        replace(\.drafts, kept)
        replace(\.draftsByOwner, state.draftsByOwner.mapValues { ids in ids.filter { kept[$0] != nil } })
    }

    func removeTraces(before: Date) {
        replace(\.deliveries, state.deliveries.filter { $0.value.at >= before })
        replace(\.installStates, state.installStates.filter { $0.value.expiresAt >= before })
        let tallies = state.tallies.mapValues { times in times.filter { $0 >= before } }.filter { !$0.value.isEmpty }
        replace(\.tallies, tallies)
        removeSettledMessages(before: before)
    }
}
