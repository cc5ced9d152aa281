extension Policy {
    /// Who has to say yes.
    public struct ApprovalRules: Hashable, Sendable {
        /// Decided by the service itself; the first that matches.
        public var automatic: [Automatic]
        /// More than one yes; the first that matches, else one reviewer decides.
        public var plans: [Plan]
        /// For so long the decision can be undone by its author or a manager; nil for never.
        public var undoWithin: Span?
        public var appeal: Appeal?
        /// A deal is not won sooner after it was submitted.
        public var minimumTimeToWin: Span?

        public init(
            automatic: [Automatic] = [],
            plans: [Plan] = [],
            undoWithin: Span? = .hours(24),
            appeal: Appeal? = Appeal(),
            minimumTimeToWin: Span? = nil
        ) {
            self.automatic = automatic
            self.plans = plans
            self.undoWithin = undoWithin
            self.appeal = appeal
            self.minimumTimeToWin = minimumTimeToWin
        }

        /// Which claims a rule is about; what is not said is no condition.
        public struct Condition: Hashable, Sendable {
            public var tiers: [String]
            public var kinds: [Registration.Kind]
            public var partnerKinds: [Partner.Kind]
            public var territories: [String]
            public var minimumAmount: Amount?
            public var maximumAmount: Amount?

            public init(
                tiers: [String] = [],
                kinds: [Registration.Kind] = [],
                partnerKinds: [Partner.Kind] = [],
                territories: [String] = [],
                minimumAmount: Amount? = nil,
                maximumAmount: Amount? = nil
            ) {
                self.tiers = tiers
                self.kinds = kinds
                self.partnerKinds = partnerKinds
                self.territories = territories
                self.minimumAmount = minimumAmount
                self.maximumAmount = maximumAmount
            }
        }

        /// Approves a claim that every check passed and nobody contests.
        public struct Automatic: Hashable, Sendable {
            public var id: String
            public var when: Condition

            public init(id: String, when: Condition) {
                self.id = id
                self.when = when
            }
        }

        public struct Plan: Hashable, Sendable {
            public var id: String
            public var when: Condition
            /// Names of reviewers; `reviewer` stands for whoever the claim is routed to, `manager` for any partner manager.
            public var approvers: [String]
            /// All are asked at once, else one after the other.
            public var isParallel: Bool

            public init(id: String, when: Condition, approvers: [String], isParallel: Bool) {
                self.id = id
                self.when = when
                self.approvers = approvers
                self.isParallel = isParallel
            }
        }

        /// The partner's one request for a second look.
        public struct Appeal: Hashable, Sendable {
            public var within: Span
            public init(within: Span = .businessDays(5)) { self.within = within }
        }
    }
}
