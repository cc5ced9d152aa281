import Desk
import Dialogue
import Foundation
import Registrations
import SQLite

/// Fills databases without going through the service's doors: a million registrations in minutes.
enum Seed {
    /// How many are written with one commit.
    private static let perCommit = 2_000
    private static let day = 86_400.0

    /// As many partners as there are workspaces of people.
    static func partners(in path: String) async throws {
        let ledger = try await SQLiteLedger.open(path: path, role: .tool)
        try await ledger.write { transaction in
            for number in 0..<Deliveries.partnerTeams {
                let id = partner(number)
                try transaction.save(
                    Partner(
                        id: id,
                        name: "Nordwind \(number) GmbH",
                        tier: "silver",
                        kind: .reseller,
                        territories: ["DE"]
                    )
                )
                let team = WorkspaceKey(channel: .slack, id: Deliveries.team(number))
                try transaction.save(Workspace(key: team, partner: id))
            }
        }
        try await ledger.close()
    }

    /// A database with partners and so many registrations; one made before is taken again.
    static func database(of count: Int, in folder: String) async throws -> String {
        let path = "\(folder)/seeded-\(count).db"
        let marker = path + ".whole"
        if FileManager.default.fileExists(atPath: marker) { return path }
        for suffix in ["", "-wal", "-shm", ".key"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.removeItem(atPath: path + suffix)
        }
        try await partners(in: path)
        let begun = ContinuousClock.now
        let ledger = try await SQLiteLedger.open(path: path, role: .service)
        var next = 0
        while next < count {
            let numbers = next..<min(next + perCommit, count)
            try await ledger.write { transaction in
                for number in numbers { try insert(number, of: count, in: transaction) }
            }
            next = numbers.upperBound
            if next % 100_000 == 0 { Bench.say("seeded   \(next) of \(count) registrations") }
        }
        try await ledger.close()
        guard FileManager.default.createFile(atPath: marker, contents: nil) else { throw Trouble("no \(marker)") }
        Bench.say("seeded   \(count) registrations in \(ContinuousClock.now - begun)")
        return path
    }

    /// One of them with its personal values, name keys and history; every other has a hold that has ended.
    private static func insert(_ number: Int, of count: Int, in transaction: any LedgerTransaction) throws {
        let registration = try registration(number, of: count)
        let keys = registration.answers.prospect.name.blockingKeys()
        guard try transaction.insert(registration, nameKeys: keys) else { throw Trouble("a draft stands twice") }
        let who = Event.Actor.person(registration.submitter, role: .submitter)
        let submitted = Event(.submitted, at: registration.submittedAt, actor: who)
        let approved = Event(.approved, at: registration.submittedAt.addingTimeInterval(day), actor: who)
        try Timeline.append(
            number.isMultiple(of: 2) ? [submitted, approved] : [submitted],
            to: .registration(registration.id),
            in: transaction,
            chance: SystemChance()
        )
    }

    private static func partner(_ number: Int) -> PartnerID { PartnerID("bench-partner-\(number)") }

    /// Spread over the last three years; one in ten is open.
    private static func registration(_ number: Int, of count: Int) throws -> Registration {
        let age = Double(count - number) / Double(count) * 3 * 365 * day
        let at = Date(timeIntervalSince1970: Date().timeIntervalSince1970 - 8 * day - age)
        guard let name = CompanyName(Prospects.name(number), legalForms: LegalForms(lines: [])),
            let domain = DomainName(ascii: "seeded-\(number).com"),
            let email = EmailAddress("mia@\(domain.ascii)")
        else { throw Trouble("a seed cannot be read") }
        let team = WorkspaceKey(channel: .slack, id: Deliveries.team(number))
        let submitter = Person(workspace: team, user: Deliveries.user(number))
        let prospect = Prospect(name: name, domain: domain)
        var answers = Answers(
            prospect: prospect,
            contact: Contact(name: "Mia Müller", email: email, role: "Head of Purchasing"),
            problem: "They count stock by hand in \(number % 40 + 2) warehouses."
        )
        answers.solutionFit = "Our scanners and the planning module."
        let isOpen = number.isMultiple(of: 10)
        return Registration(
            id: RegistrationID("seeded-\(number)"),
            caseNumber: CaseNumber(random: UInt64(number) &* 0x9E37_79B9_7F4A_7C15),
            draft: DraftID("seeded-draft-\(number)"),
            program: "main",
            kind: .lead,
            status: isOpen ? .submitted : number.isMultiple(of: 2) ? .won : .rejected,
            partner: partner(number % Deliveries.partnerTeams),
            submitter: submitter,
            room: Room(workspace: WorkspaceKey(channel: .slack, id: Deliveries.vendorTeam), id: "C0SHARED"),
            language: .english,
            answers: answers,
            consent: Consent(
                person: submitter,
                text: "I may share this.",
                language: .english,
                version: "1",
                at: at,
                channel: .slack
            ),
            company: CompanyKey(domain.ascii),
            scope: .account,
            checks: [Check(.duplicateDomain, .pass, .prospectFree)],
            policyVersion: "1",
            submittedAt: at,
            reviewer: "Ada Lindqvist",
            endedAt: isOpen ? nil : at.addingTimeInterval(5 * day)
        )
    }
}
