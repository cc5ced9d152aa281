import Desk
import Dispatch
import Synchronization

/// A ledger whose times and troubles are counted, whichever it is.
final class WatchedLedger: StoredLedger {
    private let ledger: any StoredLedger
    private let instruments: Instruments
    private let waiting = Atomic<Int>(0)

    init(_ ledger: any StoredLedger, _ instruments: Instruments) {
        self.ledger = ledger
        self.instruments = instruments
    }

    /// How many writes wait for their turn.
    var writesWaiting: Int { waiting.load(ordering: .relaxed) }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerTransaction) throws -> Result
    ) async throws -> Result {
        try await write(.patient, body)
    }

    func write<Result: Sendable>(
        _ place: Turn,
        _ body: @escaping @Sendable (any LedgerTransaction) throws -> Result
    ) async throws -> Result {
        let moments = Moments()
        begin(moments)
        return try await watching(moments) { try await ledger.write(place, self.timed(body, moments)) }
    }

    func write<Known: Sendable, Result: Sendable>(
        _ place: Turn,
        knowing read: @escaping @Sendable (any LedgerReader) throws -> Known,
        _ body: @escaping @Sendable (any LedgerTransaction, Known) throws -> Result
    ) async throws -> Result {
        let moments = Moments()
        let called = Self.now
        return try await watching(moments) {
            try await ledger.write(
                place,
                knowing: { reader in
                    let known = try read(reader)
                    if self.begin(moments) { self.instruments.note(.read, nanoseconds: Self.now - called) }
                    return known
                },
                { transaction, known in try self.timed({ try body($0, known) }, moments)(transaction) }
            )
        }
    }

    /// From now on a write waits; true the first time.
    @discardableResult
    private func begin(_ moments: Moments) -> Bool {
        guard Self.isFirst(Self.now, of: moments.called) else { return false }
        waiting.wrappingAdd(1, ordering: .relaxed)
        return true
    }

    private func timed<Result>(
        _ body: @escaping @Sendable (any LedgerTransaction) throws -> Result,
        _ moments: Moments
    ) -> @Sendable (any LedgerTransaction) throws -> Result {
        { transaction in
            if Self.isFirst(Self.now, of: moments.began) { self.waiting.wrappingSubtract(1, ordering: .relaxed) }
            let result = try body(transaction)
            moments.ended.store(Self.now, ordering: .relaxed)
            return result
        }
    }

    private func watching<Result>(
        _ moments: Moments,
        _ write: () async throws -> Result
    ) async throws -> Result {
        do {
            let result = try await write()
            let (called, began) = (moments.called.load(ordering: .relaxed), moments.began.load(ordering: .relaxed))
            instruments.note(.wait, nanoseconds: began - called)
            instruments.note(.commit, nanoseconds: Self.now - moments.ended.load(ordering: .relaxed))
            return result
        } catch {
            if moments.isWaiting { waiting.wrappingSubtract(1, ordering: .relaxed) }
            instruments.note(trouble: error)
            throw error
        }
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerReader) throws -> Result
    ) async throws -> Result {
        try await read(.patient, body)
    }

    func read<Result: Sendable>(
        _ place: Turn,
        _ body: @escaping @Sendable (any LedgerReader) throws -> Result
    ) async throws -> Result {
        let called = Self.now
        do {
            let result = try await ledger.read(place, body)
            instruments.note(.read, nanoseconds: Self.now - called)
            return result
        } catch {
            instruments.note(trouble: error)
            throw error
        }
    }

    func hasRoom(for turn: Turn) -> Bool { ledger.hasRoom(for: turn) }
    func isHealthy() async -> Bool { await ledger.isHealthy() }
    func quickCheck() async throws { try await ledger.quickCheck() }
    func backup(to path: String) async throws { try await ledger.backup(to: path) }
    func scrub() async throws { try await ledger.scrub() }
    func close() async throws { try await ledger.close() }

    private static var now: Int64 { Int64(bitPattern: DispatchTime.now().uptimeNanoseconds) }

    /// Sets a moment that was not there yet.
    private static func isFirst(_ now: Int64, of moment: borrowing Atomic<Int64>) -> Bool {
        moment.compareExchange(expected: 0, desired: now, ordering: .relaxed).exchanged
    }

    /// When one write began to wait, and when its body began first and ended last: it may run more than once.
    private final class Moments: Sendable {
        let called = Atomic<Int64>(0)
        let began = Atomic<Int64>(0)
        let ended = Atomic<Int64>(0)

        var isWaiting: Bool { called.load(ordering: .relaxed) != 0 && began.load(ordering: .relaxed) == 0 }
    }
}
