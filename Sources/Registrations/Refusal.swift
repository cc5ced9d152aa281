public import FoundationEssentials

/// A business no: a closed set, each with a sentence in the phrasebook that says what to do.
public enum Refusal: Error, Hashable, Sendable {
    /// Nobody linked the actor's workspace to a partner.
    case stranger
    /// The vendor's own people do not register.
    case notPartner
    /// The partner may not register until a partner manager ends the suspension.
    case partnerSuspended
    /// The claim is of a partner that was suspended meanwhile.
    case claimantSuspended
    /// The actor is not a reviewer of the policy file.
    case notReviewer
    /// The actor is a reviewer, but only a partner manager may do this.
    case notManager
    /// The draft belongs to somebody else, or is too old.
    case draftGone
    /// The actor's own partner already has an open claim on this prospect.
    case alreadyYours(CaseNumber)
    /// No record of this case number that the actor may see.
    case unknownCase
    /// The state of the registration does not allow this.
    case wrongState(Registration.Status)
    /// Somebody decided first.
    case alreadyDecided(by: String, at: Date, Registration.Status)
    /// Another partner holds the prospect until then.
    case prospectHeld(until: Date)
    /// A check blocks the claim; a partner manager has to lift it first.
    case blockedByChecks([Check.Reason])
    /// Answers that are missing.
    case incomplete([Field])
    /// The consent text was not confirmed.
    case noConsent
    /// The reason id is not one of the policy's.
    case unknownReason
    /// The links of the record were revoked so often that no number is left for another.
    case linksUsedUp
    /// Other claims go first under the published rule.
    case notFirst(position: Int)
    /// The prospect is offered to the next of the queue until then.
    case offered(until: Date)
    /// The rule needs the customer's written choice first.
    case needsChoice
    /// The policy does not let the customer's choice decide.
    case choiceNotAllowed
    /// The same person has said yes already, or is not among those who are asked.
    case notApprover
    /// The author of a decision does not decide on the appeal against it.
    case authorOfDecision
    /// Nothing was decided that could be undone, or its time is over.
    case undoOver
    /// Only the author of the decision or a partner manager undoes it.
    case notAuthor
    /// There is nothing to appeal against, it was appealed before, or the time is over.
    case appealOver
    /// The partner has another open claim on the same by now, which is the one to decide on.
    case registeredAnew(CaseNumber)
    /// The hold cannot be extended (any more).
    case noExtension
    /// What the partner has to write, so that the hold can be longer, is missing.
    case evidenceMissing
    /// The policy gives no time for research, or it was taken, or the answer is due or not owed.
    case noResearch
    /// The policy lets nobody register for a partner.
    case noAssigning
    /// Nobody of the partner is known who could be told.
    case nobodyKnown
    /// What was assigned cannot be given back.
    case notDeclinable
    /// A day that is over: before the claim was made.
    case dateOver
    /// The other side logged no meeting that stands.
    case noMeeting
    /// A day beyond what can be planned.
    case dateTooFar
    /// The deal was made too short a time ago to be won.
    case tooSoon(until: Date)
    /// Too many acts of this kind in a short time.
    case tooMany(retryAfterSeconds: Int)
}

extension Refusal {
    /// The name under which histories and logs keep it: says nothing of anybody.
    public var name: String {
        switch self {
        case .stranger: "stranger"
        case .notPartner: "not_partner"
        case .partnerSuspended: "partner_suspended"
        case .claimantSuspended: "claimant_suspended"
        case .notReviewer: "not_reviewer"
        case .notManager: "not_manager"
        case .draftGone: "draft_gone"
        case .alreadyYours: "already_yours"
        case .unknownCase: "unknown_case"
        case .wrongState: "wrong_state"
        case .alreadyDecided: "already_decided"
        case .prospectHeld: "prospect_held"
        case .blockedByChecks: "blocked_by_checks"
        case .incomplete: "incomplete"
        case .noConsent: "no_consent"
        case .unknownReason: "unknown_reason"
        case .linksUsedUp: "links_used_up"
        case .notFirst: "not_first"
        case .offered: "offered"
        case .needsChoice: "needs_choice"
        case .choiceNotAllowed: "choice_not_allowed"
        case .notApprover: "not_approver"
        case .authorOfDecision: "author_of_decision"
        case .undoOver: "undo_over"
        case .notAuthor: "not_author"
        case .appealOver: "appeal_over"
        case .registeredAnew: "registered_anew"
        case .noExtension: "no_extension"
        case .evidenceMissing: "evidence_missing"
        case .noResearch: "no_research"
        case .noAssigning: "no_assigning"
        case .nobodyKnown: "nobody_known"
        case .notDeclinable: "not_declinable"
        case .dateOver: "date_over"
        case .noMeeting: "no_meeting"
        case .dateTooFar: "date_too_far"
        case .tooSoon: "too_soon"
        case .tooMany: "too_many"
        }
    }
}
