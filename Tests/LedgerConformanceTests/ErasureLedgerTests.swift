import Desk
import DeskTesting
import Dialogue
import Foundation
import Registrations
import Testing

/// What a search for a person walks through, and what erasing needs, in every ledger.
@Suite struct ErasureLedgerTests {
    @Test(arguments: LedgerKind.allCases)
    func `drafts, kept replies and waiting cards are walked in order, in pages`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            try await ledger.write { transaction in
                for id in ["d2", "d1", "D3"] { try transaction.save(Samples.draft(id, typed: [.problem: id])) }
                for (source, text) in [(Channel.teams, "a"), (.slack, "b"), (.slack, "B"), (.slack, "c")] {
                    let key = DeliveryKey(source: source, text: text)
                    _ = try transaction.claim(key, at: .second(1))
                    if text != "c" { try transaction.store(.card(Card(summary: text)), for: key) }
                }
                for id in ["m2", "m1", "M3"] { try transaction.enqueue(.sample(id, to: id), due: .second(1)) }
            }
            let drafts = try await ledger.read { reader in
                try ["", "D3", "d2"].map { try reader.drafts(after: DraftID($0), limit: 2).map(\.id.text) }
            }
            #expect(drafts == [["D3", "d1"], ["d1", "d2"], []])
            let first = try await ledger.read { try $0.keptReplies(after: nil, limit: 2) }
            #expect(first.map(\.key.text) == ["B", "b"] && first[0].reply == .card(Card(summary: "B")))
            let rest = try await ledger.read { try $0.keptReplies(after: first[1].key, limit: 2) }
            #expect(rest.map(\.key.text) == ["a"])
            let sent = try await ledger.lease(at: 2, limit: 1)
            #expect(try await ledger.settle(sent[0]))
            let waiting = try await ledger.read { reader in
                try ["", "m1"].map { try reader.messagesWithCards(after: MessageID($0), limit: 1).map(\.id.text) }
            }
            #expect(waiting == [["m1"], ["m2"]])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a forgotten value leaves its commitment and its neighbours`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let chain = ChainID("r1")
            let personal = [Event.PersonalValue("contact_name", "Ada"), .init("problem", "They count.")]
            try await ledger.write { transaction in
                let events = [1.0, 2].map { Event(.submitted, at: .second($0), actor: .admin, personal: personal) }
                try Timeline.append(events, to: chain, in: transaction, chance: SeededChance(seed: 1))
                try transaction.forgetValue("contact_name", of: 1, in: chain)
            }
            let events = try await ledger.read { try $0.events(of: chain, after: 0, limit: 9) }
            #expect(events.map { $0.event.personal.map(\.value) } == [["They count."], ["Ada", "They count."]])
            #expect(events[0].commitments.map { $0.key == nil } == [true, false])
            #expect(events[0].commitments.map(\.name) == ["contact_name", "problem"])
            #expect(try await Audit(ledger).verify().flaws.isEmpty)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `the cards of a waiting message are replaced, those of a sent one stay forgotten`(
        kind: LedgerKind
    ) async throws {
        try await kind.fresh { ledger in
            try await ledger.enqueue([(.sample("m1", to: "a"), 1), (.sample("m2", to: "b"), 2)])
            let sent = try await ledger.lease(at: 1)
            #expect(try await ledger.settle(sent[0]))
            let messages = ["m1", "m2"].map { id in
                let old = Message.sample(id, to: id == "m1" ? "a" : "b")
                return Message(
                    id: old.id,
                    conversation: old.conversation,
                    purpose: old.purpose,
                    registration: old.registration,
                    routes: old.routes.map { Route($0.address, Card(summary: "erased")) }
                )
            }
            try await ledger.write { transaction in
                for message in messages { try transaction.recast(message) }
            }
            #expect(try await ledger.lease(at: 2).map(\.message) == [messages[1]])
            let kept = try await ledger.read { try $0.messages(of: RegistrationID("r1"), purposes: [.submitterNote]) }
            #expect(kept.flatMap { $0.routes.map(\.card.summary) } == ["", "", "erased", "erased"])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a person is erased everywhere, chains hold and others keep their words`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let scene = try await ErasureScene.set(in: ledger)
            let erasing = Erasing(ledger: ledger, time: scene.clock, chance: SeededChance(seed: 7))
            let file = try await erasing.file(on: scene.email)
            #expect(file.registrations.map(\.id.text) == ["r1"] && file.mentions.map(\.id.text) == ["r2"])
            #expect(file.drafts.count == 2 && file.replies.count == 1 && file.messages.count == 1)
            let report = try await erasing.erase(file)
            #expect(report.registrations.count == 1 && report.mentions.count == 1 && report.messages == 1)
            #expect(report.values == 4 && report.drafts == 2 && report.replies == 1 && report.words == 6)
            #expect(try await erasing.file(on: scene.email).isEmpty)
            #expect(try await erasing.erase(file).words == 0)
            try await scene.expectRest(in: ledger)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `only what ended before the day loses its words`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let ends: [(Registration.Status, Date?)] = [
                (.lapsed, .second(1)), (.rejected, .second(9)), (.approved, nil), (.won, .second(2)),
            ]
            try await ledger.write { transaction in
                for (number, end) in ends.enumerated() {
                    var registration = try Samples.registration(number, status: end.0, at: .second(Double(-number)))
                    registration.endedAt = end.1
                    _ = try transaction.insert(registration, nameKeys: [])
                    try transaction.save(Samples.draft("d\(number)", typed: [.contactName: "Ada Example"]))
                }
            }
            let erasing = Erasing(ledger: ledger, time: ManualClock(.second(20)), chance: SeededChance(seed: 7))
            let due = try await erasing.due(endedBefore: .second(5))
            #expect(due.map(\.id.text) == ["r3", "r0"])
            for registration in due { try await erasing.retire(registration) }
            #expect(try await erasing.due(endedBefore: .second(5)).isEmpty)
            let names = try await ledger.read { reader in
                try (0...3).map { try reader.registration(RegistrationID("r\($0)"))?.answers.contact.name }
            }
            #expect(names == ["erased", "Ada Example", "Ada Example", "erased"])
            let typed = try await ledger.read { reader in
                try (0...3).map { try reader.draft(DraftID("d\($0)"))?.typed.count }
            }
            #expect(typed == [0, 1, 1, 0])
        }
    }
}
