/// How a piece of work stands before the ledger: in whose line, and until when anybody waits for it.
public struct Turn: Hashable, Sendable {
    /// Lines are served in turn, so that nobody's work keeps everybody else's waiting; nil is the service's own.
    public let line: String?
    /// Work that has not begun by then is refused before it runs, never half done; nil waits for ever.
    public let begunBy: ContinuousClock.Instant?

    public init(line: String?, begunBy: ContinuousClock.Instant?) {
        self.line = line
        self.begunBy = begunBy
    }

    /// The service's own work, which waits for as long as it takes.
    public static let patient = Turn(line: nil, begunBy: nil)

    /// Throws `LedgerTrouble.busy` when it is too late to begin.
    public func begin(at now: ContinuousClock.Instant = .now) throws(LedgerTrouble) {
        if let begunBy, now > begunBy { throw .busy("it waited for too long") }
    }
}

extension Ledger {
    /// A ledger without lines of its own refuses what comes too late, and nothing else.
    public func write<Result: Sendable>(
        _ turn: Turn,
        _ body: @escaping @Sendable (any LedgerTransaction) throws -> Result
    ) async throws -> Result {
        try await write { transaction in
            try turn.begin()
            return try body(transaction)
        }
    }

    public func read<Result: Sendable>(
        _ turn: Turn,
        _ body: @escaping @Sendable (any LedgerReader) throws -> Result
    ) async throws -> Result {
        try await read { reader in
            try turn.begin()
            return try body(reader)
        }
    }

    public func write<Known: Sendable, Result: Sendable>(
        _ turn: Turn,
        knowing read: @escaping @Sendable (any LedgerReader) throws -> Known,
        _ body: @escaping @Sendable (any LedgerTransaction, Known) throws -> Result
    ) async throws -> Result {
        let known = try await self.read(turn, read)
        return try await write(turn) { try body($0, known) }
    }

    public func hasRoom(for turn: Turn) -> Bool { true }
}
