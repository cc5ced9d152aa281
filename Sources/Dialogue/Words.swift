public import Registrations

/// What somebody typed after the command, or after the bot's name.
public enum Words: Hashable, Sendable {
    case start(domain: String?)
    case check(String)
    case status(CaseNumber?)
    case withdraw(CaseNumber)
    case revoke(CaseNumber)
    /// The date as it was typed; empty when it is missing.
    case meeting(CaseNumber, date: String)
    case contradict(CaseNumber)
    case appeal(CaseNumber)
    case extend(CaseNumber)
    case accept(CaseNumber)
    /// A new deal, or a lead that becomes one.
    case deal(CaseNumber?)
    case why(CaseNumber)
    case rules
    case help
    case queue
    case review(CaseNumber)
    case lift(CaseNumber, reason: String)
    case undo(CaseNumber)
    case won(CaseNumber)
    /// The reason is empty when it is missing.
    case lost(CaseNumber, reason: String)
    /// The next step is empty when it is missing.
    case next(CaseNumber, text: String)
    /// The customer's written choice.
    case choice(CaseNumber, evidence: String)
    /// The vendor's own people work on a company, or no longer do.
    case direct(domain: String, isOver: Bool)
    /// The vendor may take longer: the policy's time for research.
    case research(CaseNumber)
    /// The vendor registers for a partner, by its name.
    case assign(partner: String, domain: String?)
    /// The word was right, the case number was not.
    case unreadableCase(String)
    /// The text that was to be kept is longer than `Form.wordsLimit`.
    case tooLong(CaseNumber)

    /// The case that is spoken of, if one is.
    public var caseNumber: CaseNumber? {
        switch self {
        case .status(let number), .deal(let number): number
        case .withdraw(let number), .revoke(let number), .meeting(let number, _), .contradict(let number),
            .appeal(let number), .extend(let number), .accept(let number), .why(let number), .review(let number),
            .lift(let number, _), .undo(let number), .won(let number), .lost(let number, _), .next(let number, _),
            .choice(let number, _), .research(let number), .tooLong(let number):
            number
        case .start, .check, .rules, .help, .queue, .direct, .assign, .unreadableCase: nil
        }
    }

    private static let limitCharacters = 500

    /// Any case, any spaces; anything not understood is a cry for help.
    ///
    /// What is kept as text is kept whole or refused; of all else so much is read as anything known can be long.
    public init(_ text: String, domains: any DomainReader) {
        let (whole, own) = Self.split(text)
        if let words = Words.ofText(String(whole.prefix(Self.limitCharacters)).lowercased(), own) {
            self = words
            return
        }
        let (first, rest) = Self.split(String(Questionnaire.trimmed(text).prefix(Self.limitCharacters)))
        let word = first.lowercased()
        switch word {
        case "": self = .start(domain: nil)
        case "register" where rest.isEmpty: self = .start(domain: nil)
        case "register": self = Words(own, domains: domains)
        case "check": self = rest.isEmpty ? .help : .check(rest)
        case "rules" where rest.isEmpty: self = .rules
        case "queue" where rest.isEmpty: self = .queue
        case "help": self = .help
        case "direct": self = Words.direct(rest, domains)
        case "assign": self = Words.assign(rest, domains)
        default:
            if let words = Words.ofCase(word, rest) {
                self = words
            } else if rest.isEmpty, word.contains("."), domains.read(word) != .unreadable {
                self = .start(domain: word)
            } else {
                self = .help
            }
        }
    }

    /// Words that are followed by a case number; nil for every other.
    private static func ofCase(_ word: String, _ rest: String) -> Words? {
        switch word {
        case "status": rest.isEmpty ? .status(nil) : withCase(rest) { .status($0) }
        case "deal": rest.isEmpty ? .deal(nil) : withCase(rest) { .deal($0) }
        case "withdraw": withCase(rest) { .withdraw($0) }
        case "revoke": withCase(rest) { .revoke($0) }
        case "contradict": withCase(rest) { .contradict($0) }
        case "appeal": withCase(rest) { .appeal($0) }
        case "extend": withCase(rest) { .extend($0) }
        case "accept": withCase(rest) { .accept($0) }
        case "why": withCase(rest) { .why($0) }
        case "review": withCase(rest) { .review($0) }
        case "undo": withCase(rest) { .undo($0) }
        case "won": withCase(rest) { .won($0) }
        case "research": withCase(rest) { .research($0) }
        case "meeting": withCaseAndText(rest) { .meeting($0, date: $1) }
        default: nil
        }
    }

    /// Words that are followed by a case number and a text of one's own, which is kept; nil for every other.
    private static func ofText(_ word: String, _ rest: String) -> Words? {
        switch word {
        case "lost": withOwnText(rest) { .lost($0, reason: $1) }
        case "next": withOwnText(rest) { .next($0, text: $1) }
        case "lift": withOwnText(rest) { $1.isEmpty ? .help : .lift($0, reason: $1) }
        case "choice": withOwnText(rest) { $1.isEmpty ? .help : .choice($0, evidence: $1) }
        default: nil
        }
    }

    private static func withOwnText(_ text: String, _ make: (CaseNumber, String) -> Words) -> Words {
        let (typed, own) = split(text)
        return withCase(String(typed.prefix(limitCharacters))) { number in
            own.unicodeScalars.count > Form.wordsLimit ? .tooLong(number) : make(number, own)
        }
    }

    private static func withCase(_ text: String, _ make: (CaseNumber) -> Words) -> Words {
        guard !text.isEmpty else { return .help }
        guard let number = CaseNumber(typed: text) else { return .unreadableCase(text) }
        return make(number)
    }

    private static func withCaseAndText(_ text: String, _ make: (CaseNumber, String) -> Words) -> Words {
        let (number, rest) = split(text)
        return withCase(number) { make($0, rest) }
    }

    private static func direct(_ text: String, _ domains: any DomainReader) -> Words {
        let (domain, rest) = split(text)
        let word = rest.lowercased()
        guard domain.contains("."), domains.read(domain) != .unreadable, word.isEmpty || word == "over" else {
            return .help
        }
        return .direct(domain: domain, isOver: !word.isEmpty)
    }

    /// The partner's name, and the domain where the last word is one.
    private static func assign(_ text: String, _ domains: any DomainReader) -> Words {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        let last = words.last.flatMap { $0.contains(".") && domains.read($0).domain != nil ? $0 : nil }
        let name = (last == nil || words.count < 2 ? words[...] : words.dropLast()).joined(separator: " ")
        guard !name.isEmpty else { return .help }
        return .assign(partner: name, domain: words.count < 2 ? nil : last)
    }

    /// The first word and what follows it.
    private static func split(_ text: String) -> (first: String, rest: String) {
        let parts = text.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        return (parts.first.map(String.init) ?? "", parts.count > 1 ? Questionnaire.trimmed(String(parts[1])) : "")
    }
}
