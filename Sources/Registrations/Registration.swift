public import FoundationEssentials

/// The partner's claim on a prospect.
public struct Registration: Hashable, Sendable {
    public let id: RegistrationID
    public let caseNumber: CaseNumber
    public let draft: DraftID
    public let program: String
    public var kind: Kind
    public var status: Status
    public let partner: PartnerID
    public let submitter: Person
    public var room: Room?
    public let language: Language
    public var answers: Answers
    public let consent: Consent
    public let company: CompanyKey
    public var scope: ScopeKey
    public var checks: [Check]
    public let policyVersion: String
    public let submittedAt: Date
    public var decision: Decision?
    public var question: Question?
    public var hold: Hold?
    /// The name of the reviewer whose turn it is.
    public var reviewer: String
    /// Raised to make every link given out before it useless.
    public var linkGeneration: Int
    /// When the registration came to rest; links live on for a while after it.
    public var endedAt: Date?
    /// A manager lifted what the checks blocked.
    public var lifted: Lifted?
    /// Duties, meetings, approvals and appeals.
    public var progress: Progress

    public init(
        id: RegistrationID,
        caseNumber: CaseNumber,
        draft: DraftID,
        program: String,
        kind: Kind,
        status: Status,
        partner: PartnerID,
        submitter: Person,
        room: Room?,
        language: Language,
        answers: Answers,
        consent: Consent,
        company: CompanyKey,
        scope: ScopeKey,
        checks: [Check],
        policyVersion: String,
        submittedAt: Date,
        decision: Decision? = nil,
        question: Question? = nil,
        hold: Hold? = nil,
        reviewer: String,
        linkGeneration: Int = 1,
        endedAt: Date? = nil,
        lifted: Lifted? = nil,
        progress: Progress = Progress()
    ) {
        self.id = id
        self.caseNumber = caseNumber
        self.draft = draft
        self.program = program
        self.kind = kind
        self.status = status
        self.partner = partner
        self.submitter = submitter
        self.room = room
        self.language = language
        self.answers = answers
        self.consent = consent
        self.company = company
        self.scope = scope
        self.checks = checks
        self.policyVersion = policyVersion
        self.submittedAt = submittedAt
        self.decision = decision
        self.question = question
        self.hold = hold
        self.reviewer = reviewer
        self.linkGeneration = linkGeneration
        self.endedAt = endedAt
        self.lifted = lifted
        self.progress = progress
    }

    /// When the vendor owes a decision; nil while it owes none.
    public var answerDueAt: Date? {
        progress.duty(.answer).flatMap { $0.isRunning ? $0.due : nil }
    }

    /// A lead is the earliest claim; a deal is qualified.
    public enum Kind: String, Hashable, Sendable {
        case lead, deal
    }

    /// The states of PRODUCT.md.
    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case submitted, approved, rejected, won, lost, lapsed, withdrawn
        case needsInformation = "needs_information"

        /// Counts against the partner's caps and for duplicates.
        public var isOpen: Bool {
            switch self {
            case .submitted, .needsInformation, .approved: true
            case .rejected, .won, .lost, .lapsed, .withdrawn: false
            }
        }
    }

    /// What a reviewer decided, with name, time and reason.
    public struct Decision: Hashable, Sendable {
        public let outcome: Outcome
        public let by: String
        public let at: Date
        public let reason: String?
        public let text: String?

        public init(outcome: Outcome, by: String, at: Date, reason: String? = nil, text: String? = nil) {
            self.outcome = outcome
            self.by = by
            self.at = at
            self.reason = reason
            self.text = text
        }

        public enum Outcome: String, Hashable, Sendable {
            case approved, rejected
        }
    }

    /// What a reviewer wants to know, and the answer once given.
    public struct Question: Hashable, Sendable {
        public let text: String
        public let by: String
        public let at: Date
        public var answer: String?
        /// The answers that are open again.
        public let fields: [Field]

        public init(text: String, by: String, at: Date, answer: String? = nil, fields: [Field] = []) {
            self.text = text
            self.by = by
            self.at = at
            self.answer = answer
            self.fields = fields
        }
    }

    /// A manager's reason for letting a blocked claim be approved.
    public struct Lifted: Hashable, Sendable {
        public let by: String
        public let at: Date
        public let reason: String

        public init(by: String, at: Date, reason: String) {
            self.by = by
            self.at = at
            self.reason = reason
        }
    }
}

/// The protection: this partner, this prospect, this scope, until this instant.
public struct Hold: Hashable, Sendable {
    public let registration: RegistrationID
    public let partner: PartnerID
    public let company: CompanyKey
    public let scope: ScopeKey
    public let from: Date
    public var until: Date

    public init(
        registration: RegistrationID,
        partner: PartnerID,
        company: CompanyKey,
        scope: ScopeKey,
        from: Date,
        until: Date
    ) {
        self.registration = registration
        self.partner = partner
        self.company = company
        self.scope = scope
        self.from = from
        self.until = until
    }
}

extension Hold {
    /// The end of a hold that lasts as long as its registration stands: 2100-01-01.
    public static let openEnd = Date(timeIntervalSince1970: 4_102_444_800)

    /// Somebody else's protection that has not run out.
    public func isInForce(against other: PartnerID, at now: Date) -> Bool { partner != other && until > now }
}

extension [Hold] {
    /// The hold that stands in the way of a claim: in force, somebody else's, on what the claim is about.
    ///
    /// Where several may hold a prospect together, only a full house does. The receiver are the holds on the company
    /// whose rows are not ended.
    public func hindering(_ partner: PartnerID, _ scope: ScopeKey, under policy: Policy, at now: Date) -> Hold? {
        let others = filter { $0.isInForce(against: partner, at: now) && $0.scope.overlaps(scope) }
        guard others.count >= policy.conflicts.holders else { return nil }
        return others.max { $0.until < $1.until }
    }
}
