import Dialogue
import JSON

/// Draws cards as blocks, every text cut to what Slack takes.
///
/// Text without strong words or links becomes `plain_text`, which Slack never interprets; only the rest is mrkdwn.
/// https://docs.slack.dev/reference/block-kit/blocks
enum SlackBlocks {
    /// A message's `text` and `blocks`, as members of an object that is open.
    static func message(_ card: Card, in json: inout JSONWriter) {
        let summary = SlackText.filled(Mrkdwn.words(card.summary, limit: SlackLimits.messageTextCharacters))
        json.field("text", summary)
        json.array("blocks") { json in
            blocks(of: card, atMost: SlackLimits.messageBlocks, in: &json)
        }
    }

    /// Where others see a message, its links are not to be drawn out.
    static func quietLinks(in json: inout JSONWriter) {
        json.field("unfurl_links", false)
        json.field("unfurl_media", false)
    }

    /// A card's blocks; parts are left out before buttons are.
    static func blocks(of card: Card, atMost limit: Int, in json: inout JSONWriter) {
        let groups = Array(groups(of: card.buttons).prefix(limit - 1))
        var room = limit - groups.count
        if let heading = card.heading, let shown = header(heading) {
            json.raw(shown)
            room -= 1
        }
        let shown = blocks(of: card.parts, atMost: room)
        for block in shown { json.raw(block) }
        if card.heading == nil, shown.isEmpty { json.raw(section(Text(plain: card.summary))) }
        for group in groups { actions(group, in: &json) }
    }

    /// The blocks of the first parts.
    static func blocks(of parts: [Part], atMost limit: Int) -> ArraySlice<[UInt8]> {
        var shown: [[UInt8]] = []
        for part in parts where shown.count < limit { shown += blocks(of: part) }
        return shown.prefix(limit)
    }

    /// The blocks of one part.
    static func blocks(of part: Part) -> [[UInt8]] {
        switch part {
        case .paragraph(let text): [section(text)]
        case .facts(let facts): table(facts)
        case .quote(let words): [section(Text(plain: quoted(words)))]
        case .note(let text): [context(text)]
        case .divider: [block { $0.field("type", "divider") }]
        }
    }

    /// `plain_text`, or mrkdwn where a run has a form of its own.
    static func text(_ text: Text, limit: Int, in json: inout JSONWriter) {
        guard text.runs.contains(where: hasForm) else { return plain(text.plain, limit: limit, in: &json) }
        json.object { json in
            json.field("type", "mrkdwn")
            json.field("text", SlackText.filled(Mrkdwn.text(text, limit: limit)))
            // Names and addresses in typed words stay words.
            json.field("verbatim", true)
        }
    }

    static func plain(_ words: String, limit: Int, in json: inout JSONWriter) {
        json.object { json in
            json.field("type", "plain_text")
            json.field("text", SlackText.filled(SlackText.cut(SlackText.clean(words), to: limit)))
            json.field("emoji", false)
        }
    }

    static func header(_ heading: String) -> [UInt8]? {
        let words = SlackText.oneLine(heading)
        guard !words.allSatisfy(\.isWhitespace) else { return nil }
        return block { json in
            json.field("type", "header")
            json.key("text")
            plain(words, limit: SlackLimits.headerCharacters, in: &json)
        }
    }

    static func section(_ words: Text) -> [UInt8] {
        block { json in
            json.field("type", "section")
            json.key("text")
            text(words, limit: SlackLimits.sectionCharacters, in: &json)
        }
    }

    static func block(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter()
        json.object(body)
        return json.finish()
    }

    private static func context(_ words: Text) -> [UInt8] {
        block { json in
            json.field("type", "context")
            json.array("elements") { text(words, limit: SlackLimits.contextCharacters, in: &$0) }
        }
    }

    /// Two columns, label and value, so that a typed value stands alone and is shown to the letter.
    private static func table(_ facts: [Fact]) -> [[UInt8]] {
        let rows = SlackLimits.sectionFields / 2
        return stride(from: 0, to: facts.count, by: rows).map { start in
            block { json in
                json.field("type", "section")
                json.array("fields") { json in
                    for fact in facts[start..<min(start + rows, facts.count)] {
                        text(Text([.strong(fact.label)]), limit: SlackLimits.fieldCharacters, in: &json)
                        text(fact.value, limit: SlackLimits.fieldCharacters, in: &json)
                    }
                }
            }
        }
    }

    /// A bar before each line.
    private static func quoted(_ words: String) -> String {
        let words = SlackText.clean(words)
        if SlackText.isOneLine(words) { return "▏ " + words }
        let lines = words.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let shown = lines.prefix(SlackLimits.quoteLines).map { "▏ " + $0 }
        return (shown + (lines.count > shown.count ? ["▏ " + SlackText.ellipsis] : [])).joined(separator: "\n")
    }

    private static func hasForm(_ run: Text.Run) -> Bool {
        switch run {
        case .plain, .typed: false
        case .strong, .link: true
        }
    }
}
