import Desk
import DeskTesting
import Dispatch
import Foundation
import LedgerSQL
import PostgreSQLTesting
import Registrations
import Synchronization
import Testing

@testable import PostgreSQL

/// Transactions that run into each other, of one replica and of two.
@Suite struct ConflictTests {
    /// A second replica on the same schema.
    private func withTwo(_ body: (PostgreSQLLedger, PostgreSQLLedger) async throws -> Void) async throws {
        try await withLedger { first, url, _ in
            let second = try await PostgreSQLLedger.open(PostgreSQLAddress(url), role: .service)
            try await body(first, second)
            try await second.close()
        }
    }

    @Test func `a storm on one row counts every step that was acknowledged, and gives few up`() async throws {
        try await withTwo { first, second in
            let (clients, steps) = (12, 20)
            let acknowledged = await withTaskGroup(of: Int.self) { group in
                for client in 0..<clients {
                    group.addTask {
                        var done = 0
                        for _ in 0..<steps {
                            do {
                                try await (client % 2 == 0 ? first : second).increment("hot")
                                done += 1
                            } catch {
                                // Given up after so many tries: nobody was told that it was done.
                            }
                        }
                        return done
                    }
                }
                return await group.reduce(0, +)
            }
            let counted = try await first.number("hot")
            #expect(counted == acknowledged)
            #expect(acknowledged >= clients * steps * 9 / 10)
            #expect(first.repeats + second.repeats > 0)
        }
    }

    @Test func `of two replicas one gets each hold, and both are told the same`() async throws {
        try await withTwo { first, second in
            for number in 1...25 {
                let registration = try Samples.registration(number)
                let company = CompanyKey("c\(number)")
                func hold(_ partner: String) -> Hold {
                    Hold(
                        registration: registration.id,
                        partner: PartnerID(partner),
                        company: company,
                        scope: registration.scope,
                        from: .distantPast,
                        until: Samples.start
                    )
                }
                let (north, south) = (hold("north"), hold("south"))
                async let one = first.write { try $0.insert(north) }
                async let other = second.write { try $0.insert(south) }
                let winners = try await [one, other]
                #expect(winners.filter(\.self).count == 1)
                let live = try await second.read { try $0.liveHold(company: company, scope: registration.scope) }
                #expect(live?.partner == PartnerID(winners[0] ? "north" : "south"))
            }
        }
    }

    @Test func `two who wait for each other both get through`() async throws {
        try await withTwo { first, second in
            try await first.write { transaction in
                for name in ["a", "b"] { try transaction.set(mark: name, to: "0", at: Samples.start) }
            }
            let meeting = Meeting()
            func body(_ mine: String, _ theirs: String) -> @Sendable (any LedgerTransaction) throws -> Void {
                { transaction in
                    let now = try transaction.mark(mine).flatMap { Int($0.value) } ?? 0
                    try transaction.set(mark: mine, to: "\(now + 1)", at: Samples.start)
                    // Asked, so that what was sent is there.
                    _ = try transaction.mark(mine)
                    meeting.meet()
                    let their = try transaction.mark(theirs).flatMap { Int($0.value) } ?? 0
                    try transaction.set(mark: theirs, to: "\(their + 1)", at: Samples.start)
                }
            }
            async let one: Void = first.write(body("a", "b"))
            async let other: Void = second.write(body("b", "a"))
            _ = try await (one, other)
            #expect(try await first.number("a") == 2)
            #expect(try await first.number("b") == 2)
            #expect(first.repeats + second.repeats > 0)
        }
    }

    @Test func `what a transaction read and another changed is read again`() async throws {
        try await withTwo { first, second in
            try await first.increment("n")
            let meeting = Meeting(times: 2)
            async let slow: Void = first.write { transaction in
                let seen = try transaction.mark("n")?.value ?? ""
                meeting.meet()
                meeting.meet()
                try transaction.set(mark: "copy", to: seen, at: Samples.start)
                try transaction.set(mark: "n", to: "9", at: Samples.start)
            }
            await Task.detached { meeting.meet() }.value
            try await second.increment("n")
            await Task.detached { meeting.meet() }.value
            try await slow
            #expect(try await first.number("copy") == 2)
        }
    }

    @Test func `a body that goes on after a failure commits nothing`() async throws {
        try await withLedger { ledger, _, _ in
            await #expect(throws: LedgerTrouble.self) {
                try await ledger.write { transaction in
                    try transaction.save(Samples.partner())
                    do {
                        // A place in a chain that is taken.
                        try transaction.append(.sample(1))
                        try transaction.append(.sample(1))
                        _ = try transaction.partners()
                    } catch {
                        // Forgotten by a careless body.
                    }
                }
            }
            let partners = try await ledger.read { try $0.partners() }
            #expect(partners.isEmpty)
        }
    }

    @Test func `a failed transaction that is asked to commit says that it was rolled back`() throws {
        let server = try PostgreSQLServer.shared.get()
        let wire = try Wire(PostgreSQLAddress(server.url()), settings: Session.settings)
        try wire.post("BEGIN", [])
        try wire.post("SELECT 1 / 0", [])
        #expect(throws: PostgreSQLFailure.self) { try wire.collect() }
        try wire.post("COMMIT", [])
        #expect(try wire.collect().tag == "ROLLBACK")
        try wire.post("SELECT $1", [.text("alive")])
        #expect(try wire.collect().text(0, row: 0) == "alive")
    }
}

extension StoredEvent {
    fileprivate static func sample(_ sequence: Int) -> StoredEvent {
        StoredEvent(
            chain: ChainID("r1"),
            sequence: sequence,
            event: Event(.submitted, at: Samples.start, actor: .admin),
            commitments: [],
            previousHash: [],
            hash: [1]
        )
    }
}

/// Lets two meet so many times; whoever comes later goes through.
final class Meeting: Sendable {
    private let arrived = Mutex(0)
    private let both: [DispatchSemaphore]

    init(times: Int = 1) { both = (0..<times).map { _ in DispatchSemaphore(value: 0) } }

    func meet() {
        let place = arrived.withLock { arrived in
            defer { arrived += 1 }
            return arrived
        }
        guard place < both.count * 2 else { return }
        if place % 2 == 1 { both[place / 2].signal() } else { both[place / 2].wait() }
    }
}
