import Dialogue
import FoundationEssentials
import Registrations

/// The first meeting, logged in words or by a form, and confirmed before it counts.
extension Sitting {
    private func side(_ who: Who) -> NextAction.Side {
        if case .submitter = who { return .partner }
        return .reviewer
    }

    /// `meeting CASE tomorrow 14:00`: says what was understood, and waits for a yes.
    func askMeeting(_ number: CaseNumber, date: String, _ who: Who, _ book: Phrasebook) throws -> Reply {
        let registration = try registration(number, visibleTo: who)
        let file = try caseFile(registration, for: nil)
        guard !date.isEmpty else {
            guard registration.status == .approved else { throw Refusal.wrongState(registration.status) }
            return .form(book.meetingForm(file, typed: nil, understood: nil), otherwise: book.status(file))
        }
        switch read(date) {
        case .failure(let mistake): return .card(book.refusal(book.sentence(mistake)))
        case .success(let words):
            _ = try meeting(at: words.at, of: registration, who)
            return .card(book.meetingQuestion(file, at: words.at))
        }
    }

    /// The yes to what was understood, which the button brings along; a button without it opens the form.
    mutating func pressMeeting(value: String, _ who: Who, _ book: Phrasebook) throws -> Reply {
        let (id, understood) = Phrasebook.read(meetingToken: value)
        let registration = try registration(id, visibleTo: who)
        if let understood { return .card(try after(try log(understood, of: registration, who), who, book)) }
        guard registration.status == .approved else { throw Refusal.wrongState(registration.status) }
        let file = try caseFile(registration, for: nil)
        return .form(book.meetingForm(file, typed: nil, understood: nil), otherwise: book.status(file))
    }

    /// The form: first the date in words, then the same form with what was understood.
    mutating func fillMeeting(token: String, typed: [String: String], _ who: Who, _ book: Phrasebook) throws -> Reply {
        let (id, understood) = Phrasebook.read(meetingToken: token)
        let registration = try registration(id, visibleTo: who)
        let text = Questionnaire.trimmed(typed["date"] ?? "")
        switch read(text) {
        case .failure(let mistake):
            return .mistakes([FieldMistake(input: "date", sentence: book.sentence(mistake))])
        case .success(let words):
            guard understood == words.at else {
                _ = try meeting(at: words.at, of: registration, who)
                let file = try caseFile(registration, for: nil)
                let local = LocalTime(timeZone: policy.program.timeZone)
                let kept = words.isCounted ? words.lasting(local: local) : text
                return .form(book.meetingForm(file, typed: kept, understood: words.at), otherwise: nil)
            }
            _ = try log(words.at, of: registration, who)
            return .done
        }
    }

    mutating func contradict(_ id: RegistrationID, _ who: Who, _ book: Phrasebook) throws -> Reply {
        let registration = try registration(id, visibleTo: who)
        let terms = try terms(of: registration)
        let transition = try registration.meetingContradicted(
            by: .person(delivery.actor, role: who.role),
            side: side(who),
            partner: try partner(of: registration),
            under: terms,
            at: now
        )
        let next = try apply(transition, under: terms, isTelling: false)
        return .card(try after(next, who, book))
    }

    private func read(_ text: String) -> Result<DateWords, DateWords.Mistake> {
        DateWords.read(text, local: LocalTime(timeZone: policy.program.timeZone), now: now)
    }

    private func meeting(at date: Date, of registration: Registration, _ who: Who) throws -> Transition {
        try registration.meeting(
            at: date,
            by: .person(delivery.actor, role: who.role),
            side: side(who),
            holds: try holds(around: registration),
            partner: try partner(of: registration),
            under: try terms(of: registration),
            at: now
        )
    }

    /// Said twice, it is logged once.
    private mutating func log(_ date: Date, of registration: Registration, _ who: Who) throws -> Registration {
        let isKnown = registration.progress.meetings.contains { $0.stands && $0.at == date }
        if isKnown, registration.status == .approved { return registration }
        let transition = try meeting(at: date, of: registration, who)
        return try apply(transition, under: try terms(of: registration), isTelling: false)
    }

    /// The registration as whoever acted sees it now.
    func after(_ registration: Registration, _ who: Who, _ book: Phrasebook) throws -> Card {
        if case .reviewer = who { return book.review(try caseFile(registration, for: .reviewer)) }
        return book.status(try caseFile(registration, for: .partner))
    }

    func partner(of registration: Registration) throws -> Partner {
        guard let partner = try transaction.partner(registration.partner) else {
            throw LedgerTrouble.broken("a registration without its partner")
        }
        return partner
    }
}
