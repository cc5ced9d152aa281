public import Dialogue
public import Registrations

/// Names one message of the outbox.
public struct MessageID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// Something to tell somebody, waiting in the outbox.
public struct Message: Hashable, Sendable, Codable {
    public let id: MessageID
    /// Messages of one conversation go out in order.
    public let conversation: String
    public let purpose: Purpose
    public let registration: RegistrationID?
    /// Ways to reach the person, best first; the next is tried when one is closed for good.
    public let routes: [Route]
    /// The earlier message this one rewrites where it can.
    public let rewrites: MessageID?
    /// The request whose transaction put it here; nil when no request did.
    public let request: String?

    public init(
        id: MessageID,
        conversation: String,
        purpose: Purpose,
        registration: RegistrationID?,
        routes: [Route],
        rewrites: MessageID? = nil,
        request: String? = nil
    ) {
        self.id = id
        self.conversation = conversation
        self.purpose = purpose
        self.registration = registration
        self.routes = routes
        self.rewrites = rewrites
        self.request = request
    }

    public enum Purpose: String, Hashable, Sendable, Codable, CaseIterable {
        case reviewCard = "review_card"
        case reviewCardUpdate = "review_card_update"
        case submitterNote = "submitter_note"
        case submitterNoteUpdate = "submitter_note_update"
        case reminder
        case channelLine = "channel_line"
        case entryCard = "entry_card"
        case linkCard = "link_card"
        case answer

        /// Somebody is owed it: sent once more when the outcome of a send is unknown.
        ///
        /// The others are dropped then.
        public var isOwed: Bool {
            switch self {
            case .reviewCard, .reviewCardUpdate, .submitterNote, .reminder, .linkCard, .answer: true
            case .submitterNoteUpdate, .channelLine, .entryCard: false
            }
        }

        /// A later message of its conversation with one of these purposes makes this one old news once it arrived.
        public var overtakers: [Purpose] {
            switch self {
            case .reviewCard, .reviewCardUpdate: [.reviewCard, .reviewCardUpdate]
            case .submitterNote, .submitterNoteUpdate: [.submitterNote, .submitterNoteUpdate]
            case .reminder, .channelLine, .entryCard, .linkCard, .answer: []
            }
        }
    }
}

/// One way to bring a card to somebody.
public struct Route: Hashable, Sendable, Codable {
    public let address: Address
    public let card: Card

    public init(_ address: Address, _ card: Card) {
        self.address = address
        self.card = card
    }
}

public enum Address: Hashable, Sendable, Codable {
    /// The direct messages between a person and the installation's bot.
    case direct(Person, installation: WorkspaceKey)
    /// Seen by that person alone, in the room.
    case privately(Person, Room)
    case room(Room)

    /// Whose token sends it.
    public var installation: WorkspaceKey {
        switch self {
        case .direct(_, let installation): installation
        case .privately(_, let room), .room(let room): room.workspace
        }
    }
}

/// A message that is due, with the way to take now.
public struct DueMessage: Sendable {
    public let message: Message
    public let route: Int
    /// Guards the row: a settlement with an older fence changes nothing.
    public let fence: Int
    /// 1 the first time.
    public let tries: Int
    /// What the vendor called the newest message that stands where this one shall: the rewritten one or a rewrite of it.
    public let rewrittenReference: String?
    /// A later message has said it meanwhile; sending this one would turn the clock back.
    public let isOvertaken: Bool
    /// Why it was not delivered the last time, as the row says it.
    public let reason: String?

    public init(
        message: Message,
        route: Int,
        fence: Int,
        tries: Int,
        rewrittenReference: String?,
        isOvertaken: Bool = false,
        reason: String? = nil
    ) {
        self.isOvertaken = isOvertaken
        self.reason = reason
        self.message = message
        self.route = route
        self.fence = fence
        self.tries = tries
        self.rewrittenReference = rewrittenReference
    }
}

/// Brings one message to a vendor.
public protocol Courier: Sendable {
    var channel: Channel { get }
    /// Sends it and returns what the vendor calls it (Slack: `C…/ts`), if it has a name.
    func deliver(_ due: DueMessage) async throws(DeliveryFailure) -> String?
}

/// Why a message is not delivered; stored on the outbox row.
public enum DeliveryFailure: Error, Hashable, Sendable {
    /// Try again, not before then where the vendor says so.
    case retry(afterSeconds: Double?, reason: String)
    /// This way is closed: try the message's next one.
    case closedRoute(reason: String)
    /// No use: parked where the admin sees it.
    case permanent(reason: String)
    /// It may have arrived.
    case unknown(reason: String)
}
