public import Desk
import Dialogue
import JSON
public import Logging
import Registrations

/// The door for teams whose admin allows no bot: a mention comes in signed by the team's key, the answer is the response.
///
/// Everybody in the channel reads it, and Teams waits five seconds.
/// https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-outgoing-webhook
public struct OutgoingEndpoint: Endpoint {
    private let desk: OutgoingDesk
    private let log: Logger

    public init(desk: FrontDesk, log: Logger) { self.init(OutgoingDesk(desk), log: log) }

    init(_ desk: OutgoingDesk, log: Logger) {
        self.desk = desk
        self.log = log
    }

    static let path = "/teams/outgoing"

    public var routes: [EndpointRoute] { [EndpointRoute(.post, Self.path)] }

    public func answer(_ request: InboundRequest) async -> OutboundResponse {
        let signed: SignedQuestion
        do {
            signed = try OutgoingSignature.verify(request, by: try await desk.keys.all())
        } catch let rejection as OutgoingSignature.Rejection {
            log.warning("request not verified", metadata: metadata(request, rejection.rawValue))
            return .unverified
        } catch {
            log.error("delivery not taken", metadata: metadata(request, "keys"))
            return OutboundResponse(status: 503)
        }
        guard let delivery = OutgoingQuestion.delivery(signed) else {
            log.info("payload not read", metadata: metadata(request, "body"))
            return OutboundResponse(status: 400)
        }
        return await take(delivery, request)
    }

    public func turnAway(_ route: EndpointRoute) -> OutboundResponse {
        desk.busy().map { Self.response(.card($0), Ack(.command, .busy)) } ?? .tooMany
    }

    private func take(_ delivery: Delivery, _ request: InboundRequest) async -> OutboundResponse {
        if let crowding = request.isCrowded ? .busy : desk.crowding(delivery) {
            return Self.response(desk.turnAway(delivery, crowding), Ack(.command, .busy))
        }
        do {
            return Self.response(try await desk.receive(delivery), Ack(.command, .taken))
        } catch LedgerTrouble.busy {
            return Self.response(desk.turnAway(delivery, .busy), Ack(.command, .busy))
        } catch {
            log.error("delivery not taken", metadata: metadata(request, String(reflecting: type(of: error))))
            return Self.response(desk.trouble(delivery, request.requestID), Ack(.command, Ack.Outcome(error)))
        }
    }

    /// Plain text: nothing in it is a format, a mention or a link.
    private static func response(_ reply: Reply, _ ack: Ack) -> OutboundResponse {
        var json = JSONWriter()
        json.object { json in
            json.field("type", "message")
            json.field("textFormat", "plain")
            json.field("text", OutgoingQuestion.words(of: reply))
        }
        var response = OutboundResponse.json(json.bytes)
        response.ack = ack
        return response
    }

    private func metadata(_ request: InboundRequest, _ reason: String) -> Logger.Metadata {
        ["reason": "\(reason)", "path": "\(request.route.path)", "request.id": "\(request.requestID)"]
    }
}

/// What this door asks of the front desk, by name, so that tests can answer for it.
struct OutgoingDesk: Sendable {
    let keys: OutgoingKeys
    let receive: @Sendable (Delivery) async throws -> Reply
    var trouble: @Sendable (Delivery, _ incident: String) -> Reply = { _, _ in .nothing }
    var crowding: @Sendable (Delivery) -> Crowding? = { _ in nil }
    var turnAway: @Sendable (Delivery, Crowding) -> Reply = { _, _ in .nothing }
    var busy: @Sendable () -> Card? = { nil }
}

extension OutgoingDesk {
    init(_ desk: FrontDesk) {
        keys = OutgoingKeys(desk)
        receive = { try await desk.receive($0) }
        trouble = { desk.trouble(with: $0, incident: $1) }
        crowding = { desk.crowding(for: $0) }
        turnAway = { desk.turnAway($0, because: $1) }
        busy = { desk.busy() }
    }
}
