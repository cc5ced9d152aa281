import Foundation
import GRDB
import PostgreSQLTesting
import Testing

/// What is wrong before the service can start: one line that names the setting and the mend, exit 1, soon.
struct BadStartTests {
    private static let secret = "8f742231b10e8888abcd99yyyzzz85a5"

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let settings: [String: String]
        /// Each must stand in the line.
        let words: [String]

        init(_ name: String, _ settings: [String: String], says words: String...) {
            self.name = name
            self.settings = settings
            self.words = words
        }

        var testDescription: String { name }
    }

    private static func teams(_ proof: [String: String]) -> [String: String] {
        let guid = "11111111-2222-3333-4444-555555555555"
        return proof.merging(["TEAMS_APP_ID": guid, "TEAMS_TENANT_ID": guid]) { $1 }
    }

    private static let cases = [
        Case("half-set chat", ["SLACK_BOT_TOKEN": "xoxb-1"], says: "SLACK_SIGNING_SECRET is missing", "SLACK_TEAM_ID"),
        Case(
            "placeholder of a token",
            ["SLACK_BOT_TOKEN": "xoxb-your-token", "SLACK_TEAM_ID": "T1", "SLACK_SIGNING_SECRET": secret],
            says: "SLACK_BOT_TOKEN still holds a placeholder",
            "put a value of your own"
        ),
        Case(
            "placeholder of a secret",
            ["SLACK_BOT_TOKEN": "xoxb-1", "SLACK_TEAM_ID": "T1", "SLACK_SIGNING_SECRET": "changeme"],
            says: "SLACK_SIGNING_SECRET still holds a placeholder"
        ),
        Case(
            "half-set Teams",
            ["TEAMS_APP_ID": "11111111-2222-3333-4444-555555555555"],
            says: "TEAMS_APP_SECRET is missing",
            "TEAMS_TENANT_ID is missing"
        ),
        Case(
            "a certificate that is none",
            teams(["TEAMS_APP_CERTIFICATE_FILE": "garbage"]),
            says: "CERTIFICATE_FILE names",
            "PEM"
        ),
        Case(
            "no certificate",
            teams(["TEAMS_APP_CERTIFICATE_FILE": "none"]),
            says: "CERTIFICATE_FILE cannot be read: name"
        ),
        Case("no token", teams(["TEAMS_APP_FEDERATED_TOKEN_FILE": "garbage"]), says: "TOKEN_FILE names", "projected"),
        Case(
            "two credentials",
            teams(["TEAMS_APP_SECRET": "geheim", "TEAMS_APP_CERTIFICATE_FILE": "garbage"]),
            says: "TEAMS_APP_CERTIFICATE_FILE and REGISTRAR_TEAMS_APP_SECRET are both set: keep one"
        ),
        Case("placeholder in angles", ["MASTER_KEY": "<base64>"], says: "MASTER_KEY still holds a placeholder"),
        Case(
            "unreachable database",
            ["DATABASE": "postgresql://u:geheim@127.0.0.1:1/d", "MASTER_KEY": String(repeating: "A", count: 43) + "="],
            says: "DATABASE: ",
            "try again when it can be reached"
        ),
        Case(
            "database that drops what it gets",
            ["DATABASE": "postgresql://u:geheim@192.0.2.1/d", "MASTER_KEY": String(repeating: "A", count: 43) + "="],
            says: "DATABASE: "
        ),
        Case(
            "public URL without TLS",
            ["PUBLIC_URL": "http://deals.example"],
            says: "PUBLIC_URL must begin with https"
        ),
        Case("no folder", ["DATABASE": "sqlite:nowhere/registrar.db"], says: "DATABASE: there is no folder", "make it"),
        Case("a folder", ["DATABASE": "sqlite:folder"], says: "DATABASE: folder is a folder", "name a file"),
        Case("a port not allowed", ["BIND": "203.0.113.9:8080"], says: "BIND: ", "set one that is"),
        Case("a schema of the future", ["DATABASE": "sqlite:future.db"], says: "DATABASE: ", "newer version"),
        Case("a policy that is not there", ["POLICY": "none.yaml"], says: "POLICY: none.yaml cannot be read"),
    ]

    @Test(arguments: cases)
    func `a start that cannot be is one line with the setting and the mend, within five seconds`(
        _ bad: Case
    ) async throws {
        try await Program.inFolder { program in
            try FileManager.default.createDirectory(atPath: program.path("folder"), withIntermediateDirectories: false)
            try program.write("geheim", to: "garbage")
            let future = program.with(["REGISTRAR_DATABASE": "sqlite:future.db"])
            if bad.name.contains("future") {
                try await future.run("migrate")
                try await DatabaseQueue(path: program.path("future.db")).write { database in
                    try database.execute(sql: "INSERT INTO migration VALUES (99, 'm0099_future', 'x')")
                }
            }
            var settings = ["REGISTRAR_BIND": "127.0.0.1:0", "REGISTRAR_METRICS_BIND": ""]
            for (name, value) in bad.settings { settings["REGISTRAR_" + name] = value }
            let start = ContinuousClock.now
            let refused = try await program.with(settings).run("serve")
            #expect(.now - start < .seconds(5))
            let lines = refused.errors.split(separator: "\n").filter { $0.hasPrefix("Error: ") }
            #expect(refused.status == 1 && lines.count == 1, "\(refused.errors)\(refused.output)")
            for word in bad.words { #expect(lines.joined().contains(word), "\(refused.errors)") }
            #expect(lines.joined().contains("REGISTRAR_"))
            #expect(!refused.errors.contains("geheim") && !refused.output.contains("geheim"))
        }
    }

    @Test func `a port that another service has is one line that names it, within five seconds`() async throws {
        try await Program.inFolder { program in
            try await RunningProgram.serving(program) { service in
                let other = program.with([
                    "REGISTRAR_DATABASE": "sqlite:other.db", "REGISTRAR_METRICS_BIND": "",
                    "REGISTRAR_BIND": String(service.url.dropFirst("http://".count)),
                ])
                let start = ContinuousClock.now
                let refused = try await other.run("serve")
                #expect(.now - start < .seconds(5) && refused.status == 1)
                let lines = refused.errors.split(separator: "\n").filter { $0.hasPrefix("Error: ") }
                #expect(lines.count == 1 && lines.joined().contains("REGISTRAR_BIND: "), "\(refused.errors)")
                #expect(lines.joined().contains("is taken; end what listens there, or set another address"))
            }
        }
    }

    @Test func `a server without the TLS that is asked for, and a pooler that lends, are said so by start and doctor`()
        async throws
    {
        let port = try PostgreSQLServer.freePort()
        let server = try PostgreSQLServer(PostgreSQLServer.quick + PostgreSQLServer.listening(on: port))
        let cases = [
            ("postgresql://registrar@localhost:\(port)/postgres?sslmode=require", "sslmode"),
            (try server.pool("transaction", port: port), "pool_mode"),
        ]
        try await Program.inFolder { program in
            for (address, word) in cases {
                let told = program.with([
                    "REGISTRAR_DATABASE": address, "REGISTRAR_BIND": "127.0.0.1:0", "REGISTRAR_METRICS_BIND": "",
                    "REGISTRAR_MASTER_KEY": String(repeating: "A", count: 43) + "=",
                ])
                for command in ["serve", "doctor"] {
                    let start = ContinuousClock.now
                    let refused = try await told.run(command)
                    #expect(.now - start < .seconds(5) && refused.status == 1)
                    let lines = (refused.errors + refused.output).split(separator: "\n")
                    let found = lines.filter { $0.contains("REGISTRAR_DATABASE: ") && $0.contains(word) }
                    #expect(found.count == 1, "\(refused.errors)\(refused.output)")
                }
            }
        }
    }

    @Test func `a folder that cannot be written is named with its user`() async throws {
        try await Program.inFolder { program in
            // For root every folder is open but those of the kernel.
            let start = ContinuousClock.now
            let refused = try await program.with([
                "REGISTRAR_DATABASE": "sqlite:/proc/registrar.db", "REGISTRAR_BIND": "127.0.0.1:0",
                "REGISTRAR_METRICS_BIND": "",
            ]).run("serve")
            #expect(.now - start < .seconds(5))
            let lines = refused.errors.split(separator: "\n").filter { $0.hasPrefix("Error: ") }
            #expect(refused.status == 1 && lines.count == 1, "\(refused.errors)")
            #expect(lines.joined().contains("REGISTRAR_DATABASE: ") && lines.joined().contains("or name another"))
        }
    }
}
