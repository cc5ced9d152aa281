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
    /// The place among those that wait, 1 for the next.
    public let place: Int?
    /// Who is asked now and then, in order, by name.
    public let approvers: [String]
    /// Holds and the published order let it be approved now.
    public let isInTurn: Bool
    /// When it is spoken of: what is no longer possible then is not offered; nil where the clock does not matter.
    public let now: Date?

    public init(
        registration: Registration,
        partner: Partner,
        policy: Policy,
        heldUntil: Date? = nil,
        link: String? = nil,
        load: Load? = nil,
        place: Int? = nil,
        isInTurn: Bool? = nil,
        approvers: [String]? = nil,
        now: Date? = nil
    ) {
        self.registration = registration
        self.partner = partner
        self.policy = policy
        next = registration.nextAction(under: policy, heldUntil: heldUntil)
        self.heldUntil = heldUntil
        self.link = link
        self.load = load
        self.place = place
        self.isInTurn = isInTurn ?? (heldUntil == nil || registration.progress.choice != nil)
        self.approvers = approvers ?? Self.approvers(of: registration, partner, policy)
        self.now = now
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

    /// Whose yes is missing; nobody's once it was decided.
    private static func approvers(of registration: Registration, _ partner: Partner, _ policy: Policy) -> [String] {
        switch registration.status {
        case .submitted, .needsInformation:
            let given = registration.progress.approvals.map(\.by)
            return policy.approvers(of: registration, partner).filter { !given.contains($0) }
        case .approved, .rejected, .won, .lost, .lapsed, .withdrawn: return []
        }
    }

    /// More people have to say yes than the policy file has.
    var lacksApprover: Bool {
        guard registration.status == .submitted else { return false }
        return policy.lacksApprover(registration, partner)
    }

    /// The policy's time for research can be taken.
    var mayResearch: Bool { registration.mayResearch(under: policy, at: now ?? registration.submittedAt) }

    /// What the checks say now.
    var verdict: Verdict { registration.verdict(isHeld: heldUntil != nil) }

    var caseNumber: String { registration.caseNumber.description }
    var company: String { registration.answers.prospect.name.typed }
    var domain: String { registration.answers.prospect.domain.display }

    /// An answer as it would be typed, the deal's before the claim's; nil where there is none.
    func said(_ field: Field) -> String? {
        registration.progress.deal?.typed(field) ?? registration.answers.typed(field)
    }

    /// The registered reason of a rejection in that language, else in the program's.
    func reason(_ language: Language) -> String? {
        registration.decision?.reason.flatMap { reason($0, language) }
    }

    /// The registered reason with this id, as `reason` says it.
    func reason(_ id: String, _ language: Language) -> String? {
        guard let reason = policy.reasons.first(where: { $0.id == id }) else { return nil }
        return text(reason.text, language) ?? id
    }

    /// A text of the policy file in that language, else in the program's.
    func text(_ texts: [Language: String], _ language: Language) -> String? {
        let text = texts[language] ?? texts[policy.program.language]
        return text?.isEmpty == true ? nil : text
    }

    /// Until when the decision can be taken back; nil when it cannot (any more).
    var undoUntil: Date? {
        guard let decision = registration.decision, let grace = policy.approvals.undoWithin,
            registration.status == .approved || registration.status == .rejected,
            registration.progress.firstMeeting == nil
        else { return nil }
        return coming(BusinessCalendar(policy).deadline(grace, after: decision.at))
    }

    /// Until when the partner can ask for a second look; nil when it cannot (any more).
    var appealUntil: Date? {
        guard let decision = registration.decision, let rules = policy.approvals.appeal,
            registration.status == .rejected, registration.progress.appeal == nil
        else { return nil }
        return coming(BusinessCalendar(policy).deadline(rules.within, after: decision.at))
    }

    private func coming(_ instant: Date) -> Date? {
        now.map { $0 <= instant } ?? true ? instant : nil
    }

    /// The partner may have a longer hold, or ask for one.
    var mayExtend: Bool {
        guard registration.status == .approved, let hold = registration.hold, hold.until < Hold.openEnd else {
            return false
        }
        return policy.hold.extending.times.map { registration.progress.extensions < $0 } ?? true
    }

    /// The last meeting that stands, if the other side logged it.
    func meeting(toContradictBy side: NextAction.Side) -> Progress.Meeting? {
        guard registration.status == .approved else { return nil }
        return registration.progress.meetings.last { $0.stands && $0.by != side }
    }

    /// What the hold waits for before it counts its length; nil once it does.
    var keptFor: Duty? {
        guard registration.status == .approved, registration.hold != nil else { return nil }
        switch policy.hold.starts {
        case .approval, .submission: return nil
        case .acceptance: return registration.progress.duty(.acceptApproval)
        case .firstMeeting:
            return registration.progress.firstMeeting == nil ? registration.progress.duty(.firstMeeting) : nil
        }
    }
}
