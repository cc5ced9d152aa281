/// Shortening for cards: chats bound them, and the record page has the whole.
extension Part {
    /// Scalars kept of a typed value.
    static let typedLimit = 600
    /// Scalars kept of the problem to solve.
    static let problemLimit = 1_500

    /// The part with its typed words cut.
    func cut(to limit: Int = typedLimit) -> Part {
        switch self {
        case .paragraph(let text): .paragraph(text.cut(to: limit))
        case .note(let text): .note(text.cut(to: limit))
        case .facts(let facts): .facts(facts.map { Fact($0.label, $0.value.cut(to: limit)) })
        case .quote(let words): .quote(words.cut(to: limit))
        case .divider: .divider
        }
    }
}

extension Text {
    fileprivate func cut(to limit: Int) -> Text {
        Text(
            runs.map { run in
                switch run {
                case .typed(let words): .typed(words.cut(to: limit))
                case .plain, .strong, .link: run
                }
            }
        )
    }
}

extension String {
    fileprivate func cut(to limit: Int) -> String {
        guard unicodeScalars.count > limit else { return self }
        return String(unicodeScalars.prefix(limit - 1)) + "…"
    }
}
