/// The published rules of one program, as read from one version of its policy file.
public struct Policy: Hashable, Sendable {
    /// What every verdict quotes: the file's own `version` if it names one, and the first 12 hex digits of its SHA-256.
    public var version: String
    public var program: Program
    public var reviewers: [Reviewer]
    public var routing: Routing
    public var blockedAccounts: Set<DomainName>
    /// Company domains that belong together: alias to the domain it counts as.
    public var aliases: [DomainName: DomainName]
    public var tiers: [String: Tier]
    /// What a tier the file does not name gets.
    public var defaultTier: Tier
    public var questions: [Field: Requirement]
    public var severities: [Check.Rule: Severity]
    public var reasons: [RejectionReason]
    public var consent: ConsentText
    public var hold: HoldRules
    /// What each side owes; a kind that is not here is owed by nobody.
    public var duties: [Duty.Kind: DutyRules]
    public var conflicts: ConflictRules
    public var approvals: ApprovalRules
    public var entry: EntryRules
    /// Who may register for a partner; nil for nobody.
    public var assigning: Assigning?
    public var signals: SignalRules
    /// The answers a reviewer may open again.
    public var reopenable: [Field]
    /// Rules that are shown and not computed.
    public var terms: [Term]
    public var calendar: Calendar
    public var messages: Messages
    public var links: Links
    public var limits: Limits

    public struct Program: Hashable, Sendable {
        public var id: String
        public var name: String
        public var language: Language
        /// IANA name such as `Europe/Berlin`.
        public var timeZone: String {
            didSet { local = LocalTime(timeZone: timeZone).prepared() }
        }
        /// The clock on the program's wall.
        private(set) var local: LocalTime

        public init(id: String, name: String, language: Language, timeZone: String) {
            self.id = id
            self.name = name
            self.language = language
            self.timeZone = timeZone
            local = LocalTime(timeZone: timeZone).prepared()
        }
    }

    /// A person of the vendor who may decide.
    public struct Reviewer: Hashable, Sendable {
        public var name: String
        public var email: String
        public var people: [Person]
        public var territories: [String]
        public var isManager: Bool
        public var deputy: String?
        public var language: Language?
        /// Claims go to the deputy while set.
        public var isAbsent: Bool

        public init(
            name: String,
            email: String,
            people: [Person],
            territories: [String] = [],
            isManager: Bool = false,
            deputy: String? = nil,
            language: Language? = nil,
            isAbsent: Bool = false
        ) {
            self.name = name
            self.email = email
            self.people = people
            self.territories = territories
            self.isManager = isManager
            self.deputy = deputy
            self.language = language
            self.isAbsent = isAbsent
        }
    }

    public struct Routing: Hashable, Sendable {
        /// Name of the reviewer who gets what no territory claims.
        public var fallback: String
        public init(fallback: String) { self.fallback = fallback }
    }

    public struct Tier: Hashable, Sendable {
        /// Open registrations a partner may have at once; nil for no cap.
        public var openCap: Int?
        /// Registrations a partner may submit in seven days; nil for no cap.
        public var weeklyCap: Int?
        public var hold: Span?
        public var answer: Span?

        /// The larger of the caps; nil when there is none.
        public var widestCap: Int? { [openCap, weeklyCap].compactMap(\.self).max() }

        public init(
            openCap: Int? = nil,
            weeklyCap: Int? = nil,
            hold: Span? = nil,
            answer: Span? = nil
        ) {
            self.openCap = openCap
            self.weeklyCap = weeklyCap
            self.hold = hold
            self.answer = answer
        }
    }

    public enum Requirement: String, Hashable, Sendable, CaseIterable {
        case required, optional, off
    }

    /// What a rule that finds something does with it; only rules with a choice have one.
    public enum Severity: String, Hashable, Sendable, CaseIterable {
        case block, flag, off
    }

    /// Why a claim is rejected: an id and its sentence in each language.
    public struct RejectionReason: Hashable, Sendable {
        public var id: String
        public var text: [Language: String]

        public init(id: String, text: [Language: String]) {
            self.id = id
            self.text = text
        }
    }

    public struct ConsentText: Hashable, Sendable {
        public var version: String
        public var text: [Language: String]

        public init(version: String, text: [Language: String]) {
            self.version = version
            self.text = text
        }
    }

    public struct Messages: Hashable, Sendable {
        /// The one line with case number and next step in the shared channel.
        public var channelLine: Bool
        /// Where review cards go instead of the reviewer's direct messages.
        public var reviewRoom: Room?

        public init(channelLine: Bool, reviewRoom: Room? = nil) {
            self.channelLine = channelLine
            self.reviewRoom = reviewRoom
        }
    }

    public struct Links: Hashable, Sendable {
        /// Days a link lives after the registration's end.
        public var daysAfterEnd: Int
        public init(daysAfterEnd: Int) { self.daysAfterEnd = daysAfterEnd }
    }

    public struct Limits: Hashable, Sendable {
        /// `check DOMAIN` questions a partner may ask in an hour.
        public var checksPerHour: Int
        public init(checksPerHour: Int) { self.checksPerHour = checksPerHour }
    }

    public init(
        version: String,
        program: Program,
        reviewers: [Reviewer],
        routing: Routing,
        blockedAccounts: Set<DomainName> = [],
        aliases: [DomainName: DomainName] = [:],
        tiers: [String: Tier] = [:],
        defaultTier: Tier = Tier(),
        questions: [Field: Requirement] = Policy.defaultQuestions,
        severities: [Check.Rule: Severity] = Policy.defaultSeverities,
        reasons: [RejectionReason] = Policy.defaultReasons,
        consent: ConsentText = Policy.defaultConsent,
        hold: HoldRules = HoldRules(),
        duties: [Duty.Kind: DutyRules] = Policy.defaultDuties,
        conflicts: ConflictRules = ConflictRules(),
        approvals: ApprovalRules = ApprovalRules(),
        entry: EntryRules = EntryRules(),
        assigning: Assigning? = nil,
        signals: SignalRules = SignalRules(),
        reopenable: [Field] = Policy.defaultReopenable,
        terms: [Term] = [],
        calendar: Calendar = Policy.defaultCalendar,
        messages: Messages = Messages(channelLine: true),
        links: Links = Links(daysAfterEnd: 30),
        limits: Limits = Limits(checksPerHour: 60)
    ) {
        self.version = version
        self.program = program
        self.reviewers = reviewers
        self.routing = routing
        self.blockedAccounts = blockedAccounts
        self.aliases = aliases
        self.tiers = tiers
        self.defaultTier = defaultTier
        self.questions = questions
        self.severities = severities
        self.reasons = reasons
        self.consent = consent
        self.hold = hold
        self.duties = duties
        self.conflicts = conflicts
        self.approvals = approvals
        self.entry = entry
        self.assigning = assigning
        self.signals = signals
        self.reopenable = reopenable
        self.terms = terms
        self.calendar = calendar
        self.messages = messages
        self.links = links
        self.limits = limits
    }
}
