import Desk
import Dialogue
import Registrations

@testable import Teams

/// A message as the outbox hands it to the courier.
func due(
    _ routes: [Address],
    _ card: Card = Card(summary: "Case REG-1"),
    route: Int = 0,
    rewriting reference: String? = nil,
    purpose: Message.Purpose = .reviewCard
) -> DueMessage {
    DueMessage(
        message: Message(
            id: MessageID("m1"),
            conversation: "c",
            purpose: purpose,
            registration: nil,
            routes: routes.map { Route($0, card) }
        ),
        route: route,
        fence: 1,
        tries: 1,
        rewrittenReference: reference
    )
}

/// Why it did not arrive; nil when it did.
func failure(_ courier: TeamsCourier, _ due: DueMessage) async -> DeliveryFailure? {
    do {
        _ = try await courier.deliver(due)
        return nil
    } catch {
        return error
    }
}
