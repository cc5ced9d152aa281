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
        let called = Self.now
        waiting.wrappingAdd(1, ordering: .relaxed)
        do {
            let result = try await ledger.write(place) { transaction in
                if moments.begin(at: Self.now) { self.waiting.wrappingSubtract(1, ordering: .relaxed) }
                let result = try body(transaction)
                moments.ended.store(Self.now, ordering: .relaxed)
                return result
            }
            let (began, ended) = (moments.began.load(ordering: .relaxed), moments.ended.load(ordering: .relaxed))
            instruments.note(.wait, nanoseconds: began - called)
            instruments.note(.commit, nanoseconds: Self.now - ended)
            return result
        } catch {
            if !moments.hasBegun { waiting.wrappingSubtract(1, ordering: .relaxed) }
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

    /// When one write's body began first and ended last: it may run more than once.
    private final class Moments: Sendable {
        let began = Atomic<Int64>(0)
        let ended = Atomic<Int64>(0)

        var hasBegun: Bool { began.load(ordering: .relaxed) != 0 }

        /// True the first time.
        func begin(at now: Int64) -> Bool {
            began.compareExchange(expected: 0, desired: now, ordering: .relaxed).exchanged
        }
    }
}
