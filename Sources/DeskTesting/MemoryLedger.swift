public import Desk
public import Registrations
import Synchronization

/// The ledger without a disk: the same rules, gone with the process.
public final class MemoryLedger: Ledger {
    private let state = Mutex(MemoryState())
    private let trouble = Mutex<(what: LedgerTrouble, writesBefore: Int)?>(nil)
    private let watch: @Sendable (Change) -> Void

    /// What a committed transaction touched, in order.
    public struct Change: Sendable {
        public internal(set) var registrations: [RegistrationID] = []
        public internal(set) var companies: [CompanyKey] = []
        public internal(set) var enqueued: [Message] = []
        public internal(set) var moves: [Move] = []

        /// A message of the outbox that is in another state now, or under another lease.
        public struct Move: Sendable {
            public let message: MessageID
            public let from: OutboxRow.State
            public let to: OutboxRow.State
            /// Of the lease that it is or was under.
            public let fence: Int
        }

        mutating func note(_ registration: Registration) {
            if !registrations.contains(registration.id) { registrations.append(registration.id) }
            note(registration.company)
        }

        mutating func note(_ company: CompanyKey) {
            if !companies.contains(company) { companies.append(company) }
        }
    }

    /// `watch` hears of every commit, after it.
    public init(watch: @escaping @Sendable (Change) -> Void = { _ in }) { self.watch = watch }

    /// Every write throws this until nil is set, once so many more were taken.
    public func refuse(with trouble: LedgerTrouble?, afterWrites count: Int = 0) {
        self.trouble.withLock { $0 = trouble.map { ($0, count) } }
    }

    private func checkTrouble() throws {
        try trouble.withLock { trouble in
            guard let (what, left) = trouble else { return }
            guard left > 0 else { throw what }
            trouble = (what, left - 1)
        }
    }

    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerTransaction) throws -> Result
    ) async throws -> Result {
        try checkTrouble()
        let (result, change) = try state.withLock { state in
            // Nobody else has the tables meanwhile, so that nothing is copied.
            let session = MemorySession(state)
            state = MemoryState()
            defer { state = session.state }
            do {
                return (try body(session), session.change)
            } catch {
                session.rollBack()
                throw error
            }
        }
        watch(change)
        return result
    }

    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerReader) throws -> Result
    ) async throws -> Result {
        try look(body)
    }

    /// A read that waits for nothing; what it changes is forgotten.
    public func look<Result>(_ body: (any LedgerTransaction) throws -> Result) rethrows -> Result {
        try body(MemorySession(state.withLock { $0 }))
    }
}
