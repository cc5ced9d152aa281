/// One message, with everything it ever was.
public struct SlackMessage: Sendable {
    /// The time stamp that names it in its channel.
    public var ts: String
    /// The channel or direct conversation.
    public var channel: String
    /// The person's or bot's user id.
    public var author: String
    /// The text, or the fall-back of the blocks.
    public var text: String
    /// The blocks.
    public var blocks: [JSONValue]
    /// The message it answers.
    public var thread: String?
    /// The only person who sees it.
    public var onlyFor: String?
    /// The workspace whose installation posted it.
    public var installTeam: String?
    /// What it said before each update, oldest first.
    public var earlier: [Version] = []
    /// Whether it was deleted.
    public var isDeleted = false
    /// Whether links may be unfurled.
    public var unfurls = false

    /// What a message said at one time.
    public struct Version: Sendable {
        /// The text.
        public var text: String
        /// The blocks.
        public var blocks: [JSONValue]
    }

    /// Everything that can be read in it, one text a line.
    public var readableText: String {
        blocks.isEmpty ? text : blocks.flatMap(BlockReader.texts).joined(separator: "\n")
    }

    /// Every interactive element in it.
    public var elements: [JSONValue] { blocks.flatMap { BlockReader.elements(in: $0).map(\.element) } }

    /// The action ids of every interactive element in it.
    public var actionIDs: [String] { elements.compactMap(\.action_id.string) }

    var markup: [String] {
        blocks.isEmpty ? [text] : blocks.flatMap { Markup.texts(in: $0) }
    }

    mutating func replace(text: String, blocks: [JSONValue]) {
        earlier.append(Version(text: self.text, blocks: self.blocks))
        self.text = text
        self.blocks = blocks
    }
}

/// Reads texts and elements out of blocks.
enum BlockReader {
    static func texts(_ value: JSONValue) -> [String] {
        if let text = value["text"].string, ["plain_text", "mrkdwn"].contains(value.type.string ?? "") {
            return [text]
        }
        guard value.object != nil else { return value.items.flatMap(texts) }
        let order = ["text", "title", "fields", "label", "hint", "elements", "element", "accessory", "options"]
        return order.flatMap { texts(value[$0]) }
    }

    static func elements(in block: JSONValue) -> [(blockID: String, element: JSONValue)] {
        let blockID = block.block_id.string ?? ""
        switch block.type {
        case "actions": return block.elements.items.map { (blockID, $0) }
        case "section" where !block.accessory.isNull: return [(blockID, block.accessory)]
        case "input": return [(blockID, block.element)]
        default: return []
        }
    }
}

/// Finds what mrkdwn would turn into mentions and links.
enum Markup {
    static func texts(in value: JSONValue) -> [String] {
        if value.type == "mrkdwn" { return [value["text"].string ?? ""] }
        return value.items.flatMap(texts) + (value.object?.values.flatMap(texts) ?? [])
    }

    static func allTexts(in value: JSONValue) -> [String] {
        if let text = value["text"].string { return [text] }
        return value.items.flatMap(allTexts) + (value.object?.values.flatMap(allTexts) ?? [])
    }

    static func tokens(in text: String) -> [String] {
        text.matches(of: /<(?:[!@#]|https?:|mailto:)[^>\n]*>/).map { String($0.output) }
    }

    static func formatting(in text: String) -> [String] {
        text.matches(of: /`[^`\n]+`|(?:^|\s)\*[^*\n]+\*(?:\s|$)/).map { String($0.output) }
    }

    static func bidiMarks(in text: String) -> [String] {
        let marks: [ClosedRange<UInt32>] = [0x202A...0x202E, 0x2066...0x2069, 0x200E...0x200F]
        let found = text.unicodeScalars.filter { scalar in marks.contains { $0.contains(scalar.value) } }
        return Set(found).map(String.init)
    }
}
