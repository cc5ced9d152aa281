import DeskTesting
import FoundationEssentials

@testable import Registrations

extension World {
    func act(_ person: Person) throws -> Reviewing { try Reviewing(person, under: policy, at: now) }

    mutating func approve(_ id: RegistrationID, by person: Person = Rulebook.rita) throws {
        let one = try get(id)
        let rivals = rivals(on: one.company, one.scope)
        let approved = try one.approved(
            by: try act(person),
            holds: holds(on: one.company),
            rivals: rivals,
            partner: try partner(id),
            under: terms(of: id)
        )
        if approved.registration.status == .approved { judgeOrder(one, rivals) }
        try apply(approved)
    }

    mutating func reject(_ id: RegistrationID, by person: Person = Rulebook.rita) throws {
        try apply(
            try get(id).rejected(by: try act(person), reason: "not_qualified", text: nil, under: terms(of: id))
        )
    }

    mutating func ask(_ id: RegistrationID, _ fields: [Field] = [], by person: Person = Rulebook.rita) throws {
        let act = try act(person)
        try apply(
            try get(id).asked("How many?", fields: fields, by: act, partner: try partner(id), under: terms(of: id))
        )
    }

    mutating func answer(_ id: RegistrationID, _ answers: Answers? = nil) throws {
        let one = try get(id)
        try apply(
            try one.answered(
                "Twelve",
                answers: answers,
                by: one.submitter,
                partner: try partner(id),
                standing: standing(against: one),
                under: terms(of: id),
                at: now
            )
        )
    }

    func standing(against one: Registration) -> Hold? {
        holds(on: one.company).hindering(one.partner, one.scope, under: terms(of: one.id), at: now)
    }

    mutating func meet(_ id: RegistrationID, inDays days: Double = 0, side: NextAction.Side = .partner) throws {
        let one = try get(id)
        try apply(
            try one.meeting(
                at: now.addingTimeInterval(days * 86_400),
                by: .person(one.submitter, role: .submitter),
                side: side,
                holds: holds(on: one.company),
                partner: try partner(id),
                under: terms(of: id),
                at: now
            )
        )
    }

    mutating func contradict(_ id: RegistrationID, side: NextAction.Side = .reviewer) throws {
        let contradicted = try get(id).meetingContradicted(
            by: try act(Rulebook.rita).actor,
            side: side,
            partner: try partner(id),
            under: terms(of: id),
            at: now
        )
        try apply(contradicted)
    }

    mutating func note(_ id: RegistrationID) throws {
        try apply(try get(id).nextStep("Call", by: try act(Rulebook.rita)))
    }

    mutating func accept(_ id: RegistrationID) throws {
        let one = try get(id)
        try apply(try one.accepted(by: one.submitter, partner: try partner(id), under: terms(of: id), at: now))
    }

    mutating func withdraw(_ id: RegistrationID) throws {
        let one = try get(id)
        try apply(try one.withdrawn(by: one.submitter, at: now))
    }

    mutating func close(_ id: RegistrationID, _ outcome: Registration.Status) throws {
        try apply(try get(id).closed(outcome, text: nil, by: try act(Rulebook.rita), under: terms(of: id)))
    }

    mutating func undo(_ id: RegistrationID, by person: Person = Rulebook.rita) throws {
        let one = try get(id)
        let act = try act(person)
        try apply(
            try one.undone(by: act, partner: try partner(id), standing: standing(against: one), under: terms(of: id))
        )
    }

    mutating func appeal(_ id: RegistrationID) throws {
        let one = try get(id)
        try apply(
            try one.appealed(
                "Look again",
                by: one.submitter,
                partner: try partner(id),
                standing: standing(against: one),
                under: terms(of: id),
                at: now
            )
        )
    }

    mutating func extend(_ id: RegistrationID, _ evidence: String? = nil) throws {
        let one = try get(id)
        try apply(try one.extensionWanted(evidence, by: one.submitter, under: terms(of: id), at: now))
    }

    mutating func grant(_ id: RegistrationID) throws {
        try apply(try get(id).extended(by: try act(Rulebook.rita), under: terms(of: id)))
    }

    mutating func choose(_ id: RegistrationID) throws {
        try apply(try get(id).chosen("Their letter", by: try act(Rulebook.rita), under: terms(of: id)))
    }

    mutating func makeDeal(_ id: RegistrationID, minor: Int = 5_000_000) throws {
        let one = try get(id)
        let deal = Progress.Deal(
            stage: .evaluation,
            amount: Amount(minorUnits: minor),
            expectedClose: "2026-12-01",
            nextStep: "Offer",
            wantsCoSell: false,
            material: nil
        )
        try apply(
            try one.becameDeal(deal, by: one.submitter, partner: try partner(id), under: terms(of: id), at: now)
        )
    }

    mutating func lift(_ id: RegistrationID) throws {
        try apply(try get(id).lifted(by: try act(Rulebook.mona), reason: "Agreed"))
    }
}
