public import FoundationEssentials

/// What came of a registration since it was taken: duties, meetings, approvals, appeals.
public struct Progress: Hashable, Sendable {
    public var duties: [Duty]
    public var meetings: [Meeting]
    public var nextStep: NextStep?
    public var deal: Deal?
    /// The vendor took the time for research, then.
    public var researchedAt: Date?
    /// It took the prospect that came free, so it goes first.
    public var turnAt: Date?
    /// The vendor registered it for the partner.
    public var assigned: Assigned?
    /// Yeses so far, where more than one is needed.
    public var approvals: [Approval]
    public var appeal: Appeal?
    public var extensions: Int
    /// The partner asks a reviewer for a longer hold, since then.
    public var extensionAskedAt: Date?
    /// When the last part of what was asked arrived; orders the queue under "first complete".
    public var completeAt: Date?
    /// 1 for the first holder, 2 and on where several share; nil without a hold.
    public var share: Int?
    /// The customer's written choice, once recorded.
    public var choice: Choice?
    /// Why a deal was lost, in the reviewer's words.
    public var outcomeText: String?
    /// Days before the end of the hold that the partner was told of.
    public var holdReminded: Int
    /// When the sweep has to look at the registration next; nil for never.
    public var wakeAt: Date?
    /// Stops of the service up to then were added to the clocks.
    public var outagesUntil: Date?

    public init() {
        duties = []
        meetings = []
        approvals = []
        extensions = 0
        holdReminded = 0
    }

    /// A meeting with the prospect.
    public struct Meeting: Hashable, Sendable, Codable {
        public let at: Date
        public let loggedAt: Date
        public let by: NextAction.Side
        /// The other side says that it did not or will not take place.
        public var contradictedAt: Date?
        /// The duty that it met, owed again if it is contradicted.
        public var met: Duty?
        /// The next step that was owed before it, owed again if it is contradicted.
        public var replaced: Duty?
        /// What it did to the hold, taken back if it is contradicted.
        public var effect: Effect?

        public init(at: Date, loggedAt: Date, by: NextAction.Side, contradictedAt: Date? = nil) {
            self.at = at
            self.loggedAt = loggedAt
            self.by = by
            self.contradictedAt = contradictedAt
        }

        public enum Effect: Hashable, Sendable, Codable {
            /// There was no hold before it.
            case began
            /// A hold that was only kept began to count.
            case started(from: Date, to: Date)
            case extended(from: Date, to: Date)
        }

        public var stands: Bool { contradictedAt == nil }
    }

    public struct NextStep: Hashable, Sendable {
        public let text: String
        public let by: String
        public let at: Date

        public init(text: String, by: String, at: Date) {
            self.text = text
            self.by = by
            self.at = at
        }
    }

    /// What makes a lead a deal.
    public struct Deal: Hashable, Sendable {
        public var stage: Stage?
        public var amount: Amount
        /// `YYYY-MM-DD`.
        public var expectedClose: String
        public var nextStep: String
        public var wantsCoSell: Bool
        public var material: String?

        public init(
            stage: Stage?,
            amount: Amount,
            expectedClose: String,
            nextStep: String,
            wantsCoSell: Bool,
            material: String?
        ) {
            self.stage = stage
            self.amount = amount
            self.expectedClose = expectedClose
            self.nextStep = nextStep
            self.wantsCoSell = wantsCoSell
            self.material = material
        }
    }

    public struct Approval: Hashable, Sendable, Codable {
        public let by: String
        public let at: Date
        /// Which of the plan's approvers it stands for, counted from 0; a manager may stand in for another.
        public let place: Int?

        public init(by: String, at: Date, place: Int? = nil) {
            self.by = by
            self.at = at
            self.place = place
        }
    }

    /// Who registered it for the partner.
    public struct Assigned: Hashable, Sendable {
        public let by: String
        public let at: Date

        public init(by: String, at: Date) {
            self.by = by
            self.at = at
        }
    }

    public struct Appeal: Hashable, Sendable {
        public let text: String
        public let at: Date
        /// Who decided before, and does not decide again.
        public let against: String
        /// The id of the reason that was given then, and the words beside it.
        public let reason: String?
        public let reasonText: String?

        public init(text: String, at: Date, against: String, reason: String? = nil, reasonText: String? = nil) {
            self.text = text
            self.at = at
            self.against = against
            self.reason = reason
            self.reasonText = reasonText
        }
    }

    /// What the customer wrote, as the reviewer recorded it.
    public struct Choice: Hashable, Sendable {
        public let evidence: String
        public let by: String
        public let at: Date

        public init(evidence: String, by: String, at: Date) {
            self.evidence = evidence
            self.by = by
            self.at = at
        }
    }

    public func duty(_ kind: Duty.Kind) -> Duty? { duties.first { $0.kind == kind } }

    /// A side owes at most one thing of a kind: the later one counts.
    mutating func owe(_ duty: Duty?) {
        guard let duty else { return }
        duties.removeAll { $0.kind == duty.kind }
        duties.append(duty)
    }

    mutating func discharge(_ kinds: Duty.Kind...) {
        duties.removeAll { kinds.contains($0.kind) }
    }

    mutating func pause(_ kind: Duty.Kind, at now: Date) {
        for place in duties.indices where duties[place].kind == kind && duties[place].isRunning {
            duties[place].pausedAt = now
        }
    }

    mutating func resume(_ kind: Duty.Kind, at now: Date, _ calendar: BusinessCalendar) {
        for place in duties.indices where duties[place].kind == kind { duties[place].resume(at: now, calendar) }
    }

    /// The first meeting that nobody contradicts.
    public var firstMeeting: Meeting? { meetings.first(where: \.stands) }
}

/// The vendor's own people work on a company.
public struct DirectSale: Hashable, Sendable {
    public let company: CompanyKey
    public let by: String
    public let openedAt: Date
    public var closedAt: Date?

    public init(company: CompanyKey, by: String, openedAt: Date, closedAt: Date? = nil) {
        self.company = company
        self.by = by
        self.openedAt = openedAt
        self.closedAt = closedAt
    }
}

/// Another open claim on the same prospect and scope.
public struct Rival: Hashable, Sendable {
    public let registration: RegistrationID
    public let partner: PartnerID
    public let submittedAt: Date
    public let completeAt: Date
    public let status: Registration.Status
    /// Its turn came: the prospect is offered to it until then.
    public let offeredUntil: Date?
    /// A check blocks it and nobody lifted that.
    public let isBlocked: Bool
    /// 0 to 1 000 under "best qualified".
    public let weight: Int
    /// It took the prospect that came free.
    public let hasTurn: Bool

    public init(
        registration: RegistrationID,
        partner: PartnerID,
        submittedAt: Date,
        completeAt: Date,
        status: Registration.Status,
        offeredUntil: Date?,
        isBlocked: Bool,
        weight: Int = 0,
        hasTurn: Bool = false
    ) {
        self.registration = registration
        self.partner = partner
        self.submittedAt = submittedAt
        self.completeAt = completeAt
        self.status = status
        self.offeredUntil = offeredUntil
        self.isBlocked = isBlocked
        self.weight = weight
        self.hasTurn = hasTurn
    }
}
