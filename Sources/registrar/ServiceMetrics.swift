import Desk
import Registrations
import Relay
import Web

/// The numbers the service shows to monitoring.
struct ServiceMetrics: Sendable {
    let metrics: Metrics

    private static let requests = "registrar_requests_total"
    private static let tries = "registrar_outbox_tries_total"
    /// More are not counted: what is parked should be few.
    private static let countedMessages = 1_000

    init(doors: [any Endpoint], ledger: any StoredLedger) {
        let paths = Set(doors.flatMap(\.routes).map(\.path)).sorted()
        metrics = Metrics(
            counters: [
                .init(
                    Self.requests,
                    help: "Requests of chats answered, by path and status.",
                    labels: [.init("path", values: paths), .init("status", values: Answer.allCases.map(\.rawValue))]
                ),
                .init(
                    Self.tries,
                    help: "Tries to send a message, by what they came to.",
                    labels: [.init("outcome", values: Outcome.allCases.map(\.rawValue))]
                ),
            ],
            gauges: [
                .init("registrar_outbox_parked", help: "Messages that wait for the admin, at most 1000.") {
                    await Self.messages(.parked, in: ledger)
                },
                .init("registrar_outbox_due", help: "Messages that wait to be sent, at most 1000.") {
                    await Self.messages(.due, in: ledger)
                },
            ]
        )
    }

    func count(_ outcome: Outcome) { metrics.count(Self.tries, outcome.rawValue) }

    /// The same doors, each answer counted.
    func counted(_ doors: [any Endpoint]) -> [any Endpoint] { doors.map { CountedDoor(door: $0, metrics: self) } }

    fileprivate func count(_ route: EndpointRoute, status: Int) {
        metrics.count(Self.requests, route.path, Answer(status).rawValue)
    }

    /// No number is shown when the database cannot say one.
    private static func messages(_ state: OutboxRow.State, in ledger: any StoredLedger) async -> Double? {
        do {
            return Double(try await ledger.read { try $0.outbox(states: [state], limit: countedMessages).count })
        } catch {
            return nil
        }
    }

    private enum Answer: String, CaseIterable {
        case taken = "2xx"
        case moved = "3xx"
        case unverified = "401"
        case refused = "4xx"
        case failed = "5xx"

        init(_ status: Int) {
            switch status {
            case 401: self = .unverified
            case ..<300: self = .taken
            case ..<400: self = .moved
            case ..<500: self = .refused
            default: self = .failed
            }
        }
    }
}

private struct CountedDoor: Endpoint {
    let door: any Endpoint
    let metrics: ServiceMetrics

    var routes: [EndpointRoute] { door.routes }

    func answer(_ request: InboundRequest) async -> OutboundResponse {
        let response = await door.answer(request)
        metrics.count(request.route, status: response.status)
        return response
    }
}
