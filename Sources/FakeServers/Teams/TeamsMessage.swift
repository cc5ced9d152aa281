/// One message of Teams, with everything it ever was.
public struct TeamsMessage: Sendable {
    /// The activity id, which names it in its conversation.
    public var id: String
    /// The conversation without its thread.
    public var chat: String
    /// The first message of its thread, in a channel.
    public var thread: String?
    /// The person's `29:…` or the bot's `28:…` id.
    public var author: String
    /// The text.
    public var text: String
    /// The Adaptive Cards.
    public var cards: [JSONValue]
    /// What a list of notifications shows.
    public var summary: String?
    /// Whether it raised a notification.
    public var isAlert = false
    /// The only person who sees it.
    public var onlyFor: String?
    /// When a private message is gone, in seconds since 1970.
    public var expiresAt: Double?
    /// When it came, in seconds since 1970.
    public var at: Double
    /// What it said before each update, oldest first.
    public var earlier: [Version] = []
    /// Whether it was deleted.
    public var isDeleted = false
    var order: Int

    /// What a message said at one time.
    public struct Version: Sendable {
        /// The text.
        public var text: String
        /// The cards.
        public var cards: [JSONValue]
    }

    /// Everything that can be read in it, one text a line.
    public var readableText: String {
        ((text.isEmpty ? [] : [text]) + cards.flatMap(CardReader.texts)).joined(separator: "\n")
    }

    /// Every action in it, those within shown cards included.
    public var actions: [JSONValue] { cards.flatMap(CardReader.actions) }

    /// The verbs of every action in it.
    public var verbs: [String] { actions.compactMap(CardReader.verb) }

    func isVisible(to user: String, now: Double) -> Bool {
        if isDeleted { return false }
        if let expiresAt, expiresAt <= now { return false }
        return onlyFor == nil || onlyFor == user
    }

    mutating func replace(text: String, cards: [JSONValue]) {
        earlier.append(Version(text: self.text, cards: self.cards))
        self.text = text
        self.cards = cards
    }
}

/// One dialog in front of one person.
public struct TeamsDialog: Sendable {
    /// Names this dialog until it is closed.
    public let id: String
    /// Who sees it.
    public let user: String
    /// The conversation it was opened in.
    public let chat: String
    /// The message whose button opened it.
    public let message: String?
    /// The title.
    public var title: String
    /// The card.
    public var card: JSONValue
    /// What was filled in, by input.
    public var values: [String: String]
    /// The mistakes shown at the inputs.
    public var errors: [String: String] = [:]
    /// The line shown when something went wrong.
    public var trouble: String?
    /// Counts the cards it has shown.
    public var turn = 0

    /// Everything that can be read in it, one text a line.
    public var readableText: String { CardReader.texts(card).joined(separator: "\n") }
    /// The ids of its inputs, in order.
    public var inputIDs: [String] { CardReader.inputs(card).compactMap(\.id.string) }
    /// Every action in it.
    public var actions: [JSONValue] { CardReader.actions(card) }
    /// The verbs of its actions.
    public var verbs: [String] { actions.compactMap(CardReader.verb) }

    /// The choices of an input, in order.
    public func choices(of input: String) -> [(title: String, value: String)] {
        let found = CardReader.inputs(card).first { $0.id.string == input } ?? .null
        return found.choices.items.map { ($0.title.string ?? "", $0.value.string ?? "") }
    }

    /// The texts in the colour of trouble, each by the input below it; under no name where there is none.
    public var complaints: [String: String] { CardReader.complaints(in: card) }
}

/// Reads texts, inputs and actions out of Adaptive Cards.
enum CardReader {
    /// Members that hold more of a card.
    private static let nests = [
        "body", "items", "columns", "actions", "card", "rows", "cells", "inlines", "facts", "images",
    ]

    static func texts(_ value: JSONValue) -> [String] {
        var found: [String] = []
        for name in ["label", "title", "text", "value", "errorMessage"] {
            guard let text = value[name].string else { continue }
            let isInput = value.type.string?.hasPrefix("Input.") ?? false
            if isInput, ["value", "errorMessage"].contains(name) { continue }
            found.append(text)
        }
        if value["type"] == "RichTextBlock" {
            return [value.inlines.items.map { $0.string ?? $0["text"].string ?? "" }.joined()]
        }
        for name in nests {
            found += value[name].items.flatMap { $0.string.map { [$0] } ?? texts($0) }
            if name == "card", value.card.object != nil { found += texts(value.card) }
        }
        if let url = value.url.string, value.type == "Action.OpenUrl" { found.append(url) }
        for choice in value.choices.items { found += [choice.title.string].compactMap(\.self) }
        return found
    }

    static func inputs(_ value: JSONValue) -> [JSONValue] {
        if value.type.string?.hasPrefix("Input.") == true { return [value] }
        return nested(value, except: ["actions"]).flatMap(inputs)
    }

    static func actions(_ value: JSONValue) -> [JSONValue] {
        let isAction = value.type.string?.hasPrefix("Action.") ?? false
        let own = isAction ? [value] : []
        let chosen = [value.selectAction, value.inlineAction].filter { $0.object != nil }
        return own + chosen + nested(value, except: []).flatMap(actions)
    }

    static func complaints(in card: JSONValue) -> [String: String] {
        var found: [String: String] = [:]
        var open: [String] = []
        func walk(_ value: JSONValue) {
            let isBad = value.color.string?.lowercased() == "attention"
            let runs = value.inlines.items.filter { $0.color.string?.lowercased() == "attention" }
            if value.type == "TextBlock", isBad, let text = value["text"].string { open.append(text) }
            if !runs.isEmpty { open.append(runs.compactMap { $0["text"].string }.joined()) }
            if value.type.string?.hasPrefix("Input.") == true, let id = value.id.string, !open.isEmpty {
                found[id] = open.joined(separator: "\n")
                open = []
            }
            for inner in nested(value, except: ["actions", "inlines"]) { walk(inner) }
        }
        walk(card)
        if !open.isEmpty { found[""] = open.joined(separator: "\n") }
        return found
    }

    static func nested(_ value: JSONValue, except left: Set<String>) -> [JSONValue] {
        nests.filter { !left.contains($0) }.flatMap { name -> [JSONValue] in
            if name == "card" { return value.card.object == nil ? [] : [value.card] }
            return value[name].items.filter { $0.object != nil }
        }
    }

    /// An action's verb: its own, or the one its data carries.
    static func verb(_ action: JSONValue) -> String? { action.verb.string ?? action.data.verb.string }
}
