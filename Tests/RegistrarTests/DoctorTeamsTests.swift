import CertificateTesting
import FakeServers
import Foundation
import GRDB
import JSON
import Testing

/// What the doctor says of a vendor's own Teams, before a stand-in of Microsoft.
struct DoctorTeamsTests {
    /// Settings that lead to the stand-in, in a folder with a schema; `broken` is what answers 503.
    private func withTeams(
        broken: String? = nil,
        knowing certificate: TestCertificate? = nil,
        _ body: (Program) async throws -> Void
    ) async throws {
        let fake = try FakeTeams(.demo)
        if let certificate { await fake.register(certificate: certificate.der, publicKey: certificate.publicKey) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            let (addresses, address) = AsyncStream<String>.makeStream()
            group.addTask { try await fake.serve { address.yield($0) } }
            let base = try #require(await addresses.first { _ in true })
            if let broken { await fake.plan(.status(503), on: broken) }
            let settings = [
                "REGISTRAR_TEAMS_APP_ID": TeamsWorld.app, "REGISTRAR_TEAMS_APP_SECRET": TeamsWorld.appSecret,
                "REGISTRAR_TEAMS_TENANT_ID": TeamsWorld.vendor,
                "REGISTRAR_TEAMS_OPENID_URL": base + "/v1/.well-known/openidconfiguration",
                "REGISTRAR_TEAMS_LOGIN_URL": base + "/", "REGISTRAR_TEAMS_SERVICE_HOSTS": String(base.dropFirst(7)),
            ]
            try await Program.inFolder(settings) { program in
                try await program.run("migrate")
                try await body(program)
            }
            group.cancelAll()
        }
    }

    private struct Finding: Equatable {
        let severity, what, mend: String?
    }

    /// The findings on Teams, from the report as JSON, which must count them and repeat no secret.
    private func examined(_ program: Program) async throws -> [Finding] {
        let found = try await program.run("doctor", "--format", "json")
        let report = try JSON.parse(Array(found.output.utf8))
        let all = try #require(report["findings"]?.elements)
        #expect(report["errors"]?.int == all.count { $0["severity"]?.string == "error" })
        #expect(found.status == (report["errors"]?.int == 0 ? 0 : 1))
        #expect(!found.output.contains(TeamsWorld.appSecret) && !found.output.contains("geheim"))
        return all.filter { $0["area"]?.string == "teams" }
            .map { Finding(severity: $0["severity"]?.string, what: $0["finding"]?.string, mend: $0["mend"]?.string) }
    }

    private static let login = "compare REGISTRAR_TEAMS_APP_ID, _APP_SECRET and _TENANT_ID with the app's registration"
    private static let keys = "check REGISTRAR_TEAMS_OPENID_URL, REGISTRAR_PROXY and the firewall"
    private static let tokenIsHad = Finding(severity: "ok", what: "a token can be had", mend: nil)
    private static let keysAreHad = Finding(severity: "ok", what: "the keys of its activities can be had", mend: nil)

    @Test func `Teams that is set well is found well`() async throws {
        try await withTeams { program in
            let findings = try await examined(program)
            #expect(findings == [Self.tokenIsHad, Self.keysAreHad])
        }
    }

    @Test(arguments: [
        ("REGISTRAR_TEAMS_APP_SECRET", "geheim", "AADSTS7000215"),
        ("REGISTRAR_TEAMS_APP_ID", "11111111-2222-3333-4444-555555555555", "AADSTS700016"),
        ("REGISTRAR_TEAMS_TENANT_ID", TeamsWorld.partner, "AADSTS90002"),
    ])
    func `what Microsoft refuses is an error with its code and the settings to compare`(
        name: String,
        value: String,
        code: String
    ) async throws {
        try await withTeams { program in
            let findings = try await examined(program.with([name: value]))
            #expect(findings.count == 2 && findings.last == Self.keysAreHad)
            #expect(findings.first?.severity == "error" && findings.first?.mend == Self.login)
            #expect(findings.first?.what?.hasPrefix("Microsoft gives no token: ") == true)
            #expect(findings.first?.what?.contains(code) == true, "\(findings)")
        }
    }

    private static let file = "REGISTRAR_TEAMS_APP_CERTIFICATE_FILE"
    private static let renewal = "make a new one, add it to the app's registration, and put it into the file"

    @Test(arguments: [(31, true), (30, false), (1, false), (-1, nil)])
    func `a certificate is well, ends soon or has ended`(days: Int, isLong: Bool?) async throws {
        let certificate = try TestCertificate(days: days)
        try await withTeams(knowing: certificate) { program in
            try program.write(certificate.pem, to: "app.pem")
            let findings = try await examined(
                program.with(["REGISTRAR_TEAMS_APP_SECRET": "", Self.file: "app.pem"])
            )
            let first =
                isLong == nil
                ? Finding(
                    severity: "error",
                    what: "\(Self.file) holds a certificate that has ended",
                    mend: Self.renewal
                )
                : Self.tokenIsHad
            #expect(Array(findings.prefix(2)) == [first, Self.keysAreHad])
            #expect(findings.count == (isLong == false ? 3 : 2), "\(findings)")
            guard isLong == false, let warning = findings.last else { return }
            #expect(warning.severity == "warning" && warning.mend == Self.renewal)
            #expect(warning.what?.hasPrefix("the app's certificate ends within 30 days, at 20") == true, "\(warning)")
        }
    }

    @Test func `a certificate that the app does not know is an error with its code and the settings to compare`()
        async throws
    {
        try await withTeams { program in
            try program.write(try TestCertificate().pem, to: "app.pem")
            let findings = try await examined(
                program.with(["REGISTRAR_TEAMS_APP_SECRET": "", Self.file: "app.pem"])
            )
            #expect(findings.first?.what == "Microsoft gives no token: AADSTS700027")
            #expect(findings.first?.mend?.contains("_APP_CERTIFICATE_FILE and _TENANT_ID") == true)
        }
    }

    @Test(arguments: [
        (["key", "certificate of another"], "holds a key and a certificate that do not belong together"),
        (["key"], "names a file without a certificate"), (["nonsense"], "names a file that is not PEM"),
        ([], "names an empty file"),
    ])
    func `a certificate that cannot be used is said by the doctor with the mend`(
        parts: [String],
        words: String
    ) async throws {
        let certificate = try TestCertificate()
        let texts = [
            "key": certificate.key, "certificate of another": try TestCertificate().certificate, "nonsense": "geheim",
        ]
        try await withTeams { program in
            try program.write(parts.compactMap { texts[$0] }.joined(), to: "app.pem")
            let found = try await program.with(["REGISTRAR_TEAMS_APP_SECRET": "", Self.file: "app.pem"]).run("doctor")
            #expect(found.status == 1)
            #expect((found.output + found.errors).contains("\(Self.file) \(words)"), "\(found)")
            #expect(!(found.output + found.errors).contains("geheim"))
        }
    }

    @Test(arguments: ["keys", "metadata"])
    func `keys that cannot be had are an error, and the token is well`(operation: String) async throws {
        try await withTeams(broken: operation) { program in
            let findings = try await examined(program)
            #expect(findings.count == 2 && findings.first == Self.tokenIsHad)
            #expect(findings.last?.severity == "error" && findings.last?.mend == Self.keys)
        }
    }

    @Test func `a login that nobody answers at is an error that names its address and the firewall`() async throws {
        try await withTeams { program in
            let nobody = program.with(["REGISTRAR_TEAMS_LOGIN_URL": "http://127.0.0.1:9/"])
            let findings = try await examined(nobody)
            #expect(findings.first?.severity == "error" && findings.last == Self.keysAreHad)
            #expect(findings.first?.what?.hasPrefix("the login cannot be reached: ") == true)
            #expect(findings.first?.mend == "check REGISTRAR_TEAMS_LOGIN_URL, REGISTRAR_PROXY and the firewall")
        }
    }

    private static let reviewers = """
        program: { id: main, name: Nordlicht, language: en, time_zone: Europe/Berlin }
        reviewers:
          - { name: Ada, email: ada@vendor.example, teams: { tenant: \(TeamsWorld.vendor), object_id: \(ada) } }
          - { name: Ben, email: ben@vendor.example, teams: { tenant: \(TeamsWorld.vendor), object_id: \(ben) } }
          - { name: Cem, email: cem@vendor.example, slack: { team: T0VENDOR, user: U0CEM } }
        routing: { fallback: Ada }

        """
    private static let ada = "aaaaaaaa-0000-4000-8000-000000000001"
    private static let ben = "bbbbbbbb-0000-4000-8000-000000000002"

    @Test func `a reviewer whom no card reaches in Teams is named with the mend`() async throws {
        try await withTeams { program in
            try program.write(Self.reviewers, to: "policy.yaml")
            try await DatabaseQueue(path: program.path("registrar.db")).write { database in
                try database.execute(
                    sql: "INSERT INTO reach VALUES ('teams', ?, ?, ?, '29:ada', 'https://smba.example/', NULL)",
                    arguments: [TeamsWorld.vendor, Self.ada, TeamsWorld.vendor]
                )
            }
            let found = try await program.with(["REGISTRAR_POLICY": "policy.yaml"]).run("doctor")
            let lines = found.lines.filter { $0.contains("reviewers: ") }
            #expect(
                lines == [
                    "warning  reviewers: Cem has no person in Teams. add teams: { tenant, object_id } in the policy",
                    "warning  reviewers: Ben has not opened the app in Teams yet, so no card reaches them there. let them open it "
                        + "once in a chat of two; if they did, compare tenant and object_id in the policy",
                    "ok       reviewers: Teams knows 1 of them",
                ],
                "\(found.output)"
            )
        }
    }
}
