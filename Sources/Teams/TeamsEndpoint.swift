public import Desk
import Dialogue
import FoundationEssentials
public import Logging
import Registrations

/// The door Teams posts to: verify, read, hand to the desk, answer an invoke within three seconds.
///
/// A message has no answer in the response: its reply goes by the outbox, privately where it was asked.
public struct TeamsEndpoint: Endpoint {
    private let trust: TeamsTrust
    private let people: TeamsPeople
    private let inbound: TeamsInbound
    private let desk: TeamsDesk
    private let log: Logger

    public static let path = "/teams/messages"

    public init(_ wire: TeamsWire, desk: FrontDesk, ledger: any Ledger, log: Logger) {
        self.init(
            TeamsTrust(wire, ledger: ledger),
            people: TeamsPeople(wire, ledger: ledger),
            vendor: WorkspaceKey(channel: .teams, id: wire.settings.tenantID),
            desk: TeamsDesk(desk),
            log: log
        )
    }

    init(_ trust: TeamsTrust, people: TeamsPeople, vendor: WorkspaceKey, desk: TeamsDesk, log: Logger) {
        self.trust = trust
        self.people = people
        inbound = TeamsInbound(vendor: vendor)
        self.desk = desk
        self.log = log
    }

    public var routes: [EndpointRoute] { [EndpointRoute(.post, Self.path)] }

    public func answer(_ request: InboundRequest) async -> OutboundResponse {
        let verified: Verified<TeamsActivity>
        do {
            verified = try await trust.admit(request)
        } catch {
            log.warning("activity not verified", metadata: metadata(request, reason: error.rawValue))
            return OutboundResponse(status: error.status)
        }
        do {
            let actor = try await actor(of: verified, at: request.arrivedAt)
            let act = try inbound.read(verified.value, by: actor ?? inbound.nobody, request)
            request.forgetBody()
            return await answer(act, by: actor, verified, request)
        } catch is TeamsInbound.Mistake {
            log.info("activity not read", metadata: metadata(request, reason: "body"))
            return OutboundResponse(status: 400)
        } catch {
            note(error, request)
            return .unavailable(Ack.Outcome(error))
        }
    }

    /// Asked where somebody acts, or has the app for themselves.
    private func actor(
        of verified: Verified<TeamsActivity>,
        at now: ContinuousClock.Instant
    ) async throws -> Person? {
        let activity = verified.value
        let isAct = activity.type == "message" || activity.type == "invoke"
        guard isAct || activity.conversation.isPersonal else { return nil }
        return try await people.actor(of: verified, at: now)
    }

    private func answer(
        _ act: TeamsAct,
        by actor: Person?,
        _ verified: Verified<TeamsActivity>,
        _ request: InboundRequest
    ) async -> OutboundResponse {
        switch act {
        case .delivery(var delivery, let path):
            delivery.begunBy = request.begunBy
            delivery.roomReach = roomReach(verified.value)
            delivery.reach = actor.flatMap { TeamsPeople.reach($0, by: verified) }
            return await take(delivery, by: actor, path, request)
        case .news(let news, let keys):
            let reach = actor.flatMap { TeamsPeople.reach($0, by: verified) }
            return await learn(news, keys, reach, roomReach(verified.value), request)
        case .unknownInvoke: return Self.counted(OutboundResponse(status: 501), .interaction, .refused)
        case .unknownAction: return Self.counted(.json(TeamsReplies.unknownAction), .interaction, .refused)
        case .closed: return Self.counted(.empty, .interaction)
        case .ignored(let kind):
            log.info("activity ignored", metadata: ["kind": "\(kind)", "request.id": "\(request.requestID)"])
            return Self.counted(.empty, .event)
        }
    }

    private func roomReach(_ activity: TeamsActivity) -> RoomReach? {
        guard !activity.conversation.isPersonal, let address = activity.serviceURL else { return nil }
        return RoomReach(room: Room(workspace: inbound.vendor, id: activity.conversation.baseID), address: address)
    }

    private func take(
        _ delivery: Delivery,
        by actor: Person?,
        _ path: TeamsReturn,
        _ request: InboundRequest
    ) async -> OutboundResponse {
        guard actor != nil else {
            log.warning("actor not known", metadata: metadata(request, reason: "unknown_actor"))
            return said(desk.trouble(delivery, request.requestID), to: delivery, by: path, .failed)
        }
        if let crowding = request.isCrowded ? .busy : desk.crowding(delivery) {
            return turnAway(delivery, crowding, path, request)
        }
        do {
            let reply = try await desk.receive(delivery)
            return Self.counted(shown(reply, to: delivery, by: path), path.kind)
        } catch LedgerTrouble.busy {
            return turnAway(delivery, .busy, path, request)
        } catch {
            note(error, request)
            return said(desk.trouble(delivery, request.requestID), to: delivery, by: path, Ack.Outcome(error))
        }
    }

    private func turnAway(
        _ delivery: Delivery,
        _ crowding: Crowding,
        _ path: TeamsReturn,
        _ request: InboundRequest
    ) -> OutboundResponse {
        log.debug("act turned away", metadata: ["crowding": "\(crowding)", "request.id": "\(request.requestID)"])
        return said(desk.turnAway(delivery, crowding), to: delivery, by: path, .busy)
    }

    private func learn(
        _ news: News,
        _ keys: [DeliveryKey],
        _ reach: Reach?,
        _ roomReach: RoomReach?,
        _ request: InboundRequest
    ) async -> OutboundResponse {
        if let crowding = desk.crowdingOfNews(news) {
            log.debug("news turned away", metadata: ["crowding": "\(crowding)", "request.id": "\(request.requestID)"])
            return .unavailable(.busy)
        }
        do {
            try await desk.learn(news, keys, request, reach, roomReach)
            return Self.counted(.empty, .event)
        } catch LedgerTrouble.busy {
            return .unavailable(.busy)
        } catch {
            note(error, request)
            return .unavailable(Ack.Outcome(error))
        }
    }

    private func note(_ error: any Error, _ request: InboundRequest) {
        let kind = String(reflecting: type(of: error))
        log.error("activity not taken", metadata: metadata(request, reason: kind))
    }

    private func metadata(_ request: InboundRequest, reason: String) -> Logger.Metadata {
        [
            "reason": "\(reason)", "path": "\(request.route.path)", "body_bytes": "\(request.bodyBytes)",
            "request.id": "\(request.requestID)",
        ]
    }
}

// How an answer looks on its way.
extension TeamsEndpoint {
    private func shown(_ reply: Reply, to delivery: Delivery, by path: TeamsReturn) -> OutboundResponse {
        switch path {
        case .message: .empty
        case .dialog(let nonce), .submission(_, let nonce):
            Self.json(TeamsReplies.dialog(reply, nonce: nonce, words: desk.words(delivery)))
        case .card(let nonce): .json(TeamsReplies.action(reply, nonce: nonce, words: desk.words(delivery)))
        }
    }

    /// Why nothing was done, where it can be said; what nobody sees an answer to is asked to come again.
    private func said(
        _ reply: Reply,
        to delivery: Delivery,
        by path: TeamsReturn,
        _ outcome: Ack.Outcome
    ) -> OutboundResponse {
        switch path {
        case .message: .unavailable(outcome)
        case .submission(let filled, _):
            if case .mistakes(let mistakes) = reply {
                Self.counted(
                    .json(TeamsReplies.again(mistakes, filled, words: desk.words(delivery))),
                    path.kind,
                    outcome
                )
            } else {
                Self.counted(shown(reply, to: delivery, by: path), path.kind, outcome)
            }
        case .dialog, .card: Self.counted(shown(reply, to: delivery, by: path), path.kind, outcome)
        }
    }

    /// An empty answer closes the dialog.
    private static func json(_ body: [UInt8]) -> OutboundResponse { body.isEmpty ? .empty : .json(body) }

    private static func counted(
        _ response: OutboundResponse,
        _ kind: Ack.Kind,
        _ outcome: Ack.Outcome = .taken
    ) -> OutboundResponse {
        var response = response
        response.ack = Ack(kind, outcome)
        return response
    }
}

extension TeamsReturn {
    fileprivate var kind: Ack.Kind {
        switch self {
        case .message: .command
        case .dialog, .card: .interaction
        case .submission: .submission
        }
    }
}

extension OutboundResponse {
    /// Not taken: come again.
    fileprivate static func unavailable(_ outcome: Ack.Outcome) -> OutboundResponse {
        var response = OutboundResponse(status: 503)
        response.ack.outcome = outcome
        return response
    }
}
