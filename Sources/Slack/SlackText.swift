import Dialogue

/// What may stand in a text before Slack draws it.
enum SlackText {
    /// Without direction marks, zero characters and other controls; line breaks and tabs stay.
    static func clean(_ text: String) -> String {
        guard !isClean(text) else { return text }
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: text.unicodeScalars.filter { !isDropped($0) })
        return String(kept)
    }

    /// The text on one line.
    static func oneLine(_ text: String) -> String {
        if isClean(text), isOneLine(text) { return text }
        return clean(text).split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// Whether a clean text has no line's end; scalar by scalar, since characters cost ten times as much.
    static func isOneLine(_ text: String) -> Bool {
        isPlain(text)
            || text.unicodeScalars.allSatisfy { scalar in
                switch scalar.value {
                case 0x0A, 0x2028, 0x2029: false
                default: true
                }
            }
    }

    /// At most `limit` UTF-16 units, whole characters, with an ellipsis where something is missing.
    static func cut(_ text: String, to limit: Int) -> String {
        // Never more units than bytes, and bytes are counted already.
        guard text.utf8.count > limit, text.utf16.count > limit else { return text }
        var kept = ""
        var length = 0
        for character in text {
            length += character.utf16.count
            guard length < limit else { break }
            kept.append(character)
        }
        return kept + ellipsis
    }

    static let ellipsis = "…"

    /// Nothing is `–`, since Slack wants a character everywhere.
    static func filled(_ text: String) -> String {
        isBlank(text) ? "–" : text
    }

    static func isBlank(_ text: String) -> Bool {
        // Most begin with a letter, which needs no look into Unicode's tables.
        if let first = text.utf8.first, (0x21...0x7E).contains(first) { return false }
        return text.allSatisfy(\.isWhitespace)
    }

    /// Whether `clean` would leave everything as it is.
    static func isClean(_ text: String) -> Bool { isPlain(text) || !text.unicodeScalars.contains(where: isDropped) }

    /// Printable ASCII on one line, as most texts are: nothing in it is ever dropped.
    private static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { (0x20...0x7E).contains($0) } }

    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F..<0xA0: true
        case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}

/// Builds one mrkdwn text within a limit, so that only the product's own strong words and links have a form.
///
/// https://docs.slack.dev/messaging/formatting-message-text
struct Mrkdwn {
    private(set) var text = ""
    private var room: Int
    private var isFull = false
    private var startsLine = true

    init(limit: Int) { room = limit - SlackText.ellipsis.utf16.count }

    static func text(_ text: Text, limit: Int) -> String {
        var mrkdwn = Mrkdwn(limit: limit)
        for run in text.runs { mrkdwn.append(run) }
        return mrkdwn.text
    }

    /// The words alone, neutralised: for the fall-back text of a message.
    static func words(_ words: String, limit: Int) -> String {
        var mrkdwn = Mrkdwn(limit: limit)
        mrkdwn.append(neutral: words)
        return mrkdwn.text
    }

    mutating func append(_ run: Text.Run) {
        switch run {
        case .plain(let words), .typed(let words): append(neutral: words)
        case .strong(let words): append(strong: SlackText.oneLine(words))
        case .link(let label, let url): append(link: url, label: SlackText.oneLine(label))
        }
    }

    mutating func append(strong words: String) {
        guard !SlackText.isBlank(words), !isFull else { return append(neutral: words) }
        var inside = Mrkdwn(limit: room - 1)
        inside.append(neutral: words)
        guard !inside.isFull else { return append(neutral: words) }
        append(piece: "*" + inside.text + "*")
    }

    private mutating func append(link url: String, label: String) {
        guard url.hasPrefix("https://") || url.hasPrefix("http://") else { return append(neutral: label) }
        var inside = Mrkdwn(limit: SlackLimits.sectionCharacters)
        inside.append(neutral: label)
        let address = Self.address(url)
        append(piece: inside.text.isEmpty ? "<\(address)>" : "<\(address)|\(inside.text)>")
    }

    mutating func append(neutral words: String) {
        if !words.isEmpty, words.utf8.count <= room, words.utf8.allSatisfy(Self.isInnocent), SlackText.isClean(words),
            words.last?.isNewline == false
        {
            return append(piece: words)
        }
        for character in SlackText.clean(words) {
            append(piece: Self.neutral(character, startsLine: startsLine))
            if isFull { return }
            startsLine = character.isNewline
        }
    }

    private mutating func append(piece: String) {
        guard !isFull else { return }
        let length = piece.utf16.count
        guard length <= room else {
            isFull = true
            text += SlackText.ellipsis
            return
        }
        room -= length
        text += piece
        startsLine = false
    }

    /// mrkdwn has no escape for its marks, so a twin that looks the same stands for each; `&`, `<` and `>` have one.
    ///
    /// By scalars: a mark that carries an accent is still a mark to Slack.
    private static func neutral(_ character: Character, startsLine: Bool) -> String {
        guard character.unicodeScalars.contains(where: { twins[$0] != nil }) else { return String(character) }
        let scalars = character.unicodeScalars
        // Even escaped it would begin a quotation.
        if startsLine, scalars.first == ">" {
            return "›" + scalars.dropFirst().map { twins[$0] ?? String($0) }.joined()
        }
        return scalars.map { twins[$0] ?? String($0) }.joined()
    }

    /// A byte that is no mark and no line's end: it stands for itself wherever it stands.
    private static func isInnocent(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "*"), UInt8(ascii: "_"),
            UInt8(ascii: "~"), UInt8(ascii: "`"):
            false
        default: byte >= 0x20 && byte != 0x7F
        }
    }

    private static let twins: [Unicode.Scalar: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ",
    ]

    /// An address of ours without what would end it.
    private static func address(_ url: String) -> String {
        guard url.utf8.contains(where: endsAddress) else { return url }
        return url.unicodeScalars.map { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "%3C"
            case ">": "%3E"
            case "|": "%7C"
            case " ": "%20"
            default: scalar.value < 0x20 ? "" : String(scalar)
            }
        }.joined()
    }

    private static func endsAddress(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "|"): true
        default: byte <= 0x20
        }
    }
}
