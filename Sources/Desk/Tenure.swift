public import FoundationEssentials

/// Who does something that only one of several replicas does at a time, and until when; clocks may differ a little.
public struct Lease: Hashable, Sendable {
    /// Two replicas' clocks differ by at most so much.
    public static let skewSeconds = 10.0

    public let name: String
    public let owner: String
    public let until: Date
    /// An owner whose lease ended before then is late by every clock.
    public let lateBefore: Date
    /// Only a clock that was set back since can have written this.
    public let impossibleAfter: Date

    public init(name: String, owner: String, at now: Date, seconds: Double) {
        self.name = name
        self.owner = owner
        until = now.addingTimeInterval(seconds)
        lateBefore = now.addingTimeInterval(-Self.skewSeconds)
        impossibleAfter = now.addingTimeInterval(seconds + 2 * Self.skewSeconds)
    }
}

/// A task of the service that only one of several replicas does at a time.
///
/// Whoever is paused for longer than the lease lasts has lost it: each of its writes renews the lease first, in the same
/// transaction, and is not done when that fails.
public struct Tenure: Sendable {
    private let name: String
    private let owner: String
    private let seconds: Double
    private let ledger: any Ledger
    private let time: any TimeSource

    /// `owner` names this process and no other.
    public init(_ name: String, owner: String, seconds: Double, ledger: any Ledger, time: any TimeSource) {
        self.name = name
        self.owner = owner
        self.seconds = seconds
        self.ledger = ledger
        self.time = time
    }

    private var lease: Lease { Lease(name: name, owner: owner, at: time.now(), seconds: seconds) }

    /// Does the work with a ledger of its own; false when another replica has the lease, or took it over meanwhile.
    public func run(_ work: @Sendable (any Ledger) async throws -> Void) async throws -> Bool {
        let lease = lease
        guard let fence = try await ledger.write({ try $0.take(lease) }) else { return false }
        do {
            try await work(FencedLedger(ledger: ledger, fence: fence, lease: { self.lease }))
            return true
        } catch is FencedLedger.Lost {
            return false
        }
    }

    /// Lets another replica begin at once.
    public func giveBack() async throws {
        let lease = lease
        try await ledger.write { try $0.giveBack(lease) }
    }
}

/// A ledger that writes only while a lease holds.
private struct FencedLedger: Ledger {
    let ledger: any Ledger
    let fence: Int
    let lease: @Sendable () -> Lease

    /// Another replica does it now.
    struct Lost: Error {}

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerTransaction) throws -> Result
    ) async throws -> Result {
        let lease = lease()
        return try await ledger.write { [fence] transaction in
            guard try transaction.renew(lease, fence: fence) else { throw Lost() }
            return try body(transaction)
        }
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerReader) throws -> Result
    ) async throws -> Result {
        try await ledger.read(body)
    }
}
