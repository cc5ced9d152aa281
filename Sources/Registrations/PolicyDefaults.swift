extension Policy {
    /// By default eleven answers, six of them required.
    public static let defaultQuestions: [Field: Requirement] = [
        .companyName: .required, .companyDomain: .required, .contactName: .required, .contactEmail: .required,
        .contactRole: .optional, .problem: .required, .solutionFit: .optional, .servicesNeeded: .optional,
        .stage: .optional, .sourceKind: .optional, .geography: .off, .targetRevenue: .off, .productInterest: .off,
        .competitors: .off, .businessUnit: .off, .opportunity: .off, .tenderPublished: .off,
        .replacement: .off, .consent: .required,
    ]

    /// Every answer but those that say which company it is and the consent.
    public static let defaultReopenable: [Field] = Field.allCases.filter {
        ![.companyName, .companyDomain, .consent].contains($0)
    }

    /// The rules whose weight a policy file may choose, with the weight they have otherwise.
    public static let defaultSeverities: [Check.Rule: Severity] = [
        .similarName: .flag, .existingCustomer: .flag, .territory: .flag, .partnerCaps: .block, .domainKind: .flag,
        .directSale: .flag, .eligibility: .block, .dealSize: .flag, .coolDown: .block, .tender: .block,
        .documents: .flag,
    ]

    public static let defaultCalendar = Calendar(
        opensAtMinute: 9 * 60,
        closesAtMinute: 17 * 60,
        workdays: [1, 2, 3, 4, 5],
        holidays: []
    )

    public static let defaultReasons: [RejectionReason] = [
        RejectionReason(
            id: "existing_opportunity",
            text: [
                .english: "We are already working on this opportunity.",
                .german: "An dieser Gelegenheit arbeiten wir bereits.",
            ]
        ),
        RejectionReason(
            id: "existing_customer",
            text: [
                .english: "This company is already a customer for what you propose.",
                .german: "Dieses Unternehmen ist dafür bereits Kunde.",
            ]
        ),
        RejectionReason(
            id: "outside_territory",
            text: [
                .english: "The company is outside the territory of your agreement.",
                .german: "Das Unternehmen liegt außerhalb Ihres Vertragsgebiets.",
            ]
        ),
        RejectionReason(
            id: "not_qualified",
            text: [
                .english: "There is not enough yet to show that this is an opportunity.",
                .german: "Es ist noch nicht zu erkennen, dass daraus eine Gelegenheit wird.",
            ]
        ),
        RejectionReason(
            id: "prospect_held",
            text: [
                .english: "The prospect is protected for somebody else.",
                .german: "Der Interessent ist bereits anderweitig geschützt.",
            ]
        ),
        RejectionReason(
            id: "other",
            text: [.english: "Another reason, given below.", .german: "Ein anderer Grund, siehe unten."]
        ),
    ]

    public static let defaultConsent = ConsentText(
        version: "1",
        text: [
            .english: """
            I may pass on this contact's details for this purpose, the contact knows or will be told about it, and \
            what I entered is true to my knowledge.
            """,
            .german: """
            Ich darf die Angaben zu dieser Person für diesen Zweck weitergeben, sie weiß davon oder wird darüber \
            informiert, und meine Angaben sind nach meinem Wissen richtig.
            """,
        ]
    )

    /// The rules of the tier, each gap filled with what the policy says for all.
    public func tier(named name: String) -> Tier {
        let own = tiers[name] ?? defaultTier
        return Tier(
            openCap: own.openCap ?? defaultTier.openCap,
            weeklyCap: own.weeklyCap ?? defaultTier.weeklyCap,
            hold: own.hold ?? defaultTier.hold ?? hold.length,
            answer: own.answer ?? defaultTier.answer ?? duties[.answer]?.within
        )
    }

    /// The reviewer behind a signed actor; nil for everybody else.
    public func reviewer(_ person: Person) -> Reviewer? {
        reviewers.first { $0.people.contains(person) }
    }

    public func reviewer(named name: String) -> Reviewer? {
        reviewers.first { $0.name == name }
    }

    public var managers: [Reviewer] { reviewers.filter(\.isManager) }

    /// Who decides on a claim for that territory: the first reviewer who has it, or whoever stands in.
    public func route(territory: String?) -> String {
        let wanted = territory?.lowercased()
        let found = reviewers.first { $0.territories.contains { $0.lowercased() == wanted } }
        return standIn(for: found?.name ?? routing.fallback)
    }

    /// The reviewer of that name; while absent the deputy, else the fallback.
    public func standIn(for name: String) -> String {
        guard let first = reviewer(named: name) ?? reviewer(named: routing.fallback) else { return routing.fallback }
        guard first.isAbsent else { return first.name }
        let others = [first.deputy, routing.fallback].compactMap { $0.flatMap { reviewer(named: $0) } }
        return (others.first { !$0.isAbsent } ?? first).name
    }

    /// The company a domain counts as.
    public func company(of domain: DomainName) -> CompanyKey {
        CompanyKey((aliases[domain] ?? domain).ascii)
    }

    /// Every key a claim on the company of that domain may stand under: aliases may have come after the claim.
    public func companies(of domain: DomainName) -> [CompanyKey] {
        let target = aliases[domain] ?? domain
        let others = aliases.filter { $0.value == target }.keys.map(\.ascii).sorted()
        return ([target.ascii] + others).map { CompanyKey($0) }
    }

    public func requirement(_ field: Field) -> Requirement {
        questions[field] ?? .off
    }

    public func severity(_ rule: Check.Rule) -> Severity {
        severities[rule] ?? .block
    }
}
