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

    /// The policy's time for research, once; the partner is told.
    mutating func research(_ id: RegistrationID, _ book: Phrasebook) throws -> Reply {
        let (act, registration) = try reviewed(id)
        return try refreshingStaleCards(registration) { sitting in
            try sitting.change(registration, book) { try registration.researched(by: act, under: $0) }
        }
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
}
