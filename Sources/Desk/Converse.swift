import Dialogue
import FoundationEssentials
import Registrations

/// The dialogue that leads to a claim.
extension Sitting {
    /// A draft can be taken up again for this long.
    private static let draftLifeSeconds = 86_400.0

    private func questions(_ kind: Registration.Kind) -> Questionnaire {
        Questionnaire(
            policy,
            domains: domains,
            legalForms: desk.legalForms,
            kind: kind,
            today: today,
            named: similar.name
        )
    }

    /// From a button: nothing, a domain, or the draft to go on with.
    mutating func start(_ value: String, _ who: Who, _ book: Phrasebook) throws -> Reply {
        if let draft = try transaction.draft(DraftID(value)) {
            let partner = try claimant(of: draft, who)
            try checkOwner(of: draft, partner)
            return try open(draft, domain: nil, partner, book)
        }
        let isDomain = value.contains(".") && domains.read(value) != .unreadable
        return try start(domain: isDomain ? value : nil, who, book)
    }

    /// Starts, or takes up what the person left within a day.
    mutating func start(
        domain: String?,
        kind: Registration.Kind = .lead,
        _ who: Who,
        _ book: Phrasebook
    ) throws -> Reply {
        try begin(domain: domain, kind: kind, try registeringPartner(who), book)
    }

    /// For the partner's own people, or for the reviewer who registers for it.
    mutating func begin(
        domain: String?,
        kind: Registration.Kind,
        _ partner: Partner,
        _ book: Phrasebook
    ) throws -> Reply {
        let since = now.addingTimeInterval(-Self.draftLifeSeconds)
        let kept = try transaction.openDraft(of: delivery.actor, since: since)
        if let kept, kept.partner == partner.id, kept.kind == kind,
            domain == nil || isSame(kept.typed[.companyDomain], domain)
        {
            return try open(kept, domain: domain, partner, book)
        }
        let draft = DraftRecord(
            id: DraftID(desk.newID()),
            owner: delivery.actor,
            partner: partner.id,
            installation: delivery.installation,
            room: delivery.room,
            language: book.language,
            typed: [:],
            updatedAt: now,
            kind: kind
        )
        return try open(draft, domain: domain, partner, book)
    }

    private func isSame(_ kept: String?, _ domain: String?) -> Bool {
        guard let kept, let domain else { return false }
        return kept == domain || domains.read(kept).domain.map { $0 == domains.read(domain).domain } == true
    }

    private mutating func open(
        _ draft: DraftRecord,
        domain: String?,
        _ partner: Partner,
        _ book: Phrasebook
    ) throws -> Reply {
        var draft = draft
        draft.room = delivery.room ?? draft.room
        draft.installation = delivery.installation
        draft.language = book.language
        return try converse(draft, .opened(domain: domain), partner, book)
    }

    mutating func step(token: String, typed: [String: String], _ who: Who, _ book: Phrasebook) throws -> Reply {
        let (draft, step, partner) = try draft(of: token, who)
        let isShown = Wizard.isShown(
            by: token,
            version: policy.consent.version,
            language: draft.language,
            typed: draft.typed
        )
        if step == .consent, !isShown, draft.registration == nil { return try showConsent(draft, partner, book) }
        return try converse(draft, .sent(step, Questionnaire.fields(typed)), partner, book)
    }

    /// What is agreed to changed since it was shown: nobody agreed to this yet.
    private mutating func showConsent(_ draft: DraftRecord, _ partner: Partner, _ book: Phrasebook) throws -> Reply {
        var draft = draft
        draft.language = book.language
        try keep(draft)
        let questions = questions(draft.kind)
        let standing = try standing(draft, partner, questions)
        let wizard = Wizard(book, policy, questions)
        let form = wizard.form(.consent, of: draft.id, typed: draft.typed, standing: standing)
        return .form(form, otherwise: opener(draft, book))
    }

    mutating func goBack(token: String, typed: [String: String], _ who: Who, _ book: Phrasebook) throws -> Reply {
        let (draft, step, partner) = try draft(of: token, who)
        return try converse(draft, .wentBack(from: step, Questionnaire.fields(typed)), partner, book)
    }

    /// The step that was sent, as it stands in the draft.
    mutating func stepAgain(token: String, _ who: Who, _ book: Phrasebook) throws -> Reply {
        let (draft, step, partner) = try draft(of: token, who)
        let questions = questions(draft.kind)
        let standing = step.showsStanding ? try standing(draft, partner, questions) : nil
        let form = Wizard(book, policy, questions).form(step, of: draft.id, typed: draft.typed, standing: standing)
        return .form(form, otherwise: nil)
    }

    private mutating func draft(of token: String, _ who: Who) throws -> (DraftRecord, Step, Partner) {
        guard let (id, step) = Wizard.read(token: token) else { throw Refusal.draftGone }
        guard let draft = try draft(id) else {
            _ = try registeringPartner(who)
            throw Refusal.draftGone
        }
        let partner = try claimant(of: draft, who)
        try checkOwner(of: draft, partner)
        return (draft, step, partner)
    }

    /// The owner is checked at every step: knowing a draft's id is no right to it.
    ///
    /// Returns nothing: handing the draft on, Swift 6.3's optimiser ends such a function with a jump to `memcpy` that
    /// leaves something else in the register of the error, and the caller takes that for one.
    private func checkOwner(of draft: DraftRecord, _ partner: Partner) throws {
        let isFresh = now.timeIntervalSince(draft.updatedAt) < Self.draftLifeSeconds
        guard draft.owner == delivery.actor, draft.partner == partner.id, isFresh || draft.registration != nil else {
            throw Refusal.draftGone
        }
    }

    private mutating func converse(
        _ record: DraftRecord,
        _ input: Conversation.Input,
        _ partner: Partner,
        _ book: Phrasebook
    ) throws -> Reply {
        var draft = record
        let questions = questions(record.kind)
        let wizard = Wizard(book, policy, questions)
        var conversation = Conversation(typed: draft.typed, isSubmitted: draft.registration != nil)
        let action = conversation.receive(input, with: questions)
        draft.typed = conversation.typed
        draft.updatedAt = now
        switch action {
        case .ask(let step):
            // What is shown now is what will have been agreed to.
            draft.language = book.language
            let standing = step.showsStanding ? try standing(draft, partner, questions) : nil
            if case .yours(let number) = standing, step == .contact, case .sent = input {
                try keep(draft)
                return .mistakes(wizard.mistakes([.companyDomain: .alreadyYours(number)]))
            }
            try keep(draft)
            let form = wizard.form(step, of: draft.id, typed: draft.typed, standing: standing)
            return .form(form, otherwise: opener(draft, book))
        case .mend(_, let mistakes):
            try keep(draft)
            return .mistakes(wizard.mistakes(mistakes))
        case .submit(let answers, let deal):
            return try submit(answers, deal, draft, partner, book)
        case .showResult:
            return try showResult(draft, book)
        case .rest:
            return .nothing
        }
    }

    /// The button that opens the form, where it cannot be opened itself; nil where one is open that it takes the place of.
    private func opener(_ draft: DraftRecord, _ book: Phrasebook) -> Card? {
        if case .filled = delivery.input { return nil }
        return switch delivery.answer {
        case .response, .dialog, .aloud: book.goOn(draft.id)
        case .message: book.start(draft.id)
        }
    }

    private mutating func submit(
        _ answers: Answers,
        _ deal: Progress.Deal?,
        _ draft: DraftRecord,
        _ partner: Partner,
        _ book: Phrasebook
    ) throws -> Reply {
        let claimant = try addressee(of: draft, partner)
        let request = Request(
            id: RegistrationID(desk.newID()),
            caseNumber: try freeCaseNumber(),
            draft: draft.id,
            partner: partner,
            submitter: claimant.person,
            room: claimant.room,
            language: claimant.language,
            answers: answers,
            consent: consent(draft),
            deal: deal,
            assignedBy: claimant.assignedBy
        )
        // What was typed last is kept even when the claim is refused.
        try keep(draft)
        guard let registration = try register(request) else { return try showResult(draft, book) }
        if claimant.assignedBy == nil {
            // Its record says whose turn it is: register, read, withdraw would be one more way to ask.
            _ = try countCheck(of: partner)
        } else {
            try tell(.assigned, registration, try terms(of: registration))
        }
        var done = draft
        done.registration = registration.id
        // What the dialogue knew is in the registration now; a second copy would outlive an erasure.
        done.typed = [:]
        try keep(done)
        return .form(try result(registration, done, book), otherwise: nil)
    }

    /// One that no registration has: of a hundred thousand two get the same by chance in one run of seven.
    private func freeCaseNumber() throws -> CaseNumber {
        var number = desk.newCaseNumber()
        while try transaction.registration(case: number) != nil { number = desk.newCaseNumber() }
        return number
    }

    private func showResult(_ draft: DraftRecord, _ book: Phrasebook) throws -> Reply {
        guard let id = draft.registration, let registration = try transaction.registration(id) else {
            throw Refusal.draftGone
        }
        return .form(
            try result(registration, draft, book),
            otherwise: isAssignment(draft)
                ? book.review(try caseFile(registration, for: .reviewer))
                : book.status(try caseFile(registration, for: .partner))
        )
    }

    private func result(_ registration: Registration, _ draft: DraftRecord, _ book: Phrasebook) throws -> Form {
        if isAssignment(draft) { return book.assignedForm(try caseFile(registration, for: .reviewer)) }
        let file = try caseFile(registration, for: .partner)
        return book.registered(
            file,
            reachable: try isReachable(registration),
            chatLink: desk.settings.chatInstallURL
        )
    }
}
