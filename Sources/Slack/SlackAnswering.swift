import Curl
import Desk
import Dialogue
import FoundationEssentials
import Logging
import Registrations

/// Brings a reply to the person who acted, in what is left of two seconds since the request came.
struct SlackAnswering: Sendable {
    let api: SlackAPI
    let tokens: SlackTokens
    let responseHosts: [String]
    let keep: @Sendable (Card, Delivery, _ parkedFor: String?) async throws -> Bool
    let time: any TimeSource
    let log: Logger
    let telling = Slots(SlackLimits.tellingBusyAtOnce)

    /// The response to Slack; `trouble` is asked for where a form could not be opened and nothing else is there to show.
    func answer(
        _ reply: Reply,
        to delivery: Delivery,
        by path: SlackReturn,
        trouble: @Sendable () -> Reply
    ) async -> OutboundResponse {
        switch path {
        case .command(let opening):
            let card = await shown(reply, delivery, opening, trouble)
            return card.map { .json(SlackReplies.ephemeral($0)) } ?? .empty
        case .click(let opening, let url):
            if let card = await shown(reply, delivery, opening, trouble) { await respond(card, to: url, delivery) }
            return .empty
        case .clickInView(let installing, let view, let hash):
            await update(reply, installing, view: view, hash: hash, delivery)
            return .empty
        case .submission(let inputs):
            let body = SlackReplies.submission(reply, inputs: inputs.places(for: reply))
            return body.isEmpty ? .empty : .json(body)
        case .silent: return .empty
        }
    }

    /// Says that an act was not taken; costs the ledger nothing.
    ///
    /// Where nothing can be said in the response itself, Slack's own sign of a failure says it: in a form that keeps
    /// what was typed, and an event comes again.
    func turnAway(_ reply: Reply, _ delivery: Delivery, by path: SlackReturn) async -> OutboundResponse {
        switch path {
        case .command: return Self.card(of: reply).map { .json(SlackReplies.ephemeral($0)) } ?? .unavailable
        case .submission(let inputs):
            return .json(SlackReplies.submission(reply, inputs: inputs.places(for: reply)))
        case .click(_, let url):
            guard let card = Self.card(of: reply), telling.take() else { return .unavailable }
            defer { telling.giveBack() }
            return await post(card, to: url, delivery) == nil ? .empty : .unavailable
        case .clickInView, .silent: return .unavailable
        }
    }

    /// Opens the form of a reply, or says which card is to be shown instead; nil when nothing is.
    private func shown(
        _ reply: Reply,
        _ delivery: Delivery,
        _ opening: SlackReturn.Opening,
        _ trouble: @Sendable () -> Reply
    ) async -> Card? {
        switch reply {
        case .nothing, .done: return nil
        case .card(let card): return card
        case .mistakes(let mistakes): return SlackReplies.card(of: mistakes)
        case .form(let form, let otherwise):
            let body = SlackReplies.opening(form, trigger: opening.trigger)
            if await call("views.open", body, opening.installing, delivery) { return nil }
            return otherwise ?? Self.card(of: trouble())
        }
    }

    private func update(
        _ reply: Reply,
        _ installing: InstallingTeam,
        view: String,
        hash: String,
        _ delivery: Delivery
    ) async {
        let body: [UInt8]
        switch reply {
        case .nothing, .done: return
        case .card(let card): body = SlackReplies.update(view, hash: hash) { SlackViews.view(card, in: &$0) }
        case .form(let form, _): body = SlackReplies.update(view, hash: hash) { SlackViews.view(form, in: &$0) }
        case .mistakes(let mistakes):
            body = SlackReplies.update(view, hash: hash) { SlackViews.view(SlackReplies.card(of: mistakes), in: &$0) }
        }
        _ = await call("views.update", body, installing, delivery)
    }

    /// True when the view is there.
    private func call(
        _ method: String,
        _ body: [UInt8],
        _ installing: InstallingTeam,
        _ delivery: Delivery
    ) async -> Bool {
        do {
            guard let token = try await tokens.token(of: installing) else { return failed(method, "not_installed") }
            let left = leftMilliseconds(for: delivery)
            guard left >= SlackLimits.leastCallMilliseconds else { return failed(method, "no_time_left") }
            _ = try await api.call(method, body, token: token, timeoutMilliseconds: left)
            return true
        } catch let failure as SlackFailure {
            // A copy of the request has opened it already.
            if failure == .refused("exchanged_trigger_id") { return true }
            if failure.endsToken { installing.keys.forEach(tokens.forget) }
            return failed(method, failure.reason)
        } catch {
            return failed(method, String(reflecting: type(of: error)))
        }
    }

    private func failed(_ method: String, _ reason: String) -> Bool {
        log.warning("view not shown", metadata: ["method": "\(method)", "reason": "\(reason)"])
        return false
    }

    /// By the response address; what does not get there is left to the outbox.
    private func respond(_ card: Card, to url: String?, _ delivery: Delivery) async {
        guard let obstacle = await post(card, to: url, delivery) else { return }
        log.warning("click not answered", metadata: ["reason": "\(obstacle.reason)"])
        do {
            let isKept = try await keep(card, delivery, obstacle.isElsewhere ? obstacle.reason : nil)
            if !isKept { log.warning("answer not kept", metadata: ["reason": "\(obstacle.reason)"]) }
        } catch {
            log.error("answer not kept", metadata: ["reason": "\(String(reflecting: type(of: error)))"])
        }
    }

    /// Why an answer did not get to the response address.
    private struct Obstacle {
        let reason: String
        /// The address is none of Slack's, or leads away from it: an admin has to look at that.
        var isElsewhere = false
    }

    private func post(_ card: Card, to url: String?, _ delivery: Delivery) async -> Obstacle? {
        guard let url else { return Obstacle(reason: "no_response_url") }
        guard let address = ResponseAddress(url, allowed: responseHosts) else {
            return Obstacle(reason: "response_url_not_allowed", isElsewhere: true)
        }
        let left = leftMilliseconds(for: delivery)
        guard left >= SlackLimits.leastCallMilliseconds else { return Obstacle(reason: "no_time_left") }
        let request = HTTPRequest(
            .post,
            address.url,
            headers: [("Content-Type", "application/json; charset=utf-8")],
            body: SlackReplies.response(card),
            timeoutMilliseconds: left
        )
        do {
            guard try await api.respond(request) >= 300 else { return nil }
            return Obstacle(reason: "response_url_redirects", isElsewhere: true)
        } catch {
            return Obstacle(reason: error.reason)
        }
    }

    private func leftMilliseconds(for delivery: Delivery) -> Int {
        let spent = time.now().timeIntervalSince(delivery.at) * 1000
        // A clock that was set back must not buy time.
        return SlackLimits.answerMilliseconds - Int(min(max(spent, 0), Double(SlackLimits.answerMilliseconds)))
    }

    private static func card(of reply: Reply) -> Card? {
        switch reply {
        case .card(let card): card
        case .mistakes(let mistakes): SlackReplies.card(of: mistakes)
        case .form(_, let otherwise): otherwise
        case .nothing, .done: nil
        }
    }
}
