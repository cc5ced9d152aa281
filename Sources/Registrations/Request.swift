public import FoundationEssentials

/// The end customer.
public struct Prospect: Hashable, Sendable {
    public let name: CompanyName
    public let domain: DomainName

    public init(name: CompanyName, domain: DomainName) {
        self.name = name
        self.domain = domain
    }
}

/// The person at the prospect.
public struct Contact: Hashable, Sendable {
    public let name: String
    public let email: EmailAddress
    public let role: String?

    public init(name: String, email: EmailAddress, role: String?) {
        self.name = name
        self.email = email
        self.role = role
    }
}

/// Evidence that the submitter confirmed the consent text.
public struct Consent: Hashable, Sendable {
    public let person: Person
    public let text: String
    public let language: Language
    public let version: String
    public let at: Date
    public let channel: Channel

    public init(person: Person, text: String, language: Language, version: String, at: Date, channel: Channel) {
        self.person = person
        self.text = text
        self.language = language
        self.version = version
        self.at = at
        self.channel = channel
    }
}

/// What the submitter said, every answer parsed.
public struct Answers: Hashable, Sendable {
    public var prospect: Prospect
    public var contact: Contact
    public var problem: String
    public var solutionFit: String?
    public var servicesNeeded: String?
    public var stage: Stage?
    public var sourceKind: SourceKind?
    public var geography: String?
    public var targetRevenue: Amount?
    public var productInterest: String?
    public var competitors: String?
    /// The part of the company that buys, where the policy protects business units.
    public var businessUnit: String?
    /// What the customer calls the project, where the policy protects opportunities.
    public var opportunity: String?
    /// The day a public tender was published, as `YYYY-MM-DD`; nil where there is none yet.
    public var tenderPublished: String?
    /// What proves that it replaces something: a link, or what the document says.
    public var replacement: String?

    public init(prospect: Prospect, contact: Contact, problem: String) {
        self.prospect = prospect
        self.contact = contact
        self.problem = problem
    }
}

/// A claim before it is decided upon: who claims what, with consent.
public struct Request: Hashable, Sendable {
    public let id: RegistrationID
    public let caseNumber: CaseNumber
    public let draft: DraftID
    public let partner: Partner
    public let submitter: Person
    public let room: Room?
    public let language: Language
    public let answers: Answers
    public let consent: Consent?
    /// What makes it a deal; nil for a lead.
    public let deal: Progress.Deal?
    /// The reviewer who registers for the partner; nil where the partner does it itself.
    public let assignedBy: Reviewing?

    public init(
        id: RegistrationID,
        caseNumber: CaseNumber,
        draft: DraftID,
        partner: Partner,
        submitter: Person,
        room: Room?,
        language: Language,
        answers: Answers,
        consent: Consent?,
        deal: Progress.Deal? = nil,
        assignedBy: Reviewing? = nil
    ) {
        self.id = id
        self.caseNumber = caseNumber
        self.draft = draft
        self.partner = partner
        self.submitter = submitter
        self.room = room
        self.language = language
        self.answers = answers
        self.consent = consent
        self.deal = deal
        self.assignedBy = assignedBy
    }
}
