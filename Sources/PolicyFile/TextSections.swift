import Registrations

extension Reading {
    /// A reason is one line of a chat's menu, which Slack cuts at this length.
    private static let limitReasonCharacters = 75
    /// A chat's menu has no more lines than this.
    private static let limitReasons = 100
    private static let limitConsentCharacters = 2_000
    static let limitTermCharacters = 500
    private static let limitTerms = 100

    /// `reasons`, `consent` and `terms`: what people read, word for word.
    mutating func texts(_ file: Section, _ language: Language, into policy: inout Policy) {
        if file[.reasons] != nil { policy.reasons = reasons(file, language) }
        if let consent = consent(file, language) { policy.consent = consent }
        policy.terms = terms(file, language)
    }

    private mutating func terms(_ file: Section, _ language: Language) -> [Policy.Term] {
        let nodes = list(.terms, of: file, example: "[ { id: rebate, text: { en: …, de: … } } ]")
        if nodes.count > Reading.limitTerms, let place = file[.terms]?.place {
            complain(place, "There are \(nodes.count) terms", "Write at most \(Reading.limitTerms).")
        }
        var terms: [Policy.Term] = []
        for node in nodes {
            guard let section = section(node, "a term", keys: [.id, .text]) else { continue }
            require([.id, .text], in: section)
            let id = identifier(.id, of: section)
            let text = sentences(.text, of: section, language)
            guard let id, let text else { continue }
            unique(id, among: terms.map(\.id), "terms", in: section)
            terms.append(Policy.Term(id: id, text: text))
        }
        return terms
    }

    /// Complains about an id that another part of the same list has.
    mutating func unique(_ id: String, among ids: [String], _ what: String, in section: Section) {
        guard ids.contains(id) else { return }
        complain(
            section[.id]?.place ?? section.place,
            "Two \(what) have the id \(quoted(id))",
            "Give each an id of its own."
        )
    }

    private mutating func reasons(_ file: Section, _ language: Language) -> [Policy.RejectionReason] {
        let nodes = list(.reasons, of: file, example: "[ { id: not_qualified, text: { en: …, de: … } } ]")
        if let place = file[.reasons]?.place, case .list(let items) = file[.reasons]?.content {
            if items.isEmpty {
                complain(
                    place,
                    "\"reasons\" is empty, so nothing could be rejected",
                    "Write a reason, or delete the key."
                )
            }
            if items.count > Reading.limitReasons {
                complain(place, "There are \(items.count) reasons", "Write at most \(Reading.limitReasons).")
            }
        }
        var reasons: [Policy.RejectionReason] = []
        for node in nodes {
            guard let section = section(node, "a reason", keys: [.id, .text]) else { continue }
            require([.id, .text], in: section)
            let id = identifier(.id, of: section)
            let text = section[.text].flatMap {
                sentences($0, "\"text\"", required: [language], limitCharacters: Reading.limitReasonCharacters)
            }
            guard let id, let text else { continue }
            unique(id, among: reasons.map(\.id), "reasons", in: section)
            reasons.append(Policy.RejectionReason(id: id, text: filled(text, with: language)))
        }
        return reasons
    }

    /// The consent is evidence, so whoever reads it must be able to read it in a language the product speaks to them.
    private mutating func consent(_ file: Section, _ language: Language) -> Policy.ConsentText? {
        guard let section = section(.consent, of: file, keys: [.version, .text]) else { return nil }
        require([.version, .text], in: section)
        let version = text(.version, of: section, limitCharacters: 40)
        let text = section[.text].flatMap {
            sentences($0, "\"text\"", required: Language.allCases, limitCharacters: Reading.limitConsentCharacters)
        }
        guard let version, let text else { return nil }
        return Policy.ConsentText(version: version, text: text)
    }

    /// A text by language; nil when one of `required` is missing.
    mutating func sentences(
        _ node: YAMLNode,
        _ what: String,
        required: [Language],
        limitCharacters: Int
    ) -> [Language: String]? {
        guard let entries = entries(node, what, example: "en: … and de: …") else { return nil }
        var texts: [Language: String] = [:]
        for entry in entries {
            guard let language = Language(rawValue: entry.key) else {
                complain(
                    entry.place,
                    "\(quoted(entry.key)) is not a language here",
                    suggestion(for: entry.key, among: Language.allCases.map(\.rawValue))
                )
                continue
            }
            texts[language] = text(entry.value, "the text in \(quoted(entry.key))", limitCharacters: limitCharacters)
        }
        for language in required where !entries.contains(where: { $0.key == language.rawValue }) {
            complain(node.place, "The text is missing in \(quoted(language.rawValue))", "Add \(language.rawValue): ….")
        }
        return required.allSatisfy { texts[$0] != nil } ? texts : nil
    }

    /// A language the file does not have reads the program's.
    func filled(_ text: [Language: String], with language: Language) -> [Language: String] {
        var text = text
        for other in Language.allCases where text[other] == nil { text[other] = text[language] }
        return text
    }
}
