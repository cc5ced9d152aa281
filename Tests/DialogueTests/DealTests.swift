import Registrations
import Testing

@testable import Dialogue

@Suite struct DealTests {
    private static let questions = Fixture.questions(kind: .deal)
    private static let words = String(repeating: "a", count: 2_001)

    static let mistakes: [(Field, String?, Mistake?)] = [
        (.stage, nil, .missing), (.stage, "evaluation", nil), (.stage, "soon", .notAnOption),
        (.amount, nil, .missing), (.amount, "120.000", nil), (.amount, "120,000", nil), (.amount, "99,5", nil),
        (.amount, "0", .notPositive), (.amount, "0,00", .notPositive), (.amount, "-5", .notPositive),
        (.amount, "a lot", .notPositive), (.amount, "€ 100", .notPositive),
        (.expectedClose, nil, .missing), (.expectedClose, "2026-03-03", nil), (.expectedClose, "2026-03-02", .dayOver),
        (.expectedClose, "03.03.2028", nil), (.expectedClose, "4. 3. 2028", .dayTooFar),
        (.expectedClose, "25.12.2026", nil), (.expectedClose, "25 December 2026", nil),
        (.expectedClose, "25. Dezember", nil), (.expectedClose, "31 February 2027", .notADay),
        (.expectedClose, "tomorrow", .notADay), (.expectedClose, "25 December 2026 14:00", .notADay),
        (.expectedClose, "31.2.2027", .notADay), (.expectedClose, "next year", .notADay),
        (.expectedClose, "12/25/2026", .notADay), (.expectedClose, "1.1.26", .notADay),
        (.nextStep, nil, .missing), (.nextStep, "-", .missing), (.nextStep, "Call", nil),
        (.nextStep, words, .tooLong(limit: 2_000)),
        (.coSell, nil, nil), (.coSell, "yes", nil), (.coSell, "maybe", .notAnOption),
        (.material, nil, nil), (.material, "https://a.example", nil), (.material, words, .tooLong(limit: 2_000)),
    ]

    @Test(arguments: mistakes)
    func `each answer of a deal is read, and its mistake named`(field: Field, text: String?, mistake: Mistake?) {
        #expect(Self.questions.dealMistakes(text.map { [field: $0] } ?? [:])[field] == mistake)
    }

    @Test func `the answers of a deal make one`() throws {
        let deal = try #require(Self.questions.deal(Fixture.dealTyped))
        #expect(deal.amount == Amount(minorUnits: 12_000_000) && deal.expectedClose == "2026-12-25")
        #expect(deal.stage == .evaluation && deal.wantsCoSell && deal.material == "https://files.example/1")
        #expect(Fixture.questions().deal(Fixture.dealTyped) == nil)
        for field in [Field.amount, .expectedClose, .nextStep] {
            #expect(Self.questions.deal(Fixture.dealTyped.filter { $0.key != field }) == nil, "\(field)")
        }
    }

    @Test func `a deal is asked for in a step of its own, before the consent`() throws {
        var dialogue = Conversation(typed: Fixture.typed.merging(Fixture.dealTyped) { first, _ in first })
        let opportunity = dialogue.typed.filter { Step.opportunity.fields.contains($0.key) }
        #expect(dialogue.receive(.sent(.opportunity, opportunity), with: Self.questions) == .ask(.deal))
        let deal = dialogue.typed.filter { Step.deal.fields.contains($0.key) }
        #expect(dialogue.receive(.sent(.deal, deal), with: Self.questions) == .ask(.consent))
        #expect(dialogue.receive(.wentBack(from: .consent, [:]), with: Self.questions) == .ask(.deal))
        #expect(dialogue.receive(.wentBack(from: .deal, deal), with: Self.questions) == .ask(.opportunity))
        let answers = try #require(Self.questions.answers(dialogue.typed))
        let end = dialogue.receive(.sent(.consent, [.consent: "yes"]), with: Self.questions)
        #expect(end == .submit(answers, Self.questions.deal(Fixture.dealTyped)))
    }

    @Test func `a deal without its answers is led back to them`() {
        var dialogue = Conversation(typed: Fixture.typed.merging([.stage: "evaluation"]) { first, _ in first })
        #expect(dialogue.receive(.sent(.consent, [.consent: "yes"]), with: Self.questions) == .ask(.deal))
    }

    @Test func `a lead is not asked for a deal's answers, whatever the file says`() {
        let questions = Fixture.questions(Fixture.everything)
        #expect(Field.ofDeals.allSatisfy { !questions.asks($0) })
        #expect(Field.ofDeals.allSatisfy { Self.questions.asks($0) })
    }

    @Test func `the last view of a deal shows what is registered`() {
        let wizard = Wizard(Fixture.book(.english), Fixture.policy(), Self.questions)
        let typed = Fixture.typed.merging(Fixture.dealTyped) { first, _ in first }
        let form = wizard.form(.consent, of: DraftID("d"), typed: typed, standing: nil)
        #expect(form.words.contains("120.000") && form.words.contains("2026-12-25"))
        #expect(form.words.contains("Call"))
        let step = wizard.form(.deal, of: DraftID("d"), typed: typed, standing: nil)
        #expect(step.inputs.map(\.id) == ["amount", "expected_close", "next_step", "co_sell", "material"])
        #expect(step.inputs.map(\.isRequired) == [true, true, true, false, false])
        #expect(step.submit == "Next" && step.buttons.map(\.verb) == [.registerBack])
    }

    @Test func `the form that makes a lead a deal knows what was said`() throws {
        let file = try States.approved()
        let form = Fixture.book(.english).dealForm(file, typed: [.amount: "7"])
        #expect(form.name == .deal && form.token == "r1")
        #expect(form.inputs.map(\.id) == ["stage", "amount", "expected_close", "next_step", "co_sell", "material"])
        #expect(form.inputs.map(\.value) == ["evaluation", "7", nil, nil, nil, nil])
        let again = Fixture.book(.english).dealForm(try States.approved { $0.progress.deal = States.deal })
        #expect(again.inputs.map(\.value) == ["evaluation", "120000", "2026-12-25", "4711", "yes", "4712"])
    }

    @Test func `inputs are read by their fields`() {
        let typed = Questionnaire.fields(["amount": " 7 ", "material": "  ", "other": "x", "next_step": "Call"])
        #expect(typed == [.amount: "7", .nextStep: "Call"])
    }
}

@Suite struct ReopeningTests {
    private let questions = Fixture.questions(Fixture.everything)
    private let fields: [Field] = [.contactEmail, .contactRole, .targetRevenue, .tenderPublished, .stage]

    @Test func `only the opened answers change`() throws {
        let before = try #require(questions.answers(Fixture.fullyTyped))
        let typed: [Field: String] = [
            .contactEmail: "lee@acme.com", .contactRole: "CTO", .targetRevenue: "1.000", .tenderPublished: "4.3.2026",
            .stage: "new_introduction", .problem: "Else", .companyDomain: "other.com",
        ]
        var wanted = before
        wanted.contact = Contact(name: "Kim Doe", email: try #require(EmailAddress("lee@acme.com")), role: "CTO")
        wanted.targetRevenue = Amount(minorUnits: 100_000)
        wanted.tenderPublished = "2026-03-04"
        wanted.stage = .newIntroduction
        #expect(questions.reopened(fields, typed: typed, from: before) == .changed(wanted, nil))
        #expect(
            questions.reopened([.companyDomain, .consent, .amount], typed: typed, from: before) == .changed(before, nil)
        )
    }

    @Test func `a wrong answer is named and nothing changes`() throws {
        let before = try #require(questions.answers(Fixture.fullyTyped))
        let typed: [Field: String] = [.contactEmail: "lee", .tenderPublished: "soon"]
        let mistakes: [Field: Mistake] = [
            .contactEmail: .notAnAddress, .contactRole: .missing, .targetRevenue: .missing, .tenderPublished: .notADay,
            .stage: .missing,
        ]
        #expect(questions.reopened(fields, typed: typed, from: before) == .mistakes(mistakes))
    }

    @Test func `an optional answer can be taken away`() throws {
        let questions = Fixture.questions()
        let before = try #require(Fixture.questions(Fixture.everything).answers(Fixture.fullyTyped))
        guard
            case .changed(let after, nil) = questions.reopened([.contactRole, .solutionFit], typed: [:], from: before)
        else {
            Issue.record("not changed")
            return
        }
        #expect(after.contact.role == nil && after.solutionFit == nil && after.servicesNeeded == "All")
    }

    @Test func `the answers that were opened stand in the form as they were`() throws {
        var registration = try Fixture.registration(.needsInformation)
        let opened: [Field] = [.stage, .targetRevenue, .companyName, .tenderPublished]
        registration.question = .init(text: "?", by: "Rita", at: Fixture.now, fields: opened)
        let form = Fixture.book(.english).answerForm(Fixture.file(registration))
        #expect(form.inputs.map(\.id) == ["stage", "target_revenue", "tender_published", "answer"])
        #expect(form.inputs.map(\.value) == ["evaluation", "12500.50", "2026-03-01", nil])
        #expect(form.inputs.last?.isRequired == false)
        registration.question = .init(text: "?", by: "Rita", at: Fixture.now)
        #expect(Fixture.book(.english).answerForm(Fixture.file(registration)).inputs.map(\.isRequired) == [true])
    }

    @Test func `what may be opened again is what the policy says, and no more`() throws {
        let policy = Fixture.policy { $0.reopenable = [.stage, .problem, .companyName, .consent, .amount] }
        let form = Fixture.book(.english).askForm(Fixture.file(try Fixture.registration(), policy: policy))
        #expect(form.inputs.map(\.id) == ["question", "fields"])
        #expect(form.options.map(\.value) == ["stage", "problem"])
        let none = Fixture.policy { $0.reopenable = [] }
        #expect(
            Fixture.book(.english).askForm(Fixture.file(try Fixture.registration(), policy: none)).inputs.count == 1
        )
    }

    @Test(
        arguments: [(nil, []), ("", []), ("stage", ["stage"]), ("stage,problem", ["stage", "problem"])]
            as [(String?, [String])]
    )
    func `several that were chosen come back joined`(value: String?, chosen: [String]) {
        #expect(Form.chosen(value) == chosen)
    }
}
