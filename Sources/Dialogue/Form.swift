/// A form in a dialog: one step of the wizard, or a reviewer's reason or question.
public struct Form: Hashable, Sendable, Codable {
    public let name: Name
    /// Comes back with what was typed: a draft and step, or a registration.
    ///
    /// Holds no secret and nothing of a lead.
    public let token: String
    public var title: String
    public var intro: [Part]
    public var inputs: [Input]
    /// nil on the last view, which asks nothing.
    public var submit: String?
    public var close: String
    /// Buttons inside the form, such as back.
    public var buttons: [Button]

    public init(
        name: Name,
        token: String,
        title: String,
        intro: [Part] = [],
        inputs: [Input] = [],
        submit: String?,
        close: String,
        buttons: [Button] = []
    ) {
        self.name = name
        self.token = token
        self.title = title
        self.intro = intro
        self.inputs = inputs
        self.submit = submit
        self.close = close
        self.buttons = buttons
    }

    /// The longest reason, question or answer, in Unicode scalars.
    public static let wordsLimit = 2_000

    /// The raw value is the form's id on every wire.
    public enum Name: String, Hashable, Sendable, Codable, CaseIterable {
        case register
        case reviewReject = "review.reject"
        case reviewAsk = "review.ask"
        case answer = "registration.answer"
        case meeting = "registration.meeting"
        case appeal = "registration.appeal"
        case extend = "registration.extend"
        case deal = "registration.deal"
        case lost = "review.lost"
        case nextStep = "review.next"
        case linkWorkspace = "workspace.link"
    }

    public struct Input: Hashable, Sendable, Codable {
        /// The id on every wire: a `Field`'s raw value, or `reason`, `reason_text`, `question`, `fields`, `answer`,
        /// `date`, `appeal`, `evidence`, `partner`.
        public let id: String
        public let label: String
        public let kind: Kind
        public let isRequired: Bool
        public var value: String?
        public var hint: String?
        public var placeholder: String?
        /// What is wrong with the value, where the form is shown again because of it.
        public var mistake: String?

        public init(
            id: String,
            label: String,
            kind: Kind,
            isRequired: Bool,
            value: String? = nil,
            hint: String? = nil,
            placeholder: String? = nil
        ) {
            self.id = id
            self.label = label
            self.kind = kind
            self.isRequired = isRequired
            self.value = value
            self.hint = hint
            self.placeholder = placeholder
        }
    }

    public enum Kind: Hashable, Sendable, Codable {
        case line(maximumLength: Int)
        case paragraph(maximumLength: Int)
        case email
        case number
        case choice([Option])
        /// Any number of them; the value is theirs joined by commas.
        case choices([Option])
        /// One box to tick; `value` is the option's value when ticked.
        case tick(Option)
    }

    /// Keeps what was typed, with what is wrong at its inputs; what belongs to none of them stands at the first.
    public mutating func take(_ typed: [String: String], _ mistakes: [FieldMistake]) {
        for index in inputs.indices {
            // A tick is never set for anybody.
            if case .tick = inputs[index].kind { continue }
            inputs[index].value = typed[inputs[index].id]
        }
        for mistake in mistakes {
            guard let index = inputs.firstIndex(where: { $0.id == mistake.input }) ?? inputs.indices.first else {
                intro.insert(.paragraph(Text(plain: mistake.sentence)), at: 0)
                continue
            }
            inputs[index].mistake = inputs[index].mistake.map { $0 + " " + mistake.sentence } ?? mistake.sentence
        }
    }

    /// The values chosen of several.
    public static func chosen(_ value: String?) -> [String] {
        (value ?? "").split(separator: ",").map(String.init)
    }

    public struct Option: Hashable, Sendable, Codable {
        public let value: String
        public let label: String

        public init(value: String, label: String) {
            self.value = value
            self.label = label
        }
    }
}
