import Dialogue
import FoundationEssentials
import Registrations

/// What a partner does to its own registration.
extension Sitting {
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
        let (registration, partner) = try own(id, who)
        let open = registration.question?.fields ?? []
        let text = Questionnaire.trimmed(typed["answer"] ?? "")
        if let reply = mistake("answer", text, book, isRequired: open.isEmpty) { return reply }
        let terms = try terms(of: registration)
        var answers: Answers?
        var deal: Progress.Deal?
        if !open.isEmpty {
            let questions = Questionnaire(
                terms,
                domains: domains,
                legalForms: desk.legalForms,
                kind: registration.kind,
                today: today
            )
            let (said, former) = (Questionnaire.fields(typed), registration.progress.deal)
            switch questions.reopened(open, typed: said, from: registration.answers, deal: former) {
            case .mistakes(let mistakes):
                return .mistakes(Wizard(book, terms, questions).mistakes(mistakes))
            case .changed(let changed, let changedDeal): (answers, deal) = (changed, changedDeal)
            }
        }
        let transition = try registration.answered(
            text,
            answers: answers,
            deal: deal,
            by: delivery.actor,
            partner: partner,
            standing: try standing(against: try about(answers, registration, terms), under: terms),
            under: terms,
            at: now
        )
        let next = try apply(transition, under: terms, isTelling: false)
        try tellReviewer(next)
        return .done
    }

    /// The claim with the scope that its new answers give it; refused where that is another claim of one's own.
    private func about(_ answers: Answers?, _ registration: Registration, _ terms: Policy) throws -> Registration {
        guard let answers, registration.hold == nil else { return registration }
        var next = registration
        next.scope = terms.scope(of: answers)
        guard next.scope != registration.scope else { return registration }
        let own = try contenders(for: next).first { $0.0.partner == registration.partner }
        if let own { throw Refusal.alreadyYours(own.0.caseNumber) }
        return next
    }

    mutating func withdraw(_ id: RegistrationID, _ who: Who, _ book: Phrasebook) throws -> Reply {
        let (registration, _) = try own(id, who)
        let terms = try terms(of: registration)
        try registration.mustBeDeclinable(under: terms)
        let transition = try registration.withdrawn(by: delivery.actor, at: now)
        let next = try apply(transition, under: terms, isTelling: false)
        if next.progress.assigned != nil { try tellReviewer(next) }
        try tellRoom(next)
        return .card(book.status(try caseFile(next, for: .partner)))
    }

    /// The prospect that came free, or the approval whose hold begins with the yes.
    mutating func accept(_ id: RegistrationID, _ who: Who, _ book: Phrasebook) throws -> Reply {
        let (registration, partner) = try active(id, who)
        let terms = try terms(of: registration)
        let transition = try registration.accepted(by: delivery.actor, partner: partner, under: terms, at: now)
        let next = try apply(transition, under: terms, isTelling: false)
        if next.status == .submitted { try tellReviewer(next) }
        return .card(book.status(try caseFile(next, for: .partner)))
    }

    func openAppeal(_ id: RegistrationID, _ who: Who, _ book: Phrasebook) throws -> Reply {
        let (registration, _) = try active(id, who)
        let file = try caseFile(registration, for: .partner)
        _ = try appeal(registration, "", who)
        return .form(book.appealForm(file), otherwise: book.status(file))
    }

    mutating func fillAppeal(
        _ id: RegistrationID,
        typed: [String: String],
        _ who: Who,
        _ book: Phrasebook
    ) throws -> Reply {
        let (registration, _) = try active(id, who)
        let text = Questionnaire.trimmed(typed["appeal"] ?? "")
        if let reply = mistake("appeal", text, book) { return reply }
        let next = try apply(
            try appeal(registration, text, who),
            under: try terms(of: registration),
            isTelling: false
        )
        try tellRoom(next)
        return .done
    }

    private func appeal(_ registration: Registration, _ text: String, _ who: Who) throws -> Transition {
        let terms = try terms(of: registration)
        let transition = try registration.appealed(
            text,
            by: delivery.actor,
            partner: try partner(of: registration),
            standing: try standing(against: registration, under: terms),
            under: terms,
            at: now
        )
        try mustBeOnlyClaim(registration)
        return transition
    }

    /// A reviewer grants, a partner has it or asks for it; evidence is asked for where the policy wants some.
    mutating func extend(_ id: RegistrationID, _ who: Who, _ book: Phrasebook) throws -> Reply {
        if case .reviewer = who { return try grantExtension(id, book) }
        let (registration, _) = try active(id, who)
        let terms = try terms(of: registration)
        guard terms.hold.extending.needsEvidence else { return try extend(registration, nil, terms, book) }
        _ = try registration.extensionWanted("…", by: delivery.actor, under: terms, at: now)
        let file = try caseFile(registration, for: .partner)
        return .form(book.extendForm(file), otherwise: book.status(file))
    }

    mutating func fillExtend(
        _ id: RegistrationID,
        typed: [String: String],
        _ who: Who,
        _ book: Phrasebook
    ) throws -> Reply {
        let (registration, _) = try active(id, who)
        let terms = try terms(of: registration)
        let text = Questionnaire.trimmed(typed["evidence"] ?? "")
        if let reply = mistake("evidence", text, book, isRequired: terms.hold.extending.needsEvidence) { return reply }
        _ = try extend(registration, text.isEmpty ? nil : text, terms, book)
        return .done
    }

    private mutating func extend(
        _ registration: Registration,
        _ evidence: String?,
        _ terms: Policy,
        _ book: Phrasebook
    ) throws -> Reply {
        let transition = try registration.extensionWanted(evidence, by: delivery.actor, under: terms, at: now)
        let next = try apply(transition, under: terms, isTelling: false)
        return .card(book.status(try caseFile(next, for: .partner)))
    }

    func openDeal(_ id: RegistrationID, _ who: Who, _ book: Phrasebook) throws -> Reply {
        let (registration, _) = try active(id, who)
        guard registration.status.isOpen else { throw Refusal.wrongState(registration.status) }
        let file = try caseFile(registration, for: .partner)
        return .form(book.dealForm(file), otherwise: book.status(file))
    }

    mutating func fillDeal(
        _ id: RegistrationID,
        typed: [String: String],
        _ who: Who,
        _ book: Phrasebook
    ) throws -> Reply {
        let (registration, partner) = try active(id, who)
        let terms = try terms(of: registration)
        let questions = Questionnaire(terms, domains: domains, legalForms: desk.legalForms, kind: .deal, today: today)
        let fields = Questionnaire.fields(typed)
        let mistakes = questions.dealMistakes(fields)
        guard mistakes.isEmpty, let deal = questions.deal(fields) else {
            return .mistakes(Wizard(book, terms, questions).mistakes(mistakes))
        }
        let transition = try registration.becameDeal(
            deal,
            by: delivery.actor,
            partner: partner,
            under: terms,
            at: now
        )
        let next = try apply(transition, under: terms, isTelling: false)
        try tellReviewer(next)
        try tellRoom(next)
        return .done
    }

    /// Why it stands as it stands: rules, versions, evidence, and what would change it.
    func why(_ registration: Registration, _ who: Who, _ book: Phrasebook) throws -> Card {
        let chain = ChainID.registration(registration.id)
        let unseen = max(0, (try transaction.chainHead(chain)?.sequence ?? 0) - FrontDesk.shownEvents)
        let history = try transaction.events(of: chain, after: unseen, limit: FrontDesk.shownEvents)
        let audience: Audience = if case .reviewer = who { .reviewer } else { .partner }
        return book.why(
            try caseFile(registration, for: nil),
            history: history.map(FrontDesk.line),
            for: audience
        )
    }

    /// The same, for what a suspended partner may not do: it can answer and withdraw, and gains nothing new.
    private func active(_ id: RegistrationID, _ who: Who) throws -> (Registration, Partner) {
        let (registration, partner) = try own(id, who)
        guard partner.standing == .good else { throw Refusal.partnerSuspended }
        return (registration, partner)
    }

    /// The registration and the partner, if it is the actor's own.
    func own(_ id: RegistrationID, _ who: Who) throws -> (Registration, Partner) {
        let registration = try registration(id, visibleTo: who)
        guard case .submitter(let partner) = who else { throw Refusal.notPartner }
        return (registration, partner)
    }

    private func standing(against registration: Registration, under terms: Policy) throws -> Hold? {
        try holds(around: registration).hindering(registration.partner, registration.scope, under: terms, at: now)
    }
}
