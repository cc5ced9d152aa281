public import FoundationEssentials

/// Whose turn it is, what they owe, and until when.
public struct NextAction: Hashable, Sendable {
    public let who: Side
    public let what: What
    public let due: Date?

    public enum Side: String, Hashable, Sendable {
        case reviewer, partner, nobody
    }

    public enum What: String, Hashable, Sendable {
        case decide
        case waitForHold = "wait_for_hold"
        case answerQuestion = "answer_question"
        case bookFirstMeeting = "book_first_meeting"
        case nothing
    }
}

extension Registration {
    /// Whose turn it is.
    ///
    /// `heldUntil` is the end of somebody else's hold that is in force now.
    public func nextAction(under policy: Policy, heldUntil: Date? = nil) -> NextAction {
        switch status {
        case .submitted where heldUntil != nil: NextAction(who: .nobody, what: .waitForHold, due: heldUntil)
        case .submitted: NextAction(who: .reviewer, what: .decide, due: answerDueAt)
        case .needsInformation: NextAction(who: .partner, what: .answerQuestion, due: nil)
        case .approved:
            NextAction(
                who: .partner,
                what: .bookFirstMeeting,
                due: decision.map {
                    BusinessCalendar(policy).endOfDay(calendarDays: policy.hold.meetingDays, after: $0.at)
                }
            )
        case .rejected, .won, .lost, .lapsed, .withdrawn: NextAction(who: .nobody, what: .nothing, due: nil)
        }
    }
}
