import Desk
import DeskTesting
import Foundation
import Registrations
import Testing

@Suite struct HoldLedgerTests {
    private func hold(_ number: Int, _ scope: String, until: Double = 100) -> Hold {
        Hold(
            registration: RegistrationID("r\(number)"),
            partner: PartnerID("north"),
            company: CompanyKey("acme.example"),
            scope: ScopeKey(scope),
            from: .second(0),
            until: .second(until)
        )
    }

    @Test(arguments: LedgerKind.allCases)
    func `the holds on a company are those whose rows are not ended, of every scope`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let holds = [hold(1, "product:b"), hold(2, "account#2", until: -5), hold(3, "account")]
            let elsewhere = Samples.hold(of: try Samples.registration(7))
            try await ledger.write { transaction in
                for hold in holds + [elsewhere] { _ = try transaction.insert(hold) }
            }
            let company = CompanyKey("acme.example")
            #expect(try await ledger.read { try $0.holds(company: company) } == [holds[2], holds[1], holds[0]])
            try await ledger.write {
                try $0.endHold(company: company, scope: ScopeKey("account"), at: .second(9), reason: "lapsed")
            }
            #expect(try await ledger.read { try $0.holds(company: company) } == [holds[1], holds[0]])
            #expect(try await ledger.read { try $0.holds(company: CompanyKey("none.example")) }.isEmpty)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a live hold takes another end or a free scope`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            try await ledger.write { transaction in
                for hold in [hold(1, "account"), hold(2, "account#2")] { _ = try transaction.insert(hold) }
            }
            let company = CompanyKey("acme.example")
            let table: [(Hold, Bool, [String])] = [
                (hold(1, "account", until: 200), true, ["r1 account 200", "r2 account#2 100"]),
                (hold(1, "product:b", until: 300), true, ["r2 account#2 100", "r1 product:b 300"]),
                (hold(2, "product:b", until: 400), false, ["r2 account#2 100", "r1 product:b 300"]),
                (hold(3, "account", until: 500), false, ["r2 account#2 100", "r1 product:b 300"]),
                (hold(2, "account", until: 600), true, ["r2 account 600", "r1 product:b 300"]),
            ]
            for (changed, isDone, after) in table {
                #expect(try await ledger.write { try $0.change(changed) } == isDone, "\(changed)")
                let holds = try await ledger.read { try $0.holds(company: company) }
                let seen = holds.map { "\($0.registration) \($0.scope) \(Int($0.until.timeIntervalSince(.second(0))))" }
                #expect(seen == after)
            }
            let ended = try await ledger.write { transaction in
                try transaction.endHold(company: company, scope: ScopeKey("account"), at: .second(9), reason: "lapsed")
                return try transaction.change(hold(2, "account", until: 700))
            }
            #expect(!ended)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `of the vendor's own work on a company the latest counts`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let company = CompanyKey("acme.example")
            var late = DirectSale(company: company, by: "Rita", openedAt: .second(20))
            let early = DirectSale(company: company, by: "Max", openedAt: .second(10), closedAt: .second(15))
            #expect(try await ledger.read { try $0.directSale(company: company) } == nil)
            try await ledger.write { [late] transaction in
                try transaction.save(late)
                try transaction.save(early)
            }
            #expect(try await ledger.read { try $0.directSale(company: company) } == late)
            late.closedAt = .second(30)
            try await ledger.write { [late] in try $0.save(late) }
            #expect(try await ledger.read { try $0.directSale(company: company) } == late)
            #expect(try await ledger.read { try $0.directSale(company: CompanyKey("other.example")) } == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a mark is what was set last, and stays`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            try await ledger.write { transaction in
                try transaction.set(mark: "beat", to: "1", at: .second(1))
                try transaction.set(mark: "beat", to: "2", at: .second(2))
                try transaction.set(mark: "gone", to: "x", at: .second(1))
                try transaction.set(mark: "gone", to: nil, at: .second(2))
            }
            #expect(try await ledger.read { try $0.mark("beat") } == Mark(value: "2", updatedAt: .second(2)))
            #expect(try await ledger.read { try $0.mark("gone") } == nil)
            try await ledger.write { try $0.removeTraces(before: .second(5)) }
            #expect(try await ledger.read { try $0.mark("beat") } != nil)
        }
    }
}
