/// A button; its `verb` and `value` come back when it is pressed.
public struct Button: Hashable, Sendable, Codable {
    public let verb: Verb
    public let label: String
    public let value: String
    public var style: Style
    public var confirm: Confirm?

    public init(_ verb: Verb, _ label: String, value: String, style: Style = .plain, confirm: Confirm? = nil) {
        self.verb = verb
        self.label = label
        self.value = value
        self.style = style
        self.confirm = confirm
    }

    public enum Style: String, Hashable, Sendable, Codable {
        case plain, primary, danger
    }

    /// Asked before the press counts.
    public struct Confirm: Hashable, Sendable, Codable {
        public let title: String
        public let text: String
        public let yes: String
        public let no: String

        public init(title: String, text: String, yes: String, no: String) {
            self.title = title
            self.text = text
            self.yes = yes
            self.no = no
        }
    }
}

/// What a button asks for; the raw value is its id on every wire.
public enum Verb: String, Hashable, Sendable, Codable, CaseIterable {
    case registerStart = "register.start"
    case registerBack = "register.back"
    case reviewApprove = "review.approve"
    case reviewReject = "review.reject"
    case reviewAsk = "review.ask"
    case reviewUndo = "review.undo"
    /// The card to decide on, for whoever may: on a card that others see as well.
    case reviewShow = "review.show"
    case answer = "registration.answer"
    case meeting = "registration.meeting"
    case withdraw = "registration.withdraw"
    case appeal = "registration.appeal"
    /// The prospect that came free, or the approval whose hold begins with it.
    case acceptOffer = "registration.accept_offer"
    case extend = "registration.extend"
    case deal = "registration.deal"
    case contradict = "registration.contradict"
    case why = "registration.why"
    case grantExtension = "review.extend"
    case research = "review.research"
    case won = "review.won"
    case lost = "review.lost"
    case nextStep = "review.next"
    case linkWorkspace = "workspace.link"
}
