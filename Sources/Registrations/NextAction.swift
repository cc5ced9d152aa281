public import FoundationEssentials

/// Whose turn it is, what they owe, and until when.
public struct NextAction: Hashable, Sendable {
    public let who: Side
    public let what: What
    public let due: Date?

    public enum Side: String, Hashable, Sendable, Codable {
        case reviewer, partner, nobody
    }

    public enum What: String, Hashable, Sendable {
        case decide
        case waitForHold = "wait_for_hold"
        case answerQuestion = "answer_question"
        case bookFirstMeeting = "book_first_meeting"
        case acceptOffer = "accept_offer"
        case acceptApproval = "accept_approval"
        case recordNextStep = "record_next_step"
        case closeDeal = "close_deal"
        case nothing
    }
}

extension Registration {
    /// Whose turn it is.
    ///
    /// `heldUntil` is the end of somebody else's hold that is in force now.
    public func nextAction(under policy: Policy, heldUntil: Date? = nil) -> NextAction {
        switch status {
        case .submitted:
            if let offer = progress.duty(.acceptOffer) {
                NextAction(who: .partner, what: .acceptOffer, due: offer.due)
            } else if let heldUntil {
                NextAction(who: .nobody, what: .waitForHold, due: heldUntil)
            } else {
                NextAction(who: .reviewer, what: .decide, due: answerDueAt)
            }
        case .needsInformation:
            NextAction(who: .partner, what: .answerQuestion, due: progress.duty(.provideInformation)?.due)
        case .approved: afterApproval(policy)
        case .rejected, .won, .lost, .lapsed, .withdrawn: NextAction(who: .nobody, what: .nothing, due: nil)
        }
    }

    private func afterApproval(_ policy: Policy) -> NextAction {
        if let duty = progress.duty(.acceptApproval) {
            NextAction(who: .partner, what: .acceptApproval, due: duty.due)
        } else if let duty = progress.duty(.firstMeeting) {
            NextAction(
                who: duty.isHandedOver ? .reviewer : .partner,
                what: .bookFirstMeeting,
                due: duty.isHandedOver ? policy.handedOverUntil(duty) : duty.due
            )
        } else if let duty = progress.duty(.nextStep) {
            NextAction(who: .reviewer, what: .recordNextStep, due: duty.due)
        } else {
            NextAction(who: .reviewer, what: .closeDeal, due: hold?.until)
        }
    }
}
