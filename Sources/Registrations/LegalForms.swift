/// The legal forms that names carry at an end (`GmbH & Co. KG`) or, in some countries, at the start (`PT`, `OOO`).
public struct LegalForms: Sendable {
    /// The longest form looked for, in words.
    private static let limitWords = 10
    /// How often a form is taken off one name, as in `Muster GmbH i. L.`.
    private static let rounds = 3

    private let trailing: [String: String]
    private let leading: [String: String]

    /// Makes a table of lines `form;spelling;spelling`; a spelling that starts with `^` is looked for at the start.
    ///
    /// A line without a form (`;i. L.`) takes its spellings off and says nothing about the form.
    public init(lines: some Sequence<Substring>) {
        var trailing: [String: String] = [:]
        var leading: [String: String] = [:]
        for line in lines where !line.hasPrefix("#") {
            let parts = line.split(separator: ";", omittingEmptySubsequences: false)
            guard let form = parts.first else { continue }
            for spelling in parts.dropFirst() {
                let starts = spelling.hasPrefix("^")
                let key = LegalForms.key(
                    NameFolding.words(of: String(starts ? spelling.dropFirst() : spelling), umlauts: .expanded)[...]
                )
                guard !key.isEmpty else { continue }
                if starts {
                    leading[key] = leading[key] ?? String(form)
                } else {
                    trailing[key] = trailing[key] ?? String(form)
                }
            }
        }
        self.trailing = trailing
        self.leading = leading
    }

    /// The commonest forms of German-speaking and English-speaking countries, for the pure tests.
    public static let common = LegalForms(
        lines: """
            GmbH;GmbH;Gesellschaft mit beschränkter Haftung
            GmbH & Co. KG;GmbH & Co. KG
            UG;UG;UG (haftungsbeschränkt)
            AG;AG;Aktiengesellschaft
            KG;KG;& Co. KG
            SE;SE
            KGaA;KGaA
            SE & Co. KGaA;SE & Co. KGaA
            gGmbH;gGmbH
            e.K.;e.K.;eK
            e.V.;e.V.
            GbR;GbR
            Ltd;Ltd;Limited
            Inc;Inc;Incorporated
            LLC;LLC
            PT;^PT
            """.split(separator: "\n")
    )

    /// How many spellings are known.
    public var count: Int { trailing.count + leading.count }

    /// The range of the words that remain without the form, never empty for a name that is not, and the form.
    func strip(_ words: [String]) -> (rest: Range<Int>, form: String?) {
        var rest = words.indices
        var form: String?
        for _ in 0..<LegalForms.rounds {
            if let (size, found) = trailingForm(words[rest]) {
                rest = rest.lowerBound..<(rest.upperBound - size)
                form = form ?? (found.isEmpty ? nil : found)
            } else if let first = words[rest].first, rest.count > 1, let found = leading[first] {
                rest = (rest.lowerBound + 1)..<rest.upperBound
                form = form ?? found
            } else {
                break
            }
        }
        while rest.count > 1, words[rest].last == NameFolding.joiner { rest = rest.dropLast() }
        return (rest, form)
    }

    private func trailingForm(_ words: ArraySlice<String>) -> (size: Int, form: String)? {
        for size in stride(from: min(LegalForms.limitWords, words.count - 1), to: 0, by: -1) {
            if let form = trailing[LegalForms.key(words.suffix(size))] { return (size, form) }
        }
        return nil
    }

    /// Spelling with or without spaces and dots makes no difference: `e. K.`, `e.K.` and `eK` are one.
    private static func key(_ words: ArraySlice<String>) -> String { words.reduce(into: "") { $0 += $1 } }
}
