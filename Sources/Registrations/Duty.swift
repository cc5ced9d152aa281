public import FoundationEssentials

/// What one side owes on a registration, by when, and how far its clock has come.
public struct Duty: Hashable, Sendable, Codable {
    public let kind: Kind
    public let startedAt: Date
    /// What was agreed; a pause moves `due`, never this.
    public let within: Span
    public var due: Date
    /// The clock stands still since then; nil while it runs.
    public var pausedAt: Date?
    /// How many of the reminders are behind it.
    public var reminded: Int
    /// How many rungs of the ladder were climbed.
    public var rung: Int
    /// The vendor has taken it over, since it was due.
    public var isHandedOver: Bool
    /// A pause or a stop of the service moved `due` away from what `startedAt` and `within` say.
    public var hasMoved: Bool
    /// Days by which the vendor decided late, owed to the hold that begins when this duty is met.
    public var vendorDelayDays: Int?
    /// When the reviewer was told that the first look is due.
    public var firstLookTold: Date?

    public init(
        _ kind: Kind,
        startedAt: Date,
        within: Span,
        due: Date,
        pausedAt: Date? = nil,
        reminded: Int = 0,
        rung: Int = 0,
        isHandedOver: Bool = false,
        hasMoved: Bool = false,
        vendorDelayDays: Int? = nil
    ) {
        self.kind = kind
        self.startedAt = startedAt
        self.within = within
        self.due = due
        self.pausedAt = pausedAt
        self.reminded = reminded
        self.rung = rung
        self.isHandedOver = isHandedOver
        self.hasMoved = hasMoved
        self.vendorDelayDays = vendorDelayDays
    }

    /// What is owed; the raw value is the rule's id in histories and exports.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// The vendor decides or asks.
        case answer
        /// The partner answers the vendor's question.
        case provideInformation = "provide_information"
        /// The partner books the first meeting.
        case firstMeeting = "first_meeting"
        /// The vendor records the next step after a meeting.
        case nextStep = "next_step"
        /// The partner accepts its turn on a prospect that came free.
        case acceptOffer = "accept_offer"
        /// The partner accepts the approval.
        case acceptApproval = "accept_approval"

        /// Who owes it.
        public var side: NextAction.Side {
            switch self {
            case .answer, .nextStep: .reviewer
            case .provideInformation, .firstMeeting, .acceptOffer, .acceptApproval: .partner
            }
        }
    }

    public var isRunning: Bool { pausedAt == nil }
}
