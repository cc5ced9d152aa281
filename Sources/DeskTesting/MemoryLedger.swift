public import Desk
import Synchronization

/// The ledger without a disk: the same rules, gone with the process.
public final class MemoryLedger: Ledger {
    private let state = Mutex(MemoryState())
    private let trouble = Mutex<LedgerTrouble?>(nil)

    public init() {}

    /// Every write throws this until nil is set.
    public func refuse(with trouble: LedgerTrouble?) { self.trouble.withLock { $0 = trouble } }

    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerTransaction) throws -> Result
    ) async throws -> Result {
        if let trouble = trouble.withLock({ $0 }) { throw trouble }
        return try state.withLock { state in
            let session = MemorySession(state)
            let result = try body(session)
            state = session.state
            return result
        }
    }

    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerReader) throws -> Result
    ) async throws -> Result {
        try body(MemorySession(state.withLock { $0 }))
    }
}
