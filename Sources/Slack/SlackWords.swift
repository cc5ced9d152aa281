/// Reads what was typed after a command or a mention, which Slack escaped on the way.
///
/// https://docs.slack.dev/interactivity/implementing-slash-commands
enum SlackWords {
    /// The words as typed: links are their labels, mentions of people, groups and channels are gone.
    static func read(_ text: String) -> String {
        var words = ""
        var rest = text.prefix(SlackLimits.wordsCharacters)[...]
        while let open = rest.firstIndex(of: "<") {
            words += rest[..<open]
            let inside = rest[rest.index(after: open)...]
            guard let close = inside.firstIndex(of: ">") else {
                rest = rest[open...]
                break
            }
            words += label(inside[..<close])
            rest = inside[inside.index(after: close)...]
        }
        return spaced(unescaped(words + rest))
    }

    /// The same without the mention of the bot itself; without its id the first mention is it.
    static func read(mention text: String, of bot: String?) -> String {
        guard let bot else { return read(text) }
        return read(text.replacing("<@\(bot)>", with: " "))
    }

    private static func label(_ inside: Substring) -> String {
        switch inside.first {
        case "@", "#", "!", nil: " "
        default:
            inside.lastIndex(of: "|").map { String(inside[inside.index(after: $0)...]) }
                ?? String(inside.trimmingPrefix("mailto:"))
        }
    }

    private static func unescaped(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }

    private static func spaced(_ text: String) -> String {
        SlackText.clean(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
