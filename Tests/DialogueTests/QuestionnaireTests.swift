import Registrations
import Testing

@testable import Dialogue

@Suite struct QuestionnaireTests {
    static let long = String(repeating: "a", count: 2_001)

    static let mistakes: [(Field, String?, Mistake?)] = [
        (.companyName, nil, .missing), (.companyName, "Acme", nil), (.companyName, "!!!", .notAName),
        (.companyName, String(long.prefix(201)), .tooLong(limit: 200)),
        (.companyDomain, nil, .missing), (.companyDomain, "acme.com", nil),
        (.companyDomain, "kim@acme.co.uk", nil), (.companyDomain, "https://shop.acme.com/?q=1", nil),
        (.companyDomain, "acme", .notADomain), (.companyDomain, "not a domain", .notADomain),
        (.companyDomain, "gmail.com", .mailProvider("gmail.com")),
        (.companyDomain, "kim@web.de", .mailProvider("web.de")),
        (.companyDomain, "mailinator.com", .throwAwayMail("mailinator.com")),
        (.companyDomain, "linkedin.com/company/acme", .sharedHost("linkedin.com")),
        (.companyDomain, "co.uk", .publicSuffix("co.uk")), (.companyDomain, "192.168.0.1", .ipAddress),
        (.companyDomain, "http://[::1]/", .ipAddress),
        (.contactName, nil, .missing), (.contactName, "-", .missing), (.contactName, "Ö", nil),
        (.contactName, "李", nil),
        (.contactEmail, nil, .missing), (.contactEmail, "kim", .notAnAddress),
        (.contactEmail, "kim@acme", .notAnAddress), (.contactEmail, "kim@co.uk", .notAnAddress),
        (.contactEmail, "kim@gmail.com", nil), (.contactEmail, "kim@mailinator.com", .throwAwayMail("mailinator.com")),
        (.contactEmail, "kim@acme.com", nil), (.contactEmail, "kim@10.0.0.1", .notAnAddress),
        (.contactRole, nil, nil), (.contactRole, "-", nil), (.contactRole, "🙂", nil),
        (.problem, nil, .missing), (.problem, "...", .missing), (.problem, "3", nil),
        (.problem, long, .tooLong(limit: 2_000)), (.problem, String(long.dropLast()), nil),
        (.solutionFit, nil, nil), (.solutionFit, long, .tooLong(limit: 2_000)),
        (.stage, nil, nil), (.stage, "evaluation", nil), (.stage, "closed", .notAnOption),
        (.sourceKind, "reseller", nil), (.sourceKind, "RESELLER", .notAnOption),
        (.consent, nil, .notTicked), (.consent, "yes", nil), (.consent, "true", .notTicked),
    ]

    @Test(arguments: mistakes)
    func `each answer is read, and its mistake named`(field: Field, text: String?, mistake: Mistake?) {
        let found = Fixture.questions().mistakes(in: step(of: field), text.map { [field: $0] } ?? [:])
        #expect(found[field] == mistake)
    }

    private func step(of field: Field) -> Step { Step.allCases.first { $0.fields.contains(field) } ?? .company }

    @Test func `every mistake there is can be made`() {
        let made = Set(Self.mistakes.compactMap { $0.2.map(Self.kind) })
        let others = [
            Mistake.notAnAmount, .notPositive, .notADay, .dayOver, .dayTooFar, .alreadyYours(CaseNumber(random: 1)),
        ].map(Self.kind)
        #expect(made.union(others).count == 18)
    }

    private static func kind(_ mistake: Mistake) -> String { "\(mistake)".prefix { $0 != "(" }.description }

    @Test func `each field stands in exactly one step`() {
        #expect(Step.allCases.flatMap(\.fields).count == Field.allCases.count)
        #expect(Set(Step.allCases.flatMap(\.fields)) == Set(Field.allCases))
    }

    @Test func `by default eleven answers are asked, six of them required`() {
        let questions = Fixture.questions()
        #expect(Field.allCases.count { questions.asks($0) } == 11)
        #expect(Field.allCases.filter { questions.isRequired($0) } == Field.alwaysRequired)
    }

    @Test(
        arguments: [
            ("100000", 10_000_000), ("100.000", 10_000_000), ("100,000.50", 10_000_050), ("100.000,50", 10_000_050),
            ("100 000,5", 10_000_050), ("1'000'000", 100_000_000), ("1’000.5", 100_050), ("0", 0), ("0,05", 5),
            ("12.5", 1_250),
            ("1.000", 100_000), ("1,000,000", 100_000_000), ("1.234.567,8", 123_456_780), ("007", 700),
            ("999999999999999", 99_999_999_999_999_900), (" 12 ", 1_200),
            ("", nil), ("-5", nil), ("€ 100", nil), ("1e9", nil), ("ten", nil), ("1.", nil), (".5", nil), (",", nil),
            ("1000000000000000", nil), ("12.3456", nil), ("1.2345,00", nil), ("1,00,000", nil), ("100.00.00", nil),
            ("1.000,000.5", nil), ("١٢", nil), ("½", nil), ("1..000", nil), (".", nil),
        ] as [(String, Int?)]
    )
    func `an amount is read as people write it, or not at all`(text: String, minorUnits: Int?) {
        #expect(Questionnaire.amount(text)?.minorUnits == minorUnits)
    }

    @Test func `all answers together make the claim`() throws {
        let answers = try #require(Fixture.questions(Fixture.everything).answers(Fixture.fullyTyped))
        #expect(answers.prospect.domain.ascii == "acme.com" && answers.prospect.name.legalForm == "GmbH")
        #expect(answers.stage == .evaluation && answers.sourceKind == .referral)
        #expect(answers.targetRevenue == Amount(minorUnits: 1_250_050))
        #expect(answers.contact.role == "CFO" && answers.geography == "DE" && answers.competitors == "None")
    }

    @Test func `what the policy does not ask any more does not count`() throws {
        let answers = try #require(Fixture.questions().answers(Fixture.fullyTyped))
        #expect(answers.geography == nil && answers.competitors == nil && answers.targetRevenue == nil)
    }

    @Test func `without one of the required answers there is no claim`() {
        for field in Field.alwaysRequired where field != .consent {
            var typed = Fixture.typed
            typed[field] = nil
            #expect(Fixture.questions().answers(typed) == nil, "\(field)")
        }
    }
}
