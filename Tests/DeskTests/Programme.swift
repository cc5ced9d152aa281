import DeskTesting
import Dialogue
import Foundation
import PolicyFile
import PublicSuffix
import Registrations
import Testing

@testable import Desk

/// A programme's own file in force, its two reviewers, and partners of any tier.
struct Programme {
    let office: Office

    static let ada = Person(workspace: Office.vendor, user: "U0AE")
    static let bo = Person(workspace: Office.vendor, user: "U0MANAGER")
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/policies")

    static func policy(_ name: String) throws -> Policy {
        let bytes = try Data(contentsOf: folder.appending(path: "\(name).yaml"))
        return try PolicyFile.read(
            Array(bytes),
            name: name,
            domains: TableDomainReader.common,
            holidays: .carried,
            sha256Hex: "0123456789abcdef"
        ).get()
    }

    init(
        _ name: String,
        from day: String = "2026-03-03",
        tier: String = "gold",
        kind: Partner.Kind = .reseller,
        certified: [String] = []
    ) async throws {
        let policy = try Self.policy(name)
        office = try await Office { $0 = policy }
        office.clock.set(try Programme.at(day, 10, policy))
        for name in ["north", "south", "west"] {
            let partner = Partner(
                id: PartnerID(name),
                name: "\(name.capitalized) Systems",
                tier: tier,
                kind: kind,
                certifications: certified
            )
            try await office.ledger.write { try $0.save(partner) }
        }
        _ = try await office.desk.sweep(at: office.clock.now())
    }

    static func at(_ day: String, _ hour: Int, _ policy: Policy) throws -> Date {
        let local = LocalTime(timeZone: policy.program.timeZone)
        return local.instant(on: try #require(CivilDate(day)), secondOfDay: hour * 3_600)
    }

    func at(_ day: String, _ hour: Int = 0) throws -> Date { try Self.at(day, hour, office.policies.current) }

    func day(of instant: Date?) -> String? {
        instant.map { LocalTime(timeZone: office.policies.current.program.timeZone).date(of: $0).text }
    }

    func run(until day: String, _ hour: Int = 0) async throws -> [Told] {
        try await office.run(until: try at(day, hour))
    }

    /// The whole dialogue, with more answers where the programme asks for them.
    func register(
        _ domain: String,
        by person: Person,
        _ more: [String: String] = [:]
    ) async throws -> Registration {
        var form = try await office.say(domain, by: person).form()
        let opportunity = Office.opportunity.merging(more) { $1 }
        for typed in [Office.company(domain), Office.contact, opportunity, Office.consent] {
            form = try await office.fill(.register, form.token, typed, by: person).form()
        }
        let draft = DraftID(String(form.token.prefix { $0 != "." }))
        return try #require(try await office.registrations().first { $0.draft == draft })
    }

    func approve(_ registration: Registration, by person: Person = ada) async throws -> Registration {
        _ = try await office.press(.reviewApprove, registration.id.text, by: person)
        return try await office.now(registration)
    }

    func now(_ registration: Registration) async throws -> Registration { try await office.now(registration) }

    func say(_ words: String, by person: Person) async throws -> String {
        try await office.say(words, by: person).text
    }
}

extension Registration {
    func outcome(_ rule: Check.Rule) -> Check.Outcome? { checks.first { $0.rule == rule }?.outcome }
}
