import Curl
import Desk
import DeskTesting
import Dialogue
import Foundation
import GRDB
import JSON
import Registrations
import SQLite
import Testing

/// What an admin does for a person at a prospect who asks.
struct PrivacyTests {
    private static let email = "ada@acme1.example"
    private static let name = "Ada Example"
    private static let problem = "They count by hand."

    /// One registration with the person in every place, and a hundred of others that share pages with it.
    private func fill(_ program: Program) async throws {
        let ledger = try await SQLiteLedger.open(path: program.path("registrar.db"), role: .tool)
        try await ledger.write { transaction in
            try transaction.save(Samples.partner())
            for number in 1...101 {
                let registration = try Samples.registration(number)
                _ = try transaction.insert(registration, nameKeys: [])
                let contact = registration.answers.contact
                let personal: [Event.PersonalValue] = [
                    .init("contact_email", contact.email.text), .init("contact_name", contact.name),
                    .init("problem", registration.answers.problem),
                ]
                let event = Event(.submitted, at: Samples.start, actor: .admin, personal: personal)
                let chance = SeededChance(seed: UInt64(number))
                try Timeline.append([event], to: .registration(registration.id), in: transaction, chance: chance)
            }
            try transaction.save(Samples.draft(typed: [.contactEmail: Self.email, .contactName: Self.name]))
            let key = DeliveryKey(source: .slack, text: "k")
            _ = try transaction.claim(key, at: Samples.start)
            try transaction.store(.card(Card(summary: "\(Self.name), \(Self.email)")), for: key)
            let message = Message(
                id: MessageID("m1"),
                conversation: "c",
                purpose: .reviewCard,
                registration: RegistrationID("r1"),
                routes: [Route(.room(Samples.room), Card(summary: "\(Self.name) <\(Self.email)>"))]
            )
            try transaction.enqueue(message, due: .distantFuture)
        }
        try await ledger.close()
    }

    /// Where a text stands: columns of tables, and files as bytes.
    private func places(_ text: String, in program: Program, files: [String]) async throws -> [String] {
        let queue = try DatabaseQueue(path: program.path("registrar.db"))
        var found = try await queue.read { database in
            var found: [String] = []
            let tables = try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
            for table in tables {
                for row in try Row.fetchAll(database, sql: "SELECT * FROM \"\(table)\"") {
                    for (column, value) in row where "\(value)".lowercased().contains(text.lowercased()) {
                        found.append("\(table).\(column)")
                    }
                }
            }
            return found
        }
        try queue.close()
        for file in files {
            guard let bytes = FileManager.default.contents(atPath: program.path(file)) else { continue }
            if bytes.range(of: Data(text.utf8)) != nil { found.append(file) }
        }
        return Array(Set(found)).sorted()
    }

    private static let files = ["registrar.db", "registrar.db-wal"]

    @Test func `an erased address is in no column and in no byte of the files, and chains hold`() async throws {
        try await Program.inFolder { program in
            try await program.run("migrate")
            try await fill(program)
            let before = try await places(Self.email, in: program, files: Self.files)
            #expect(
                before == [
                    "commitment.value", "delivery.reply", "draft.typed", "outbox.cards", "personal.value",
                    "registrar.db",
                ]
            )
            let tried = try await program.run("erase", "--contact", "ADA@acme1.example", "--dry-run")
            #expect(tried.status == 0 && tried.output.contains("changed nothing"))
            #expect(try await places(Self.email, in: program, files: Self.files) == before)
            let erased = try await program.run("erase", "--contact", Self.email)
            #expect(erased.status == 0 && erased.output.contains("registrations of this contact: 1 REG-"))
            #expect(erased.output.contains("Kept:") && !erased.output.contains(Self.email))
            #expect(try await places(Self.email, in: program, files: Self.files).isEmpty)
            #expect(try await program.run("audit", "verify").output.hasSuffix("all hold.\n"))
            let again = try await program.run("erase", "--contact", Self.email)
            #expect(again.output == "Nothing is stored under that address.\n")
            // Ninety-nine others of the same name keep theirs.
            let others = try await program.run("export", "--contact", "ada@acme2.example")
            #expect(others.output.contains(Self.name))
        }
    }

    @Test func `a name that only one person has is gone from every byte as well`() async throws {
        try await Program.inFolder { program in
            try await program.run("migrate")
            let ledger = try await SQLiteLedger.open(path: program.path("registrar.db"), role: .tool)
            var registration = try Samples.registration(1)
            let address = try #require(EmailAddress("grace@acme1.example"))
            registration.answers.contact = Contact(name: "Grace Nordmann", email: address, role: "Head of Counting")
            try await ledger.write { [registration] transaction in
                try transaction.save(Samples.partner())
                _ = try transaction.insert(registration, nameKeys: [])
            }
            try await ledger.close()
            #expect(try await places("Grace Nordmann", in: program, files: Self.files).count == 2)
            #expect(try await program.run("erase", "--contact", address.text).status == 0)
            for text in ["Grace Nordmann", "grace@acme1.example", "Head of Counting", Self.problem] {
                #expect(try await places(text, in: program, files: Self.files).isEmpty, "\(text)")
            }
        }
    }

    @Test func `everything on a person is exported as one object`() async throws {
        try await Program.inFolder { program in
            try await program.run("migrate")
            try await fill(program)
            let exported = try await program.run("export", "--contact", Self.email)
            #expect(exported.lines.count == 1)
            let person = try JSON.parse(Array(exported.output.utf8))
            #expect(person["contact"]?.string == Self.email)
            #expect(person["records"]?.elements.count == 1 && person["registrations"]?.elements.count == 1)
            let personal = try #require(person["registrations"]?[0]?["personal"])
            #expect(personal["contact_name"]?.string == Self.name && personal["problem"]?.string == Self.problem)
            #expect(person["history_values"]?.elements.count == 3 && person["drafts"]?.elements.count == 1)
            #expect(person["kept_answers"]?.elements.count == 1)
            #expect(person["waiting_messages"]?.elements.count == 1)
            let nobody = try await program.run("export", "--contact", "no@body.example")
            #expect(nobody.status == 0 && nobody.output.contains("\"records\":[]"))
            #expect(try await program.run("export", "--contact", "nobody").status == 64)
        }
    }

    @Test func `what ended long ago loses its personal data, after a look at what that would be`() async throws {
        try await Program.inFolder { program in
            try await program.run("migrate")
            let ledger = try await SQLiteLedger.open(path: program.path("registrar.db"), role: .tool)
            let now = Date()
            try await ledger.write { transaction in
                try transaction.save(Samples.partner())
                for (number, days) in [(1, 100.0), (2, 10)] {
                    var registration = try Samples.registration(number, status: .lapsed)
                    registration.endedAt = now.addingTimeInterval(-days * 86_400)
                    _ = try transaction.insert(registration, nameKeys: [])
                }
            }
            try await ledger.close()
            #expect(try await program.run("retention").errors.contains("REGISTRAR_ERASE_AFTER_DAYS"))
            let set = program.with(["REGISTRAR_ERASE_AFTER_DAYS": "30"])
            let tried = try await set.run("retention", "--dry-run")
            #expect(tried.lines.count == 2 && tried.lines[1].contains("1 that ended more than 30 days ago"))
            #expect(try await places(Self.email, in: program, files: ["registrar.db"]).isEmpty == false)
            #expect(try await set.run("retention").lines.count == 2)
            #expect(try await places(Self.email, in: program, files: Self.files).isEmpty)
            #expect(try await set.run("retention").lines.count == 1)
            #expect(try await program.run("export", "--contact", "ada@acme2.example").output.contains(Self.name))
        }
    }

    @Test func `a person is erased beside the running service`() async throws {
        try await Program.inFolder(["REGISTRAR_ERASE_AFTER_DAYS": "30"]) { program in
            try await program.run("migrate")
            try await fill(program)
            try await RunningProgram.serving(program) { service in
                let erased = try await program.run("erase", "--contact", Self.email)
                #expect(erased.status == 0)
                let ready = try await service.get("/readyz")
                #expect(ready.status == 200)
            }
            #expect(try await places(Self.email, in: program, files: Self.files).isEmpty)
        }
    }
}
