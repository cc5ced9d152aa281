public import Curl
public import Desk
import Dialogue
import JSON
public import Registrations
import Synchronization

/// Brings messages of the outbox into Slack.
///
/// No method for posting can be asked twice for one effect, so what may have arrived is said to be unknown.
public final class SlackCourier: Courier {
    public let channel = Channel.slack
    private let api: SlackAPI
    private let tokens: SlackTokens
    private let conversations = Mutex<[Conversation: String]>([:])

    private struct Conversation: Hashable {
        let installation: WorkspaceKey
        let user: String
    }

    /// What calls are called where they are counted.
    public static var calls: [String] { SlackAPI.calls }

    /// `watch` hears of every call.
    public convenience init(
        _ settings: SlackSettings,
        vault: TokenVault,
        curl: CurlClient,
        watch: @escaping VendorCall.Watch = { _ in }
    ) {
        self.init(
            settings,
            tokens: SlackTokens(vault),
            send: { (request) async throws(TransportFailure) in try await curl.send(request) },
            watch: watch
        )
    }

    init(
        _ settings: SlackSettings,
        tokens: SlackTokens,
        send: @escaping Sending,
        watch: @escaping VendorCall.Watch = { _ in }
    ) {
        api = SlackAPI(base: settings.apiURL, send: send, watch: watch)
        self.tokens = tokens
    }

    public func deliver(_ due: DueMessage) async throws(DeliveryFailure) -> String? {
        guard due.message.routes.indices.contains(due.route) else { throw .permanent(reason: "no_such_route") }
        let route = due.message.routes[due.route]
        let installation = route.address.installation
        let token = try await token(of: installation)
        do {
            if let known = due.rewrittenReference, try await rewrite(known, route.card, token) { return known }
            return try await post(route, token)
        } catch {
            let others = due.message.routes.dropFirst(due.route + 1)
            guard error.endsToken else {
                // What nobody knows closes this way; it is for good when there is no other.
                if case .refused(let name) = error, error.isUnlisted, !others.isEmpty {
                    throw .closedRoute(reason: name)
                }
                throw error.deliveryFailure
            }
            tokens.forget(installation)
            // Another workspace's bot may still reach the person.
            if others.contains(where: { $0.address.installation != installation }) {
                throw .closedRoute(reason: error.reason)
            }
            throw .permanent(reason: error.reason)
        }
    }

    private func token(of installation: WorkspaceKey) async throws(DeliveryFailure) -> Secret {
        let token: Secret?
        do {
            token = try await tokens.token(installation)
        } catch {
            throw .retry(afterSeconds: nil, reason: "vault_unavailable")
        }
        guard let token else { throw .closedRoute(reason: "not_installed") }
        return token
    }

    /// False when the earlier message cannot be rewritten any more, so that a new one is posted.
    private func rewrite(_ reference: String, _ card: Card, _ token: Secret) async throws(SlackFailure) -> Bool {
        let parts = reference.split(separator: "/")
        guard parts.count == 2 else { return false }
        let body = Self.body(card) { json in
            json.field("channel", String(parts[0]))
            json.field("ts", String(parts[1]))
        }
        do {
            _ = try await api.call("chat.update", body, token: token)
            return true
        } catch {
            if error.endsMessage { return false }
            throw error
        }
    }

    private func post(_ route: Route, _ token: Secret) async throws(SlackFailure) -> String? {
        switch route.address {
        case .direct(let person, let installation):
            let known = Conversation(installation: installation, user: person.user)
            let place = try await conversation(known, token)
            do {
                return try await say(route.card, in: place, token)
            } catch {
                if error == .refused("channel_not_found") { conversations.withLock { $0[known] = nil } }
                throw error
            }
        case .privately(let person, let room):
            let body = Self.body(route.card) { json in
                json.field("channel", room.id)
                json.field("user", person.user)
            }
            _ = try await api.call("chat.postEphemeral", body, token: token)
            // What it is called cannot be used for anything.
            return nil
        case .room(let room): return try await say(route.card, in: room.id, token)
        }
    }

    private func say(_ card: Card, in place: String, _ token: Secret) async throws(SlackFailure) -> String? {
        let body = Self.body(card) { json in
            json.field("channel", place)
            SlackBlocks.quietLinks(in: &json)
        }
        let answer = try await api.call("chat.postMessage", body, token: token)
        guard let stamp = answer["ts"]?.string else { return nil }
        return (answer["channel"]?.string ?? place) + "/" + stamp
    }

    /// The direct conversation with a person; a bot that cannot open it posts to the person's id instead.
    private func conversation(_ wanted: Conversation, _ token: Secret) async throws(SlackFailure) -> String {
        if let known = conversations.withLock({ $0[wanted] }) { return known }
        var json = JSONWriter()
        json.object { $0.field("users", wanted.user) }
        do throws(SlackFailure) {
            let answer = try await api.call("conversations.open", json.bytes, token: token)
            guard let id = answer["channel"]?["id"]?.string else { throw SlackFailure.garbage }
            conversations.withLock { known in
                if known.count >= SlackLimits.rememberedConversations { known.removeAll() }
                known[wanted] = id
            }
            return id
        } catch {
            if error.leavesPersonOpen { return wanted.user }
            throw error
        }
    }

    private static func body(_ card: Card, _ place: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter(capacity: 4096)
        json.object { json in
            place(&json)
            SlackBlocks.message(card, in: &json)
        }
        return json.finish()
    }
}
