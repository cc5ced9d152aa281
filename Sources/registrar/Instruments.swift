import Desk
import Metrics
import Registrations
import Relay
import Slack
import Teams
import Web

/// Everything that is counted and timed where it happens; what is read when somebody looks is in `ServiceGauges`.
struct Instruments: Sendable {
    let page = MetricsPage(families)
    private let acks: [Ack: Counter]
    private let ackTimes: [Ack.Kind: Timer]
    private let tries: [Outcome: Counter]
    private let calls: [String: Timer]
    private let callTroubles: [VendorCall.Trouble: Counter]
    private let wait: Timer
    private let commit: Timer
    private let read: Timer
    private let ledgerTroubles: [LedgerReason: Counter]
    private let sweepFailures: [Sweep: Counter]

    enum LedgerStep: String, CaseIterable {
        /// For the one writer, or for a connection.
        case wait
        /// From the end of a write's body until it is durable, its group's other writes included.
        case commit
        /// From asking to having it.
        case read
    }

    enum LedgerReason: String, CaseIterable {
        case full, busy, broken, other
    }

    enum Sweep: String, CaseIterable {
        case clocks, leftovers
    }

    init() {
        let page = page
        func counter(_ name: String, _ dimensions: (String, String)...) -> Counter {
            Counter(label: name, dimensions: dimensions, factory: page)
        }
        func timer(_ name: String, _ dimension: (String, String)) -> Timer {
            Timer(label: name, dimensions: [dimension], preferredDisplayUnit: .seconds, factory: page)
        }
        let allAcks = Ack.Kind.allCases.flatMap { kind in Ack.Outcome.allCases.map { Ack(kind, $0) } }
        acks = Self.table(allAcks) { ack in
            counter(Name.acks, ("kind", ack.kind?.rawValue ?? ""), ("outcome", ack.outcome?.rawValue ?? ""))
        }
        ackTimes = Self.table(Ack.Kind.allCases) { timer(Name.ackSeconds, ("kind", $0.rawValue)) }
        tries = Self.table(Outcome.allCases) { counter(Name.tries, ("outcome", $0.rawValue)) }
        calls = Self.table(SlackCourier.calls + TeamsCourier.calls) { timer(Name.callSeconds, ("call", $0)) }
        callTroubles = Self.table(VendorCall.Trouble.allCases) { counter(Name.callErrors, ("kind", $0.rawValue)) }
        wait = timer(Name.ledgerSeconds, ("step", LedgerStep.wait.rawValue))
        commit = timer(Name.ledgerSeconds, ("step", LedgerStep.commit.rawValue))
        read = timer(Name.ledgerSeconds, ("step", LedgerStep.read.rawValue))
        ledgerTroubles = Self.table(LedgerReason.allCases) { counter(Name.ledgerErrors, ("reason", $0.rawValue)) }
        sweepFailures = Self.table(Sweep.allCases) { counter(Name.sweepErrors, ("sweep", $0.rawValue)) }
    }

    private static func table<Key: Hashable, Value>(_ keys: [Key], _ make: (Key) -> Value) -> [Key: Value] {
        Dictionary(keys.map { ($0, make($0)) }) { first, _ in first }
    }
}

extension Instruments {
    /// A request was answered; asking for health is not counted.
    @Sendable func note(_ answered: Answered) {
        guard !Self.uncounted.contains(answered.route) else { return }
        let kind = answered.ack.kind ?? Self.kinds[answered.route] ?? .page
        let outcome = answered.ack.outcome ?? Ack.Outcome(status: answered.status)
        acks[Ack(kind, outcome)]?.increment()
        switch outcome {
        case .taken, .busy, .failed: ackTimes[kind]?.recordNanoseconds(answered.duration.nanoseconds)
        // A flood of strangers must not make the times look good.
        case .refused, .unverified: break
        }
    }

    @Sendable func note(_ outcome: Outcome) { tries[outcome]?.increment() }

    @Sendable func note(_ call: VendorCall) {
        calls[call.name]?.recordNanoseconds(call.duration.nanoseconds)
        if let trouble = call.trouble { callTroubles[trouble]?.increment() }
    }

    func note(_ step: LedgerStep, nanoseconds: Int64) {
        switch step {
        case .wait: wait.recordNanoseconds(nanoseconds)
        case .commit: commit.recordNanoseconds(nanoseconds)
        case .read: read.recordNanoseconds(nanoseconds)
        }
    }

    /// What a use case refuses by itself is no trouble of the ledger.
    func note(trouble error: any Error) {
        guard !(error is Refusal) else { return }
        ledgerTroubles[LedgerReason(error)]?.increment()
    }

    func noteFailure(of sweep: Sweep) { sweepFailures[sweep]?.increment() }

    /// The paths are those of the outside of the product; what a response says of itself goes before.
    private static let kinds: [String: Ack.Kind] = [
        "/slack/commands": .command, "/slack/interactions": .interaction, "/slack/options": .options,
        "/slack/events": .event, "/slack/install": .install, "/slack/oauth/callback": .install, "/r/{case}": .record,
        "/teams/messages": .event, "/teams/outgoing": .command,
    ]
    private static let uncounted: Set = ["/livez", "/readyz"]
}

extension Instruments.LedgerReason {
    init(_ error: any Error) {
        switch error as? LedgerTrouble {
        case .full: self = .full
        case .busy: self = .busy
        case .broken: self = .broken
        case nil: self = .other
        }
    }
}

extension Duration {
    var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
