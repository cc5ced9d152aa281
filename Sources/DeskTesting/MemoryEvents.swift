import Desk
import FoundationEssentials
import Registrations

extension MemorySession {
    func events(of chain: ChainID, after: Int, limit: Int) -> [StoredEvent] {
        Array((state.events[chain] ?? []).filter { $0.sequence > after }.prefix(limit))
    }

    func chainHead(_ chain: ChainID) -> (sequence: Int, hash: [UInt8])? {
        state.events[chain]?.last.map { ($0.sequence, $0.hash) }
    }

    func chains(after: String, limit: Int) -> [ChainID] {
        Array(state.events.keys.filter { precedes(after, $0.text) }.sorted { precedes($0.text, $1.text) }.prefix(limit))
    }

    func append(_ event: StoredEvent) throws {
        var chain = state.events[event.chain] ?? []
        guard !chain.contains(where: { $0.sequence == event.sequence }) else {
            throw LedgerTrouble.broken("the chain has an event there")
        }
        chain.append(event)
        state.events[event.chain] = chain.sorted { $0.sequence < $1.sequence }
    }

    func tally(_ name: String, key: String, since: Date) -> Int {
        state.tallies[MemoryState.TallyKey(name: name, key: key)]?.count { $0 >= since } ?? 0
    }

    func count(_ name: String, key: String, at: Date) {
        state.tallies[MemoryState.TallyKey(name: name, key: key), default: []].append(at)
    }

    func policyText(version: String) -> String? { state.policies[version] }
    func savePolicy(version: String, text: String, at: Date) { state.policies[version] = text }
}
