public import Registrations

/// What a person is shown, in no chat's language: adapters only draw it.
///
/// Every run keeps apart what the product says and what somebody typed, so that typed text can never mention, link or
/// format.
public struct Text: Hashable, Sendable, Codable, ExpressibleByStringInterpolation {
    public var runs: [Run]

    public init(_ runs: [Run]) { self.runs = runs }
    public init(stringLiteral value: String) { runs = [.plain(value)] }
    public init(stringInterpolation: DefaultStringInterpolation) {
        runs = [.plain(String(stringInterpolation: stringInterpolation))]
    }
    public init(plain value: String) { runs = [.plain(value)] }

    public enum Run: Hashable, Sendable, Codable {
        /// The product's own words.
        case plain(String)
        case strong(String)
        /// Words somebody typed: shown as they are, never interpreted.
        case typed(String)
        case link(label: String, url: String)
    }

    /// The text without any form, as notifications and tests read it.
    public var plain: String {
        runs.map { run in
            switch run {
            case .plain(let text), .strong(let text), .typed(let text): text
            case .link(let label, _): label
            }
        }.joined()
    }
}

/// A message, or the answer to a command.
public struct Card: Hashable, Sendable, Codable {
    public var heading: String?
    public var parts: [Part]
    public var buttons: [Button]
    /// One line for notifications and for clients that show no blocks.
    public var summary: String

    public init(heading: String? = nil, parts: [Part] = [], buttons: [Button] = [], summary: String) {
        self.heading = heading
        self.parts = parts
        self.buttons = buttons
        self.summary = summary
    }
}

/// A piece of a card, or of what stands above a form's inputs.
public enum Part: Hashable, Sendable, Codable {
    case paragraph(Text)
    case facts([Fact])
    /// Longer words somebody typed.
    case quote(String)
    /// Small print.
    case note(Text)
    case divider
}

/// A label and its value.
public struct Fact: Hashable, Sendable, Codable {
    public let label: String
    public let value: Text

    public init(_ label: String, _ value: Text) {
        self.label = label
        self.value = value
    }
}

/// What is wrong with an answer, in words that say how to mend it, at the input's id.
public struct FieldMistake: Hashable, Sendable, Codable {
    public let input: String
    public let sentence: String

    public init(input: String, sentence: String) {
        self.input = input
        self.sentence = sentence
    }
}

/// What goes back to the person who acted.
public enum Reply: Hashable, Sendable, Codable {
    /// Nothing to show.
    case nothing
    /// Shown to that person alone.
    case card(Card)
    /// Opens, or takes the place of the one that is open; `otherwise` is shown where no dialog can be opened (any more).
    case form(Form, otherwise: Card?)
    /// The form stays, with what was typed.
    case mistakes([FieldMistake])
    /// The form closes.
    case done
}

/// The record page, as one person may see it.
public struct Page: Hashable, Sendable {
    public var language: Language
    public var title: String
    public var caseNumber: String
    public var status: String
    public var tone: Tone
    /// Whose turn it is and until when.
    public var next: Text
    public var sections: [Section]
    public var historyHeading: String
    public var history: [Moment]
    public var foot: Text

    public init(
        language: Language,
        title: String,
        caseNumber: String,
        status: String,
        tone: Tone,
        next: Text,
        sections: [Section],
        historyHeading: String,
        history: [Moment],
        foot: Text
    ) {
        self.language = language
        self.title = title
        self.caseNumber = caseNumber
        self.status = status
        self.tone = tone
        self.next = next
        self.sections = sections
        self.historyHeading = historyHeading
        self.history = history
        self.foot = foot
    }

    /// How the status feels; never the only sign of it.
    public enum Tone: String, Hashable, Sendable {
        case waiting, good, bad, ended
    }

    public struct Section: Hashable, Sendable {
        public let heading: String
        public let parts: [Part]

        public init(heading: String, parts: [Part]) {
            self.heading = heading
            self.parts = parts
        }
    }

    /// One line of the history; `machineTime` is RFC 3339 in UTC.
    public struct Moment: Hashable, Sendable {
        public let machineTime: String
        public let time: String
        public let text: Text

        public init(machineTime: String, time: String, text: Text) {
            self.machineTime = machineTime
            self.time = time
            self.text = text
        }
    }
}
