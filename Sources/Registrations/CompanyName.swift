/// A company's name as typed, and as it is compared.
public struct CompanyName: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The longest name, in characters.
    public static let limitCharacters = 200
    /// The longest name, in bytes: a character can carry any number of marks.
    private static let limitBytes = 2_000

    /// The name as typed, without spaces around it and without invisible characters.
    public let typed: String
    /// The name as compared: no legal form, `ä` as `ae`, lower case, single spaces; `Müller & Söhne GmbH` is `mueller und soehne`.
    public let normalised: String
    /// The same with diacritics dropped, as people type it on a foreign keyboard: `muller und sohne`.
    public let plain: String
    /// The legal form that was taken off, for example `GmbH & Co. KG`.
    public let legalForm: String?

    /// Reads a name, or nil when nothing is left of it or it is longer than `limitCharacters`.
    public init?(_ typed: String, legalForms: LegalForms) {
        guard typed.utf8.count <= CompanyName.limitBytes else { return nil }
        let shown = CompanyName.cleaned(typed)
        // Never more characters than bytes, and bytes are counted already.
        guard shown.utf8.count <= CompanyName.limitCharacters || shown.count <= CompanyName.limitCharacters else {
            return nil
        }
        let words = NameFolding.words(of: shown, umlauts: .expanded)
        // Without umlauts there is one way to read it.
        let isASCII = shown.utf8.allSatisfy { $0 < 0x80 }
        let plainWords = isASCII ? words : NameFolding.words(of: shown, umlauts: .dropped)
        guard !words.isEmpty, words.count == plainWords.count else { return nil }
        let (rest, form) = legalForms.strip(words)
        self.typed = shown
        normalised = CompanyName.sentence(words[rest])
        plain = isASCII ? normalised : CompanyName.sentence(plainWords[rest])
        legalForm = form
    }

    /// A name that was read before.
    public init(typed: String, spellings: Spellings, legalForm: String?) {
        self.typed = typed
        normalised = spellings.normalised
        plain = spellings.plain
        self.legalForm = legalForm
    }

    public var description: String { typed }

    /// What two names are compared by.
    public struct Spellings: Hashable, Sendable {
        public let normalised: String
        public let plain: String

        public init(normalised: String, plain: String) {
            self.normalised = normalised
            self.plain = plain
        }
    }

    public var spellings: Spellings { Spellings(normalised: normalised, plain: plain) }

    /// The words with single spaces; `joined` takes ten times as long for so few.
    private static func sentence(_ words: ArraySlice<String>) -> String {
        var sentence = ""
        for word in words {
            if !sentence.isEmpty { sentence += " " }
            sentence += word
        }
        return sentence
    }

    /// Whether a character shows itself for sure: printable ASCII, the common case, needs no look into Unicode's tables.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool { (0x21...0x7E).contains(scalar.value) }

    /// Line breaks and tabs become spaces, spaces come singly, invisible characters go.
    private static func cleaned(_ text: String) -> String {
        var cleaned = String.UnicodeScalarView()
        var space = false
        for scalar in text.unicodeScalars {
            if !isPlain(scalar), scalar.properties.isWhitespace {
                space = true
            } else if isPlain(scalar) || !TypedText.isInvisible(scalar) {
                if space, !cleaned.isEmpty { cleaned.append(" ") }
                space = false
                cleaned.append(scalar)
            }
        }
        return String(cleaned)
    }
}
