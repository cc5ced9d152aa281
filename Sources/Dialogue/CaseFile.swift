public import FoundationEssentials
public import Registrations

/// A registration with what is needed to speak of it.
public struct CaseFile: Sendable {
    public let registration: Registration
    public let partner: Partner
    public let policy: Policy
    public let next: NextAction
    /// The end of somebody else's hold that is in force now.
    public let heldUntil: Date?
    /// A link with a key: only for those who may open the record.
    public let link: String?
    /// The partner's open registrations and those of the last seven days, for the reviewer.
    public let load: Load?

    public init(
        registration: Registration,
        partner: Partner,
        policy: Policy,
        heldUntil: Date? = nil,
        link: String? = nil,
        load: Load? = nil
    ) {
        self.registration = registration
        self.partner = partner
        self.policy = policy
        next = registration.nextAction(under: policy, heldUntil: heldUntil)
        self.heldUntil = heldUntil
        self.link = link
        self.load = load
    }

    public struct Load: Hashable, Sendable {
        /// Nobody counts further; a count that high is "1000 or more".
        public static let limit = 1_000

        public let open: Int
        public let week: Int

        public init(open: Int, week: Int) {
            self.open = open
            self.week = week
        }
    }

    /// What the checks say now.
    var verdict: Verdict { registration.verdict(isHeld: heldUntil != nil) }

    var caseNumber: String { registration.caseNumber.description }
    var company: String { registration.answers.prospect.name.typed }
    var domain: String { registration.answers.prospect.domain.display }

    /// The registered reason of a rejection in that language, else in the program's.
    func reason(_ language: Language) -> String? {
        guard let id = registration.decision?.reason,
            let reason = policy.reasons.first(where: { $0.id == id })
        else { return nil }
        return reason.text[language] ?? reason.text[policy.program.language] ?? id
    }
}
