import Desk
import DeskTesting
import Dialogue
import Foundation
import Registrations
import Testing

@Suite struct TransactionTests {
    @Test(arguments: LedgerKind.allCases)
    func `what a transaction did is gone when it throws`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            await #expect(throws: Refused.self) {
                try await ledger.write { transaction in
                    try transaction.save(Samples.partner())
                    try transaction.save(Samples.draft())
                    _ = try transaction.claim(DeliveryKey(source: .slack, text: "k"), at: Samples.start)
                    throw Refused()
                }
            }
            let (partners, draft) = try await ledger.read { (try $0.partners(), try $0.draft(DraftID("d1"))) }
            #expect(partners.isEmpty)
            #expect(draft == nil)
            #expect(try await ledger.write { try $0.claim(DeliveryKey(source: .slack, text: "k"), at: Samples.start) })
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a transaction sees what it wrote itself`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let seen = try await ledger.write { transaction in
                try transaction.save(Samples.partner())
                return try transaction.partner(PartnerID("north"))
            }
            #expect(seen == Samples.partner())
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a transaction is given what was read before it`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            try await ledger.write { try $0.save(Samples.partner()) }
            let (known, now) = try await ledger.write(
                .patient,
                knowing: { try $0.partners() },
                { transaction, known in
                    try transaction.save(Samples.draft())
                    return (known, try transaction.draft(DraftID("d1")))
                }
            )
            #expect(known == [Samples.partner()])
            #expect(now == Samples.draft())
            #expect(try await ledger.read { try $0.draft(DraftID("d1")) } == Samples.draft())
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `without what it needs to know a transaction does not begin`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            await #expect(throws: Refused.self) {
                try await ledger.write(
                    .patient,
                    knowing: { _ in throw Refused() },
                    { transaction, _ in
                        try transaction.save(Samples.draft())
                    }
                )
            }
            let late = Turn(line: "T1", begunBy: .now - .seconds(1))
            await #expect(throws: LedgerTrouble.self) {
                try await ledger.write(
                    late,
                    knowing: { try $0.partners() },
                    { transaction, _ in
                        try transaction.save(Samples.draft())
                    }
                )
            }
            await #expect(throws: Refused.self) {
                try await ledger.write(
                    .patient,
                    knowing: { try $0.partners() },
                    { transaction, _ in
                        try transaction.save(Samples.draft())
                        throw Refused()
                    }
                )
            }
            let draft = try await ledger.read { try $0.draft(DraftID("d1")) }
            #expect(draft == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a delivery is claimed once and its reply is kept`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let key = DeliveryKey(source: .slack, text: "trigger.1")
            let reply = Reply.card(Card(heading: "Hé \"x\" /", parts: [.divider], summary: "s"))
            let first = try await ledger.write { transaction in
                let isNew = try transaction.claim(key, at: Samples.start)
                let stored = try transaction.storedReply(key)
                let again = try transaction.claim(key, at: Samples.start)
                try transaction.store(reply, for: key)
                return (isNew, stored, again)
            }
            #expect(first.0)
            #expect(first.1 == nil)
            #expect(!first.2)
            let second = try await ledger.write { (try $0.claim(key, at: Samples.start), try $0.storedReply(key)) }
            #expect(!second.0)
            #expect(second.1 == reply)
            let other = DeliveryKey(source: .teams, text: "trigger.1")
            #expect(try await ledger.write { try $0.claim(other, at: Samples.start) })
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `traces are removed when they are old and not before`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let (old, new) = (DeliveryKey(source: .slack, text: "old"), DeliveryKey(source: .slack, text: "new"))
            let states = [-1.0, 0].map { second in
                InstallState(digest: [UInt8(second + 2)], cookieDigest: [9], partner: nil, expiresAt: .second(second))
            }
            let left = try await ledger.write { transaction in
                _ = try transaction.claim(old, at: .second(-1))
                _ = try transaction.claim(new, at: .second(0))
                try transaction.count("check", key: "north", at: .second(-1))
                try transaction.count("check", key: "north", at: .second(0))
                for state in states { try transaction.save(state) }
                try transaction.removeTraces(before: .second(0))
                return (
                    try transaction.claim(old, at: .second(1)), try transaction.claim(new, at: .second(1)),
                    try transaction.tally("check", key: "north", since: .second(-9)),
                    try states.map { try transaction.takeInstallState(digest: $0.digest) }
                )
            }
            #expect(left.0)
            #expect(!left.1)
            #expect(left.2 == 1)
            #expect(left.3 == [nil, states[1]])
        }
    }
}
