import Registrations

/// A value of the file, or the word that stands for having none.
enum Setting<Value> {
    case value(Value)
    case none

    var value: Value? {
        switch self {
        case .value(let value): value
        case .none: nil
        }
    }
}

/// Lengths of time, amounts and lists.
extension Reading {
    static let limitNameCharacters = 80
    private static let limitAmount = 1_000_000_000_000
    private static let minorUnits = 100
    private static let limitReminders = 10
    private static let limitReminderDays = 365

    /// A length of time with its unit, as `2 business days`.
    mutating func span(_ node: YAMLNode, _ what: String, mayBeZero: Bool = false) -> Span? {
        guard let text = text(node, what, limitCharacters: 60) else { return nil }
        guard let span = Span(text: text) else {
            let isNumber = text.allSatisfy { $0.isASCII && $0.isNumber }
            complain(
                node.place,
                "\(what) cannot be \(quoted(text)), which is not a length of time",
                isNumber
                    ? "Add the unit, for example \(text) days or \(text) business days."
                    : "Write a number and a unit, for example 2 business days, 48 hours, 14 days or 6 months."
            )
            return nil
        }
        guard mayBeZero || span.count > 0 else {
            complain(node.place, "\(what) cannot be nothing", "Write a longer time, or delete the key.")
            return nil
        }
        return span
    }

    mutating func span(_ key: Key, of section: Section) -> Span? {
        section[key].flatMap { span($0, quoted(key.rawValue)) }
    }

    /// A length of time, or `word` for none.
    mutating func span(_ key: Key, of section: Section, or word: String) -> Setting<Span>? {
        guard let node = section[key] else { return nil }
        if node.isWord(word) { return Setting.none }
        return span(node, quoted(key.rawValue)).map(Setting.value)
    }

    mutating func number(_ key: Key, of section: Section, in range: ClosedRange<Int>, or word: String) -> Setting<Int>?
    {
        guard let node = section[key] else { return nil }
        if node.isWord(word) { return Setting.none }
        return number(node, quoted(key.rawValue), in: range, or: word).map(Setting.value)
    }

    /// Whole units of the program's currency.
    mutating func amount(_ key: Key, of section: Section) -> Amount? {
        number(key, of: section, in: 0...Reading.limitAmount).map { Amount(minorUnits: $0 * Reading.minorUnits) }
    }

    /// Days before a due time, the earliest first.
    mutating func reminders(_ section: Section) -> [Int]? {
        guard let node = section[.remindDaysBefore] else { return nil }
        let nodes = list(.remindDaysBefore, of: section, example: "[7, 2]")
        let days = nodes.compactMap { number($0, "a reminder", in: 0...Reading.limitReminderDays) }
        if days.count > Reading.limitReminders {
            complain(node.place, "There are \(days.count) reminders", "Write at most \(Reading.limitReminders).")
        }
        return Set(days).sorted(by: >)
    }

    /// A list of short texts, each once.
    mutating func names(_ key: Key, of section: Section, example: String) -> [String] {
        var names: [String] = []
        for node in list(key, of: section, example: example) {
            guard
                let name = text(node, "a name in \(quoted(key.rawValue))", limitCharacters: Reading.limitNameCharacters)
            else { continue }
            if names.contains(name) {
                complain(node.place, "\(quoted(name)) stands twice in \(quoted(key.rawValue))", "Delete one of them.")
            } else {
                names.append(name)
            }
        }
        return names
    }

    /// A list of words of a fixed set.
    mutating func choices<Word>(_ key: Key, of section: Section, among words: [Word]) -> [Word]
    where Word: RawRepresentable, Word.RawValue == String {
        list(key, of: section, example: "[\(words.map(\.rawValue).joined(separator: ", "))]")
            .compactMap { choice($0, "a word in \(quoted(key.rawValue))", of: words) }
    }

    mutating func choice<Word>(_ key: Key, of section: Section, among words: [Word]) -> Word?
    where Word: RawRepresentable, Word.RawValue == String {
        section[key].flatMap { choice($0, quoted(key.rawValue), of: words) }
    }

    /// Lengths of time by the kind of a registration.
    mutating func spansByKind(_ section: Section) -> [Registration.Kind: Span] {
        guard let node = section[.byKind], let entries = entries(node, "\"by_kind\"", example: "deal: 6 months") else {
            return [:]
        }
        var spans: [Registration.Kind: Span] = [:]
        for entry in entries {
            guard let kind = Registration.Kind(rawValue: entry.key) else {
                complain(
                    entry.place,
                    "\(quoted(entry.key)) is not a kind of registration",
                    suggestion(for: entry.key, among: Registration.Kind.known.map(\.rawValue))
                )
                continue
            }
            spans[kind] = span(entry.value, quoted(entry.key))
        }
        return spans
    }

    /// A text in every language, for rules that are shown.
    mutating func sentences(_ key: Key, of section: Section, _ language: Language) -> [Language: String]? {
        guard let node = section[key] else { return nil }
        return sentences(node, quoted(key.rawValue), required: [language], limitCharacters: Reading.limitTermCharacters)
            .map { filled($0, with: language) }
    }
}

extension YAMLNode {
    /// Whether the value is this word and nothing else.
    func isWord(_ word: String) -> Bool {
        if case .text(let text, isPlain: true) = content { text == word } else { false }
    }
}

extension Registration.Kind {
    static let known: [Registration.Kind] = [.lead, .deal]
}
