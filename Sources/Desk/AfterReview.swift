import Dialogue
import FoundationEssentials
import Registrations

/// What reviewers do once it was decided, and what they record.
extension Sitting {
    mutating func undo(_ id: RegistrationID, _ book: Phrasebook) throws -> Reply {
        let (act, registration) = try reviewed(id)
        return try refreshingStaleCards(registration) { sitting in
            let terms = try sitting.terms(of: registration)
            let holds = try sitting.holds(around: registration)
            let transition = try registration.undone(
                by: act,
                partner: try sitting.partner(of: registration),
                standing: holds.hindering(registration.partner, registration.scope, under: terms, at: sitting.now),
                under: terms
            )
            try sitting.mustBeOnlyClaim(registration)
            let next = try sitting.apply(transition, under: terms)
            return .card(book.review(try sitting.caseFile(next, for: .reviewer)))
        }
    }

    /// What is over comes to life again only where its partner has no other claim on the same by now.
    func mustBeOnlyClaim(_ registration: Registration) throws {
        guard !registration.status.isOpen else { return }
        let other = try contenders(for: registration).first { $0.0.partner == registration.partner }
        if let other { throw Refusal.registeredAnew(other.0.caseNumber) }
    }

    mutating func grantExtension(_ id: RegistrationID, _ book: Phrasebook) throws -> Reply {
        let (act, registration) = try reviewed(id)
        return try change(registration, book) { try registration.extended(by: act, under: $0) }
    }

    mutating func win(_ id: RegistrationID, _ book: Phrasebook) throws -> Reply {
        let (act, registration) = try reviewed(id)
        return try change(registration, book, isTelling: true) {
            try registration.closed(.won, text: nil, by: act, under: $0)
        }
    }

    mutating func lose(_ id: RegistrationID, reason: String, _ book: Phrasebook) throws -> Reply {
        let (act, registration) = try reviewed(id)
        return try change(registration, book, isTelling: true) {
            try registration.closed(.lost, text: reason, by: act, under: $0)
        }
    }

    mutating func recordNext(_ id: RegistrationID, _ text: String, _ book: Phrasebook) throws -> Reply {
        let (act, registration) = try reviewed(id)
        return try change(registration, book) { _ in try registration.nextStep(text, by: act) }
    }

    mutating func choose(_ id: RegistrationID, _ evidence: String, _ book: Phrasebook) throws -> Reply {
        let (act, registration) = try reviewed(id)
        return try change(registration, book) { try registration.chosen(evidence, by: act, under: $0) }
    }

    /// A form for an approved registration: why it was lost, or what comes next.
    func openClosing(
        _ id: RegistrationID,
        _ book: Phrasebook,
        form: (Phrasebook, CaseFile) -> Form
    ) throws -> Reply {
        let (_, registration) = try reviewed(id)
        guard registration.status == .approved else { throw Refusal.wrongState(registration.status) }
        let file = try caseFile(registration, for: nil)
        return .form(form(book, file), otherwise: book.review(file))
    }

    mutating func fillLost(_ id: RegistrationID, typed: [String: String], _ book: Phrasebook) throws -> Reply {
        let text = Questionnaire.trimmed(typed["reason_text"] ?? "")
        if let reply = mistake("reason_text", text, book) { return reply }
        _ = try lose(id, reason: text, book)
        return .done
    }

    mutating func fillNext(_ id: RegistrationID, typed: [String: String], _ book: Phrasebook) throws -> Reply {
        let text = Questionnaire.trimmed(typed["next_step"] ?? "")
        if let reply = mistake("next_step", text, book) { return reply }
        _ = try recordNext(id, text, book)
        return .done
    }

    private mutating func change(
        _ registration: Registration,
        _ book: Phrasebook,
        isTelling: Bool = false,
        _ act: (Policy) throws -> Transition
    ) throws -> Reply {
        let terms = try terms(of: registration)
        let next = try apply(try act(terms), under: terms, isTelling: isTelling)
        return .card(book.review(try caseFile(next, for: .reviewer)))
    }

    /// A representative opens an account, or says that the work there is over; whoever claims it is looked at.
    mutating func direct(_ text: String, isOver: Bool, _ book: Phrasebook) throws -> Reply {
        let act = try Reviewing(delivery.actor, under: policy, at: now)
        guard let domain = domains.read(text).domain else { return .card(book.refusal(book.sentence(.notADomain))) }
        let company = policy.company(of: domain)
        let known = try transaction.directSale(company: company)
        let open = known.flatMap { $0.closedAt == nil ? $0 : nil }
        if isOver {
            guard var sale = open else { return .card(book.directSaleClosed(domain.display)) }
            sale.closedAt = now
            try transaction.save(sale)
            try record(.directSaleClosed, on: company, by: act)
            return .card(book.directSaleClosed(domain.display))
        }
        if open == nil {
            try transaction.save(DirectSale(company: company, by: act.reviewer.name, openedAt: now))
            try record(.directSaleOpened, on: company, by: act)
        }
        let claims = try policy.companies(of: domain).flatMap { try transaction.openRegistrations(on: $0, limit: 20) }
        let affected = try claims.map { try caseFile($0, for: nil) }
        let card = book.directSaleOpened(domain.display, affected: affected)
        if open == nil, !affected.isEmpty, !act.reviewer.isManager {
            try tellManagers { $0.directSaleOpened(domain.display, affected: affected) }
        }
        return .card(card)
    }

    private func record(_ kind: Event.Kind, on company: CompanyKey, by act: Reviewing) throws {
        let event = Event(
            kind,
            at: now,
            actor: .person(act.person, role: act.reviewer.isManager ? .manager : .reviewer),
            details: [.init("company", company.text), .init("by", act.reviewer.name)]
        )
        try Timeline.append([event], to: .service, in: transaction, chance: desk.chance)
    }
}
