/// HTML under construction: what goes in as text can only come out as text.
///
/// Escapes by code point. Escaping by `Character` would let a quote through that a combining mark follows.
struct HTML {
    private(set) var text = ""

    /// The page's own mark-up, known when the program is built.
    mutating func markup(_ literal: StaticString) {
        text += literal.description
    }

    /// Words, in an element or between the quotes of an attribute.
    mutating func words(_ words: String) {
        for scalar in words.unicodeScalars {
            switch scalar {
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "&": text += "&amp;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            default: if Self.isShown(scalar) { text.unicodeScalars.append(scalar) }
            }
        }
    }

    /// A file of the product's own that stands as it is.
    mutating func verbatim(_ file: String) {
        text += file
    }

    /// Control characters have no place on a page; marks that turn the direction of writing could misquote somebody.
    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: true
        case 0x00...0x1F, 0x7F...0x9F: false
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: false
        case 0xFDD0...0xFDEF: false
        default: scalar.value & 0xFFFE != 0xFFFE
        }
    }
}
