public import Desk
import Dialogue
import JSON
public import Registrations
import Synchronization

/// Brings messages of the outbox into Teams.
///
/// A post can be asked twice for no effect, so what may have arrived is said to be unknown. What is for one person is never
/// shown to a room: where a private way is closed, the desk's next one is taken.
public final class TeamsCourier: Courier {
    public let channel = Channel.teams
    private let settings: TeamsSettings
    private let connector: TeamsConnector
    private let reaches: TeamsReaches
    /// Conversations with one person that were opened since the start; opening one again gives the same.
    private let opened = Mutex<[Person: String]>([:])

    /// What calls are called where they are counted.
    public static var calls: [String] { TeamsConnector.calls }

    init(_ settings: TeamsSettings, connector: TeamsConnector, reaches: TeamsReaches) {
        self.settings = settings
        self.connector = connector
        self.reaches = reaches
    }

    public func deliver(_ due: DueMessage) async throws(DeliveryFailure) -> String? {
        guard due.message.routes.indices.contains(due.route) else { throw .permanent(reason: "no_such_route") }
        let route = due.message.routes[due.route]
        let target = try await target(of: due)
        let viewers = try await viewers(of: route.card)
        do throws(TeamsFailure) {
            if let known = due.rewrittenReference.flatMap(TeamsReference.init),
                try await rewrite(known, due, route.card, target, viewers)
            {
                return known.text
            }
            let activity = Self.activity(due.message, route.card, target, viewers, isNew: true)
            let isTargeted = target.recipient != nil
            guard let id = try await connector.post(activity, to: target.place, isTargeted: isTargeted) else {
                return nil
            }
            let place = target.place.conversation
            return TeamsReference(conversation: place, activity: id, isPrivate: isTargeted).text
        } catch {
            forget(route.address, after: error)
            try await report(due, after: error)
            throw error.deliveryFailure
        }
    }

    /// False when the earlier message cannot be rewritten, so that a new one is posted.
    ///
    /// It is only ever rewritten where this one would be posted: a private card must not take the place of a public line.
    private func rewrite(
        _ known: TeamsReference,
        _ due: DueMessage,
        _ card: Card,
        _ target: Target,
        _ viewers: [String]
    ) async throws(TeamsFailure) -> Bool {
        let isPrivate = target.recipient != nil
        guard known.isPrivate == isPrivate, known.isIn(target.place.conversation) else { return false }
        let place = TeamsPlace(service: target.place.service, conversation: known.conversation)
        do throws(TeamsFailure) {
            let activity = Self.activity(due.message, card, target, viewers, isNew: false)
            try await connector.update(known.activity, with: activity, in: place, isTargeted: isPrivate)
            return true
        } catch {
            guard error.endsMessage else { throw error }
            return false
        }
    }

    /// An app that is in the team is not in its shared and private channels by that: somebody has to add it.
    ///
    /// https://learn.microsoft.com/microsoftteams/platform/build-apps-for-shared-private-channels
    private func report(_ due: DueMessage, after failure: TeamsFailure) async throws(DeliveryFailure) {
        guard case .refused(403, "BotNotInConversationRoster") = failure else { return }
        try await reportShutOut(due)
    }

    private func reportShutOut(_ due: DueMessage) async throws(DeliveryFailure) {
        let room: Room
        switch due.message.routes[due.route].address {
        case .direct: return
        case .room(let own): room = own
        // Who has left the channel is refused the same; whether it is the bot, the next way there says.
        case .privately(_, let own):
            guard due.route + 1 >= due.message.routes.count else { return }
            room = own
        }
        do { try await reaches.shutOut(room, due.message.registration) } catch {
            throw .retry(afterSeconds: nil, reason: "ledger_busy")
        }
    }

    private func forget(_ address: Address, after failure: TeamsFailure) {
        guard case .direct(let person, _) = address, case .refused(404, _) = failure else { return }
        opened.withLock { $0[person] = nil }
    }
}

// Where a message goes.
extension TeamsCourier {
    private struct Target {
        let place: TeamsPlace
        /// Whose eyes alone it is for, in a room.
        let recipient: String?
        let isDirect: Bool
    }

    /// A room whose address nobody said, or that the app was taken out of, is one that the app is missing in.
    private func target(of due: DueMessage) async throws(DeliveryFailure) -> Target {
        do throws(DeliveryFailure) {
            return try await target(of: due.message.routes[due.route].address)
        } catch {
            if error == Self.roomNotMet { try await reportShutOut(due) }
            throw error
        }
    }

    private static let roomNotMet = DeliveryFailure.closedRoute(reason: "room_not_met")

    private func target(of address: Address) async throws(DeliveryFailure) -> Target {
        switch address {
        case .direct(let person, _): try await direct(person)
        case .privately(let person, let room):
            Target(
                place: try await place(of: room),
                recipient: try await reach(of: person).account,
                isDirect: false
            )
        case .room(let room): Target(place: try await place(of: room), recipient: nil, isDirect: false)
        }
    }

    private func direct(_ person: Person) async throws(DeliveryFailure) -> Target {
        let reach = try await reach(of: person)
        let isAtHome = reach.host == person.workspace
        let known = (isAtHome ? reach.conversation : nil) ?? opened.withLock { $0[person] }
        if let known { return Target(place: .init(reach, known), recipient: nil, isDirect: true) }
        // No bot can open a conversation with somebody of another tenant:
        // https://learn.microsoft.com/microsoftteams/platform/build-apps-for-shared-private-channels
        guard person.workspace.id == settings.tenantID, isAtHome else { throw .closedRoute(reason: "external_person") }
        do throws(TeamsFailure) {
            let conversation = try await connector.createDirect(
                with: reach.account,
                tenant: settings.tenantID,
                bot: "28:" + settings.appID,
                at: reach.address
            )
            opened.withLock { opened in
                if opened.count >= TeamsLimits.rememberedConversations { opened.removeAll() }
                opened[person] = conversation
            }
            return Target(place: .init(reach, conversation), recipient: nil, isDirect: true)
        } catch {
            throw error.deliveryFailure
        }
    }

    /// Whose clients ask for a view of their own, where the card has one.
    private func viewers(of card: Card) async throws(DeliveryFailure) -> [String] {
        guard card.buttons.contains(where: { $0.verb == .reviewShow }) else { return [] }
        do { return try await reaches.viewers() } catch { throw .retry(afterSeconds: nil, reason: "ledger_busy") }
    }

    private func reach(of person: Person) async throws(DeliveryFailure) -> Reach {
        let found: Reach?
        do { found = try await reaches.person(person) } catch { throw .retry(afterSeconds: nil, reason: "ledger_busy") }
        // The chat names nobody to a bot that they never wrote to and never installed.
        guard let found else { throw .closedRoute(reason: "person_not_met") }
        return found
    }

    private func place(of room: Room) async throws(DeliveryFailure) -> TeamsPlace {
        let found: RoomReach?
        do { found = try await reaches.room(room.whole) } catch {
            throw .retry(afterSeconds: nil, reason: "ledger_busy")
        }
        guard let service = found?.address ?? settings.usualService else { throw Self.roomNotMet }
        return TeamsPlace(service: service, conversation: room.id)
    }

    /// `recipient` is named when a targeted message is made and must not be when it is changed.
    private static func activity(
        _ message: Message,
        _ card: Card,
        _ target: Target,
        _ viewers: [String],
        isNew: Bool
    ) -> [UInt8] {
        var json = JSONWriter(capacity: 8192)
        json.object { json in
            json.field("type", "message")
            if let recipient = target.recipient, isNew {
                json.object("recipient") { json in
                    json.field("id", recipient)
                    json.field("isTargeted", true)
                }
            }
            TeamsCards.message(card, nonce: message.id.text, viewers: viewers, in: &json)
            // Raises an alert in the person's activity feed.
            if target.isDirect, isNew, message.purpose.isOwed {
                json.object("channelData") { json in json.object("notification") { $0.field("alert", true) } }
            }
        }
        return json.finish()
    }
}

extension TeamsPlace {
    fileprivate init(_ reach: Reach, _ conversation: String) {
        self.init(service: reach.address, conversation: conversation)
    }
}

/// How people and rooms are reached, as the ledger remembers.
struct TeamsReaches: Sendable {
    let person: @Sendable (Person) async throws -> Reach?
    let room: @Sendable (Room) async throws -> RoomReach?
    /// What the chat calls the reviewers that it has met.
    var viewers: @Sendable () async throws -> [String] = { [] }
    /// The bot was refused in that room, over that registration.
    var shutOut: @Sendable (Room, RegistrationID?) async throws -> Void = { _, _ in }
}

/// What Teams calls a message: `conversation/activity`, and `/private` behind it where one person alone saw it.
struct TeamsReference: Hashable, Sendable {
    let conversation: String
    let activity: String
    let isPrivate: Bool

    init(conversation: String, activity: String, isPrivate: Bool) {
        self.conversation = conversation
        self.activity = activity
        self.isPrivate = isPrivate
    }

    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 || (parts.count == 3 && parts[2] == Self.privately), !parts[0].isEmpty,
            !parts[1].isEmpty
        else { return nil }
        self.init(conversation: parts[0], activity: parts[1], isPrivate: parts.count == 3)
    }

    var text: String { conversation + "/" + activity + (isPrivate ? "/" + Self.privately : "") }

    private static let privately = "private"

    /// The same room, whichever thread of it.
    func isIn(_ other: String) -> Bool {
        TeamsActivity.Conversation.room(of: conversation) == TeamsActivity.Conversation.room(of: other)
    }
}
