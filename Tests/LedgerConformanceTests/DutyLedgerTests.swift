import Desk
import DeskTesting
import Foundation
import Registrations
import Testing

@Suite struct DutyLedgerTests {
    private typealias Status = Registration.Status

    private func insert(_ registrations: [Registration], into ledger: any Ledger) async throws {
        for registration in registrations {
            #expect(try await ledger.write { try $0.insert(registration, nameKeys: []) })
        }
    }

    @Test func `the sample progress says everything that can be said`() {
        /// The names of what is nil, empty or zero, however deep.
        func unsaid(_ value: Any, _ name: String) -> [String] {
            let mirror = Mirror(reflecting: value)
            switch mirror.displayStyle {
            case .optional, .collection, .set, .dictionary:
                guard !mirror.children.isEmpty else { return [name] }
            case .struct where value is Date: return []
            default: break
            }
            if let number = value as? Int, number == 0 { return [name] }
            return mirror.children.flatMap { unsaid($0.value, "\(name).\($0.label ?? "")") }
        }
        let unsaid = unsaid(Registrations.Progress.full, "progress")
        // The second duty is one of which nothing became yet.
        #expect(unsaid.filter { !$0.hasPrefix("progress.duties") }.isEmpty, "\(unsaid)")
        #expect(Registrations.Progress.full.duties.first.map { Mirror(reflecting: $0).children.count } == 11)
    }

    @Test(arguments: LedgerKind.allCases)
    func `what a clock wants looked at comes earliest first, and then no more`(kind: LedgerKind) async throws {
        let rows: [(Int, Status, Double?)] = [
            (1, .submitted, 5), (2, .approved, 3), (3, .submitted, nil), (4, .needsInformation, 5), (5, .lapsed, 4),
            (6, .approved, 9),
        ]
        try await kind.fresh { ledger in
            try await insert(
                try rows.map { number, status, wake in
                    var registration = try Samples.registration(number, status: status)
                    registration.progress.wakeAt = wake.map { .second($0) }
                    return registration
                },
                into: ledger
            )
            func awaking(_ second: Double, _ limit: Int = 9) async throws -> [String] {
                try await ledger.read { try $0.awaking(at: .second(second), limit: limit) }.map(\.text)
            }
            #expect(try await awaking(2.999) == [])
            #expect(try await awaking(3) == ["r2"])
            #expect(try await awaking(8) == ["r2", "r5", "r1", "r4"])
            #expect(try await awaking(8, 3) == ["r2", "r5", "r1"])
            func ticking(_ after: String?, _ limit: Int) async throws -> [String] {
                let after = after.map { RegistrationID($0) }
                return try await ledger.read { try $0.ticking(after: after, limit: limit) }.map(\.text)
            }
            #expect(try await ticking(nil, 2) == ["r1", "r2"])
            #expect(try await ticking("r2", 9) == ["r4", "r6"])
            #expect(try await ticking("r6", 9) == [])
            try await ledger.write { transaction in
                var registration = try #require(try transaction.registration(RegistrationID("r2")))
                registration.progress.wakeAt = nil
                try transaction.update(registration)
            }
            #expect(try await awaking(4) == ["r5"])
            #expect(try await ticking(nil, 9) == ["r1", "r4", "r6"])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `idle holds are approved ones without a meeting that stands`(kind: LedgerKind) async throws {
        let meeting = Registrations.Progress.Meeting(at: .second(1), loggedAt: .second(1), by: .partner)
        var contradicted = meeting
        contradicted.contradictedAt = .second(2)
        let rows: [(Status, String, [Registrations.Progress.Meeting])] = [
            (.approved, "north", []), (.approved, "north", [meeting]), (.approved, "north", [contradicted]),
            (.approved, "north", [contradicted, meeting]), (.submitted, "north", []), (.approved, "south", []),
        ]
        try await kind.fresh { ledger in
            try await insert(
                try rows.enumerated().map { place, row in
                    var registration = try Samples.registration(place + 1, status: row.0, partner: row.1)
                    registration.progress.meetings = row.2
                    return registration
                },
                into: ledger
            )
            #expect(try await ledger.read { try $0.idleHolds(of: PartnerID("north")) } == 2)
            #expect(try await ledger.read { try $0.idleHolds(of: PartnerID("west")) } == 0)
            try await ledger.write { transaction in
                var registration = try #require(try transaction.registration(RegistrationID("r1")))
                registration.progress.meetings = [meeting]
                try transaction.update(registration)
            }
            #expect(try await ledger.read { try $0.idleHolds(of: PartnerID("north")) } == 1)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a lapse is the partner's own on the company, the last one`(kind: LedgerKind) async throws {
        let rows: [(Status, String, String, Double?)] = [
            (.lapsed, "north", "acme.example", 30), (.lapsed, "north", "acme.example", 20),
            (.lost, "north", "acme.example", 90), (.lapsed, "south", "acme.example", 80),
            (.lapsed, "north", "other.example", 70), (.lapsed, "west", "acme.example", nil),
        ]
        try await kind.fresh { ledger in
            try await insert(
                try rows.enumerated().map { place, row in
                    var registration = try Samples.registration(
                        place + 1,
                        company: row.2,
                        status: row.0,
                        partner: row.1,
                        at: .second(Double(place))
                    )
                    registration.endedAt = row.3.map { .second($0) }
                    return registration
                },
                into: ledger
            )
            for (partner, company, at) in [
                ("north", "acme.example", 30.0), ("south", "acme.example", 80), ("north", "other.example", 70),
                ("west", "acme.example", nil), ("south", "other.example", nil),
            ] {
                let lapsed = try await ledger.read {
                    try $0.lapsedAt(company: CompanyKey(company), partner: PartnerID(partner))
                }
                #expect(lapsed == at.map { .second($0) }, "\(partner) \(company)")
            }
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `the open registrations on a company come oldest first, whole`(kind: LedgerKind) async throws {
        let statuses: [Status] = [.submitted, .lapsed, .approved, .needsInformation, .won, .withdrawn]
        try await kind.fresh { ledger in
            let all = try statuses.enumerated().map { place, status in
                try Samples.registration(place + 1, company: "acme.example", status: status, at: .second(Double(place)))
            }
            try await insert(all.reversed() + [try Samples.registration(9)], into: ledger)
            let company = CompanyKey("acme.example")
            let open = try await ledger.read { try $0.openRegistrations(on: company, limit: 9) }
            #expect(open == [all[0], all[2], all[3]])
            let first = try await ledger.read { try $0.openRegistrations(on: company, limit: 1) }
            #expect(first == [all[0]])
        }
    }
}
