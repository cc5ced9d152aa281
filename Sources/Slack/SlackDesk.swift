import Desk
import Dialogue
import FoundationEssentials

/// What this module asks of the front desk and the vault, by name, so that tests can answer for them.
struct SlackDesk: Sendable {
    let receive: @Sendable (Delivery) async throws -> Reply
    let trouble: @Sendable (Delivery, _ incident: String) -> Reply
    let learn: @Sendable (News, [DeliveryKey], InboundRequest) async throws -> Void
    /// Why somebody's act is not taken now; nil when it is.
    let crowding: @Sendable (Delivery) -> Crowding?
    let crowdingOfNews: @Sendable (News) -> Crowding?
    let turnAway: @Sendable (Delivery, Crowding) -> Reply
    /// What is said before anybody was looked at.
    let busy: @Sendable () -> Card?
    let keep: @Sendable (Card, Delivery, _ parkedFor: String?) async throws -> Bool
    let tokens: SlackTokens

    init(
        receive: @escaping @Sendable (Delivery) async throws -> Reply,
        trouble: @escaping @Sendable (Delivery, _ incident: String) -> Reply,
        keep: @escaping @Sendable (Card, Delivery, _ parkedFor: String?) async throws -> Bool,
        learn: @escaping @Sendable (News, [DeliveryKey], InboundRequest) async throws -> Void,
        crowding: @escaping @Sendable (Delivery) -> Crowding? = { _ in nil },
        crowdingOfNews: @escaping @Sendable (News) -> Crowding? = { _ in nil },
        turnAway: @escaping @Sendable (Delivery, Crowding) -> Reply = { _, _ in .nothing },
        busy: @escaping @Sendable () -> Card? = { nil },
        tokens: SlackTokens
    ) {
        self.receive = receive
        self.trouble = trouble
        self.keep = keep
        self.learn = learn
        self.crowding = crowding
        self.crowdingOfNews = crowdingOfNews
        self.turnAway = turnAway
        self.busy = busy
        self.tokens = tokens
    }

    init(_ desk: FrontDesk, _ vault: TokenVault) {
        receive = { try await desk.receive($0) }
        trouble = { desk.trouble(with: $0, incident: $1) }
        keep = { try await desk.keep($0, to: $1, parkedFor: $2) }
        learn = { news, keys, request in
            try await desk.learn(
                news,
                keys: keys,
                at: request.receivedAt,
                begunBy: request.begunBy,
                request: request.requestID
            )
        }
        crowding = { desk.crowding(for: $0) }
        crowdingOfNews = { desk.crowding(for: $0) }
        turnAway = { desk.turnAway($0, because: $1) }
        busy = { desk.busy() }
        tokens = SlackTokens(vault)
    }
}

extension InboundRequest {
    /// When work on it must have begun to be done in time.
    var begunBy: ContinuousClock.Instant { arrivedAt + .milliseconds(SlackLimits.beginMilliseconds) }
}
