extension Policy {
    /// What a side owes, by when, and what comes of it.
    public struct DutyRules: Hashable, Sendable {
        public var within: Span
        /// Other times, by kind.
        public var byKind: [Registration.Kind: Span]
        public var starts: Start
        /// Days before the due time when whoever owes it is reminded, most first.
        public var reminderDays: [Int]
        /// The vendor looks at a claim this soon, whenever it decides; then the reviewer is reminded (the answer only).
        public var firstLook: Span?
        /// A reviewer may add this to the time once, to look closer (the answer only).
        public var research: Span?
        /// Who is told when it is overdue, and how long after the due time.
        public var ladder: [Rung]
        /// The vendor takes the duty over for so long once it is due (a partner's duty only).
        public var handOver: Span?
        /// After the due time and the hand-over, before the outcome.
        public var grace: Span?
        public var outcome: Outcome

        public init(
            within: Span,
            byKind: [Registration.Kind: Span] = [:],
            starts: Start = .usual,
            reminderDays: [Int] = [],
            firstLook: Span? = nil,
            research: Span? = nil,
            ladder: [Rung] = [],
            handOver: Span? = nil,
            grace: Span? = nil,
            outcome: Outcome = .none
        ) {
            self.within = within
            self.byKind = byKind
            self.starts = starts
            self.reminderDays = reminderDays
            self.firstLook = firstLook
            self.research = research
            self.ladder = ladder
            self.handOver = handOver
            self.grace = grace
            self.outcome = outcome
        }

        /// What the time is counted from.
        public enum Start: String, Hashable, Sendable, CaseIterable {
            /// From the moment the duty comes to be.
            case usual
            case submission
        }

        public struct Rung: Hashable, Sendable {
            public var to: Recipient
            /// After the due time; `.hours(0)` for at once.
            public var after: Span

            public init(to: Recipient, after: Span) {
                self.to = to
                self.after = after
            }

            public enum Recipient: String, Hashable, Sendable, CaseIterable {
                case reviewer, deputy, manager
            }
        }

        /// What an unmet duty comes to.
        public enum Outcome: String, Hashable, Sendable, CaseIterable {
            /// Nothing but the reminders.
            case none
            /// The hold lapses.
            case lapse
        }
    }

    public static let defaultDuties: [Duty.Kind: DutyRules] = [
        .answer: DutyRules(
            within: .businessDays(2),
            ladder: [
                .init(to: .reviewer, after: .hours(0)), .init(to: .deputy, after: .businessDays(1)),
                .init(to: .manager, after: .businessDays(2)),
            ]
        ),
        .firstMeeting: DutyRules(within: .days(14), reminderDays: [7, 2], grace: .days(3), outcome: .lapse),
        .nextStep: DutyRules(
            within: .businessDays(2),
            ladder: [
                .init(to: .reviewer, after: .hours(0)), .init(to: .deputy, after: .businessDays(2)),
                .init(to: .manager, after: .businessDays(5)),
            ]
        ),
        .acceptOffer: DutyRules(within: .businessDays(5), reminderDays: [1]),
        .acceptApproval: DutyRules(within: .days(14), reminderDays: [2], outcome: .lapse),
        .provideInformation: DutyRules(within: .days(14), reminderDays: [7, 2]),
    ]
}
