import Foundation
import JSON
import Testing

@testable import Dialogue
@testable import Registrations
@testable import Teams

/// Every card and form of the phrasebook as Teams shows it.
struct TeamsDocumentsTests {
    private static let longestBytes = 20_000

    static func drawn(_ document: any Wordy, _ book: Phrasebook) -> [UInt8]? {
        var json = JSONWriter()
        switch document {
        case let card as Card: TeamsCards.content(card, nonce: "n1", viewers: ["29:a"], in: &json)
        case let form as Form: TeamsForms.content(form, nonce: "n1", words: book.formWords, in: &json)
        default: return nil
        }
        return json.bytes
    }

    @Test(arguments: Language.allCases)
    func `every card and form is drawn whole, and nothing in it can be taken for markdown`(language: Language) throws {
        let book = Fixture.book(language)
        var count = 0
        for document in try PhrasebookTests.documents(language) {
            guard let bytes = Self.drawn(document, book) else { continue }
            count += 1
            let card = try JSON.parse(bytes)
            #expect(CardWords.mistakes(in: card) == [])
            #expect(bytes.count <= Self.longestBytes)
            // What the product says is all there, labels of buttons included.
            let shown = CardWords.all(in: card)
            for word in CardWords.expected(of: document) where !shown.contains(where: { $0.contains(word) }) {
                Issue.record("\(word) is not shown")
            }
        }
        #expect(count > 300)
    }

    @Test func `the longest legal answers in German fit, and are as they were kept`() throws {
        let lines = try Longest.documents().map { name, document -> String in
            let bytes = try #require(Self.drawn(document, Longest.book))
            #expect(bytes.count <= Self.longestBytes, "\(name) has \(bytes.count) bytes")
            return "{\"name\":\"\(name)\",\"card\":\(String(decoding: bytes, as: UTF8.self))}\n"
        }
        let file = URL(filePath: #filePath).appending(path: "../../manifests/teams-cards.jsonl").standardized
        let text = lines.joined()
        if ProcessInfo.processInfo.environment["KEEP_CARDS"] != nil {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let kept = try String(contentsOf: file, encoding: .utf8)
        #expect(kept == text, "run this test with KEEP_CARDS=1 to keep the new ones, and look at what changed")
    }
}

/// What an Adaptive Card shows, and what is wrong with it.
enum CardWords {
    static func all(in card: JSON) -> [String] {
        let own = ["text", "title", "label", "placeholder", "errorMessage"].compactMap { card[$0]?.string }
        return own + card.members.flatMap { all(in: $0.value) } + card.elements.flatMap { all(in: $0) }
    }

    static func expected(of document: any Wordy) -> [String] {
        switch document {
        case let card as Card: card.buttons.map(\.label) + [card.heading].compactMap { $0 }.filter { $0.count < 100 }
        case let form as Form:
            form.inputs.map(\.label) + form.options.map(\.label) + form.buttons.map(\.label)
                + [form.submit, form.close].compactMap { $0 }
        default: []
        }
    }

    private static let elements: Set = [
        "AdaptiveCard", "TextBlock", "RichTextBlock", "TextRun", "ColumnSet", "Column", "Container", "ActionSet",
        "Input.Text", "Input.Number", "Input.ChoiceSet", "Input.Toggle", "Action.Submit", "Action.Execute",
        "Action.ShowCard", "Action.OpenUrl", "task/fetch",
    ]

    static func mistakes(in json: JSON) -> [String] {
        var found: [String] = []
        if let type = json["type"]?.string, !elements.contains(type) { found.append("\(type) is not known") }
        if json["type"]?.string == "TextBlock", let text = json["text"]?.string {
            let marks = Set("*_[]()<>#`~|\\{}-+.!&@/=\n")
            if text.contains(where: marks.contains) || text.first?.isNumber != false {
                found.append("a mark in \(text)")
            }
        }
        if json["type"]?.string == "AdaptiveCard", json["version"] == nil, json["fallbackText"] != nil {
            found.append("a card without version")
        }
        return found + json.members.flatMap { mistakes(in: $0.value) } + json.elements.flatMap { mistakes(in: $0) }
    }
}

/// The longest that anybody may answer.
enum Longest {
    static let book = Fixture.book(.german)

    /// A German sentence as often as it fits.
    static func words(_ count: Int) -> String {
        String(
            String(repeating: "Größere Stückzahlen für Übermorgen, \"prüfen\" & klären. ", count: count / 40 + 1)
                .prefix(count)
        )
    }

    static let typed: [Field: String] = Fixture.fullyTyped.merging(
        Dictionary(
            uniqueKeysWithValues: Field.allCases.compactMap { field -> (Field, String)? in
                switch field {
                case .companyName, .contactName, .contactRole, .problem, .solutionFit, .servicesNeeded,
                    .productInterest, .competitors, .businessUnit, .opportunity, .replacement, .nextStep:
                    (field, words(Questionnaire.limit(field)))
                case .companyDomain, .contactEmail, .stage, .sourceKind, .geography, .targetRevenue, .tenderPublished,
                    .amount, .expectedClose, .coSell, .material, .consent:
                    nil
                }
            }
        )
    ) { $1 }

    static func documents() throws -> [(String, any Wordy)] {
        let others: [(String, any Wordy)] = [
            ("help", book.help(command: "/register", isReviewer: true)),
            ("rules", book.rules(Fixture.policy { $0.program.language = .german }, tier: "")),
            ("entry", book.entry(program: words(100))), ("greeting", book.greeting(ofSubmitter: words(100))),
            ("greeting of a reviewer", book.greeting(ofReviewer: words(100))),
            ("greeting of others", book.greetingOfOthers(program: words(100))),
            (
                "link",
                book.linkForm(
                    workspace: "11111111-2222-3333-4444-555555555555",
                    channel: .teams,
                    partners: (0..<100).map { Fixture.partner("\($0) " + words(60)) }
                )
            ),
        ]
        return try wizard() + cases() + others
    }

    private static func wizard() throws -> [(String, any Wordy)] {
        let policy = Fixture.policy {
            $0.program.language = .german
            $0.consent.text[.german] = words(1_000)
        }
        let wizard = Wizard(book, policy, Fixture.questions(Fixture.everything, kind: .deal))
        return Step.allCases.map { step -> (String, any Wordy) in
            var form = wizard.form(step, of: DraftID("d"), typed: typed, standing: PhrasebookTests.standings.first)
            form.take(
                Dictionary(uniqueKeysWithValues: typed.map { ($0.key.rawValue, $0.value) }),
                form.inputs.map { FieldMistake(input: $0.id, sentence: book.sentence(.notADomain)) }
            )
            return ("register \(step.rawValue)", form)
        }
    }

    private static func cases() throws -> [(String, any Wordy)] {
        let checks = [Check(.partnerCaps, .block, .openCapReached), Check(.territory, .flag, .territoryForeign)]
        return try Registration.Status.allCases.flatMap { status -> [(String, any Wordy)] in
            var registration = try Fixture.registration(status, typed: typed, checks: checks)
            if registration.question != nil {
                registration.question = .init(text: words(Form.wordsLimit), by: "Rita", at: Fixture.now)
            }
            registration.progress.appeal = .init(
                text: words(Form.wordsLimit),
                at: Fixture.now,
                against: "Bo",
                reason: "other",
                reasonText: words(Form.wordsLimit)
            )
            let file = Fixture.file(registration, partner: Fixture.partner(words(100)), heldUntil: nil)
            let cards: [(String, any Wordy)] = [
                ("review \(status.rawValue)", book.review(file)), ("status \(status.rawValue)", book.status(file)),
                ("note \(status.rawValue)", book.note(file)),
            ]
            return status == .submitted ? cards + forms(file) : cards
        }
    }

    private static func forms(_ file: CaseFile) -> [(String, any Wordy)] {
        [
            ("registered", book.registered(file, reachable: false, chatLink: "https://registrar.example/x")),
            ("review.show", book.reviewForAll(file)), ("channel line", book.channelLine(file)),
            ("review.reject", book.rejectForm(file)), ("review.ask", book.askForm(file)),
            ("registration.answer", book.answerForm(file)), ("registration.deal", book.dealForm(file, typed: typed)),
            ("registration.appeal", book.appealForm(file)), ("registration.extend", book.extendForm(file)),
            ("registration.meeting", book.meetingForm(file, typed: nil, understood: nil)),
            ("review.lost", book.lostForm(file)), ("review.next", book.nextForm(file)),
            ("queue", book.queue(Array(repeating: file, count: 10), more: true)),
            ("list", book.list(Array(repeating: file, count: 10), more: true, command: "/register")),
        ]
    }
}
