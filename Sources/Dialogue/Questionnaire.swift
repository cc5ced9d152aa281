public import Registrations

/// Which answers are asked, and how each is read.
public struct Questionnaire: Sendable {
    /// More is not even kept; counted as Unicode scalars, because one character can carry any number of marks.
    private static let keptScalars = 3_000
    private static let lineLimit = 200
    private static let paragraphLimit = 2_000
    private static let amountLimitDigits = 15
    private static let groupDigits = 3

    private let requirements: [Field: Policy.Requirement]
    private let domains: any DomainReader
    private let legalForms: LegalForms

    public init(_ policy: Policy, domains: any DomainReader, legalForms: LegalForms) {
        requirements = policy.questions
        self.domains = domains
        self.legalForms = legalForms
    }

    public func asks(_ field: Field) -> Bool { requirement(field) != .off }

    public func isRequired(_ field: Field) -> Bool { requirement(field) == .required }

    /// The longest answer, in Unicode scalars.
    public static func limit(_ field: Field) -> Int {
        switch field {
        case .problem, .solutionFit, .servicesNeeded, .competitors: paragraphLimit
        case .companyName, .companyDomain, .contactName, .contactEmail, .contactRole, .stage, .sourceKind, .geography,
            .targetRevenue, .productInterest, .consent:
            lineLimit
        }
    }

    /// What is wrong with a step's answers.
    public func mistakes(in step: Step, _ typed: [Field: String]) -> [Field: Mistake] {
        var mistakes: [Field: Mistake] = [:]
        for field in step.fields where asks(field) {
            if let mistake = mistake(in: field, typed[field]) { mistakes[field] = mistake }
        }
        return mistakes
    }

    /// Every answer parsed; nil while one is missing or wrong.
    public func answers(_ all: [Field: String]) -> Answers? {
        let typed = all.filter { asks($0.key) }
        guard let name = companyName(typed[.companyName]), let domain = companyDomain(typed[.companyDomain]),
            let contactName = typed[.contactName], let email = typed[.contactEmail].flatMap({ EmailAddress($0) }),
            let problem = typed[.problem]
        else { return nil }
        var answers = Answers(
            prospect: Prospect(name: name, domain: domain),
            contact: Contact(name: contactName, email: email, role: typed[.contactRole]),
            problem: problem
        )
        answers.solutionFit = typed[.solutionFit]
        answers.servicesNeeded = typed[.servicesNeeded]
        answers.stage = typed[.stage].flatMap { Stage(rawValue: $0) }
        answers.sourceKind = typed[.sourceKind].flatMap { SourceKind(rawValue: $0) }
        answers.geography = typed[.geography]
        answers.targetRevenue = typed[.targetRevenue].flatMap { Self.amount($0) }
        answers.productInterest = typed[.productInterest]
        answers.competitors = typed[.competitors]
        return answers
    }

    /// The prospect as far as it is typed.
    public func prospect(_ typed: [Field: String]) -> Prospect? {
        guard let name = companyName(typed[.companyName]), let domain = companyDomain(typed[.companyDomain]) else {
            return nil
        }
        return Prospect(name: name, domain: domain)
    }

    public static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }

    static func bounded(_ text: String) -> String { String(text.unicodeScalars.prefix(keptScalars)) }

    private func requirement(_ field: Field) -> Policy.Requirement { requirements[field] ?? .off }

    private func companyName(_ text: String?) -> CompanyName? {
        text.flatMap { CompanyName($0, legalForms: legalForms) }
    }

    private func companyDomain(_ text: String?) -> DomainName? {
        guard let text, case .company(let domain, _) = domains.read(text) else { return nil }
        return domain
    }

    private func mistake(in field: Field, _ text: String?) -> Mistake? {
        guard let text else {
            guard isRequired(field) else { return nil }
            return field == .consent ? .notTicked : .missing
        }
        guard text.unicodeScalars.count <= Self.limit(field) else { return .tooLong(limit: Self.limit(field)) }
        switch field {
        case .companyName: return companyName(text) == nil ? .notAName : nil
        case .companyDomain: return domainMistake(text)
        case .contactEmail: return emailMistake(text)
        case .stage: return Stage(rawValue: text) == nil ? .notAnOption : nil
        case .sourceKind: return SourceKind(rawValue: text) == nil ? .notAnOption : nil
        case .targetRevenue: return Self.amount(text) == nil ? .notAnAmount : nil
        case .consent: return text == "yes" ? nil : .notTicked
        case .contactName, .contactRole, .problem, .solutionFit, .servicesNeeded, .geography, .productInterest,
            .competitors:
            // A dash is an answer where none is needed.
            return !isRequired(field) || Self.saysSomething(text) ? nil : .missing
        }
    }

    private static func saysSomething(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.properties.isAlphabetic || ("0"..."9").contains($0) }
    }

    private func domainMistake(_ text: String) -> Mistake? {
        switch domains.read(text) {
        case .company: nil
        case .freeMail(let domain): .mailProvider(domain.display)
        case .disposable(let domain): .throwAwayMail(domain.display)
        case .sharedHost(let domain): .sharedHost(domain.display)
        case .publicSuffix(let suffix): .publicSuffix(suffix)
        case .ipLiteral: .ipAddress
        case .unreadable: .notADomain
        }
    }

    private func emailMistake(_ text: String) -> Mistake? {
        guard let address = EmailAddress(text) else { return .notAnAddress }
        switch domains.read(address.domain) {
        case .company, .freeMail, .sharedHost: return nil
        case .disposable(let domain): return .throwAwayMail(domain.display)
        case .publicSuffix, .ipLiteral, .unreadable: return .notAnAddress
        }
    }

    /// Reads `100000`, `100.000`, `100,000.50`, `100 000,5`: the last separator with one or two digits is the decimal.
    static func amount(_ text: String) -> Amount? {
        let kept = text.filter { !$0.isWhitespace && $0 != "'" && $0 != "’" }
        var whole = kept[...]
        var cents = 0
        if let mark = kept.lastIndex(where: { $0 == "." || $0 == "," }) {
            let digits = kept[kept.index(after: mark)...]
            if (1...2).contains(digits.count) {
                guard let number = number(digits) else { return nil }
                whole = kept[..<mark]
                cents = number * (digits.count == 1 ? 10 : 1)
            }
        }
        guard let units = wholeUnits(whole) else { return nil }
        return Amount(minorUnits: units * 100 + cents)
    }

    /// Digits alone, or in groups of three with one kind of separator.
    private static func wholeUnits(_ text: Substring) -> Int? {
        guard let separator = text.first(where: { $0 == "." || $0 == "," }) else { return number(text) }
        let groups = text.split(separator: separator, omittingEmptySubsequences: false)
        guard let first = groups.first, (1...groupDigits).contains(first.count),
            groups.dropFirst().allSatisfy({ $0.count == groupDigits })
        else { return nil }
        return number(groups.joined())
    }

    private static func number(_ digits: some StringProtocol) -> Int? {
        guard digits.count <= amountLimitDigits, digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
        return Int(digits)
    }
}
