import Desk
import Dialogue
import FoundationEssentials
import Registrations

/// What the door asks of the front desk, by name, so that tests can answer for it.
struct TeamsDesk: Sendable {
    let receive: @Sendable (Delivery) async throws -> Reply
    let trouble: @Sendable (Delivery, _ incident: String) -> Reply
    let learn: @Sendable (News, [DeliveryKey], InboundRequest, Reach?, RoomReach?) async throws -> Void
    /// Why somebody's act is not taken now; nil when it is.
    let crowding: @Sendable (Delivery) -> Crowding?
    let crowdingOfNews: @Sendable (News) -> Crowding?
    let turnAway: @Sendable (Delivery, Crowding) -> Reply
    let words: @Sendable (Delivery) -> FormWords
}

extension TeamsDesk {
    init(_ desk: FrontDesk) {
        self.init(
            receive: { try await desk.receive($0) },
            trouble: { desk.trouble(with: $0, incident: $1) },
            learn: { news, keys, request, reach, roomReach in
                try await desk.learn(
                    news,
                    keys: keys,
                    at: request.receivedAt,
                    begunBy: request.begunBy,
                    request: request.requestID,
                    reach: reach,
                    roomReach: roomReach
                )
            },
            crowding: { desk.crowding(for: $0) },
            crowdingOfNews: { desk.crowding(for: $0) },
            turnAway: { desk.turnAway($0, because: $1) },
            words: { desk.formWords(for: $0) }
        )
    }
}

extension InboundRequest {
    /// When work on it must have begun to be done in time: an invoke is answered within three seconds.
    var begunBy: ContinuousClock.Instant { arrivedAt + .milliseconds(TeamsCardLimits.beginMilliseconds) }
}
