public import Curl
public import Desk
import Dialogue
import FoundationEssentials
public import Logging
import Registrations

/// The four doors Slack posts to: verify, read, hand to the desk, answer within Slack's three seconds.
public struct SlackEndpoint: Endpoint {
    private let signature: SlackSignature
    private let inbound = SlackInbound()
    private let desk: SlackDesk
    private let answering: SlackAnswering
    private let people: SlackPeople
    private let log: Logger

    public init(
        _ settings: SlackSettings,
        desk: FrontDesk,
        vault: TokenVault,
        curl: CurlClient,
        watch: @escaping VendorCall.Watch = { _ in },
        time: any TimeSource,
        log: Logger
    ) {
        self.init(
            settings,
            desk: SlackDesk(desk, vault),
            send: { (request) async throws(TransportFailure) in try await curl.send(request) },
            watch: watch,
            time: time,
            log: log
        )
    }

    init(
        _ settings: SlackSettings,
        desk: SlackDesk,
        send: @escaping Sending,
        watch: @escaping VendorCall.Watch = { _ in },
        time: any TimeSource,
        log: Logger
    ) {
        signature = SlackSignature(secrets: settings.signingSecrets)
        self.desk = desk
        self.log = log
        let api = SlackAPI(base: settings.apiURL, send: send, watch: watch)
        var tokens = desk.tokens
        people = SlackPeople(api: api, tokens: tokens, time: time)
        tokens.own = settings.vendorTeam.map { WorkspaceKey(channel: .slack, id: $0) }
        answering = SlackAnswering(
            api: api,
            tokens: tokens,
            responseHosts: settings.responseHosts,
            keep: desk.keep,
            time: time,
            log: log
        )
    }

    public var routes: [EndpointRoute] {
        [SlackPath.commands, SlackPath.interactions, SlackPath.options, SlackPath.events].map {
            EndpointRoute(.post, $0)
        }
    }

    public func answer(_ request: InboundRequest) async -> OutboundResponse {
        let verified: Verified<InboundRequest>
        do {
            verified = try signature.verify(request, at: request.receivedAt)
        } catch {
            // Slack probes a command's address without a signature; nothing is done for it.
            if error == .unsigned, SlackInbound.isProbe(request) { return .empty }
            note(error, request)
            return .unverified
        }
        do {
            let act = try inbound.read(verified)
            request.forgetBody()
            return await self.act(on: act, request)
        } catch {
            log.info("payload not read", metadata: metadata(request, reason: "\(error)"))
            // The same bytes would be refused again.
            return OutboundResponse(status: error == .mediaType ? 415 : 400, headers: [("x-slack-no-retry", "1")])
        }
    }

    /// Whoever typed a command reads a sentence; what else comes is asked to come again, or fails where its sender sees it.
    public func turnAway(_ route: EndpointRoute) -> OutboundResponse {
        guard route.path == SlackPath.commands, let card = desk.busy() else { return .tooMany }
        return .json(SlackReplies.ephemeral(card))
    }

    private func act(on act: SlackAct, _ request: InboundRequest) async -> OutboundResponse {
        switch act {
        case .delivery(let delivery, let path): return await take(delivery, path, request)
        case .news(let news, let keys, let installing): return await learn(news, keys, installing, request)
        case .challenge(let text):
            let type = "text/plain; charset=utf-8"
            return OutboundResponse(status: 200, headers: [("content-type", type)], body: Array(text.utf8))
        case .options: return .json(Array(#"{"options":[]}"#.utf8))
        case .ignored(let kind):
            log.info("payload ignored", metadata: ["kind": "\(kind)", "request.id": "\(request.requestID)"])
            return .empty
        }
    }

    private func take(_ read: Delivery, _ path: SlackReturn, _ request: InboundRequest) async -> OutboundResponse {
        var delivery = read
        delivery.requestID = request.requestID
        delivery.begunBy = request.begunBy
        delivery.language = people.known(delivery.actor)
        if let crowding = request.isCrowded ? .busy : desk.crowding(delivery) {
            return await turnAway(delivery, crowding, path, request)
        }
        delivery.language = await language(of: read, path)
        let reply: Reply
        var outcome = Ack.Outcome.taken
        do {
            reply = try await desk.receive(delivery)
        } catch LedgerTrouble.busy {
            return await turnAway(delivery, .busy, path, request)
        } catch {
            note(error, request)
            outcome = Ack.Outcome(error)
            // Without anybody to tell, Slack is asked to come again.
            if path == .silent { return .unavailable(outcome) }
            reply = desk.trouble(delivery, request.requestID)
            if case .click = path { return await untaken(reply, delivery, path, outcome) }
        }
        let told = delivery
        var response = await answering.answer(reply, to: told, by: path) {
            desk.trouble(told, request.requestID)
        }
        response.ack = Ack(path.isSubmission ? .submission : nil, outcome)
        return response
    }

    /// A click that was not taken, and whose presser cannot be told, is never answered as if it had been.
    private func untaken(
        _ reply: Reply,
        _ delivery: Delivery,
        _ path: SlackReturn,
        _ outcome: Ack.Outcome
    ) async -> OutboundResponse {
        var response = await answering.turnAway(reply, delivery, by: path)
        response.ack = Ack(nil, outcome)
        return response
    }

    /// Says so at once; what nobody sees an answer to is asked to come again.
    private func turnAway(
        _ delivery: Delivery,
        _ crowding: Crowding,
        _ path: SlackReturn,
        _ request: InboundRequest
    ) async -> OutboundResponse {
        log.debug("act turned away", metadata: ["crowding": "\(crowding)", "request.id": "\(request.requestID)"])
        var response = await answering.turnAway(desk.turnAway(delivery, crowding), delivery, by: path)
        response.ack = Ack(path.isSubmission ? .submission : nil, .busy)
        return response
    }

    /// Asked of Slack only where somebody begins something; the steps of a form go by what is known.
    private func language(of delivery: Delivery, _ path: SlackReturn) async -> Language? {
        switch path {
        case .command(let opening), .click(let opening, _):
            await people.language(of: delivery.actor, installing: opening.installing)
        case .clickInView, .submission, .silent: people.known(delivery.actor)
        }
    }

    private func learn(
        _ news: News,
        _ keys: [DeliveryKey],
        _ installing: InstallingTeam,
        _ request: InboundRequest
    ) async -> OutboundResponse {
        if case .uninstalled = news { installing.keys.forEach(desk.tokens.forget) }
        if let crowding = desk.crowdingOfNews(news) {
            log.debug("news turned away", metadata: ["crowding": "\(crowding)", "request.id": "\(request.requestID)"])
            return .unavailable
        }
        do {
            try await desk.learn(news, keys, request)
            return .empty
        } catch LedgerTrouble.busy {
            return .unavailable
        } catch {
            note(error, request)
            return .unavailable(Ack.Outcome(error))
        }
    }

    private func note(_ error: any Error, _ request: InboundRequest) {
        let kind = String(reflecting: type(of: error))
        log.error("delivery not taken", metadata: metadata(request, reason: kind))
    }

    private func note(_ rejection: SlackSignature.Rejection, _ request: InboundRequest) {
        var metadata = metadata(request, reason: rejection.rawValue)
        metadata["skew_seconds"] = SlackSignature.skewSeconds(of: request).map { "\($0)" }
        metadata["hint"] = rejection.hint.map { "\($0)" }
        log.warning("request not verified", metadata: metadata)
    }

    private func metadata(_ request: InboundRequest, reason: String) -> Logger.Metadata {
        [
            "reason": "\(reason)",
            "path": "\(request.route.path)",
            "content_type": "\(SlackInbound.kindOfBody(request))",
            "body_bytes": "\(request.bodyBytes)",
            "request.id": "\(request.requestID)",
        ]
    }
}

extension OutboundResponse {
    /// Not taken, there is too much at once: come again.
    static let unavailable = OutboundResponse(status: 503)

    /// Not taken: come again.
    static func unavailable(_ outcome: Ack.Outcome) -> OutboundResponse {
        var response = OutboundResponse(status: 503)
        response.ack.outcome = outcome
        return response
    }
}
