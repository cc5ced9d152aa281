import Dialogue
import FoundationEssentials
import Registrations

/// What reviewers and submitters do to a registration: each is one transition, authorised by (workspace, user).
extension Sitting {
    private func reviewed(_ id: RegistrationID) throws -> (Reviewing, Registration) {
        let act = try Reviewing(delivery.actor, under: policy, at: now)
        guard let registration = try transaction.registration(id) else { throw Refusal.unknownCase }
        return (act, registration)
    }

    mutating func approve(_ id: RegistrationID, _ book: Phrasebook) throws -> Reply {
        let (act, registration) = try reviewed(id)
        return try refreshingStaleCards(registration) { sitting in
            guard let partner = try sitting.transaction.partner(registration.partner) else {
                throw Refusal.unknownCase
            }
            let holds = try sitting.transaction.holds(against: registration, under: sitting.policy)
            let transition = try registration.approved(
                by: act,
                standing: holds.hindering(partner.id, at: sitting.now),
                partner: partner,
                under: sitting.policy
            )
            let next = try sitting.apply(transition, instead: holds)
            return .card(book.decided(try sitting.caseFile(next, for: nil)))
        }
    }

    /// Opens a reviewer's form, unless somebody decided before.
    mutating func openReview(
        _ id: RegistrationID,
        _ book: Phrasebook,
        form: (Phrasebook, CaseFile) -> Form
    ) throws -> Reply {
        let (_, registration) = try reviewed(id)
        let file = try caseFile(registration, for: nil)
        return try refreshingStaleCards(registration) { _ in
            try registration.mustBeUndecided()
            return .form(form(book, file), otherwise: book.review(file))
        }
    }

    mutating func reject(_ id: RegistrationID, typed: [String: String], _ book: Phrasebook) throws -> Reply {
        let (act, registration) = try reviewed(id)
        let text = Questionnaire.trimmed(typed["reason_text"] ?? "")
        if let reply = mistake("reason_text", text, book, isRequired: false) { return reply }
        return try refreshingStaleCards(registration) { sitting in
            let transition = try registration.rejected(
                by: act,
                reason: typed["reason"] ?? "",
                text: text.isEmpty ? nil : text,
                under: sitting.policy
            )
            _ = try sitting.apply(transition)
            return .done
        }
    }

    mutating func ask(_ id: RegistrationID, typed: [String: String], _ book: Phrasebook) throws -> Reply {
        let (act, registration) = try reviewed(id)
        let text = Questionnaire.trimmed(typed["question"] ?? "")
        if let reply = mistake("question", text, book) { return reply }
        return try refreshingStaleCards(registration) { sitting in
            _ = try sitting.apply(try registration.asked(text, by: act))
            return .done
        }
    }

    /// What is wrong with a text of one's own words; nil when nothing is.
    private func mistake(_ input: String, _ text: String, _ book: Phrasebook, isRequired: Bool = true) -> Reply? {
        let mistake: Mistake
        if text.unicodeScalars.count > Form.wordsLimit {
            mistake = .tooLong(limit: Form.wordsLimit)
        } else if isRequired, text.isEmpty {
            mistake = .missing
        } else {
            return nil
        }
        return .mistakes([FieldMistake(input: input, sentence: book.sentence(mistake))])
    }

    mutating func lift(_ number: CaseNumber, reason: String, _ book: Phrasebook) throws -> Reply {
        let act = try Reviewing(delivery.actor, under: policy, at: now)
        guard let registration = try transaction.registration(case: number) else { throw Refusal.unknownCase }
        let next = try apply(try registration.lifted(by: act, reason: reason), isTelling: false)
        return .card(book.review(try caseFile(next, for: .reviewer)))
    }

    func openAnswer(_ id: RegistrationID, _ who: Who, _ book: Phrasebook) throws -> Reply {
        let registration = try registration(id, visibleTo: who)
        guard registration.status == .needsInformation else { throw Refusal.wrongState(registration.status) }
        let file = try caseFile(registration, for: .partner)
        return .form(book.answerForm(file), otherwise: book.status(file))
    }

    mutating func answerQuestion(
        _ id: RegistrationID,
        typed: [String: String],
        _ who: Who,
        _ book: Phrasebook
    ) throws -> Reply {
        let registration = try registration(id, visibleTo: who)
        guard case .submitter(let partner) = who else { throw Refusal.notPartner }
        let text = Questionnaire.trimmed(typed["answer"] ?? "")
        if let reply = mistake("answer", text, book) { return reply }
        let transition = try registration.answered(
            text,
            by: delivery.actor,
            partner: partner,
            standing: try transaction.holds(against: registration, under: policy).hindering(partner.id, at: now),
            under: policy,
            at: now
        )
        let next = try apply(transition, isTelling: false)
        try tellReviewer(next)
        return .done
    }

    mutating func withdraw(_ id: RegistrationID, _ who: Who, _ book: Phrasebook) throws -> Reply {
        let registration = try registration(id, visibleTo: who)
        guard case .submitter = who else { throw Refusal.notPartner }
        let transition = try registration.withdrawn(by: delivery.actor, at: now)
        let next = try apply(transition, isTelling: false)
        try tellRoom(next)
        return .card(book.status(try caseFile(next, for: .partner)))
    }

    /// Stores a transition: state, history, hold and messages in this one transaction.
    private mutating func apply(
        _ transition: Transition,
        instead former: [Hold] = [],
        isTelling: Bool = true
    ) throws -> Registration {
        let registration = transition.registration
        switch transition.hold {
        case .start(let hold):
            for hold in former { try supersede(hold) }
            guard try transaction.insert(hold) else { throw LedgerTrouble.broken("two holds on one prospect") }
        case .end(let reason):
            try endHold(of: registration, reason: reason)
        case nil: break
        }
        try transaction.update(registration)
        try Timeline.append(
            transition.events,
            to: .registration(registration.id),
            in: transaction,
            chance: desk.chance
        )
        try rewriteReviewCards(registration)
        if isTelling {
            try tellSubmitter(registration)
            try tellRoom(registration)
        }
        return registration
    }

    /// A hold that ran out gives way to the next; its registration lapses, and its partner is told.
    private mutating func supersede(_ standing: Hold) throws {
        try transaction.endHold(company: standing.company, scope: standing.scope, at: now, reason: "superseded")
        guard let former = try transaction.registration(standing.registration), former.status == .approved else {
            return
        }
        _ = try apply(try former.lapsed(at: now, under: policy))
    }

    /// Only its own: another claim may be protected by now.
    private func endHold(of registration: Registration, reason: String) throws {
        let live = try transaction.liveHold(company: registration.company, scope: registration.scope)
        guard live?.registration == registration.id else { return }
        try transaction.endHold(company: registration.company, scope: registration.scope, at: now, reason: reason)
    }

    /// Somebody was faster: the card that still had buttons shows what is true now.
    private mutating func refreshingStaleCards(
        _ registration: Registration,
        _ body: (inout Sitting) throws -> Reply
    ) throws -> Reply {
        do {
            return try body(&self)
        } catch let refusal as Refusal {
            if refusal.isStale { try rewriteReviewCards(registration) }
            throw refusal
        }
    }
}

extension Refusal {
    /// What the person saw is no longer so.
    fileprivate var isStale: Bool {
        switch self {
        case .alreadyDecided, .wrongState, .prospectHeld: true
        case .stranger, .notPartner, .partnerSuspended, .claimantSuspended, .notReviewer, .notManager, .draftGone,
            .alreadyYours, .unknownCase, .blockedByChecks, .incomplete, .noConsent, .unknownReason, .linksUsedUp,
            .tooMany:
            false
        }
    }
}

extension Registration {
    fileprivate func mustBeUndecided() throws(Refusal) {
        guard status == .submitted || status == .needsInformation else {
            guard let decision else { throw .wrongState(status) }
            throw .alreadyDecided(by: decision.by, at: decision.at, status)
        }
    }
}
