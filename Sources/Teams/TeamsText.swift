import Dialogue
import JSON

/// What may stand in a text before Teams draws it.
enum TeamsText {
    static let ellipsis = "…"

    /// On one line and within the limit; `–` where nothing is left.
    static func shown(_ text: String, limit: Int) -> String {
        filled(cut(oneLine(text), to: limit))
    }

    /// Without direction marks, zero characters and other controls; line breaks and tabs stay.
    ///
    /// `{{DATE(…)}}` is the one thing a renderer replaces even where it knows no markdown: its braces are kept apart.
    /// https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features
    static func clean(_ text: String) -> String {
        if isClean(text) { return text }
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !isDropped(scalar) {
            if scalar == "{", kept.last == "{" { kept.append(wordJoiner) }
            kept.append(scalar)
        }
        return String(kept)
    }

    /// What somebody typed as it goes back into an input, where no renderer replaces anything.
    static func typed(_ text: String) -> String {
        if isClean(text) { return text }
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: text.unicodeScalars.filter { !isDropped($0) })
        return String(kept)
    }

    static func oneLine(_ text: String) -> String {
        isClean(text) ? text : clean(text).split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// At most `limit` UTF-16 units, whole characters, with an ellipsis where something is missing.
    static func cut(_ text: String, to limit: Int) -> String {
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

    static func filled(_ text: String) -> String { text.allSatisfy(\.isWhitespace) ? "–" : text }

    /// Whether a markdown renderer would show it as it stands: words and nothing that could be a mark or an address.
    static func isPlain(_ text: String) -> Bool {
        guard text.unicodeScalars.first?.properties.isAlphabetic == true else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case " ", ",", ":", "–", "…", "?", "„", "“": true
            default: scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            }
        }
    }

    /// Whether it can be told byte by byte that nothing is to be changed: no control, no brace, and none of the first bytes of
    /// marks, separators and further controls (U+0080…, U+061C, U+2000…).
    static func isClean(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "{") && byte != 0xC2 && byte != 0xD8 && byte != 0xE2
        }
    }

    private static let wordJoiner: Unicode.Scalar = "\u{2060}"

    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F..<0xA0: true
        case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
