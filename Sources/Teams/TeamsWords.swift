import JSON

/// Reads what was typed to the bot.
enum TeamsWords {
    /// The words without the mention of the bot itself and without the slash of a command.
    ///
    /// The entity's text and the message's can differ a little, so that one leading mention is taken for the bot's.
    /// https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations
    static func read(_ activity: TeamsActivity) -> String {
        var words = String((activity.text ?? "").prefix(limitCharacters))
        let mentions = mentions(of: activity.recipient?.id, in: activity)
        for mention in mentions { words = words.removing(mention) }
        words = spaced(words)
        if !mentions.isEmpty { words = withoutLeadingMention(words) }
        return words.hasPrefix("/") ? spaced(String(words.dropFirst())) : words
    }

    /// Whether the bot itself is spoken to; a name in the text alone is nobody's.
    static func isMentioned(_ activity: TeamsActivity) -> Bool {
        !mentions(of: activity.recipient?.id, in: activity).isEmpty
    }

    private static let limitCharacters = 4000
    private static let mentionCharacters = 200

    private static func mentions(of bot: String?, in activity: TeamsActivity) -> [String] {
        guard let bot else { return [] }
        return activity.entities.filter {
            $0["type"]?.string == "mention" && $0["mentioned"]?["id"]?.string == bot
        }.compactMap { $0["text"]?.string }.filter { (1...mentionCharacters).contains($0.count) }
    }

    private static func withoutLeadingMention(_ words: String) -> String {
        let end = "</at>"
        guard words.lowercased().hasPrefix("<at"), let close = words.firstRange(of: end) else { return words }
        return spaced(String(words[close.upperBound...]))
    }

    private static func spaced(_ text: String) -> String {
        TeamsText.typed(text.replacing("&nbsp;", with: " ")).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }
}

extension String {
    /// Without the first of these characters in a row, in any case.
    fileprivate func removing(_ other: String) -> String {
        let wanted = other.map { $0.lowercased() }
        let own = Array(self)
        guard !wanted.isEmpty, own.count >= wanted.count else { return self }
        let place = (0...own.count - wanted.count).first { start in
            zip(own[start...], wanted).allSatisfy { $0.lowercased() == $1 }
        }
        guard let place else { return self }
        return String(own[..<place]) + " " + String(own[(place + wanted.count)...])
    }
}
