public import Registrations

/// Draws the dialogue's views.
public struct Wizard: Sendable {
    private let book: Phrasebook
    private let policy: Policy
    private let questions: Questionnaire

    public init(_ book: Phrasebook, _ policy: Policy, _ questions: Questionnaire) {
        self.book = book
        self.policy = policy
        self.questions = questions
    }

    /// The view of one step.
    ///
    /// `standing` is the verdict so far, known once the company is.
    public func form(_ step: Step, of draft: DraftID, typed: [Field: String], standing: Standing?) -> Form {
        let asked = step.fields.filter { questions.asks($0) }
        let isQueueing: Bool
        if case .held = standing { isQueueing = true } else { isQueueing = false }
        return Form(
            name: .register,
            token: step == .consent
                ? Self.token(draft, step) + "@" + Self.shown(policy.consent.version, book.language, typed)
                : Self.token(draft, step),
            title: book.title(step),
            intro: intro(step, typed: typed, standing: standing),
            inputs: asked.map {
                book.input($0, isRequired: questions.isRequired($0), value: shown($0, typed), in: policy)
            },
            submit: step.next(of: questions.kind) == nil ? book.submitLabel(isQueueing: isQueueing) : book.next,
            close: book.cancel,
            buttons: step.previous(of: questions.kind) == nil
                ? [] : [Button(.registerBack, book.back, value: Self.token(draft, step))]
        )
    }

    /// Mistakes at their inputs.
    public func mistakes(_ mistakes: [Field: Mistake]) -> [FieldMistake] {
        Field.allCases.compactMap { field in
            mistakes[field].map { FieldMistake(input: field.rawValue, sentence: book.sentence($0)) }
        }
    }

    /// What a form sends back: the draft and the step, and on the last one what is agreed to there.
    public static func token(_ draft: DraftID, _ step: Step) -> String { "\(draft.text).\(step.rawValue)" }

    public static func read(token: String) -> (draft: DraftID, step: Step)? {
        let bytes = token.utf8
        guard let dot = bytes.firstIndex(of: UInt8(ascii: ".")) else { return nil }
        let rest = token[bytes.index(after: dot)...]
        let end = rest.utf8.firstIndex(of: UInt8(ascii: "@")) ?? rest.endIndex
        guard let step = Step(rawValue: String(rest[..<end])) else { return nil }
        return (DraftID(String(token[..<dot])), step)
    }

    /// Whether the last step showed this version of the text, in this language, and what is typed now.
    ///
    /// In another window, or in this one by something that came late, it may have changed since.
    public static func isShown(
        by token: String,
        version: String,
        language: Language,
        typed: [Field: String]
    ) -> Bool {
        guard let mark = token.utf8.firstIndex(of: UInt8(ascii: "@")) else { return false }
        return token[token.utf8.index(after: mark)...] == shown(version, language, typed)
    }

    /// Told apart by a plain hash: whoever makes two claims alike agrees to his own.
    private static func shown(_ version: String, _ language: Language, _ typed: [Field: String]) -> String {
        var texts = [language.rawValue]
        for field in Field.allCases where field != .consent {
            if let value = typed[field] { texts += [field.rawValue, value] }
        }
        // Each ended by what no UTF-8 has.
        return String(FNV1a.hash(texts.flatMap { Array($0.utf8) + [0xFF] }), radix: 36) + ":" + version
    }

    private func intro(_ step: Step, typed: [Field: String], standing: Standing?) -> [Part] {
        switch step {
        case .company: return [.note(book.stepOne(program: policy.program.name))]
        case .contact: return standing.map { [.paragraph(book.sentence($0))] } ?? []
        case .opportunity: return []
        case .deal: return [.note(book.stepDeal)]
        case .consent:
            let language = policy.consent.text[book.language] == nil ? policy.program.language : book.language
            return summary(typed) + [.divider, .paragraph(Text(plain: policy.consent.text[language] ?? ""))]
        }
    }

    private func summary(_ typed: [Field: String]) -> [Part] {
        let shown: [Field] = [
            .companyName, .companyDomain, .contactName, .contactEmail, .problem, .amount, .expectedClose, .nextStep,
        ].filter { questions.asks($0) }
        return [
            .facts(
                shown.compactMap { field in
                    typed[field].map {
                        Fact(book.name(field), Text([.typed(String($0.prefix(Self.shownCharacters)))]))
                    }
                }
            )
        ]
    }

    private static let shownCharacters = 300

    /// A tick is never set for anybody.
    private func shown(_ field: Field, _ typed: [Field: String]) -> String? {
        field == .consent ? nil : typed[field]
    }
}
