import Crypto
import Curl
import Desk
import DeskTesting
import Foundation
import JSON
import Registrations
import SQLite
import Testing

/// Secrets change without a pause: the built program, step by step as docs/operating.md says.
struct RotationTests {
    private static let first = Data(repeating: 1, count: 32).base64EncodedString()
    private static let second = Data(repeating: 2, count: 32).base64EncodedString()
    private static let workspace = WorkspaceKey(channel: .slack, id: "T0PARTNER")

    private static func keyring(_ key: String) throws -> Keyring {
        let bytes = Array(Data(base64Encoded: key) ?? Data())
        guard let keyring = Keyring(masterKeys: [bytes]) else { throw Unexpected("no key") }
        return keyring
    }

    private func link(_ program: Program) async throws -> String {
        let number = try Samples.registration(1).caseNumber.description
        let shown = try await program.run("show", number, "--format", "json", "--public-url", "https://r.example")
        let link = try #require(try JSON.parse(Array(shown.output.utf8))["link"]?.string)
        return String(link.dropFirst("https://r.example".count))
    }

    private func fill(_ program: Program, sealedBy key: String) async throws {
        try await program.run("migrate")
        let keyring = try Self.keyring(key)
        let sealed = try keyring.seal(Secret("xoxb-partner"), purpose: "token slack T0PARTNER")
        let ledger = try await SQLiteLedger.open(path: program.path("registrar.db"), role: .tool)
        try await ledger.write { transaction in
            try transaction.save(Samples.partner())
            _ = try transaction.insert(try Samples.registration(1), nameKeys: [])
            try transaction.save(
                Installation(
                    workspace: Self.workspace,
                    botUser: nil,
                    sealedToken: sealed,
                    scopes: ["commands"],
                    installedAt: Samples.start
                )
            )
        }
        try await ledger.close()
    }

    private func opens(_ program: Program, with key: String) async throws -> Bool {
        let keyring = try Self.keyring(key)
        let ledger = try await SQLiteLedger.open(path: program.path("registrar.db"), role: .tool)
        let kept = try await ledger.read { try $0.installation(Self.workspace) }
        try await ledger.close()
        let sealed = try #require(kept).sealedToken
        do {
            return try keyring.open(sealed, purpose: "token slack T0PARTNER").reveal() == "xoxb-partner"
        } catch {
            return false
        }
    }

    @Test func `a master key is changed while old links and sealed tokens go on working`() async throws {
        try await Program.inFolder { program in
            let old = program.with(["REGISTRAR_MASTER_KEY": Self.first])
            try await fill(old, sealedBy: Self.first)
            let oldLink = try await link(old)
            let both = program.with(["REGISTRAR_MASTER_KEY": "\(Self.second),\(Self.first)"])
            let newLink = try await link(both)
            try await RunningProgram.serving(both) { service in
                for path in [oldLink, newLink] {
                    let page = try await service.get(path)
                    #expect(page.status == 200)
                }
            }
            #expect(try await both.run("doctor").output.contains("warning  secrets: an old master key seals 1 tokens"))
            #expect(try await opens(program, with: Self.first))
            let early = program.with(["REGISTRAR_MASTER_KEY": Self.second])
            #expect(try await early.run("doctor").output.contains("error    secrets: 1 tokens were sealed"))
            #expect(try await early.run("reseal").status == 1)
            let resealed = try await both.run("reseal")
            #expect(resealed.status == 0 && resealed.output.contains("Sealed again: 1."))
            #expect(try await both.run("reseal").output.contains("Sealed again: 0."))
            #expect(try await opens(program, with: Self.second))
            try await RunningProgram.serving(early) { service in
                // The price of dropping the old key, which the page on operating names.
                for (path, status) in [(newLink, 200), (oldLink, 404)] {
                    let page = try await service.get(path)
                    #expect(page.status == status)
                }
            }
            #expect(try await early.run("doctor").output.contains("ok       secrets: every sealed token opens"))
        }
    }

    @Test func `a signing secret is changed while requests signed with either are taken`() async throws {
        let settings = [
            "REGISTRAR_SLACK_TEAM_ID": "T0VENDOR", "REGISTRAR_SLACK_BOT_TOKEN": "xoxb-1",
            "REGISTRAR_SLACK_API_URL": "http://127.0.0.1:9/api/",
        ]
        try await Program.inFolder(settings) { program in
            // What the program signs with is the old one, then the new one, then none that is set.
            for (secrets, isTaken) in [
                ("new,\(RunningProgram.secret)", true), ("\(RunningProgram.secret),old", true), ("new,old", false),
            ] {
                try program.write(secrets + "\n", to: "secret")
                let set = program.with(["REGISTRAR_SLACK_SIGNING_SECRET_FILE": program.path("secret")])
                try await RunningProgram.serving(set) { service in
                    do {
                        _ = try await service.command("help", team: "T0NOBODY")
                        #expect(isTaken)
                    } catch is Unexpected {
                        #expect(!isTaken)
                        #expect(try await service.logged("request not verified")["hint"]?.string != nil)
                    }
                }
            }
        }
    }
}
