import Desk
import DeskTesting
import Foundation
import Registrations
import Testing

@Suite struct EventLedgerTests {
    private func event(
        _ sequence: Int,
        chain: ChainID = ChainID("r1"),
        actor: Event.Actor = .service,
        details: [Event.Detail] = [],
        commitments: [StoredEvent.Commitment] = []
    ) -> StoredEvent {
        let personal = commitments.compactMap { commitment in
            commitment.value.map { Event.PersonalValue(commitment.name, $0) }
        }
        return StoredEvent(
            chain: chain,
            sequence: sequence,
            event: Event(
                .submitted,
                at: .second(Double(sequence)),
                actor: actor,
                details: details,
                personal: personal
            ),
            commitments: commitments,
            previousHash: [UInt8(sequence - 1)],
            hash: [UInt8(sequence), 0, 255]
        )
    }

    @Test(arguments: LedgerKind.allCases)
    func `an event comes back byte for byte`(kind: LedgerKind) async throws {
        let actors: [Event.Actor] = [
            .person(Samples.submitter, role: .submitter), .person(Samples.submitter, role: .stranger),
            .rule("caps", policyVersion: "3 \"x\""), .admin, .service,
        ]
        // é composed and decomposed are equal as text and differ as bytes.
        let details = ["", "e\u{301}", "é", "\0\n\"", "🎉"].map { Event.Detail("n\($0)", $0) }
        let commitments = [
            StoredEvent.Commitment(name: "b", mac: [1, 2], key: [0, 3], value: "Ada"),
            StoredEvent.Commitment(name: "a", mac: [4], key: nil, value: nil),
            StoredEvent.Commitment(name: "c", mac: [], key: [], value: "e\u{301}"),
        ]
        try await kind.fresh { ledger in
            let events = actors.enumerated().map { index, actor in
                event(index + 1, actor: actor, details: details, commitments: index == 2 ? commitments : [])
            }
            try await ledger.write { transaction in
                for event in events { try transaction.append(event) }
            }
            let found = try await ledger.read { try $0.events(of: ChainID("r1"), after: 0, limit: 10) }
            #expect(found == events)
            let bytes = found.flatMap { $0.event.details.map { Array($0.value.utf8) } }
            #expect(bytes == events.flatMap { $0.event.details.map { Array($0.value.utf8) } })
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a chain is read in pages and knows its head`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            #expect(try await ledger.read { try $0.chainHead(ChainID("r1")) == nil })
            let commitment = StoredEvent.Commitment(name: "n", mac: [1], key: [2], value: "v")
            let events = (1...5).map { event($0, commitments: [commitment]) }
            try await ledger.write { transaction in
                for event in events { try transaction.append(event) }
            }
            let pages = try await ledger.read { reader in
                try [0, 2, 4, 5].map { try reader.events(of: ChainID("r1"), after: $0, limit: 2) }
            }
            #expect(pages == [Array(events[0...1]), Array(events[2...3]), [events[4]], []])
            let head = try await ledger.read { try $0.chainHead(ChainID("r1")) }
            #expect(head?.sequence == 5)
            #expect(head?.hash == [5, 0, 255])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a place in a chain is taken once`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let (first, fork) = (event(1), event(1, actor: .admin))
            try await ledger.write { try $0.append(first) }
            await #expect(throws: LedgerTrouble.self) { try await ledger.write { try $0.append(fork) } }
            #expect(try await ledger.read { try $0.events(of: ChainID("r1"), after: 0, limit: 9) } == [first])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `chains are listed by id in pages`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let events = ["r2", "service", "r10", "R3"].flatMap {
                // One of them has lost its beginning, and is a chain all the same.
                [event($0 == "r2" ? 3 : 1, chain: ChainID($0)), event(2, chain: ChainID($0))]
            }
            try await ledger.write { transaction in
                for event in events { try transaction.append(event) }
            }
            let first = try await ledger.read { try $0.chains(after: "", limit: 3).map(\.text) }
            #expect(first == ["R3", "r10", "r2"])
            #expect(try await ledger.read { try $0.chains(after: "r2", limit: 3).map(\.text) } == ["service"])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `acts are counted by name, key and time`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            try await ledger.write { transaction in
                for second in [1.0, 2, 2, 3] { try transaction.count("check", key: "north", at: .second(second)) }
                try transaction.count("check", key: "south", at: .second(2))
                try transaction.count("refused", key: "north", at: .second(2))
            }
            let counts = try await ledger.read { reader in
                try [0.0, 2, 2.001, 4].map { try reader.tally("check", key: "north", since: .second($0)) }
            }
            #expect(counts == [4, 3, 1, 0])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a policy version keeps its text`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            #expect(try await ledger.read { try $0.policyText(version: "1") } == nil)
            try await ledger.write { transaction in
                try transaction.savePolicy(version: "1", text: "a: b\n", at: .second(1))
                try transaction.savePolicy(version: "1", text: "a: b\n", at: .second(2))
            }
            #expect(try await ledger.read { try $0.policyText(version: "1") } == "a: b\n")
        }
    }
}
