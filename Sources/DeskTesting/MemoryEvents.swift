import Desk
import FoundationEssentials
import Registrations

extension MemorySession {
    func events(of chain: ChainID, after: Int, limit: Int) -> [StoredEvent] {
        guard let all = state.events[chain] else { return [] }
        return Array(all.drop { $0.sequence <= after }.prefix(limit))
    }

    func chainHead(_ chain: ChainID) -> (sequence: Int, hash: [UInt8])? {
        state.events[chain]?.last.map { ($0.sequence, $0.hash) }
    }

    func chains(after: String, limit: Int) -> [ChainID] {
        Array(state.events.keys.filter { precedes(after, $0.text) }.sorted { precedes($0.text, $1.text) }.prefix(limit))
    }

    func append(_ event: StoredEvent) throws {
        let last = state.events[event.chain]?.last?.sequence ?? 0
        guard event.sequence <= last else { return add(event, \.events, event.chain) }
        var chain = state.events[event.chain] ?? []
        guard !chain.contains(where: { $0.sequence == event.sequence }) else {
            throw LedgerTrouble.broken("the chain has an event there")
        }
        chain.append(event)
        put(chain.sorted { $0.sequence < $1.sequence }, \.events, event.chain)
    }

    func forgetValue(_ name: String, of sequence: Int, in chain: ChainID) {
        guard let events = state.events[chain] else { return }
        put(events.map { $0.sequence == sequence ? $0.forgetting(name) : $0 }, \.events, chain)
    }

    func tally(_ name: String, key: String, since: Date) -> Int {
        state.tallies[MemoryState.TallyKey(name: name, key: key)]?.count { $0 >= since } ?? 0
    }

    func count(_ name: String, key: String, at: Date) {
        add(at, \.tallies, MemoryState.TallyKey(name: name, key: key))
    }

    func policyText(version: String) -> String? { state.policies[version] }
    func savePolicy(version: String, text: String, at: Date) { put(text, \.policies, version) }
}

extension StoredEvent {
    fileprivate func forgetting(_ name: String) -> StoredEvent {
        let kept = commitments.map { commitment in
            commitment.name == name
                ? Commitment(name: name, mac: commitment.mac, key: nil, value: nil) : commitment
        }
        let personal = event.personal.filter { $0.name != name }
        return StoredEvent(
            chain: chain,
            sequence: sequence,
            event: Event(event.kind, at: event.at, actor: event.actor, details: event.details, personal: personal),
            commitments: kept,
            previousHash: previousHash,
            hash: hash
        )
    }
}
