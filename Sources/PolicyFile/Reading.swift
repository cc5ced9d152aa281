import Registrations

/// A part of the file with keys, and how messages call it.
struct Section {
    let what: String
    let place: Place
    let entries: [YAMLEntry]

    /// The value of the key; nil when it is not written.
    subscript(key: Key) -> YAMLNode? { entry(key)?.value }

    func entry(_ key: Key) -> YAMLEntry? {
        entries.first { $0.key == key.rawValue && !$0.isRepeated }
    }
}

/// Reads values out of nodes and keeps every mistake found on the way.
///
/// A reader of a value gives nil when it is not written and when it is wrong; only the second leaves a mistake.
struct Reading {
    let domains: any DomainReader
    let holidays: HolidayTable
    private(set) var complaints: [Complaint] = []

    init(domains: any DomainReader, holidays: HolidayTable) {
        self.domains = domains
        self.holidays = holidays
    }

    mutating func complain(_ place: Place, _ message: String, _ mend: String) {
        complaints.append(Complaint(place, message, mend))
    }

    // Sections

    /// The node as a section with only these keys.
    mutating func section(_ node: YAMLNode, _ what: String, keys: [Key], example: Key? = nil) -> Section? {
        guard let entries = entries(node, what, example: "\((example ?? keys.first)?.rawValue ?? "key"): …") else {
            return nil
        }
        let known = keys.map(\.rawValue)
        for entry in entries where !known.contains(entry.key) {
            complain(
                entry.place,
                "\(quoted(entry.key)) is not a key of \(what)",
                suggestion(for: entry.key, among: known)
            )
        }
        return Section(what: what, place: node.place, entries: entries)
    }

    /// The section under a key.
    mutating func section(_ key: Key, of outer: Section, keys: [Key]) -> Section? {
        guard let node = outer[key] else { return nil }
        return section(node, quoted(key.rawValue), keys: keys)
    }

    /// The node's entries whatever their keys, repeated ones reported and left out.
    mutating func entries(_ node: YAMLNode, _ what: String, example: String) -> [YAMLEntry]? {
        guard case .map(let entries) = node.content else {
            complain(node.place, "\(what) has to be a section of keys and values", "Write \(example) under it.")
            return nil
        }
        for entry in entries where entry.isRepeated {
            complaints.append(RepeatedKeys.complaint(entry.key, at: entry.place))
        }
        return entries.filter { !$0.isRepeated }
    }

    /// Complains about keys that have to be written and are not.
    mutating func require(_ keys: [Key], in section: Section) {
        for key in keys where section[key] == nil {
            complain(
                section.place,
                "\(section.what) lacks \(quoted(key.rawValue))",
                "Add \(key.rawValue): \(Reading.examples[key] ?? "…")."
            )
        }
    }

    /// What a value of the key looks like, for a mend.
    private static let examples: [Key: String] = [
        .program: "{ name: …, language: en, time_zone: Europe/Berlin }",
        .reviewers: "[ { name: …, email: …, slack: { team: T…, user: U… } } ]",
        .routing: "{ fallback: NAME OF A REVIEWER }",
        .language: "en",
        .timeZone: "Europe/Berlin",
        .team: "T…",
        .text: "{ en: …, de: … }",
        .to: "manager",
        .approvers: "[reviewer, manager]",
        .order: "received",
        .parts: "[ { id: …, territories: [DE] } ]",
    ]

    // Lists

    mutating func list(_ key: Key, of section: Section, example: String) -> [YAMLNode] {
        guard let node = section[key] else { return [] }
        guard case .list(let items) = node.content else {
            complain(node.place, "\(quoted(key.rawValue)) has to be a list", "Write \(key.rawValue): \(example).")
            return []
        }
        return items
    }

    // Scalars

    /// The text of the node; numbers count as their spelling.
    mutating func text(_ node: YAMLNode, _ what: String, limitCharacters: Int) -> String? {
        switch node.content {
        case .nothing:
            complain(node.place, "\(what) has no value", "Write one, or delete the key.")
        case .list, .map:
            complain(
                node.place,
                "\(what) has to be one text",
                "Write it on one line, in quotes if it has special characters."
            )
        case .text(let raw, _):
            let text = Reading.trimmed(raw)
            if text.isEmpty {
                complain(node.place, "\(what) is empty", "Write a text, or delete the key.")
            } else if text.count > limitCharacters {
                complain(node.place, "\(what) has \(text.count) characters", "Write at most \(limitCharacters).")
            } else {
                return text
            }
        }
        return nil
    }

    mutating func text(_ key: Key, of section: Section, limitCharacters: Int) -> String? {
        section[key].flatMap { text($0, quoted(key.rawValue), limitCharacters: limitCharacters) }
    }

    mutating func number(_ key: Key, of section: Section, in range: ClosedRange<Int>) -> Int? {
        section[key].flatMap { number($0, quoted(key.rawValue), in: range) }
    }

    /// A whole number; `word` is what may stand in its place.
    mutating func number(
        _ node: YAMLNode,
        _ what: String,
        in range: ClosedRange<Int>,
        or word: String? = nil
    ) -> Int? {
        let mend =
            "Write a whole number from \(range.lowerBound) to \(range.upperBound)\(word.map { ", or \($0)" } ?? "")."
        guard case .text(let text, let isPlain) = node.content, isPlain, let number = Int(text), !text.hasPrefix("+")
        else {
            complain(node.place, "\(what) has to be a number", mend)
            return nil
        }
        guard range.contains(number) else {
            complain(node.place, "\(what) cannot be \(number)", mend)
            return nil
        }
        return number
    }

    mutating func flag(_ key: Key, of section: Section) -> Bool? {
        guard let node = section[key] else { return nil }
        if case .text(let text, isPlain: true) = node.content {
            switch text {
            case "true": return true
            case "false": return false
            default: break
            }
        }
        complain(node.place, "\(quoted(key.rawValue)) has to be true or false", "Write true or false, without quotes.")
        return nil
    }

    /// One word of a fixed set.
    mutating func choice<Word>(_ node: YAMLNode, _ what: String, of words: [Word]) -> Word?
    where Word: RawRepresentable, Word.RawValue == String {
        let known = words.map(\.rawValue)
        guard case .text(let text, _) = node.content else {
            complain(node.place, "\(what) has to be one of \(known.joined(separator: ", "))", "Write one of them.")
            return nil
        }
        if let word = words.first(where: { $0.rawValue == text }) { return word }
        complain(node.place, "\(what) cannot be \(quoted(text))", suggestion(for: text, among: known))
        return nil
    }

    mutating func language(_ key: Key, of section: Section) -> Language? {
        section[key].flatMap { choice($0, quoted(key.rawValue), of: Language.allCases) }
    }

    static func trimmed(_ text: String) -> String {
        var rest = Substring(text)
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
