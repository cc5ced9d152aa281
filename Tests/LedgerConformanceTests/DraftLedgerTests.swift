import Desk
import DeskTesting
import Foundation
import Registrations
import Testing

@Suite struct DraftLedgerTests {
    @Test(arguments: LedgerKind.allCases)
    func `a draft keeps every answer as typed`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let texts = ["", " ", "a\"b\\c\n\t", "zero\0inside", "Müller 🎉 \u{202E}", "<@U123> *x*", "</script>"]
            let typed = Dictionary(
                uniqueKeysWithValues: Field.allCases.enumerated().map { ($1, texts[$0 % texts.count]) }
            )
            let draft = Samples.draft(typed: typed)
            try await ledger.write { try $0.save(draft) }
            #expect(try await ledger.read { try $0.draft(DraftID("d1")) } == draft)
            #expect(try await ledger.read { try $0.draft(DraftID("d2")) } == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a saved draft takes the place of the earlier one`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            var draft = Samples.draft(typed: [.companyName: "Acme"])
            try await ledger.write { [draft] in try $0.save(draft) }
            draft.typed = [.problem: "p"]
            draft.room = nil
            draft.language = .german
            draft.installation = WorkspaceKey(channel: .teams, id: "x")
            draft.updatedAt = .second(7)
            draft.kind = .deal
            try await ledger.write { [draft] in try $0.save(draft) }
            #expect(try await ledger.read { try $0.draft(DraftID("d1")) } == draft)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a step changes what it is about, of a draft that is there`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let key = DeliveryKey(source: .slack, text: "k1")
            let before = Samples.draft(typed: [.companyName: "Acme"])
            var step = Samples.draft(owner: Person(workspace: Samples.vendor, user: "U9"), typed: [.problem: "p\0"])
            (step.language, step.updatedAt, step.kind, step.room) = (.german, .second(7), .deal, nil)
            step.registration = RegistrationID("r1")
            step.took(key)
            try await ledger.write { [step] transaction in
                try transaction.save(step: step)
                try #require(try transaction.draft(step.id) == nil)
                try transaction.save(before)
                try transaction.save(step: step)
            }
            var after = before
            (after.language, after.updatedAt, after.typed) = (.german, .second(7), [.problem: "p\0"])
            after.took(key)
            #expect(try await ledger.read { try $0.draft(before.id) } == after)
            #expect(try await ledger.read { try $0.openDraft(of: before.owner, since: .second(6)) } == after)
            #expect(try await ledger.read { try $0.drafts(after: DraftID(""), limit: 9) } == [after])
            // Saved otherwise it still knows.
            try await ledger.write { try $0.save(before) }
            let saved = try await ledger.read { try $0.draft(before.id) }
            #expect(saved?.taken == after.taken && saved?.typed == before.typed)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `of copies of a step that come at once one is new`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let ids = (1...3).map { DraftID("d\($0)") }
            try await ledger.write { transaction in
                for id in ids { try transaction.save(Samples.draft(id.text)) }
            }
            let new = try await withThrowingTaskGroup(of: Bool.self) { group in
                for copy in 0..<24 {
                    let (id, key) = (ids[copy % 3], DeliveryKey(source: .teams, text: "k\(copy % 6)"))
                    group.addTask {
                        try await ledger.write { transaction in
                            guard var draft = try transaction.draft(id) else { throw Refused() }
                            let isNew = !draft.taken.contains(key)
                            draft.typed[.problem, default: ""] += isNew ? "x" : ""
                            draft.took(key)
                            try transaction.save(step: draft)
                            return isNew
                        }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            let typed = try await ledger.read { reader in try ids.map { try reader.draft($0)?.typed[.problem] } }
            #expect(new == 6 && typed == ["xx", "xx", "xx"])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `the open draft is the newest that became nothing`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let stranger = Person(workspace: Samples.partnerWorkspace, user: "U0OTHER")
            try await ledger.write { transaction in
                try transaction.save(Samples.draft("d1", at: .second(1)))
                try transaction.save(Samples.draft("d2", at: .second(3)))
                try transaction.save(Samples.draft("d3", at: .second(2)))
                try transaction.save(Samples.draft("d4", owner: stranger, at: .second(9)))
                var registered = Samples.draft("d5", at: .second(8))
                registered.registration = RegistrationID("r1")
                try transaction.save(registered)
            }
            func open(since: Double) async throws -> String? {
                try await ledger.read { try $0.openDraft(of: Samples.submitter, since: .second(since))?.id.text }
            }
            #expect(try await open(since: 0) == "d2")
            #expect(try await open(since: 2.999) == "d2")
            #expect(try await open(since: 3) == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `drafts left alone are removed, those that became something stay`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            try await ledger.write { transaction in
                try transaction.save(Samples.draft("d1", at: .second(1)))
                try transaction.save(Samples.draft("d2", at: .second(2)))
                var registered = Samples.draft("d3", at: .second(1))
                registered.registration = RegistrationID("r1")
                try transaction.save(registered)
                try transaction.removeDrafts(untouchedSince: .second(2))
            }
            let left = try await ledger.read { reader in
                try ["d1", "d2", "d3"].filter { try reader.draft(DraftID($0)) != nil }
            }
            #expect(left == ["d2", "d3"])
        }
    }
}
