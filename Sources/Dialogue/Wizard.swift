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
            token: step == .consent ? Self.token(draft, step) + "@\(policy.consent.version)" : Self.token(draft, step),
            title: book.title(step),
            intro: intro(step, typed: typed, standing: standing),
            inputs: asked.map { book.input($0, isRequired: questions.isRequired($0), value: shown($0, typed)) },
            submit: step.next == nil ? book.submitLabel(isQueueing: isQueueing) : book.next,
            close: book.cancel,
            buttons: step.previous == nil
                ? [] : [Button(.registerBack, book.back, value: Self.token(draft, step))]
        )
    }

    /// Mistakes at their inputs.
    public func mistakes(_ mistakes: [Field: Mistake]) -> [FieldMistake] {
        Field.allCases.compactMap { field in
            mistakes[field].map { FieldMistake(input: field.rawValue, sentence: book.sentence($0)) }
        }
    }

    /// What a form sends back: the draft and the step, and on the last one the version of the consent text.
    public static func token(_ draft: DraftID, _ step: Step) -> String { "\(draft.text).\(step.rawValue)" }

    public static func read(token: String) -> (draft: DraftID, step: Step)? {
        guard let dot = token.firstIndex(of: "."),
            let step = Step(rawValue: String(token[token.index(after: dot)...].prefix { $0 != "@" }))
        else { return nil }
        return (DraftID(String(token[..<dot])), step)
    }

    /// The version of the consent text that was shown; nil where none was.
    public static func consentVersion(token: String) -> String? {
        token.firstIndex(of: "@").map { String(token[token.index(after: $0)...]) }
    }

    private func intro(_ step: Step, typed: [Field: String], standing: Standing?) -> [Part] {
        switch step {
        case .company: return [.note(book.stepOne(program: policy.program.name))]
        case .contact: return standing.map { [.paragraph(book.sentence($0))] } ?? []
        case .opportunity: return []
        case .consent:
            let language = policy.consent.text[book.language] == nil ? policy.program.language : book.language
            return summary(typed) + [.divider, .paragraph(Text(plain: policy.consent.text[language] ?? ""))]
        }
    }

    private func summary(_ typed: [Field: String]) -> [Part] {
        let shown: [Field] = [.companyName, .companyDomain, .contactName, .contactEmail, .problem]
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

/// The wizard's own words.
extension Phrasebook {
    func title(_ step: Step) -> String {
        switch step {
        case .company: say("Register: company", "Registrieren: Firma")
        case .contact: say("Register: contact", "Registrieren: Kontakt")
        case .opportunity: say("Register: opportunity", "Registrieren: Vorhaben")
        case .consent: say("Register: check", "Registrieren: Prüfen")
        }
    }

    var next: String { say("Next", "Weiter") }
    var back: String { say("Back", "Zurück") }
    var cancel: String { say("Cancel", "Abbrechen") }
    var close: String { say("Close", "Schließen") }

    func submitLabel(isQueueing: Bool) -> String {
        isQueueing ? say("Join the queue", "Auf die Warteliste") : say("Register", "Registrieren")
    }

    func stepOne(program: String) -> Text {
        text(
            Text([
                .plain("\(program) · Takes under a minute. What you type is kept for a day, even if you close this.")
            ]),
            Text([
                .plain(
                    "\(program) · Dauert keine Minute. Ihre Eingaben bleiben einen Tag erhalten, auch wenn Sie schließen."
                )
            ])
        )
    }

    /// The verdict before the claim: never who else is there.
    public func sentence(_ standing: Standing) -> Text {
        switch standing {
        case .free:
            text(
                Text([.strong("Free."), .plain(" Nobody holds this company.")]),
                Text([.strong("Frei."), .plain(" Dieses Unternehmen ist nicht geschützt.")])
            )
        case .mayBeDuplicate:
            text(
                Text([.strong("May be a duplicate."), .plain(" You can go on; a person will look at it.")]),
                Text([.strong("Möglicherweise doppelt."), .plain(" Sie können fortfahren; jemand sieht es sich an.")])
            )
        case .held(let until):
            text(
                Text([
                    .strong("Held by another partner until \(day(until))."),
                    .plain(" If you go on, your claim waits in the queue and moves up when the hold ends."),
                ]),
                Text([
                    .strong("Bis \(day(until)) für einen anderen Partner geschützt."),
                    .plain(
                        " Wenn Sie fortfahren, steht Ihr Anspruch auf der Warteliste und rückt nach, sobald der Schutz endet."
                    ),
                ])
            )
        case .yours(let number):
            text(
                Text([.strong("Yours already: \(number)."), .plain(" Type status \(number) to see it.")]),
                Text([.strong("Bereits von Ihnen: \(number)."), .plain(" Mit status \(number) sehen Sie es.")])
            )
        case .notOpen:
            text(
                Text([
                    .strong("Not open for registration."),
                    .plain(
                        " The vendor looks after this company itself. You can still go on and say why it should be."
                    ),
                ]),
                Text([
                    .strong("Nicht zur Registrierung offen."),
                    .plain(
                        " Dieses Unternehmen betreut der Hersteller selbst. Sie können fortfahren und begründen, warum."
                    ),
                ])
            )
        case .capReached:
            text(
                Text([
                    .strong("Your limit of registrations is reached."),
                    .plain(" Withdraw one that is over, or go on: a partner manager decides."),
                ]),
                Text([
                    .strong("Ihre Grenze an Registrierungen ist erreicht."),
                    .plain(
                        " Ziehen Sie eine erledigte zurück, oder fahren Sie fort: Dann entscheidet das Partner-Management."
                    ),
                ])
            )
        }
    }
}
