public import Dialogue
public import FoundationEssentials
public import Registrations

/// One thing a person did, verified and parsed, in no chat's language.
public struct Delivery: Sendable {
    /// Equal for every copy of the same act; nil where acting twice cannot be told from acting once.
    public let key: DeliveryKey?
    /// Whose token answers.
    public let installation: WorkspaceKey
    /// Whose rights count.
    public let actor: Person
    /// Where it was said, as the installation sees it.
    public let room: Room?
    /// The person's language where the chat says it or a cache knows it.
    public var language: Language?
    public internal(set) var input: Input
    /// How the reply travels.
    public let answer: AnswerPath
    public let at: Date
    /// Nobody waits for what has not begun by then; nil where time does not matter.
    public var begunBy: ContinuousClock.Instant?
    /// Follows the request into logs and messages.
    public var requestID: String?
    /// How the actor and the room are reached, kept in the delivery's own transaction.
    public var reach: Reach?
    public var roomReach: RoomReach?
    /// Whose key signed it, where that and no person is what is proven.
    public var partner: PartnerID?

    public init(
        key: DeliveryKey?,
        installation: WorkspaceKey,
        actor: Person,
        room: Room?,
        language: Language?,
        input: Input,
        answer: AnswerPath = .response,
        at: Date,
        requestID: String? = nil,
        reach: Reach? = nil,
        roomReach: RoomReach? = nil
    ) {
        self.key = key
        self.installation = installation
        self.actor = actor
        self.room = room
        self.language = language
        self.input = input
        self.answer = answer
        self.at = at
        self.requestID = requestID
        self.reach = reach
        self.roomReach = roomReach
    }

    public enum AnswerPath: Hashable, Sendable {
        /// In the response, where forms can be opened.
        case response
        /// In the response, as a dialog that keeps nothing: a form with mistakes is drawn again as a whole.
        case dialog
        /// As a message of its own (a mention): no form can be opened, the reply is `.nothing`.
        case message
        /// In the response, which everybody in the channel reads: no form, link or name.
        case aloud
    }

    public enum Input: Hashable, Sendable {
        /// What was typed after the command or the mention.
        case words(String)
        /// A button: its verb and value, and what stands in the form around it.
        case press(Verb, value: String, typed: [String: String])
        /// A form sent off: its name, token, and what was typed by input id.
        case filled(Form.Name, token: String, typed: [String: String])
        /// A form closed without being sent.
        case closed(Form.Name, token: String)
    }
}

/// Names one delivery of one vendor: a second one with the same key changes nothing.
public struct DeliveryKey: Hashable, Sendable {
    public let source: Channel
    public let text: String

    public init(source: Channel, text: String) {
        self.source = source
        self.text = text
    }
}
