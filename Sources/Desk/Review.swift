import Dialogue
import FoundationEssentials
import Registrations

/// What reviewers and submitters do to a registration: each is one transition, authorised by (workspace, user).
extension Sitting {
    func reviewed(_ id: RegistrationID) throws -> (Reviewing, Registration) {
        let act = try Reviewing(delivery.actor, under: policy, at: now)
        guard let registration = try transaction.registration(id) else { throw Refusal.unknownCase }
        return (act, registration)
    }

    mutating func approve(_ id: RegistrationID, _ book: Phrasebook) throws -> Reply {
        let (act, registration) = try reviewed(id)
        return try refreshingStaleCards(registration) { sitting in
            let terms = try sitting.terms(of: registration)
            let transition = try registration.approved(
                by: act,
                holds: try sitting.holds(around: registration),
                rivals: try sitting.rivals(of: registration, under: terms),
                partner: try sitting.partner(of: registration),
                under: terms
            )
            let isDecided = transition.registration.status == .approved
            let next = try sitting.apply(transition, under: terms, isTelling: isDecided)
            let file = try sitting.caseFile(next, for: nil)
            return .card(isDecided ? book.decided(file) : book.approvalGiven(file))
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
                under: try sitting.terms(of: registration).housed(by: sitting.policy)
            )
            try sitting.apply(transition, under: try sitting.terms(of: registration))
            return .done
        }
    }

    mutating func ask(_ id: RegistrationID, typed: [String: String], _ book: Phrasebook) throws -> Reply {
        let (act, registration) = try reviewed(id)
        let text = Questionnaire.trimmed(typed["question"] ?? "")
        if let reply = mistake("question", text, book) { return reply }
        return try refreshingStaleCards(registration) { sitting in
            let terms = try sitting.terms(of: registration)
            let transition = try registration.asked(
                text,
                fields: (typed["fields"] ?? "").split(separator: ",").compactMap { Field(rawValue: String($0)) },
                by: act,
                partner: try sitting.partner(of: registration),
                under: terms
            )
            try sitting.apply(transition, under: terms)
            return .done
        }
    }

    /// What is wrong with a text of one's own words; nil when nothing is.
    func mistake(_ input: String, _ text: String, _ book: Phrasebook, isRequired: Bool = true) -> Reply? {
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
        let (act, registration) = try reviewed(number)
        let terms = try terms(of: registration)
        let next = try apply(try registration.lifted(by: act, reason: reason), under: terms, isTelling: false)
        return .card(book.review(try caseFile(next, for: .reviewer)))
    }

    func reviewed(_ number: CaseNumber) throws -> (Reviewing, Registration) {
        let act = try Reviewing(delivery.actor, under: policy, at: now)
        guard let registration = try transaction.registration(case: number) else { throw Refusal.unknownCase }
        return (act, registration)
    }

    /// Somebody was faster: the card that still had buttons shows what is true now.
    mutating func refreshingStaleCards(
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
        case .alreadyDecided, .wrongState, .prospectHeld, .undoOver, .offered, .noMeeting: true
        case .stranger, .notPartner, .partnerSuspended, .claimantSuspended, .notReviewer, .notManager, .draftGone,
            .alreadyYours, .unknownCase, .blockedByChecks, .incomplete, .noConsent, .unknownReason, .linksUsedUp,
            .notFirst, .needsChoice, .choiceNotAllowed, .notApprover, .authorOfDecision, .notAuthor, .appealOver,
            .registeredAnew, .evidenceMissing, .noResearch, .noAssigning, .nobodyKnown, .notDeclinable, .noExtension,
            .dateOver, .dateTooFar, .tooSoon, .tooMany:
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
