import Desk
import DeskTesting
import Dialogue
import Foundation
import JSON
import Registrations
import SQLite
import Testing

/// The built executable, command by command, with nobody beside it.
struct CommandTests {
    private static let partner = [
        "partner", "add", "--name", "Nordwind GmbH", "--domain", "nordwind.example", "--tier", "gold", "--kind",
        "reseller", "--territory", "DE", "--slack-team", "T0PARTNER", "--teams-tenant",
        "6f9619ff-8b86-d011-b42d-00c04fc964ff",
    ]

    @Test(arguments: [
        "", "serve", "demo", "migrate", "doctor", "policy", "policy check", "policy show", "policy diff", "partner",
        "partner add", "partner list", "partner link", "partner suspend", "partner restore", "list", "show", "export",
        "company", "outbox", "outbox list", "outbox retry", "audit", "audit verify", "backup", "restore", "health",
        "manifest", "manifest slack", "manifest teams",
    ])
    func `every command explains itself`(command: String) async throws {
        try await Program.inFolder { program in
            let finished = try await program.run(command.split(separator: " ").map(String.init) + ["--help"])
            #expect(finished.status == 0 && finished.errors.isEmpty)
            #expect(finished.output.contains("USAGE: " + "registrar \(command)".trimmingCharacters(in: .whitespaces)))
        }
    }

    @Test(arguments: [
        ["frobnicate"], ["list", "--limit", "0"], ["list", "--format", "xml"], ["partner", "add"],
        ["partner", "add", "--name", " "], ["partner", "add", "--name", "a\nb"],
        ["partner", "add", "--name", "N", "--kind", "friend"],
        ["partner", "add", "--name", "N", "--slack-team", "acme"],
        ["partner", "add", "--name", "N", "--teams-tenant", "acme"], ["partner", "link", "N"], ["manifest", "slack"],
        ["manifest", "slack", "--url", "http://registrar.example"],
        ["manifest", "teams"], ["manifest", "teams", "--url", "http://registrar.example"],
        ["manifest", "teams", "--url", "https://r.example", "--app-id", "7"],
        ["manifest", "slack", "--url", "https://r.example/\"x"],
        ["manifest", "slack", "--url", "https://r.example", "--command", "register"], ["show"], ["policy", "diff"],
        ["company", "--format", "csv", "acme.com"], ["export", "--format", "table"], ["backup"], ["restore"],
    ])
    func `wrong usage is 64 and says what is right`(arguments: [String]) async throws {
        try await Program.inFolder { program in
            let finished = try await program.run(arguments)
            #expect(finished.status == 64 && finished.output.isEmpty)
            #expect(finished.errors.hasPrefix("Error: ") && finished.errors.contains("--help"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: program.folder.path).isEmpty)
        }
    }

    @Test(arguments: [
        (["list"], "registrar migrate"), (["audit", "verify"], "registrar migrate"),
        (["backup", "b"], "registrar migrate"),
        (["show", "REG-1"], "looks like REG-"), (["policy", "check", "gone.yaml"], "name a file"),
        (["restore", "gone.db"], "there is no file gone.db"), (["health", "--bind", "127.0.0.1:1"], "REGISTRAR_BIND"),
        (["health", "--bind", "127.0.0.1:0"], "REGISTRAR_BIND"),
        (["serve", "--policy", "gone.yaml"], "REGISTRAR_POLICY"),
        (["migrate", "--database", "sqlite:no/x"], "no folder"),
        (["partner", "add", "--name", "N", "--domain", "gmail.com"], "--domain"),
        (["serve", "--bind", "192.0.2.1:80"], "REGISTRAR_BIND"),
        (["serve", "--bind", "nowhere.invalid:80"], "REGISTRAR_BIND"),
    ])
    func `a refusal is one line that says what to do`(arguments: [String], words: String) async throws {
        try await Program.inFolder(["REGISTRAR_METRICS_BIND": ""]) { program in
            let finished = try await program.run(arguments)
            #expect(finished.status == 1 && !finished.output.contains("Error"))
            #expect(finished.errors.hasPrefix("Error: ") && finished.errors.contains(words))
            #expect(finished.errors.split(separator: "\n").count == 1)
        }
    }

    @Test func `partners are added, linked, listed and suspended`() async throws {
        try await Program.inFolder { program in
            try await program.run("migrate")
            let added = try await program.run(Self.partner)
            #expect(added.status == 0 && added.output.hasPrefix("Added Nordwind GmbH ("))
            let again = try await program.run(Self.partner)
            #expect(again.status == 1 && again.errors.contains("registrar partner link"))
            let rival = ["partner", "add", "--name", "Rival", "--slack-team", "T0PARTNER"]
            #expect(try await program.run(rival).errors.contains("belongs to Nordwind GmbH"))
            #expect(try await program.run("partner", "link", "nordwind gmbh", "--slack-team", "T0OTHER").status == 0)
            #expect(try await program.run("partner", "link", "Nobody", "--slack-team", "T0X").status == 1)
            #expect(try await program.run("partner", "suspend", "Nordwind GmbH").status == 0)
            let listed = try await program.run("partner", "list", "--format", "json")
            let partner = try JSON.parse(Array(listed.output.utf8))
            #expect(partner["name"]?.string == "Nordwind GmbH" && partner["standing"]?.string == "suspended")
            #expect(partner["domains"]?[0]?.string == "nordwind.example" && partner["workspaces"]?[2] != nil)
            #expect(try await program.run("partner", "restore", "Nordwind GmbH").status == 0)
            let table = try await program.run("partner", "list")
            #expect(table.lines.count == 2 && table.lines[0].hasPrefix("name") && table.lines[1].contains("good"))
            let csv = try await program.run("partner", "list", "--format", "csv")
            #expect(csv.lines.count == 2 && csv.lines[1].hasPrefix("\"Nordwind GmbH\",\"gold\",\"reseller\""))
        }
    }

    @Test func `values are understood from arguments and from standard input alike`() async throws {
        try await Program.inFolder { program in
            let values = [
                "www.shop.example.co.uk", "ada@GMAIL.com", "Müller GmbH", "jane@mailinator.com", "a.github.io",
            ]
            let given = try await program.run(["company", "--format", "json"] + values)
            let typed = try await program.run(
                ["company", "--format", "json"],
                input: values.joined(separator: "\r\n") + "\n"
            )
            #expect(given.status == 0 && given.output == typed.output && given.lines.count == values.count)
            let read = try given.lines.map { try JSON.parse(Array($0.utf8)) }
            #expect(read.map { $0["value"]?.string } == values)
            #expect(read[0]["registrable_domain"]?.string == "example.co.uk" && read[1]["free_mail"]?.bool == true)
            #expect(given.lines[2].contains("\"registrable_domain\":null") && read[3]["disposable"]?.bool == true)
            let names = ["key", "display", "free_mail", "disposable", "shared_host", "normalised_name"]
            #expect(read.allSatisfy { company in names.allSatisfy { company[$0] != nil } })
            #expect(try await program.run(["company", "acme.com"]).lines.count == 2)
        }
    }

    @Test func `registrations are listed, shown and exported whole`() async throws {
        try await Program.inFolder { program in
            try await program.run("migrate")
            // More than a page, and more than a page in one millisecond.
            let registrations = try (1...450).map { number in
                try Samples.registration(number, at: Samples.start.addingTimeInterval(number > 440 ? 1 : 0))
            }
            let ledger = try await SQLiteLedger.open(path: program.path("registrar.db"), role: .tool)
            try await ledger.write { transaction in
                try transaction.save(Samples.partner())
                for registration in registrations { _ = try transaction.insert(registration, nameKeys: []) }
            }
            try await ledger.close()
            let exported = try await program.run("export", "--format", "json")
            let cases = try exported.lines.map { try JSON.parse(Array($0.utf8))["case"]?.string ?? "" }
            #expect(cases.count == 450 && Set(cases) == Set(registrations.map(\.caseNumber.description)))
            #expect(try await program.run("export", "--format", "csv").lines.count == 451)
            #expect(try await program.run("list", "--limit", "7").lines.count == 8)
            let typed = registrations[0].caseNumber.description.lowercased().replacingOccurrences(of: "-", with: "")
            let shown = try await program.run("show", typed, "--format", "json", "--public-url", "https://r.example")
            let record = try JSON.parse(Array(shown.output.utf8))
            #expect(record["case"]?.string == registrations[0].caseNumber.description)
            #expect(record["link"]?.string?.hasPrefix("https://r.example/r/REG-") == true)
            #expect(try await program.run("show", typed).output.contains("company: Acme"))
            let unknown = try await program.run("show", CaseNumber(random: 999_999).description)
            #expect(unknown.status == 1 && unknown.errors.contains("registrar list"))
        }
    }

    @Test func `parked messages are listed with their reason and sent again`() async throws {
        try await Program.inFolder { program in
            try await program.run("migrate")
            let ledger = try await SQLiteLedger.open(path: program.path("registrar.db"), role: .tool)
            let route = Route(.direct(Samples.submitter, installation: Samples.vendor), Card(summary: "x"))
            let message = Message(
                id: MessageID("m1"),
                conversation: "c",
                purpose: .submitterNote,
                registration: nil,
                routes: [route]
            )
            try await ledger.write { transaction in
                try transaction.enqueue(message, due: Samples.start)
                let due = try transaction.lease(now: Samples.start, until: .distantFuture, limit: 1)
                for one in due {
                    _ = try transaction.settle(
                        one.message.id,
                        fence: one.fence,
                        state: .parked,
                        reference: nil,
                        reason: "channel_not_found"
                    )
                }
            }
            try await ledger.close()
            let listed = try await program.run("outbox", "list", "--format", "json")
            #expect(listed.output.contains("channel_not_found") && listed.output.contains("\"state\":\"parked\""))
            #expect(try await program.run("outbox", "list").lines.count == 2)
            let missed = try await program.run("outbox", "retry", "m2")
            #expect(missed.status == 1 && missed.errors.contains("registrar outbox list"))
            #expect(try await program.run("outbox", "retry").output == "1 message is due again.\n")
            #expect(try await program.run("outbox", "list").output.contains("due"))
        }
    }
}
