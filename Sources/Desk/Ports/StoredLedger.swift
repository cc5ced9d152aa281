/// A ledger on a disk or a server: what keeping it takes beside reading and writing.
public protocol StoredLedger: Ledger {
    /// Whether a write would be taken now.
    func isHealthy() async -> Bool
    /// Throws `LedgerTrouble.broken` when what is stored is damaged.
    func quickCheck() async throws
    /// Writes a verified copy of everything committed so far; the file appears whole or not at all.
    func backup(to path: String) async throws
    /// Takes what was deleted out of the files, too, where the database leaves that to us.
    func scrub() async throws
    /// Finishes what waits; nothing can be asked after it.
    func close() async throws
}
