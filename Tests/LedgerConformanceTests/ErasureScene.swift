import Desk
import DeskTesting
import Dialogue
import Foundation
import Registrations
import Testing

/// A person in every place where the ledger can hold one, and somebody else beside.
struct ErasureScene {
    struct Unreadable: Error {}

    let email: EmailAddress
    let clock = ManualClock(.second(50))

    /// Registration r1 is the person's; r2 is of somebody else and names the address in its problem.
    static func set(in ledger: any Ledger) async throws -> ErasureScene {
        guard let email = EmailAddress("Ada@acme1.example") else { throw Unreadable() }
        var own = try Samples.registration(1)
        own.lifted = .init(by: "Rita", at: .second(3), reason: "Ada Example asked for it")
        own.progress.nextStep = .init(text: "Call Ada Example", by: "Pia", at: .second(4))
        var other = try Samples.registration(2, name: "Other")
        other.answers.problem = "As ADA@acme1.example wrote"
        let personal: [Event.PersonalValue] = [
            .init("contact_name", "Ada Example"), .init("contact_email", "ada@acme1.example"),
            .init("problem", own.answers.problem),
        ]
        let said = [Event.PersonalValue("problem", other.answers.problem), .init("contact_name", "Bo")]
        try await ledger.write { [own, other] transaction in
            for registration in [own, other] { _ = try transaction.insert(registration, nameKeys: []) }
            let first = Event(.submitted, at: .second(1), actor: .admin, personal: personal)
            try Timeline.append([first], to: .registration(own.id), in: transaction, chance: SeededChance(seed: 1))
            let second = Event(.submitted, at: .second(1), actor: .admin, personal: said)
            try Timeline.append([second], to: .registration(other.id), in: transaction, chance: SeededChance(seed: 2))
            try transaction.save(Samples.draft("d1", typed: [.contactName: "Ada Example"]))
            try transaction.save(Samples.draft("d9", typed: [.contactEmail: " ada@ACME1.example"]))
            try transaction.save(Samples.draft("d8", typed: [.contactEmail: "bo@acme1.example"]))
            for (text, words) in [("k1", "Contact: Ada Example"), ("k2", "Contact: Bo")] {
                let key = DeliveryKey(source: .slack, text: text)
                _ = try transaction.claim(key, at: .second(1))
                try transaction.store(.card(Card(summary: words)), for: key)
            }
            try transaction.enqueue(card("m1", of: own.id), due: .second(1))
            try transaction.enqueue(card("m2", of: other.id), due: .second(1))
        }
        return ErasureScene(email: email)
    }

    private static func card(_ id: String, of registration: RegistrationID) -> Message {
        let text = Text([.plain("Contact: "), .typed("Ada Example"), .plain(" for "), .typed("They count by hand.")])
        return Message(
            id: MessageID(id),
            conversation: id,
            purpose: .reviewCard,
            registration: registration,
            routes: [Route(.room(Samples.room), Card(parts: [.paragraph(text)], summary: "A claim of Ada Example"))]
        )
    }

    /// What is left holds together and is all that was meant to be left.
    func expectRest(in ledger: any Ledger) async throws {
        #expect(try await Audit(ledger).verify().flaws.isEmpty)
        let (own, other) = try await ledger.read { reader in
            (try reader.registration(RegistrationID("r1")), try reader.registration(RegistrationID("r2")))
        }
        #expect(own?.answers.contact.email.text == Registration.erasedEmail)
        #expect(own?.lifted?.reason == "erased" && own?.personalWords.isEmpty == true)
        #expect(own?.consent.text == "I may share this." && own?.consent.person == Samples.submitter)
        #expect(own?.status == .submitted && own?.answers.prospect.domain.ascii == "acme1.example")
        #expect(other?.answers.problem == "erased" && other?.answers.contact.name == "Ada Example")
        let events = try await ledger.read { try $0.events(of: ChainID("r2"), after: 0, limit: 9) }
        #expect(events[0].event.personal.map(\.value) == ["Bo"])
        #expect(events.map(\.event.kind) == [.submitted, .personalErased])
        let (drafts, replies) = try await ledger.read { reader in
            (
                try reader.drafts(after: DraftID(""), limit: 9).map(\.typed.count),
                try reader.keptReplies(after: nil, limit: 9).map(\.reply)
            )
        }
        #expect(drafts == [0, 1, 0] && replies == [.nothing, .card(Card(summary: "Contact: Bo"))])
        let messages = try await ledger.read { try $0.messagesWithCards(after: MessageID(""), limit: 9) }
        let texts = messages.compactMap { $0.message?.routes.first?.card }
        #expect(texts.map(\.summary) == ["A claim of erased", "A claim of Ada Example"])
        guard case .paragraph(let text)? = texts.first?.parts.first else { throw Unreadable() }
        #expect(text.plain == "Contact: erased for erased")
    }
}
