import Registrations
import Testing

@testable import Dialogue

/// Slack's limits, the narrowest we know; counted as UTF-16 units.
///
/// https://docs.slack.dev/reference/block-kit
@Suite struct LimitTests {
    private static let longest = String(repeating: "W", count: 200)

    private func forms(_ book: Phrasebook, _ file: CaseFile, _ policy: Policy) -> [Form] {
        let wizard = Wizard(book, policy, Fixture.questions(Fixture.everything))
        let steps = Step.allCases.flatMap { step in
            PhrasebookTests.standings.map {
                wizard.form(step, of: DraftID(Self.longest), typed: file.registration.typedAgain, standing: $0)
            }
        }
        return steps + [
            book.rejectForm(file), book.askForm(file), book.answerForm(file),
            book.registered(file, reachable: false, chatLink: "https://x.example"),
            book.linkForm(workspace: Self.longest, channel: .slack, partners: [Fixture.partner(Self.longest)]),
        ]
    }

    private func cards(_ book: Phrasebook, _ file: CaseFile) -> [Card] {
        [
            book.review(file), book.status(file), book.note(file), book.channelLine(file), book.start(DraftID("d")),
            book.goOn(DraftID("d")), book.entry(program: Self.longest), book.greeting(ofSubmitter: Self.longest),
            book.greeting(ofReviewer: Self.longest), book.greetingOfOthers(program: Self.longest),
            book.linkCard(workspace: Self.longest, channel: .slack),
        ] + PhrasebookTests.standings.map { book.checked(Self.longest, $0) }
    }

    @Test(arguments: Language.allCases, Registration.Status.allCases)
    func `everything fits, with the longest names and answers`(
        language: Language,
        status: Registration.Status
    ) throws {
        let policy = Fixture.policy { policy in
            policy.program.name = Self.longest
            policy.reasons.append(.init(id: "long", text: [.english: Self.longest, .german: Self.longest]))
        }
        var typed = Fixture.fullyTyped
        for field in [Field.companyName, .contactName, .contactRole, .geography, .productInterest] {
            typed[field] = Self.longest
        }
        for field in [Field.problem, .solutionFit, .servicesNeeded, .competitors] {
            typed[field] = String(repeating: "W", count: 2_000)
        }
        let registration = try Fixture.registration(status, typed: typed)
        let file = Fixture.file(registration, partner: Fixture.partner(Self.longest), policy: policy)
        let book = Fixture.book(language)
        for form in forms(book, file, policy) { check(form) }
        for card in cards(book, file) { check(card.buttons) }
        let review = book.review(file).parts
        #expect(review.reduce(0) { $0 + $1.scalars } < 9_000)
        #expect(review.contains(.quote(String(repeating: "W", count: 1_499) + "…")))
    }

    @Test(arguments: Language.allCases)
    func `everything fits in every state, with the longest words`(language: Language) throws {
        let book = Fixture.book(language)
        let longest = String(repeating: "W", count: 2_000)
        for (_, file) in try States.all() {
            var registration = file.registration
            registration.progress.nextStep = .init(text: longest, by: Self.longest, at: Fixture.now)
            registration.progress.appeal = .init(
                text: longest,
                at: Fixture.now,
                against: Self.longest,
                reason: "other",
                reasonText: longest
            )
            registration.progress.outcomeText = longest
            registration.progress.deal = States.deal
            registration.progress.deal?.nextStep = longest
            registration.progress.deal?.material = longest
            let shown = Fixture.file(
                registration,
                partner: Fixture.partner(Self.longest),
                policy: file.policy,
                place: 12
            )
            for form in [
                book.dealForm(shown), book.appealForm(shown), book.extendForm(shown), book.lostForm(shown),
                book.nextForm(shown), book.meetingForm(shown, typed: Self.longest, understood: Fixture.now),
                book.askForm(shown), book.answerForm(shown),
            ] {
                check(form)
            }
            for notice in States.notices { check(book.note(notice, shown).buttons) }
            let cards = [
                book.review(shown), book.status(shown), book.why(shown, history: States.history, for: .reviewer),
                book.meetingQuestion(shown, at: Fixture.now),
            ]
            for card in cards {
                check(card.buttons)
                #expect(card.parts.reduce(0) { $0 + $1.scalars } < 12_000)
                for part in card.parts { #expect(part.longest <= 2_000) }
            }
        }
    }

    private func check(_ form: Form) {
        for (text, limit) in [(form.title, 24), (form.submit ?? "-", 24), (form.close, 24)] {
            #expect(text.utf16.count <= limit, "\(text)")
        }
        for option in form.options {
            #expect(option.label.utf16.count <= 75, "\(option.label)")
            #expect(option.value.utf16.count <= 150, "\(option.value)")
        }
        for input in form.inputs { #expect(input.label.utf16.count <= 150 && (input.hint?.utf16.count ?? 0) <= 150) }
        #expect(form.token.utf16.count <= 3_000)
        #expect(form.inputs.isEmpty || form.submit != nil)
        check(form.buttons)
    }

    private func check(_ buttons: [Button]) {
        for button in buttons {
            #expect(button.label.utf16.count <= 75, "\(button.label)")
            guard let confirm = button.confirm else { continue }
            for (text, limit) in [(confirm.title, 100), (confirm.text, 300), (confirm.yes, 30), (confirm.no, 30)] {
                #expect(text.utf16.count <= limit, "\(text)")
            }
        }
    }
}

extension Registration {
    /// What the wizard had in hand when it was typed.
    fileprivate var typedAgain: [Field: String] {
        [
            .companyName: answers.prospect.name.typed, .companyDomain: answers.prospect.domain.ascii,
            .contactName: answers.contact.name, .contactEmail: answers.contact.email.text, .problem: answers.problem,
        ]
    }
}

extension Part {
    /// Of the text that stands alone, as Slack bounds it.
    fileprivate var longest: Int {
        switch self {
        case .paragraph(let text), .note(let text): text.plain.utf16.count
        case .facts(let facts): facts.map(\.value.plain.utf16.count).max() ?? 0
        case .quote(let words): words.utf16.count
        case .divider: 0
        }
    }

    fileprivate var scalars: Int {
        switch self {
        case .paragraph(let text), .note(let text): text.plain.unicodeScalars.count
        case .facts(let facts): facts.reduce(0) { $0 + $1.label.count + $1.value.plain.unicodeScalars.count }
        case .quote(let words): words.unicodeScalars.count
        case .divider: 0
        }
    }
}
