import Desk
import DeskTesting
import Foundation
import GRDB
@testable import LedgerSQL
import Registrations
import Testing

@testable import SQLite

/// Files that an earlier version wrote.
@Suite struct MigrationTests {
    /// A file as the first schema left it, with a row of each kind that has changed since.
    private func writeFirstSchema(at path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { database in
            try Migrations(Array(Migrations.ledger.steps.prefix(1))).apply(
                to: SQLiteConnection(database: database),
                dialect: .sqlite
            ) { try database.execute(sql: $0) }
            try database.execute(sql: MigrationTests.rows)
        }
        try queue.close()
    }

    private static let rows = """
        INSERT INTO partner VALUES ('north', 'North', 'north', 'gold', 'reseller', '[]', '[]', NULL, 'good');
        INSERT INTO draft VALUES ('d1', 'slack', 'T1', 'U1', 'north', 'slack', 'T1', NULL, NULL, NULL, 'en',
        '{"problem": "p"}', 1, NULL);
        INSERT INTO registration VALUES ('r1', '\(CaseNumber(random: 1))', 'd1', 'default', 'lead',
        'needs_information', 'north', 'slack', 'T1', 'U1', NULL, NULL, NULL, 'en',
        '{"typed": "Acme", "normalised": "acme", "plain": "acme"}', 'acme.example', 'acme.example', NULL, NULL, 'DE', 7,
        'suite', '{"channel": "slack", "workspace": "T1", "user": "U1", "text": "yes", "language": "en",
        "version": "1", "at": 5, "through": "slack"}', 'acme.example', 'account', '[]', '1', 5, 99, NULL,
        '{"by": "Rita", "at": 6}', NULL, 'Rita', 1, NULL, NULL);
        INSERT INTO personal VALUES ('r1', 'contact_name', 'Ada'), ('r1', 'contact_email', 'ada@acme.example'),
        ('r1', 'problem', 'p'), ('r1', 'question', 'Who?');
        INSERT INTO name_key VALUES ('=acme', 'acme.example', 'r1'), ('~acm', 'acme.example', 'r1');
        """

    @Test func `what the first version wrote is read, and goes on from there`() async throws {
        try await withFolder { path in
            try writeFirstSchema(at: path)
            let ledger = try await SQLiteLedger.open(path: path, role: .service)
            var registration = try #require(try await ledger.read { try $0.registration(RegistrationID("r1")) })
            #expect(registration.progress == Registrations.Progress())
            #expect(registration.answerDueAt == nil)
            #expect(registration.question?.text == "Who?")
            #expect(registration.question?.fields == [])
            #expect(registration.answers.productInterest == "suite")
            #expect(registration.answers.tenderPublished == nil)
            #expect(try await ledger.read { try $0.draft(DraftID("d1")) }?.kind == .lead)
            #expect(try await ledger.read { try $0.partner(PartnerID("north")) }?.certifications == [])
            #expect(try await ledger.read { try $0.awaking(at: .distantFuture, limit: 9) }.isEmpty)
            registration.progress = .full
            registration.status = .approved
            try await ledger.write { [registration] in try $0.update(registration) }
            #expect(try await ledger.read { try $0.registration(RegistrationID("r1")) } == registration)
            #expect(try await ledger.read { try $0.idleHolds(of: PartnerID("north")) } == 1)
            try await ledger.close()
        }
    }

    @Test func `names are found as before, and stand in the order they are looked through`() async throws {
        try await withFolder { path in
            try writeFirstSchema(at: path)
            let ledger = try await SQLiteLedger.open(path: path, role: .service)
            let keys = ["=acme", "~acm"]
            func found() async throws -> [String] {
                let alike = try await ledger.read { try $0.similarNames(keys: keys, limit: 9) { _ in true } }
                return alike.map(\.registration.text)
            }
            #expect(try await found() == ["r1"])
            let (other, again) = (try Samples.registration(2), try Samples.registration(3, company: "acme.example"))
            try await ledger.write { transaction in
                for registration in [other, again] { _ = try transaction.insert(registration, nameKeys: keys) }
            }
            // The first claim under a key stands for its company.
            #expect(try await found().sorted() == ["r1", other.id.text])
            let isOrdered = try await ledger.pool.read {
                try Int.fetchOne($0, sql: "SELECT wr FROM pragma_table_list WHERE name = 'name_key'")
            }
            #expect(isOrdered == 1)
            try await ledger.close()
        }
    }

    @Test func `when the vendor owes an answer stands in a column of its own`() async throws {
        try await withLedger { ledger in
            var registration = try Samples.registration(1)
            registration.progress.duties = [
                Duty(.answer, startedAt: Samples.start, within: .hours(1), due: Samples.start.addingTimeInterval(3_600))
            ]
            _ = try await ledger.write { [registration] in try $0.insert(registration, nameKeys: []) }
            func due() async throws -> Int? {
                try await ledger.pool.read { try Int.fetchOne($0, sql: "SELECT answer_due_at FROM registration") }
            }
            #expect(try await due() == Samples.start.millisecondsSince1970 + 3_600_000)
            registration.progress.duties[0].pausedAt = Samples.start
            try await ledger.write { [registration] in try $0.update(registration) }
            #expect(try await due() == nil)
        }
    }
}
