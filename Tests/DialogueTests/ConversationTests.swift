import Registrations
import Testing

@testable import Dialogue

@Suite struct ConversationTests {
    private let questions = Fixture.questions()

    private func fields(_ step: Step, of typed: [Field: String] = Fixture.typed) -> [Field: String] {
        typed.filter { step.fields.contains($0.key) }
    }

    @Test func `answered step by step it leads to the claim`() throws {
        var dialogue = Conversation()
        #expect(dialogue.receive(.opened(domain: nil), with: questions) == .ask(.company))
        #expect(dialogue.receive(.sent(.company, fields(.company)), with: questions) == .ask(.contact))
        #expect(dialogue.receive(.sent(.contact, fields(.contact)), with: questions) == .ask(.opportunity))
        #expect(dialogue.receive(.sent(.opportunity, fields(.opportunity)), with: questions) == .ask(.consent))
        let answers = try #require(questions.answers(Fixture.typed))
        #expect(dialogue.receive(.sent(.consent, fields(.consent)), with: questions) == .submit(answers, nil))
        dialogue.markSubmitted()
        #expect(dialogue.receive(.sent(.consent, fields(.consent)), with: questions) == .showResult)
    }

    /// Every step, sent, gone back from, opened and closed, with everything and with nothing typed before.
    @Test(arguments: Step.all(of: .lead), [true, false])
    func `every input has its answer at every step`(step: Step, isFilled: Bool) {
        let before = Conversation(typed: isFilled ? Fixture.typed : [:])
        let own = fields(step)
        var sent = before
        let answer = sent.receive(.sent(step, own), with: questions)
        switch step {
        case .company: #expect(answer == .ask(.contact))
        case .contact: #expect(answer == .ask(.opportunity))
        case .opportunity: #expect(answer == .ask(.consent))
        case .deal: Issue.record("a lead has no such step")
        case .consent:
            guard isFilled else { return #expect(answer == .ask(.company)) }
            guard case .submit = answer else {
                Issue.record("not submitted: \(answer)")
                return
            }
        }
        for (field, value) in own { #expect(sent.typed[field] == value) }
        var empty = before
        let required = step.fields.filter { questions.isRequired($0) }
        let missing = Dictionary(
            uniqueKeysWithValues: required.map { ($0, $0 == .consent ? Mistake.notTicked : .missing) }
        )
        #expect(empty.receive(.sent(step, [:]), with: questions) == .mend(step, missing))
        var back = before
        #expect(back.receive(.wentBack(from: step, own), with: questions) == .ask(step.previous(of: .lead) ?? .company))
        for (field, value) in own { #expect(back.typed[field] == value) }
        var closed = before
        #expect(closed.receive(.closed, with: questions) == .rest)
        #expect(closed == before)
        var opened = before
        #expect(opened.receive(.opened(domain: nil), with: questions) == .ask(.company))
        #expect(opened == before)
        var done = Conversation(typed: before.typed, isSubmitted: true)
        for input in [Conversation.Input.opened(domain: "a.com"), .sent(step, [:]), .wentBack(from: step, own)] {
            #expect(done.receive(input, with: questions) == .showResult)
        }
        #expect(done.receive(.closed, with: questions) == .rest)
        #expect(done.typed == before.typed)
    }

    @Test func `a mistake keeps what was typed`() {
        var dialogue = Conversation()
        let typed: [Field: String] = [.companyName: "  Acme  ", .companyDomain: "gmail.com"]
        let answer = dialogue.receive(.sent(.company, typed), with: questions)
        #expect(answer == .mend(.company, [.companyDomain: .mailProvider("gmail.com")]))
        #expect(dialogue.typed == [.companyName: "Acme", .companyDomain: "gmail.com"])
    }

    @Test func `going back where the chat sends no inputs keeps what was typed`() {
        var dialogue = Conversation(typed: Fixture.typed)
        _ = dialogue.receive(.wentBack(from: .opportunity, [:]), with: questions)
        #expect(dialogue.typed == Fixture.typed)
    }

    @Test func `a step answers only for its own fields`() {
        var dialogue = Conversation(typed: Fixture.typed)
        _ = dialogue.receive(.sent(.contact, [.companyDomain: "other.com", .contactName: "Lee"]), with: questions)
        #expect(dialogue.typed[.companyDomain] == Fixture.typed[.companyDomain])
        #expect(dialogue.typed[.contactName] == "Lee" && dialogue.typed[.contactEmail] == nil)
    }

    @Test func `what is not asked is not kept`() {
        var dialogue = Conversation()
        _ = dialogue.receive(.sent(.opportunity, [.problem: "p", .competitors: "Them"]), with: questions)
        #expect(dialogue.typed == [.problem: "p"])
    }

    @Test func `a last step sent alone leads back to the first that is missing`() {
        for (present, expected) in [
            ([], Step.company), ([Step.company], .contact), ([.company, .contact], .opportunity),
        ] {
            let typed = present.reduce(into: [:]) { $0.merge(fields($1)) { first, _ in first } }
            var dialogue = Conversation(typed: typed)
            #expect(dialogue.receive(.sent(.consent, [.consent: "yes"]), with: questions) == .ask(expected))
        }
    }

    @Test func `what is kept is bounded, marks and all`() {
        var dialogue = Conversation()
        let marks = "a" + String(repeating: "\u{301}", count: 1_000_000)
        _ = dialogue.receive(.sent(.opportunity, [.problem: marks]), with: questions)
        #expect(dialogue.typed[.problem].map { $0.utf8.count < 20_000 } ?? false)
        #expect(questions.mistakes(in: .opportunity, dialogue.typed)[.problem] == .tooLong(limit: 2_000))
    }

    @Test(arguments: [1, 2, 3, 5, 8, 13, 21, 34, 55, 89] as [UInt64])
    func `whatever is pressed in whatever order, it submits only what is valid`(seed: UInt64) {
        var random = Seeded(seed)
        let pool: [String] = [
            "", " ", "yes", "no", "acme.com", "gmail.com", "Acme", "kim@acme.com", "1.000", "\u{0}", "🙂",
        ]
        let questions = Bool.random(using: &random) ? Fixture.questions() : Fixture.questions(Fixture.everything)
        var dialogue = Conversation()
        for turn in 0..<400 {
            let step = Step.all(of: .lead).randomElement(using: &random) ?? .company
            var values = fields(step, of: Fixture.fullyTyped)
            for field in step.fields where Int.random(in: 0..<6, using: &random) == 0 {
                values[field] = pool.randomElement(using: &random)
            }
            let before = dialogue
            let input: Conversation.Input =
                switch Int.random(in: 0..<8, using: &random) {
                case 0: .opened(domain: Bool.random(using: &random) ? "other.com" : nil)
                case 1: .closed
                case 2: .wentBack(from: step, values)
                default: .sent(step, values)
                }
            let action = dialogue.receive(input, with: questions)
            let place = "seed \(seed), turn \(turn)"
            for field in Field.allCases where !step.fields.contains(field) && field != .companyDomain {
                #expect(dialogue.typed[field] == before.typed[field], "\(place)")
            }
            guard case .submit(let answers, _) = action else { continue }
            let wrong = Step.allCases.flatMap { questions.mistakes(in: $0, dialogue.typed).keys }
            #expect(wrong.isEmpty, "\(place)")
            #expect(questions.answers(dialogue.typed) == answers, "\(place)")
            #expect(dialogue.typed[.consent] == "yes", "\(place)")
            dialogue.markSubmitted()
            #expect(dialogue.receive(input, with: questions) == .showResult, "\(place)")
            dialogue = Conversation()
        }
    }
}
