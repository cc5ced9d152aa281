public import Registrations

/// Which answers are asked, and how each is read.
public struct Questionnaire: Sendable {
    /// More is not even kept; counted as Unicode scalars, because one character can carry any number of marks.
    private static let keptScalars = 3_000
    private static let lineLimit = 200
    private static let paragraphLimit = 2_000
    static let amountLimitDigits = 15
    private static let farthestCloseMonths = 24
    static let groupDigits = 3

    private let requirements: [Field: Policy.Requirement]
    private let domains: any DomainReader
    private let legalForms: LegalForms
    /// What is registered: a deal is asked more.
    public let kind: Registration.Kind
    private let today: CivilDate?
    private let named: CompanyName?

    /// Without `today`, the program's, a day is not measured against it.
    ///
    /// `named` is a name that was read already: reading the same text again would say the same.
    public init(
        _ policy: Policy,
        domains: any DomainReader,
        legalForms: LegalForms,
        kind: Registration.Kind = .lead,
        today: CivilDate? = nil,
        named: CompanyName? = nil
    ) {
        requirements = policy.questions
        self.domains = domains
        self.legalForms = legalForms
        self.kind = kind
        self.today = today
        self.named = named
    }

    public func asks(_ field: Field) -> Bool { requirement(field) != .off }

    public func isRequired(_ field: Field) -> Bool { requirement(field) == .required }

    /// The longest answer, in Unicode scalars.
    public static func limit(_ field: Field) -> Int {
        switch field {
        case .problem, .solutionFit, .servicesNeeded, .competitors, .replacement, .nextStep, .material:
            paragraphLimit
        case .companyName, .companyDomain, .contactName, .contactEmail, .contactRole, .stage, .sourceKind, .geography,
            .targetRevenue, .productInterest, .businessUnit, .opportunity, .tenderPublished, .amount, .expectedClose,
            .coSell, .consent:
            lineLimit
        }
    }

    /// What is wrong with a step's answers.
    public func mistakes(in step: Step, _ typed: [Field: String]) -> [Field: Mistake] {
        mistakes(among: step.fields, typed)
    }

    func mistakes(among fields: [Field], _ typed: [Field: String]) -> [Field: Mistake] {
        var mistakes: [Field: Mistake] = [:]
        for field in fields where asks(field) {
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
        answers.businessUnit = typed[.businessUnit]
        answers.opportunity = typed[.opportunity]
        answers.replacement = typed[.replacement]
        answers.tenderPublished = typed[.tenderPublished].flatMap { Self.day($0)?.text }
        return answers
    }

    /// What makes it a deal, parsed; nil for a lead, and while something is missing or wrong.
    public func deal(_ typed: [Field: String]) -> Progress.Deal? {
        guard kind == .deal, let amount = typed[.amount].flatMap({ Self.amount($0) }), amount.minorUnits > 0,
            let close = close(typed[.expectedClose]), let next = typed[.nextStep]
        else { return nil }
        return Progress.Deal(
            stage: typed[.stage].flatMap { Stage(rawValue: $0) },
            amount: amount,
            expectedClose: close.text,
            nextStep: next,
            wantsCoSell: typed[.coSell] == "yes",
            material: typed[.material]
        )
    }

    func close(_ text: String?) -> CivilDate? { text.flatMap { Self.day($0, today: today) } }

    /// What is wrong with the answers of the form that makes a lead a deal.
    public func dealMistakes(_ typed: [Field: String]) -> [Field: Mistake] {
        mistakes(among: [.stage] + Field.ofDeals, typed)
    }

    /// The inputs of a form by their fields, trimmed and bounded; blanks and what is none are left out.
    public static func fields(_ typed: [String: String]) -> [Field: String] {
        typed.reduce(into: [:]) { fields, entry in
            let value = trimmed(entry.value)
            if let field = Field(rawValue: entry.key), !value.isEmpty { fields[field] = bounded(value) }
        }
    }

    /// The prospect as far as it is typed; nil while its step has a mistake.
    public func prospect(_ typed: [Field: String]) -> Prospect? {
        guard Step.company.fields.allSatisfy({ field in typed[field].map { Self.isShort($0, for: field) } ?? true }),
            let name = companyName(typed[.companyName]), let domain = companyDomain(typed[.companyDomain])
        else {
            return nil
        }
        return Prospect(name: name, domain: domain)
    }

    public static func trimmed(_ text: String) -> String {
        if let first = text.utf8.first, let last = text.utf8.last, isShown(first), isShown(last) { return text }
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }

    /// Printable ASCII without the space, the common case: it needs no look into Unicode's tables.
    private static func isShown(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) }

    static func bounded(_ text: String) -> String {
        // Never more scalars than bytes, and bytes are counted already.
        text.utf8.count <= keptScalars ? text : String(text.unicodeScalars.prefix(keptScalars))
    }

    private func requirement(_ field: Field) -> Policy.Requirement {
        switch kind {
        case .lead: Field.ofDeals.contains(field) ? .off : requirements[field] ?? .off
        case .deal where Field.requiredOfDeals.contains(field): .required
        case .deal: requirements[field] ?? (Field.ofDeals.contains(field) ? .optional : .off)
        }
    }

    private func companyName(_ text: String?) -> CompanyName? {
        if let named, let text, named.typed.utf8.elementsEqual(text.utf8) { return named }
        return text.flatMap { CompanyName($0, legalForms: legalForms) }
    }

    private func companyDomain(_ text: String?) -> DomainName? {
        guard let text, case .company(let domain, _) = domains.read(text) else { return nil }
        return domain
    }

    func mistake(in field: Field, _ text: String?) -> Mistake? {
        guard let text else {
            guard isRequired(field) else { return nil }
            return field == .consent ? .notTicked : .missing
        }
        guard Self.isShort(text, for: field) else { return .tooLong(limit: Self.limit(field)) }
        switch field {
        case .companyName: return companyName(text) == nil ? .notAName : nil
        case .companyDomain: return domainMistake(text)
        case .contactEmail: return emailMistake(text)
        case .stage: return Stage(rawValue: text) == nil ? .notAnOption : nil
        case .sourceKind: return SourceKind(rawValue: text) == nil ? .notAnOption : nil
        case .targetRevenue: return Self.amount(text) == nil ? .notAnAmount : nil
        case .amount: return (Self.amount(text)?.minorUnits ?? 0) > 0 ? nil : .notPositive
        case .expectedClose: return closeMistake(text)
        case .tenderPublished: return Self.day(text) == nil ? .notADay : nil
        case .coSell: return text == "yes" ? nil : .notAnOption
        case .consent: return text == "yes" ? nil : .notTicked
        case .contactName, .contactRole, .problem, .solutionFit, .servicesNeeded, .geography, .productInterest,
            .competitors, .businessUnit, .opportunity, .replacement, .nextStep, .material:
            // A dash is an answer where none is needed.
            return !isRequired(field) || Self.saysSomething(text) ? nil : .missing
        }
    }

    private static func isShort(_ text: String, for field: Field) -> Bool {
        // Never more scalars than bytes, and bytes are counted already.
        text.utf8.count <= limit(field) || text.unicodeScalars.count <= limit(field)
    }

    private func closeMistake(_ text: String) -> Mistake? {
        guard let day = Self.day(text, today: today) else { return .notADay }
        guard let today else { return nil }
        if day < today { return .dayOver }
        return day > today.adding(months: Self.farthestCloseMonths) ? .dayTooFar : nil
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private static func saysSomething(_ text: String) -> Bool {
        text.utf8.contains(where: isLetterOrDigit)
            || text.unicodeScalars.contains { $0.properties.isAlphabetic || ("0"..."9").contains($0) }
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
}
