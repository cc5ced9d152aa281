import Dialogue
import FoundationEssentials
import Registrations

/// What the clocks and the other side have to say, to whom it matters.
extension Sitting {
    mutating func tell(_ notice: Transition.Notice, _ registration: Registration, _ terms: Policy) throws {
        switch notice {
        case .reminder(let duty):
            if duty.kind == .answer {
                for name in try askedNow(registration) { try tellPerson(notice, registration, named: name) }
            } else {
                try tell(notice, registration, to: duty.isHandedOver ? .reviewer : duty.kind.side)
            }
        // The vendor changed its own calendar: its people see the new time on their cards.
        case .deadlineMoved(let duty): if duty.kind.side == .partner { try tellPartner(notice, registration) }
        case .overdue(_, let names):
            // Two who cannot be written to have the same manager to stand in.
            var told: Set<Person> = []
            for name in names {
                if let person = peopleToTell(named: name).first, told.insert(person).inserted {
                    try tellPerson(notice, registration, named: name)
                }
            }
        case .handedOver: try tell(notice, registration, to: .reviewer)
        case .holdEnding, .offered, .offerExpired, .holdExtended, .nextStep: try tellPartner(notice, registration)
        case .meetingLogged(let meeting):
            try tell(notice, registration, to: meeting.by == .partner ? .reviewer : .partner)
        case .meetingContradicted(let meeting):
            try tell(notice, registration, to: meeting.by)
            for manager in terms.managers where manager.name != policy.standIn(for: registration.reviewer) {
                try tellPerson(notice, registration, named: manager.name)
            }
        case .approvalNeeded(let names): for name in names { try tellReviewer(registration, named: name) }
        case .extensionAsked: try tell(notice, registration, to: .reviewer)
        case .appealed: try tellReviewer(registration)
        case .researching, .assigned: try tellPartner(notice, registration)
        case .directSale:
            try tellPartner(notice, registration)
            if policy.reviewer(delivery.actor)?.name != registration.reviewer {
                try tellPerson(notice, registration, named: registration.reviewer)
            }
        case .nobodyToApprove:
            for manager in policy.managers { try tellPerson(notice, registration, named: manager.name) }
        }
    }

    private mutating func tell(
        _ notice: Transition.Notice,
        _ registration: Registration,
        to side: NextAction.Side
    ) throws {
        switch side {
        case .partner: try tellPartner(notice, registration)
        // Whoever is away now is not written to.
        case .reviewer: try tellPerson(notice, registration, named: policy.standIn(for: registration.reviewer))
        case .nobody: break
        }
    }

    private mutating func tellPartner(_ notice: Transition.Notice, _ registration: Registration) throws {
        let book = desk.phrasebook(registration.language, policy)
        let card = book.note(notice, try caseFile(registration, for: .partner))
        try tellSubmitter(registration, card, .reminder)
    }

    private mutating func tellPerson(
        _ notice: Transition.Notice,
        _ registration: Registration,
        named name: String
    ) throws {
        let reviewer = policy.reviewer(named: name)
        let people = peopleToTell(named: name)
        guard let first = people.first else { return }
        let book = desk.phrasebook(reviewer?.language ?? policy.program.language, policy)
        let card = book.note(notice, try caseFile(registration, for: .reviewer))
        // Told once: on the next chat only where the first is closed.
        try enqueue(
            .reminder,
            to: people.map { Route(.direct($0, installation: $0.workspace), card) },
            conversation: "reminder \(registration.id) \(first.user)",
            registration: registration.id
        )
    }
}
