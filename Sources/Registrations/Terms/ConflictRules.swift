extension Policy {
    /// Who wins when several partners claim one prospect and scope.
    public struct ConflictRules: Hashable, Sendable {
        public var winner: Winner
        /// A reviewer may record the customer's written choice, which goes before everything else.
        public var allowsCustomerChoice: Bool
        /// How many may hold one prospect together (co-sell); 1 for one alone.
        public var holders: Int
        /// What a second holder gets, as partners read it; text, not money that is computed.
        public var secondTerms: [Language: String]
        /// What whoever lost gets, as partners read it.
        public var consolation: [Language: String]
        /// What counts how much when claims are weighed (`bestQualified`).
        public var weights: [Measure: Int]
        /// In which order those who wait move up when a prospect comes free; nil for the order they are decided in.
        public var queue: QueueOrder?

        public init(
            winner: Winner = .firstApproved,
            allowsCustomerChoice: Bool = false,
            holders: Int = 1,
            secondTerms: [Language: String] = [:],
            consolation: [Language: String] = [:],
            weights: [Measure: Int] = [:],
            queue: QueueOrder? = nil
        ) {
            self.winner = winner
            self.allowsCustomerChoice = allowsCustomerChoice
            self.holders = holders
            self.secondTerms = secondTerms
            self.consolation = consolation
            self.weights = weights
            self.queue = queue
        }

        /// Whether anything is decided by what a claim weighs.
        public var isWeighing: Bool { winner == .bestQualified || queue == .score }

        public enum QueueOrder: String, Hashable, Sendable, CaseIterable {
            /// The order in which the claims came in.
            case received
            /// The best weight first.
            case score
        }

        public enum Winner: String, Hashable, Sendable, CaseIterable {
            /// Claims are decided in the order they came in.
            case firstReceived = "first_received"
            /// Claims are decided in the order they had all that was asked.
            case firstComplete = "first_complete"
            case firstApproved = "first_approved"
            /// Several may be approved; the first meeting inside the window gets the hold.
            case firstMeeting = "first_meeting"
            /// The claim with the best weight goes first.
            case bestQualified = "best_qualified"
            /// Nobody is approved against a rival without the customer's written choice.
            case customerChoice = "customer_choice"
            /// Each part of the company's business has a holder of its own; needs a scope that is not the account.
            case split
            /// As many as `holders` share, in the order they are approved; the later ones have `secondTerms`.
            case shared
        }

        /// What a claim is weighed by, each from 0 to 1.
        public enum Measure: String, Hashable, Sendable, CaseIterable {
            /// 1 for the first received.
            case receipt
            /// The share of the optional questions that were answered.
            case qualification
            /// Whether the partner offers the services that are needed (kind `services`, or a tier of its own in the file).
            case delivery
            /// Whether the partner won a registration of this company before.
            case relation
        }
    }
}
