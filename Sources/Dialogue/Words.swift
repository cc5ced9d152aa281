public import Registrations

/// What somebody typed after the command, or after the bot's name.
public enum Words: Hashable, Sendable {
    case start(domain: String?)
    case check(String)
    case status(CaseNumber?)
    case withdraw(CaseNumber)
    case revoke(CaseNumber)
    case rules
    case help
    case queue
    case review(CaseNumber)
    case lift(CaseNumber, reason: String)
    /// The word was right, the case number was not.
    case unreadableCase(String)

    private static let limitCharacters = 500

    /// Any case, any spaces; anything not understood is a cry for help.
    public init(_ text: String, domains: any DomainReader) {
        let kept = Questionnaire.trimmed(String(text.prefix(Self.limitCharacters)))
        let parts = kept.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        guard let word = parts.first?.lowercased() else {
            self = .start(domain: nil)
            return
        }
        let rest = parts.count > 1 ? Questionnaire.trimmed(String(parts[1])) : ""
        switch word {
        case "register" where rest.isEmpty: self = .start(domain: nil)
        case "register": self = Words(rest, domains: domains)
        case "check": self = rest.isEmpty ? .help : .check(rest)
        case "status": self = rest.isEmpty ? .status(nil) : Words.withCase(rest) { .status($0) }
        case "withdraw": self = Words.withCase(rest) { .withdraw($0) }
        case "revoke": self = Words.withCase(rest) { .revoke($0) }
        case "review": self = Words.withCase(rest) { .review($0) }
        case "lift": self = Words.lifting(rest)
        case "rules" where rest.isEmpty: self = .rules
        case "queue" where rest.isEmpty: self = .queue
        case "help": self = .help
        default:
            guard rest.isEmpty, domains.read(word) != .unreadable, word.contains(".") else {
                self = .help
                return
            }
            self = .start(domain: word)
        }
    }

    private static func withCase(_ text: String, _ make: (CaseNumber) -> Words) -> Words {
        guard !text.isEmpty else { return .help }
        guard let number = CaseNumber(typed: text) else { return .unreadableCase(text) }
        return make(number)
    }

    private static func lifting(_ text: String) -> Words {
        let parts = text.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        guard parts.count == 2 else { return .help }
        return withCase(String(parts[0])) { .lift($0, reason: String(parts[1])) }
    }
}
