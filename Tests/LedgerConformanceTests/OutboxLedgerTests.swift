import Desk
import DeskTesting
import Dialogue
import Foundation
import Registrations
import Testing

extension Message {
    static func sample(
        _ id: String,
        to conversation: String,
        purpose: Purpose = .submitterNote,
        registration: String? = "r1",
        rewrites: String? = nil,
        request: String? = nil
    ) -> Message {
        Message(
            id: MessageID(id),
            conversation: conversation,
            purpose: purpose,
            registration: registration.map { RegistrationID($0) },
            routes: [
                Route(.direct(Samples.submitter, installation: Samples.vendor), Card(summary: "direct \(id)")),
                Route(.privately(Samples.submitter, Samples.room), Card(summary: "private \(id)")),
            ],
            rewrites: rewrites.map { MessageID($0) },
            request: request
        )
    }
}

extension Ledger {
    func lease(at second: Double, until: Double = 100, limit: Int = 10) async throws -> [DueMessage] {
        try await write { try $0.lease(now: .second(second), until: .second(until), limit: limit) }
    }

    func settle(
        _ due: DueMessage,
        _ state: OutboxRow.State = .done,
        reference: String? = nil,
        reason: String? = nil
    ) async throws -> Bool {
        try await write {
            try $0.settle(due.message.id, fence: due.fence, state: state, reference: reference, reason: reason)
        }
    }

    func enqueue(_ messages: [(Message, Double)]) async throws {
        try await write { transaction in
            for (message, second) in messages { try transaction.enqueue(message, due: .second(second)) }
        }
    }
}

@Suite struct OutboxLedgerTests {
    private func ids(_ due: [DueMessage]) -> [String] { due.map(\.message.id.text) }

    @Test(arguments: LedgerKind.allCases)
    func `a conversation has something due while a message of it waits, and a lease says why it waited`(
        kind: LedgerKind
    ) async throws {
        try await kind.fresh { ledger in
            func hasDue() async throws -> Bool { try await ledger.read { try $0.hasDue(in: "a") } }
            #expect(try await !hasDue())
            try await ledger.enqueue([(.sample("m1", to: "a"), 0), (.sample("other", to: "b"), 0)])
            #expect(try await hasDue())
            let first = try #require(try await ledger.lease(at: 1).first { $0.message.conversation == "a" })
            #expect(first.reason == nil)
            #expect(try await !hasDue())
            try await ledger.enqueue([(.sample("m2", to: "a"), 50)])
            #expect(try await hasDue())
            _ = try await ledger.write {
                try $0.postpone(first.message.id, fence: first.fence, due: .second(2), route: 1, reason: "busy")
            }
            let again = try #require(try await ledger.lease(at: 3).first)
            #expect(again.message.id == first.message.id)
            #expect(again.reason == "busy")
            #expect(try await ledger.settle(again))
            #expect(try await hasDue())
            let last = try #require(try await ledger.lease(at: 60).first { $0.message.conversation == "a" })
            #expect(try await ledger.settle(last, .parked, reason: "no"))
            #expect(try await !hasDue())
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `what is due is leased once, one per conversation, in order`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let messages = ["a1", "a2", "b1", "c1"].map { Message.sample($0, to: String($0.prefix(1))) }
            try await ledger.enqueue([(messages[0], 2), (messages[1], 1), (messages[2], 1), (messages[3], 9)])
            #expect(try await ledger.read { try $0.nextDue() } == .second(1))
            let first = try await ledger.lease(at: 5)
            #expect(ids(first) == ["b1", "a1"])
            #expect(first.first?.message == messages[2])
            #expect(first.map(\.tries) == [1, 1])
            #expect(first.map(\.route) == [0, 0])
            #expect(try await ledger.lease(at: 5).isEmpty)
            #expect(try await ledger.read { try $0.nextDue() } == .second(9))
            #expect(try await ledger.settle(first[1]))
            #expect(try await ledger.read { try $0.nextDue() } == .second(1))
            #expect(ids(try await ledger.lease(at: 5)) == ["a2"])
            #expect(ids(try await ledger.lease(at: 9)) == ["c1"])
            #expect(try await ledger.read { try $0.nextDue() } == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `an earlier message that waits holds back its conversation, a parked one does not`(
        kind: LedgerKind
    ) async throws {
        try await kind.fresh { ledger in
            try await ledger.enqueue([(.sample("a1", to: "a"), 1), (.sample("a2", to: "a"), 1)])
            let first = try #require(try await ledger.lease(at: 1).first)
            let later = try await ledger.write {
                try $0.postpone(first.message.id, fence: first.fence, due: .second(50), route: 1, reason: "closed")
            }
            #expect(later)
            #expect(try await ledger.lease(at: 2).isEmpty)
            #expect(try await ledger.read { try $0.nextDue() } == .second(50))
            let again = try #require(try await ledger.lease(at: 50).first)
            #expect(again.message.id == first.message.id)
            #expect((again.route, again.tries, again.fence) == (1, 2, first.fence + 1))
            #expect(try await ledger.settle(again, .parked, reason: "revoked"))
            #expect(ids(try await ledger.lease(at: 50)) == ["a2"])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `what comes after a message that waits is due no earlier, what came before it when it was`(
        kind: LedgerKind
    ) async throws {
        try await kind.fresh { ledger in
            let names = ["a1", "a2", "a3", "a4", "b1"]
            try await ledger.enqueue(names.map { (.sample($0, to: String($0.prefix(1))), $0 == "a4" ? 90 : 1) })
            let first = try #require(try await ledger.lease(at: 1).first { $0.message.id.text == "a1" })
            #expect(try await ledger.settle(first, .parked, reason: "no"))
            let second = try #require(try await ledger.lease(at: 1).first)
            #expect(try await ledger.write { try $0.retryParked(first.message.id, due: .second(2)) })
            _ = try await ledger.write {
                try $0.postpone(second.message.id, fence: second.fence, due: .second(50), route: 0, reason: "busy")
            }
            let rows = try await ledger.read { try $0.outbox(states: [.due, .leased], limit: 9) }
            let dues = Dictionary(uniqueKeysWithValues: rows.map { ($0.id.text, $0.due) })
            #expect(dues == ["a1": 2, "a2": 50, "a3": 50, "a4": 90, "b1": 1].mapValues { Date.second($0) })
            #expect(ids(try await ledger.lease(at: 2)) == ["a1"])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `an old fence changes nothing`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            try await ledger.enqueue([(.sample("a1", to: "a"), 1)])
            let slow = try #require(try await ledger.lease(at: 1, until: 10).first)
            #expect(try await ledger.write { try $0.expiredLeases(now: .second(10), limit: 9, except: []) }.isEmpty)
            let expired = try await ledger.write { try $0.expiredLeases(now: .second(11), limit: 9, except: []) }
            let rescued = try #require(expired.first)
            #expect(rescued.message == slow.message)
            #expect(rescued.tries == 1)
            #expect(rescued.fence > slow.fence)
            #expect(try await ledger.settle(slow) == false)
            let late = try await ledger.write {
                try $0.postpone(slow.message.id, fence: slow.fence, due: .second(1), route: 0, reason: "x")
            }
            #expect(!late)
            #expect(try await ledger.settle(rescued, .dropped, reason: "unknown"))
            #expect(try await ledger.settle(rescued) == false)
            let rows = try await ledger.read { try $0.outbox(states: OutboxRow.State.allCases, limit: 9) }
            #expect(rows.map(\.state) == [.dropped])
            #expect(rows.first?.reason == "unknown")
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a parked message is tried again from its first way, and waits for one under way`(
        kind: LedgerKind
    ) async throws {
        try await kind.fresh { ledger in
            try await ledger.enqueue([(.sample("a1", to: "a"), 1), (.sample("a2", to: "a"), 1)])
            let id = MessageID("a1")
            #expect(try await ledger.write { try $0.retryParked(id, due: .second(3)) } == false)
            let first = try #require(try await ledger.lease(at: 1).first)
            _ = try await ledger.settle(first, .parked, reason: "revoked")
            let second = try #require(try await ledger.lease(at: 1).first)
            #expect(try await ledger.write { try $0.retryParked(id, due: .second(3)) })
            #expect(try await ledger.write { try $0.retryParked(id, due: .second(3)) } == false)
            #expect(try await ledger.lease(at: 3).isEmpty)
            #expect(try await ledger.settle(second))
            let retried = try #require(try await ledger.lease(at: 3).first)
            #expect((retried.message, retried.route, retried.tries) == (first.message, 0, 2))
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a message that rewrites one learns what the vendor calls it`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            try await ledger.enqueue([
                (.sample("a1", to: "a", purpose: .reviewCard), 1),
                (.sample("a2", to: "a", purpose: .reviewCardUpdate, rewrites: "a1"), 1),
                (.sample("b1", to: "b", rewrites: "gone"), 2),
            ])
            let first = try #require(try await ledger.lease(at: 1).first)
            #expect(first.rewrittenReference == nil)
            _ = try await ledger.settle(first, reference: "C0/1.2")
            let next = try await ledger.lease(at: 2)
            #expect(next.map(\.rewrittenReference) == ["C0/1.2", nil])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a rewrite changes the newest message that arrived, whichever of them posted it`(
        kind: LedgerKind
    ) async throws {
        try await kind.fresh { ledger in
            let updates = (2...5).map {
                Message.sample("a\($0)", to: "a", purpose: .reviewCardUpdate, rewrites: "a1")
            }
            try await ledger.enqueue([(.sample("a1", to: "a", purpose: .reviewCard), 1)])
            try await ledger.enqueue(updates.map { ($0, 1) })
            let ends: [(OutboxRow.State, String?)] = [
                (.parked, nil), (.done, "C0/2.0"), (.done, "C0/3.0"), (.parked, nil), (.done, "C0/3.0"),
            ]
            var seen: [String?] = []
            for (state, reference) in ends {
                let due = try #require(try await ledger.lease(at: 1).first)
                seen.append(due.rewrittenReference)
                #expect(try await ledger.settle(due, state, reference: reference))
            }
            #expect(seen == [nil, nil, "C0/2.0", "C0/3.0", "C0/3.0"])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a message tried again after a later one of its kind arrived is overtaken`(kind: LedgerKind) async throws {
        typealias Purposes = (first: Message.Purpose, second: Message.Purpose, isOvertaken: Bool)
        let table: [Purposes] = [
            (.reviewCard, .reviewCardUpdate, true), (.reviewCardUpdate, .reviewCardUpdate, true),
            (.submitterNote, .submitterNote, true), (.answer, .answer, false), (.submitterNote, .answer, false),
        ]
        for purposes in table {
            for end in [OutboxRow.State.done, .parked] {
                try await kind.fresh { ledger in
                    try await ledger.enqueue([
                        (.sample("a1", to: "a", purpose: purposes.first), 1),
                        (.sample("a2", to: "a", purpose: purposes.second), 1),
                        (.sample("b1", to: "b", purpose: purposes.second), 1),
                    ])
                    for due in try await ledger.lease(at: 1) {
                        #expect(!due.isOvertaken)
                        #expect(try await ledger.settle(due, due.message.id.text == "a1" ? .parked : .done))
                    }
                    let second = try #require(try await ledger.lease(at: 1).first)
                    #expect(!second.isOvertaken)
                    _ = try await ledger.settle(second, end)
                    #expect(try await ledger.write { try $0.retryParked(MessageID("a1"), due: .second(2)) })
                    let again = try #require(try await ledger.lease(at: 2).first)
                    #expect(again.message.id.text == "a1")
                    #expect(again.isOvertaken == (purposes.isOvertaken && end == .done), "\(purposes) \(end)")
                }
            }
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a lease that ran out is left to whoever is still at work`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            try await ledger.enqueue([(.sample("a1", to: "a"), 1), (.sample("b1", to: "b"), 2)])
            let slow = try #require(try await ledger.lease(at: 2, until: 10).first)
            let expired = try await ledger.write {
                try $0.expiredLeases(now: .second(11), limit: 1, except: [slow.message.id])
            }
            #expect(ids(expired) == ["b1"])
            #expect(try await ledger.settle(slow))
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `what waits too long is pulled back`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            try await ledger.enqueue([
                (.sample("a", to: "a"), 1), (.sample("b", to: "b"), 1), (.sample("c", to: "c"), 50),
                (.sample("d", to: "d"), 51),
            ])
            _ = try await ledger.lease(at: 1, until: 30, limit: 1)
            _ = try await ledger.lease(at: 1, until: 31, limit: 1)
            try await ledger.write {
                try $0.pullBack(dueAfter: .second(50), leasedUntilAfter: .second(30), to: .second(2))
            }
            let rows = try await ledger.read { try $0.outbox(states: [.due], limit: 9) }
            #expect(rows.map(\.id.text) == ["d", "c"])
            #expect(rows.map(\.due) == [.second(2), .second(50)])
            let lost = try await ledger.write { try $0.expiredLeases(now: .second(3), limit: 9, except: []) }
            #expect(ids(lost) == ["b"])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a message can be parked before anybody tries it, and only then`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            try await ledger.write { transaction in
                try transaction.enqueue(.sample("a1", to: "a"), due: .second(1))
                try transaction.park(MessageID("a1"), reason: "not allowed")
                try transaction.enqueue(.sample("b1", to: "b"), due: .second(1))
            }
            #expect(ids(try await ledger.lease(at: 5)) == ["b1"])
            try await ledger.write { try $0.park(MessageID("b1"), reason: "late") }
            let rows = try await ledger.read { try $0.outbox(states: OutboxRow.State.allCases, limit: 9) }
            #expect(rows.map(\.state) == [.parked, .leased])
            #expect(rows.map(\.reason) == ["not allowed", nil])
            #expect(try await ledger.write { try $0.retryParked(MessageID("a1"), due: .second(6)) })
            let again = try #require(try await ledger.lease(at: 6).first)
            #expect((again.message.id.text, again.route, again.tries) == ("a1", 0, 1))
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a message without a registration is swept when it is long settled`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let names = ["done", "dropped", "parked", "waiting", "recent", "bound"]
            try await ledger.enqueue(
                names.map { name in
                    let registration = name == "bound" ? "r1" : nil
                    return (.sample(name, to: name, registration: registration), name == "recent" ? 20 : 1)
                }
            )
            try await ledger.enqueue([(.sample("answer", to: "answer", purpose: .answer, registration: nil), 1)])
            for due in try await ledger.lease(at: 20) {
                switch due.message.id.text {
                case "done", "recent", "bound": _ = try await ledger.settle(due)
                case "dropped": _ = try await ledger.settle(due, .dropped)
                case "parked", "answer": _ = try await ledger.settle(due, .parked)
                default: break
                }
            }
            try await ledger.write { try $0.removeTraces(before: .second(10)) }
            let left = try await ledger.read { try $0.outbox(states: OutboxRow.State.allCases, limit: 9) }
            #expect(left.map(\.id.text) == ["bound", "parked", "waiting", "recent"])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a settled message keeps its addresses and forgets its cards`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let messages = [
                Message.sample("a1", to: "a", purpose: .reviewCard), .sample("b1", to: "b", purpose: .reviewCard),
                .sample("c1", to: "c", purpose: .channelLine), .sample("d1", to: "d", registration: "r2"),
                .sample("e1", to: "e", registration: nil), .sample("f1", to: "f", purpose: .reviewCard),
            ]
            try await ledger.enqueue(messages.enumerated().map { ($1, Double(9 - $0)) })
            let due = try await ledger.lease(at: 9)
            _ = try await ledger.settle(try #require(due.first { $0.message.id.text == "a1" }))
            _ = try await ledger.settle(try #require(due.first { $0.message.id.text == "c1" }), .dropped)
            _ = try await ledger.settle(try #require(due.first { $0.message.id.text == "f1" }), .dropped)
            let kept = try await ledger.read {
                try $0.messages(of: RegistrationID("r1"), purposes: [.reviewCard, .reviewCardUpdate])
            }
            // Whoever is owed a card is told of later ones, even if this one was overtaken.
            #expect(kept.map(\.id.text) == ["a1", "b1", "f1"])
            #expect(
                try await ledger.read { try $0.messages(of: RegistrationID("r1"), purposes: [.channelLine]) }.isEmpty
            )
            #expect(kept.first?.routes.map(\.address) == messages[0].routes.map(\.address))
            #expect(kept.first?.routes.map(\.card) == [Card(summary: ""), Card(summary: "")])
            #expect(kept[1] == messages[1])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `the admin sees rows by state, the earliest first`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            try await ledger.enqueue([
                (.sample("a1", to: "a"), 3), (.sample("b1", to: "b"), 1), (.sample("c1", to: "c"), 2),
            ])
            let leased = try #require(try await ledger.lease(at: 1).first)
            _ = try await ledger.settle(leased, .parked, reason: "revoked")
            let rows = try await ledger.read { try $0.outbox(states: [.due, .parked], limit: 2) }
            #expect(rows.map(\.id.text) == ["b1", "c1"])
            #expect(
                rows.first
                    == OutboxRow(
                        id: MessageID("b1"),
                        purpose: .submitterNote,
                        registration: RegistrationID("r1"),
                        state: .parked,
                        due: .second(1),
                        tries: 1,
                        reason: "revoked"
                    )
            )
            #expect(try await ledger.read { try $0.outbox(states: [.done], limit: 9) }.isEmpty)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a message is enqueued once`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            try await ledger.enqueue([(.sample("a1", to: "a"), 1)])
            await #expect(throws: LedgerTrouble.self) { try await ledger.enqueue([(.sample("a1", to: "b"), 1)]) }
        }
    }
}
