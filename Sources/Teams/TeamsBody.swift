import Dialogue
import JSON

/// Draws the elements of a card's body.
///
/// https://adaptivecards.io/explorer
enum TeamsBody {
    /// A card's elements; what does not fit is left out, and an ellipsis says so.
    static func elements(of card: Card, atMost limitBytes: Int) -> [[UInt8]] {
        var drawn = card.heading.map { [heading($0)] } ?? []
        drawn += elements(of: card.parts)
        if drawn.isEmpty { drawn = block(Text(plain: card.summary)) }
        return fitting(drawn, atMost: limitBytes)
    }

    static func fitting(_ elements: [[UInt8]], atMost limitBytes: Int) -> [[UInt8]] {
        var room = limitBytes
        let kept = elements.prefix { element in
            room -= element.count + 1
            return room >= 0
        }
        return kept.count == elements.count ? elements : kept + block(Text(plain: TeamsText.ellipsis))
    }

    static func elements(of parts: [Part]) -> [[UInt8]] {
        var drawn: [[UInt8]] = []
        var isSeparated = false
        for part in parts {
            if case .divider = part {
                isSeparated = true
                continue
            }
            drawn += elements(of: part, isSeparated: isSeparated)
            isSeparated = false
        }
        return drawn
    }

    private static func elements(of part: Part, isSeparated: Bool) -> [[UInt8]] {
        switch part {
        case .paragraph(let text): block(text, isSeparated: isSeparated) + links(in: text)
        case .note(let text): block(text, look: .small, isSeparated: isSeparated) + links(in: text)
        case .facts(let facts): rows(facts, isSeparated: isSeparated)
        case .quote(let words): [quote(words, isSeparated: isSeparated)]
        case .divider: []
        }
    }

    /// A heading to a screen reader as well, where nothing in it could be taken for markdown.
    static func heading(_ words: String) -> [UInt8] {
        let words = TeamsText.shown(words, limit: TeamsCardLimits.headingCharacters)
        return object { json in
            json.field("type", TeamsText.isPlain(words) ? "TextBlock" : "RichTextBlock")
            guard TeamsText.isPlain(words) else {
                return json.array("inlines") { run(words, .large, in: &$0) }
            }
            json.field("text", words)
            json.field("style", "heading")
            json.field("size", "large")
            json.field("weight", "bolder")
            json.field("wrap", true)
        }
    }

    /// How a run looks.
    enum Look {
        case plain, strong, small, large
    }

    /// One block a line, since renderers differ in what they make of a line break; none for a link alone.
    static func block(_ text: Text, look: Look = .plain, isSeparated: Bool = false) -> [[UInt8]] {
        if case .link = text.runs.first, text.runs.count == 1 { return [] }
        let lines = lines(of: text).filter { line in line.contains { !$0.words.allSatisfy(\.isWhitespace) } }
        return (lines.isEmpty ? [[(words: "–", isStrong: false)]] : lines).enumerated().map { place, line in
            object { json in
                json.field("type", "RichTextBlock")
                if isSeparated, place == 0 { json.field("separator", true) }
                if place > 0 { json.field("spacing", "none") }
                json.array("inlines") { json in
                    for piece in line { run(piece.words, piece.isStrong ? .strong : look, in: &json) }
                }
            }
        }
    }

    private typealias Piece = (words: String, isStrong: Bool)

    private static func lines(of text: Text) -> [[Piece]] {
        var lines: [[Piece]] = [[]]
        var room = TeamsCardLimits.paragraphCharacters
        for run in text.runs where room > 0 {
            let (words, isStrong) = words(of: run)
            let shown = TeamsText.cut(TeamsText.clean(words), to: room)
            room -= shown.utf16.count
            guard !TeamsText.isClean(shown) else {
                if !shown.isEmpty { lines[lines.count - 1].append((shown, isStrong)) }
                continue
            }
            for (place, line) in shown.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
            {
                if place > 0 { lines.append([]) }
                if !line.isEmpty { lines[lines.count - 1].append((String(line), isStrong)) }
            }
        }
        guard lines.count > TeamsCardLimits.quoteLines else { return lines }
        return lines.prefix(TeamsCardLimits.quoteLines) + [[(TeamsText.ellipsis, false)]]
    }

    private static func words(of run: Text.Run) -> Piece {
        switch run {
        case .plain(let words), .typed(let words): (words, false)
        case .strong(let words): (words, true)
        case .link(let label, _): (label, false)
        }
    }

    static func run(_ words: String, _ look: Look, in json: inout JSONWriter) {
        json.object { json in
            json.field("type", "TextRun")
            json.field("text", words)
            switch look {
            case .plain: break
            case .strong: json.field("weight", "bolder")
            case .small:
                json.field("size", "small")
                json.field("isSubtle", true)
            case .large:
                json.field("size", "large")
                json.field("weight", "bolder")
            }
        }
    }

    static func object(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter()
        json.object(body)
        return json.finish()
    }
}

// Facts, quotations and links.
extension TeamsBody {
    /// Two columns: a `FactSet` would take its words for markdown.
    private static func rows(_ facts: [Fact], isSeparated: Bool) -> [[UInt8]] {
        facts.enumerated().flatMap { place, fact in
            let label = Text([.strong(TeamsText.shown(fact.label, limit: TeamsCardLimits.labelCharacters))])
            let row = object { json in
                json.field("type", "ColumnSet")
                if isSeparated, place == 0 { json.field("separator", true) }
                if place > 0 { json.field("spacing", "small") }
                json.array("columns") { json in
                    column(block(label), width: 1, in: &json)
                    column(value(fact.value), width: 2, in: &json)
                }
            }
            return [row]
        }
    }

    private static func value(_ text: Text) -> [[UInt8]] {
        let drawn = block(text) + links(in: text)
        return fitting(drawn, atMost: TeamsCardLimits.cardBytes / 2)
    }

    private static func column(_ items: [[UInt8]], width: Int, in json: inout JSONWriter) {
        json.object { json in
            json.field("type", "Column")
            json.field("width", width)
            json.array("items") { json in
                for item in items { json.raw(item) }
            }
        }
    }

    private static func quote(_ words: String, isSeparated: Bool) -> [UInt8] {
        object { json in
            json.field("type", "Container")
            json.field("style", "emphasis")
            if isSeparated { json.field("separator", true) }
            json.array("items") { json in
                for item in block(Text([.typed(words)])) { json.raw(item) }
            }
        }
    }

    /// A row of buttons that open the links of a text.
    private static func links(in text: Text) -> [[UInt8]] {
        let actions = text.runs.compactMap { run -> [UInt8]? in
            switch run {
            case .link(let label, let url): TeamsActions.open(label: label, url: url)
            case .plain, .strong, .typed: nil
            }
        }
        guard !actions.isEmpty else { return [] }
        let row = object { json in
            json.field("type", "ActionSet")
            json.array("actions") { json in
                for action in actions.prefix(TeamsCardLimits.actions) { json.raw(action) }
            }
        }
        return [row]
    }
}
