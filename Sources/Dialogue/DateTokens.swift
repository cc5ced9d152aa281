/// A typed date in pieces.
enum DateTokens {
    struct Token: Hashable {
        enum Kind: Hashable {
            /// Its value and how many digits it was written with.
            case number(Int, digits: Int)
            /// In small ASCII letters, umlauts written out.
            case word(String)
            case mark(Character)
        }

        var kind: Kind
        var followsSpace: Bool

        var word: String? { if case .word(let word) = kind { word } else { nil } }
        var number: Int? { if case .number(let number, _) = kind { number } else { nil } }
        var digits: Int { if case .number(_, let digits) = kind { digits } else { 0 } }
    }

    /// Nil for a text that is empty, too long, or has something no date has.
    static func split(_ text: String) -> [Token]? {
        guard text.unicodeScalars.prefix(DateWords.limitCharacters + 1).count <= DateWords.limitCharacters else {
            return nil
        }
        var tokens: [Token] = []
        var hasSpace = true
        for scalar in text.lowercased().unicodeScalars {
            if scalar.properties.isWhitespace || scalar == "," {
                hasSpace = true
            } else if scalar == "\u{308}" {
                guard !hasSpace, case .word(let word)? = tokens.last?.kind else { return nil }
                tokens[tokens.count - 1].kind = .word(word + "e")
            } else {
                guard add(scalar, to: &tokens, hasSpace) else { return nil }
                hasSpace = false
            }
        }
        return tokens.isEmpty ? nil : tokens
    }

    private static let limitDigits = 6

    private static func add(_ scalar: Unicode.Scalar, to tokens: inout [Token], _ followsSpace: Bool) -> Bool {
        let last = followsSpace ? nil : tokens.last?.kind
        var kind: Token.Kind
        var joins = false
        if let digit = digit(scalar) {
            kind = .number(digit, digits: 1)
            if case .number(let number, let digits)? = last {
                guard digits < limitDigits else { return false }
                kind = .number(number * 10 + digit, digits: digits + 1)
                joins = true
            }
        } else if let letters = letters(scalar) {
            kind = .word(letters)
            if case .word(let word)? = last {
                kind = .word(word + letters)
                joins = true
            }
        } else if let mark = mark(scalar) {
            kind = .mark(mark)
        } else {
            return false
        }
        if joins {
            tokens[tokens.count - 1].kind = kind
        } else {
            tokens.append(Token(kind: kind, followsSpace: followsSpace))
        }
        return true
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int? {
        ("0"..."9").contains(scalar) ? Int(scalar.value - Unicode.Scalar("0").value) : nil
    }

    private static func letters(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "a"..."z": String(scalar)
        case "ä": "ae"
        case "ö": "oe"
        case "ü": "ue"
        case "ß": "ss"
        default: nil
        }
    }

    private static func mark(_ scalar: Unicode.Scalar) -> Character? {
        switch scalar {
        case ".", "/", ":", "-": Character(scalar)
        case "–", "—", "‐", "‑", "−": "-"
        case "@": "@"
        default: nil
        }
    }
}
