import Desk
import DeskTesting
import Foundation
import GRDB
import Registrations
import Testing

@testable import SQLite

/// What may name a person stands in one table: deleted there, it is gone.
@Suite struct PersonalRowTests {
    private func full() throws -> Registration {
        var registration = try Samples.registration(1, status: .approved)
        registration.answers.businessUnit = "Ada's unit"
        registration.answers.opportunity = "Ada's project"
        registration.question = .init(text: "Is Ada there?", by: "Rita", at: Samples.start, answer: "Ada is")
        registration.progress = .full
        return registration
    }

    private func rows(_ ledger: SQLiteLedger) async throws -> [String] {
        try await ledger.pool.read {
            try String.fetchAll($0, sql: "SELECT name || '=' || value FROM personal WHERE owner = 'r1' ORDER BY name")
        }
    }

    @Test func `no text about a person stands outside the personal table`() async throws {
        try await withLedger { ledger in
            let registration = try full()
            _ = try await ledger.write { try $0.insert(registration, nameKeys: []) }
            let outside = try await ledger.pool.read { database in
                let row = try Row.fetchOne(database, sql: "SELECT * FROM registration")
                return try #require(row).map { "\($0.0) \($0.1)" }.joined(separator: "\n")
            }
            #expect(!outside.contains("Ada") && !outside.contains("ada"), "\(outside)")
            let stored = try await rows(ledger)
            for name in [
                "appeal", "business_unit", "choice_evidence", "deal_next_step", "material", "next_step", "opportunity",
                "outcome_text", "question", "answer",
            ] {
                #expect(stored.contains { $0.hasPrefix("\(name)=") }, "\(name)")
            }
        }
    }

    @Test func `erased texts read as erased or absent, and an update brings none back`() async throws {
        try await withLedger { ledger in
            let registration = try full()
            _ = try await ledger.write { try $0.insert(registration, nameKeys: []) }
            try await ledger.pool.write { try $0.execute(sql: "DELETE FROM personal WHERE owner = 'r1'") }
            let id = registration.id
            var erased = try #require(try await ledger.read { try $0.registration(id) })
            let progress = erased.progress
            #expect(progress.nextStep?.text == "erased")
            #expect(progress.deal?.nextStep == "erased")
            #expect(progress.deal?.material == nil)
            #expect(progress.appeal?.text == "erased")
            #expect(progress.choice?.evidence == "erased")
            #expect(progress.outcomeText == nil)
            #expect(progress.duties == registration.progress.duties)
            #expect(progress.meetings == registration.progress.meetings)
            #expect(progress.deal?.amount == registration.progress.deal?.amount)
            #expect(erased.answers.businessUnit == nil && erased.answers.opportunity == nil)
            erased.status = .lapsed
            try await ledger.write { [erased] in try $0.update(erased) }
            #expect(try await rows(ledger) == [])
            #expect(try await ledger.read { try $0.registration(id) } == erased)
        }
    }

    /// One text at a time, so that no other's presence hides its absence.
    @Test(arguments: [
        "next_step", "deal_next_step", "material", "appeal", "choice_evidence", "outcome_text", "business_unit",
        "opportunity", "question", "answer", "contact_name", "contact_email", "problem",
    ])
    func `one absent text leaves the others as they were`(name: String) async throws {
        try await withLedger { ledger in
            let registration = try full()
            _ = try await ledger.write { try $0.insert(registration, nameKeys: []) }
            let before = try await rows(ledger)
            try await ledger.pool.write {
                try $0.execute(sql: "DELETE FROM personal WHERE owner = 'r1' AND name = ?", arguments: [name])
            }
            let left = before.filter { !$0.hasPrefix("\(name)=") }
            #expect(left.count == before.count - 1)
            let erased = try #require(try await ledger.read { try $0.registration(registration.id) })
            #expect(erased != registration)
            try await ledger.write { try $0.update(erased) }
            #expect(try await rows(ledger) == left)
        }
    }

    @Test func `an update stores changed answers and takes away absent ones`() async throws {
        try await withLedger { ledger in
            var registration = try full()
            _ = try await ledger.write { [registration] in try $0.insert(registration, nameKeys: ["=acme"]) }
            registration.answers.problem = "caf\u{65}\u{301}"
            try await ledger.write { [registration] in try $0.update(registration) }
            // The same to Swift, other bytes to whoever signs them.
            registration.answers.problem = "caf\u{e9}"
            registration.answers.opportunity = nil
            registration.progress.outcomeText = nil
            registration.scope = ScopeKey("product:suite")
            try await ledger.write { [registration] in try $0.update(registration) }
            let stored = try await rows(ledger)
            #expect(stored.contains { $0.utf8.elementsEqual("problem=caf\u{e9}".utf8) })
            #expect(!stored.contains { $0.hasPrefix("opportunity=") || $0.hasPrefix("outcome_text=") })
            let id = registration.id
            let found = try await ledger.read { try $0.registration(id) }
            #expect(found?.scope == ScopeKey("product:suite"))
            #expect(try await ledger.read { try $0.similarNames(keys: ["=acme"], limit: 9) { _ in true } }.count == 1)
        }
    }
}
