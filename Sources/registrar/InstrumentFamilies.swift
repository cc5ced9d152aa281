import Desk
import Relay
import Slack
import Web

// What the counted and timed series are called and which there are.
extension Instruments {
    enum Name {
        static let acks = "registrar_acks_total"
        static let ackSeconds = "registrar_ack_seconds"
        static let tries = "registrar_outbox_tries_total"
        static let callSeconds = "registrar_vendor_call_seconds"
        static let callErrors = "registrar_vendor_errors_total"
        static let ledgerSeconds = "registrar_database_seconds"
        static let ledgerErrors = "registrar_database_errors_total"
        static let sweepErrors = "registrar_sweep_errors_total"
    }

    /// Up to Slack's three seconds.
    private static let bounds = [
        0.000_1, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3,
    ]
    /// A vendor's answer is waited for longer.
    private static let callBounds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20]

    static let families: [MetricFamily] = [
        MetricFamily(
            Name.acks,
            .counter,
            help: "Requests answered, by kind and outcome.",
            labels: [values("kind", Ack.Kind.self), values("outcome", Ack.Outcome.self)]
        ),
        MetricFamily(
            Name.ackSeconds,
            .times(upToSeconds: bounds),
            help: "From a request's head to its answer, of those taken, busy and failed.",
            labels: [values("kind", Ack.Kind.self)]
        ),
        MetricFamily(
            Name.tries,
            .counter,
            help: "Tries to send a message, by what they came to.",
            labels: [values("outcome", Outcome.self)]
        ),
        MetricFamily(
            Name.callSeconds,
            .times(upToSeconds: callBounds),
            help: "Calls to a vendor, from asking to the whole answer or to giving up.",
            labels: [.init("call", SlackCourier.calls)]
        ),
        MetricFamily(
            Name.callErrors,
            .counter,
            help: "Calls to a vendor that did not do what they should, by kind.",
            labels: [values("kind", VendorCall.Trouble.self)]
        ),
        MetricFamily(
            Name.ledgerSeconds,
            .times(upToSeconds: bounds),
            help: "Waiting for the writer, from the end of a write to durable, and whole reads.",
            labels: [values("step", LedgerStep.self)]
        ),
        MetricFamily(
            Name.ledgerErrors,
            .counter,
            help: "Reads and writes that the database did not take, by reason.",
            labels: [values("reason", LedgerReason.self)]
        ),
        MetricFamily(
            Name.sweepErrors,
            .counter,
            help: "Sweeps that failed, or registrations that a sweep could not read.",
            labels: [values("sweep", Sweep.self)]
        ),
    ]

    private static func values<Value: RawRepresentable<String> & CaseIterable>(
        _ name: String,
        _: Value.Type
    ) -> MetricFamily.Label {
        .init(name, Value.allCases.map(\.rawValue))
    }
}
