import Desk
import Dialogue
import FoundationEssentials

/// What this module asks of the front desk and the vault, by name, so that tests can answer for them.
struct SlackDesk: Sendable {
    let receive: @Sendable (Delivery) async throws -> Reply
    let trouble: @Sendable (Delivery, _ incident: String) -> Reply
    let learn: @Sendable (News, [DeliveryKey], InboundRequest) async throws -> Void
    let keep: @Sendable (Card, Delivery, _ parkedFor: String?) async throws -> Bool
    let tokens: SlackTokens

    init(
        receive: @escaping @Sendable (Delivery) async throws -> Reply,
        trouble: @escaping @Sendable (Delivery, _ incident: String) -> Reply,
        keep: @escaping @Sendable (Card, Delivery, _ parkedFor: String?) async throws -> Bool,
        learn: @escaping @Sendable (News, [DeliveryKey], InboundRequest) async throws -> Void,
        tokens: SlackTokens
    ) {
        self.receive = receive
        self.trouble = trouble
        self.keep = keep
        self.learn = learn
        self.tokens = tokens
    }

    init(_ desk: FrontDesk, _ vault: TokenVault) {
        receive = { try await desk.receive($0) }
        trouble = { desk.trouble(with: $0, incident: $1) }
        keep = { try await desk.keep($0, to: $1, parkedFor: $2) }
        learn = { try await desk.learn($0, keys: $1, at: $2.receivedAt, request: $2.requestID) }
        tokens = SlackTokens(vault)
    }
}
