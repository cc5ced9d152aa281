extension Policy {
    /// How a registration is protected.
    public struct HoldRules: Hashable, Sendable {
        /// From its start; days are calendar days, and the hold ends with the last of them.
        ///
        /// Nil for as long as the registration stands.
        public var length: Span?
        /// Other lengths, by product interest as the partner names it (compared without case).
        public var byProduct: [String: Span]
        /// Other lengths, by kind; a product goes before a kind, a kind before a tier.
        public var byKind: [Registration.Kind: Span]
        public var starts: Start
        public var scope: Scope
        /// The parts of a company's business that are protected apart from each other, first match wins.
        public var segments: [Segment]
        public var extending: Extending
        /// After the first meeting the hold lasts to its end whatever else is owed.
        public var isLockedByMeeting: Bool
        /// The hold grows by the time that the vendor answered late.
        public var growsByVendorDelay: Bool
        /// After a lapse the partner cannot claim the same prospect for so long.
        public var coolDown: Span?
        /// Days before its end when the partner is told that the hold runs out.
        public var reminderDays: [Int]

        public init(
            length: Span? = .days(90),
            byProduct: [String: Span] = [:],
            byKind: [Registration.Kind: Span] = [:],
            starts: Start = .approval,
            scope: Scope = .account,
            segments: [Segment] = [],
            extending: Extending = Extending(),
            isLockedByMeeting: Bool = true,
            growsByVendorDelay: Bool = true,
            coolDown: Span? = nil,
            reminderDays: [Int] = [7]
        ) {
            self.length = length
            self.byProduct = byProduct
            self.byKind = byKind
            self.starts = starts
            self.scope = scope
            self.segments = segments
            self.extending = extending
            self.isLockedByMeeting = isLockedByMeeting
            self.growsByVendorDelay = growsByVendorDelay
            self.coolDown = coolDown
            self.reminderDays = reminderDays
        }

        /// What the length is counted from.
        public enum Start: String, Hashable, Sendable, CaseIterable {
            case approval
            /// The prospect is kept from the moment the claim was taken.
            case submission
            /// The partner accepts the approval; until then it is kept for as long as `duties[.acceptApproval]` allows.
            case acceptance
            /// Until the meeting it is kept for as long as `duties[.firstMeeting]` allows.
            case firstMeeting = "first_meeting"
        }

        /// What of a company one hold protects.
        public enum Scope: String, Hashable, Sendable, CaseIterable {
            case account, opportunity, product, segment
            case businessUnit = "business_unit"
        }

        /// A part of the market, as the answers tell it apart.
        public struct Segment: Hashable, Sendable {
            public var id: String
            public var territories: [String]
            public var products: [String]
            public var minimumRevenue: Amount?
            public var maximumRevenue: Amount?

            public init(
                id: String,
                territories: [String] = [],
                products: [String] = [],
                minimumRevenue: Amount? = nil,
                maximumRevenue: Amount? = nil
            ) {
                self.id = id
                self.territories = territories
                self.products = products
                self.minimumRevenue = minimumRevenue
                self.maximumRevenue = maximumRevenue
            }
        }

        /// How a hold can last longer.
        public struct Extending: Hashable, Sendable {
            /// How often; 0 for never, nil for any number.
            public var times: Int?
            public var by: Span
            public var grantedBy: Granter
            /// A meeting that is logged extends it by itself.
            public var onMeeting: Bool
            /// The partner has to write what happened since.
            public var needsEvidence: Bool

            public init(
                times: Int? = 0,
                by: Span = .days(30),
                grantedBy: Granter = .partner,
                onMeeting: Bool = false,
                needsEvidence: Bool = false
            ) {
                self.times = times
                self.by = by
                self.grantedBy = grantedBy
                self.onMeeting = onMeeting
                self.needsEvidence = needsEvidence
            }

            /// Whose word is enough.
            public enum Granter: String, Hashable, Sendable, CaseIterable {
                /// The partner's own: one word and it is longer.
                case partner
                /// A reviewer grants what the partner asks for.
                case reviewer
            }
        }
    }
}
