import Desk
import DeskTesting
import Foundation
import Registrations
import Testing

@Suite struct RegistrationListTests {
    private typealias Status = Registration.Status

    /// Six registrations, r1 the oldest; r5 and r6 of the same instant.
    private func fill(_ ledger: any Ledger) async throws {
        let rows: [(Status, String, String, Double)] = [
            (.submitted, "north", "Rita", 1), (.approved, "north", "Rita", 2), (.submitted, "south", "Max", 3),
            (.withdrawn, "north", "Max", 4), (.needsInformation, "south", "Rita", 5), (.submitted, "north", "Rita", 5),
        ]
        for (index, row) in rows.enumerated() {
            var registration = try Samples.registration(index + 1, status: row.0, partner: row.1, at: .second(row.3))
            registration.reviewer = row.2
            _ = try await ledger.write { [registration] in try $0.insert(registration, nameKeys: []) }
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `every named condition must hold, newest first`(kind: LedgerKind) async throws {
        let (north, south) = (PartnerID("north"), PartnerID("south"))
        let table: [(RegistrationQuery, [Int])] = [
            (RegistrationQuery(), [6, 5, 4, 3, 2, 1]),
            (RegistrationQuery(limit: 2), [6, 5]),
            (RegistrationQuery(submittedBefore: .second(5)), [4, 3, 2, 1]),
            (RegistrationQuery(partner: north), [6, 4, 2, 1]),
            (RegistrationQuery(partner: north, statuses: [.submitted, .approved]), [6, 2, 1]),
            (RegistrationQuery(partner: north, statuses: [.submitted], limit: 1), [6]),
            (RegistrationQuery(partner: south, reviewer: "Rita"), [5]),
            (RegistrationQuery(reviewer: "Rita"), [6, 5, 2, 1]),
            (RegistrationQuery(statuses: [.submitted], reviewer: "Rita", submittedBefore: .second(5)), [1]),
            (RegistrationQuery(statuses: Status.allCases), [6, 5, 4, 3, 2, 1]),
            (RegistrationQuery(statuses: []), []),
            (RegistrationQuery(statuses: [.won]), []),
            (RegistrationQuery(company: CompanyKey("acme3.example")), [3]),
            (RegistrationQuery(partner: north, company: CompanyKey("acme3.example")), []),
            (RegistrationQuery(company: CompanyKey("acme3.example"), statuses: [.submitted]), [3]),
            (RegistrationQuery(company: CompanyKey("acme3.example"), statuses: [.won]), []),
            (RegistrationQuery(company: CompanyKey("acme3.example"), reviewer: "Rita"), []),
            (RegistrationQuery(limit: 4, isOldestFirst: true), [1, 2, 3, 4]),
            (RegistrationQuery(statuses: [.submitted], isOldestFirst: true), [1, 3, 6]),
            (RegistrationQuery(statuses: [.submitted], reviewer: "Rita", limit: 1, isOldestFirst: true), [1]),
            (RegistrationQuery(statuses: [.submitted, .needsInformation], limit: 3, isOldestFirst: true), [1, 3, 5]),
            (RegistrationQuery(partner: north, isOldestFirst: true), [1, 2, 4, 6]),
            (RegistrationQuery(company: CompanyKey("acme3.example"), isOldestFirst: true), [3]),
            (
                RegistrationQuery(
                    company: CompanyKey("acme3.example"),
                    statuses: [.submitted],
                    reviewer: "Rita",
                    isOldestFirst: true
                ), []
            ),
        ]
        try await kind.fresh { ledger in
            try await fill(ledger)
            for (query, numbers) in table {
                let found = try await ledger.read { try $0.registrations(query) }
                #expect(found.map(\.id.text) == numbers.map { "r\($0)" }, "\(query)")
            }
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `whoever is asked with others finds those claims by name, the oldest first`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            try await fill(ledger)
            try await ledger.write { transaction in
                for (number, names) in [(6, ["Ben", "Mo"]), (4, ["Ben"]), (3, ["Ben", "Ben"]), (1, ["Mo"])] {
                    try transaction.set(asked: names, of: RegistrationID("r\(number)"))
                }
            }
            func asking(_ name: String, limit: Int = 9) async throws -> [String] {
                try await ledger.read { try $0.registrations(asking: name, limit: limit).map(\.id.text) }
            }
            // What is no longer submitted asks nobody.
            #expect(try await asking("Ben") == ["r3", "r6"])
            #expect(try await asking("Ben", limit: 1) == ["r3"])
            #expect(try await asking("Mo") == ["r1", "r6"])
            #expect(try await asking("ben").isEmpty)
            try await ledger.write { transaction in
                try transaction.set(asked: ["Mo"], of: RegistrationID("r3"))
                try transaction.set(asked: [], of: RegistrationID("r6"))
            }
            #expect(try await asking("Ben").isEmpty)
            #expect(try await asking("Mo") == ["r1", "r3"])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `submitted claims are listed as they came, a page at a time`(kind: LedgerKind) async throws {
        let rows: [(Int, Status, Double)] = [
            (4, .submitted, 1), (2, .submitted, 1), (9, .submitted, 0), (5, .approved, 1), (3, .submitted, 1),
            (1, .submitted, 2),
        ]
        try await kind.fresh { ledger in
            for (number, status, second) in rows {
                let claim = try Samples.registration(number, status: status, at: .second(second))
                _ = try await ledger.write { try $0.insert(claim, nameKeys: []) }
            }
            for limit in [1, 2, 3, 9] {
                var last: SubmittedClaim?
                var found: [String] = []
                repeat {
                    let after = last
                    let page = try await ledger.read { try $0.submitted(after: after, limit: limit) }
                    #expect(page.count <= limit)
                    found += page.map(\.id.text)
                    last = page.last
                } while last != nil
                #expect(found == ["r9", "r2", "r3", "r4", "r1"], "\(limit) at a time")
            }
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a partner's load counts the open and the recent, up to a limit`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            try await fill(ledger)
            let north = try await ledger.read { try $0.load(of: PartnerID("north"), since: .second(2), limit: 10) }
            #expect(north == (open: 3, recent: 3))
            let bounded = try await ledger.read { try $0.load(of: PartnerID("north"), since: .second(2), limit: 2) }
            #expect(bounded == (open: 2, recent: 2))
            let nobody = try await ledger.read { try $0.load(of: PartnerID("west"), since: .second(0), limit: 10) }
            #expect(nobody == (open: 0, recent: 0))
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `claims on a company are the open ones, the partner's own before newer ones`(kind: LedgerKind) async throws {
        let rows: [(Status, String)] = [
            (.submitted, "north"), (.approved, "south"), (.lost, "west"), (.won, "west"), (.won, "east"),
            (.needsInformation, "west"),
        ]
        try await kind.fresh { ledger in
            for (index, row) in rows.enumerated() {
                var registration = try Samples.registration(
                    index + 1,
                    company: "acme.example",
                    status: row.0,
                    partner: row.1,
                    at: .second(Double(index))
                )
                registration.endedAt = row.0 == .won ? .second(Double(index) + 100) : nil
                _ = try await ledger.write { [registration] in try $0.insert(registration, nameKeys: []) }
            }
            let company = CompanyKey("acme.example")
            let table: [(String, Int, [String])] = [
                ("north", 9, ["north", "west", "south"]), ("south", 9, ["south", "west", "north"]),
                ("east", 9, ["west", "south", "north"]), ("north", 1, ["north"]),
            ]
            for (first, limit, partners) in table {
                let claims = try await ledger.read {
                    try $0.openClaims(on: company, first: PartnerID(first), limit: limit)
                }
                #expect(claims.map(\.partner.text) == partners, "\(first) \(limit)")
            }
            let own = try await ledger.read { try $0.openClaims(on: company, first: PartnerID("south"), limit: 1) }
            #expect(
                own == [Facts.Claim(caseNumber: CaseNumber(random: 2), partner: PartnerID("south"), status: .approved)]
            )
            #expect(try await ledger.read { try $0.wonAt(company: company) } == .second(104))
            #expect(try await ledger.read { try $0.wonAt(company: CompanyKey("other.example")) } == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `similar names come under their rarest keys first and common keys lead nowhere`(kind: LedgerKind) async throws
    {
        try await kind.fresh { ledger in
            for number in 1...210 {
                var keys = ["~common"]
                if number <= 3 { keys.append("~few") }
                if number == 9 { keys.append("=rare") }
                let registration = try Samples.registration(number, name: "Name \(number)")
                _ = try await ledger.write { [keys] in try $0.insert(registration, nameKeys: keys) }
            }
            let found = try await ledger.read {
                try $0.similarNames(keys: ["~common", "~few", "=rare", "~none", "=rare"], limit: 10) { _ in true }
            }
            #expect(found.map(\.registration.text) == ["r9", "r1", "r2", "r3"])
            #expect(found.first?.name == "Name 9")
            #expect(found.first?.company == CompanyKey("acme9.example"))
            #expect(found.first?.caseNumber == CaseNumber(random: 9))
            #expect(found.first?.status == .submitted)
            // However often one company is claimed, it makes no key common.
            for number in 300...510 {
                let again = try Samples.registration(number, company: "acme9.example", name: "Name \(number)")
                _ = try await ledger.write { try $0.insert(again, nameKeys: ["=rare", "~few"]) }
            }
            let bounded = try await ledger.read {
                try $0.similarNames(keys: ["~few", "=rare"], limit: 2) { _ in true }
            }
            #expect(bounded.map(\.registration.text) == ["r9", "r1"])
            #expect(try await ledger.read { try $0.similarNames(keys: [], limit: 10) { _ in true } }.isEmpty)
        }
    }
}
