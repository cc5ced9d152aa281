import Desk
import FakeServers
import Foundation
import GRDB
import JSON
import Testing

@testable import registrar

/// What an admin does with the files of a service: keys, backups, policies, manifests.
struct CareTests {
    private static let policy = """
        program: { id: main, name: Nordlicht, language: en, time_zone: Europe/Berlin }
        reviewers:
          - { name: Ada, email: ada@vendor.example, slack: { team: T0VENDOR, user: U0AE } }
        routing: { fallback: Ada }

        """

    @Test func `a backup comes back whole with its chains`() async throws {
        try await Program.inFolder { program in
            try await program.run("migrate")
            try await program.run("partner", "add", "--name", "Kept")
            #expect(try await program.run("backup", "kept.db").status == 0)
            #expect(try await program.run("backup", "kept.db").errors.contains("exists already"))
            try await program.run("partner", "add", "--name", "Lost")
            #expect(try await program.run("restore", "registrar.db").errors.contains("the database itself"))
            #expect(try await program.run("restore", "kept.db").status == 0)
            let listed = try await program.run("partner", "list").output
            #expect(listed.contains("Kept") && !listed.contains("Lost"))
            #expect(try await program.run("audit", "verify").output == "1 events in 1 chains: all hold.\n")
        }
    }

    @Test func `a backup in a new place asks for its master key`() async throws {
        try await Program.inFolder { program in
            try await program.run("migrate")
            try await program.run("backup", "kept.db")
            let moved = program.with(["REGISTRAR_DATABASE": "sqlite:moved.db"])
            #expect(try await moved.run("restore", "kept.db").output.contains("moved.db.key"))
            let refused = try await moved.run("list")
            #expect(refused.status == 1 && refused.errors.contains("put back the file moved.db.key"))
            try FileManager.default.copyItem(
                atPath: program.path("registrar.db.key"),
                toPath: program.path("moved.db.key")
            )
            #expect(try await moved.run("list").status == 0)
        }
    }

    @Test func `only what is a backup is restored`() async throws {
        try await Program.inFolder { program in
            try await program.run("migrate")
            try program.write("no database at all, only text", to: "text")
            try await DatabaseQueue(path: program.path("other.db")).write { try $0.execute(sql: "CREATE TABLE t (a)") }
            for file in ["text", "other.db"] {
                let refused = try await program.run("restore", file)
                #expect(refused.status == 1 && refused.errors.hasPrefix("Error: not restored: "))
            }
            #expect(try await program.run("audit", "verify").status == 0)
        }
    }

    @Test func `a changed history is named`() async throws {
        try await Program.inFolder { program in
            try await program.run("migrate")
            try await program.run("partner", "add", "--name", "Kept")
            try await DatabaseQueue(path: program.path("registrar.db")).write { database in
                try database.execute(sql: "UPDATE event SET happened_at = happened_at + 1")
            }
            let broken = try await program.run("audit", "verify")
            #expect(broken.status == 1 && broken.errors.contains("event 1 was changed"))
        }
    }

    @Test func `what is written is for its own user`() async throws {
        try await Program.inFolder { program in
            try await program.run("migrate")
            try await program.run("backup", "kept.db")
            for name in ["registrar.db", "registrar.db.key", "kept.db"] {
                let rights = try FileManager.default.attributesOfItem(atPath: program.path(name))[.posixPermissions]
                #expect(rights as? Int == 0o600)
            }
        }
    }

    @Test func `a key that is none is left alone`() async throws {
        try await Program.inFolder { program in
            try program.write("broken\n", to: "registrar.db.key")
            let refused = try await program.run("migrate")
            #expect(refused.status == 1 && refused.errors.contains("REGISTRAR_MASTER_KEY"))
            #expect(try String(contentsOfFile: program.path("registrar.db.key"), encoding: .utf8) == "broken\n")
        }
    }

    @Test func `a schema of the future is refused`() async throws {
        try await Program.inFolder { program in
            try await program.run("migrate")
            try await DatabaseQueue(path: program.path("registrar.db")).write { database in
                try database.execute(sql: "INSERT INTO migration VALUES (99, 'm0099_future', 'x')")
            }
            for command in ["serve", "list", "migrate"] {
                let refused = try await program.run(command)
                #expect(refused.status == 1 && refused.errors.contains("REGISTRAR_DATABASE"))
                #expect(refused.errors.contains("newer version") && refused.errors.contains("m0099_future"))
            }
        }
    }

    @Test func `a policy is checked, shown and compared`() async throws {
        try await Program.inFolder { program in
            try program.write(Self.policy, to: "old.yaml")
            try program.write(Self.policy + "hold: { days: 30 }\n", to: "new.yaml")
            try program.write(Self.policy + "hold: { dayz: 30 }\nblocked: x\n", to: "bad.yaml")
            let good = try await program.run("policy", "check", "old.yaml")
            #expect(good.status == 0 && good.output.contains("1 reviewer: no mistakes"))
            let bad = try await program.run("policy", "check", "bad.yaml")
            #expect(bad.status == 1 && bad.lines.count == 2 && bad.lines[0].hasPrefix("bad.yaml:5:9: "))
            #expect(bad.errors.split(separator: "\n").count == 1)
            #expect(try await program.run("policy", "show", "old.yaml").output.contains("90"))
            #expect(
                try await program.run("policy", "diff", "old.yaml", "old.yaml").output == "The rules are the same.\n"
            )
            let two = try await program.run("policy", "diff", "old.yaml", "new.yaml")
            let one = try await program.with(["REGISTRAR_POLICY": "old.yaml"]).run("policy", "diff", "new.yaml")
            #expect(two.status == 0 && two.output.contains("30") && two.output == one.output)
            let start = try await program.run("serve", "--policy", "bad.yaml")
            #expect(start.status == 1 && start.errors.contains("REGISTRAR_POLICY: 2 mistakes"))
            #expect(start.errors.contains("bad.yaml:5:9: ") && start.errors.contains("bad.yaml:6:1: "))
        }
    }

    @Test func `the manifest is the one of the repository with address and command`() async throws {
        let file = URL(filePath: #filePath).appending(path: "../../../manifests/slack/manifest.json").standardized
        let kept = try String(contentsOf: file, encoding: .utf8)
        #expect(ManifestSlack.text(url: "https://registrar.example", command: "/register") + "\n" == kept)
        try await Program.inFolder { program in
            let printed = try await program.run(
                "manifest",
                "slack",
                "--url",
                "https://deals.vendor.example/",
                "--command",
                "/deal"
            )
            let manifest = try JSON.parse(Array(printed.output.utf8))
            let command = manifest["features"]?["slash_commands"]?[0]
            #expect(command?["command"]?.string == "/deal")
            #expect(command?["url"]?.string == "https://deals.vendor.example/slack/commands")
            #expect(!printed.output.contains("registrar.example") && !printed.output.contains("/register"))
        }
    }
}
