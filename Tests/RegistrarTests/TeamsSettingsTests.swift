import CertificateTesting
import Desk
import Foundation
import JSON
import Registrations
import Teams
import Testing

@testable import registrar

struct TeamsSettingsTests {
    private static let app = "11111111-2222-3333-4444-55555555AAAA"
    private static let tenant = "99999999-2222-3333-4444-555555555555"
    private static let whole = [
        "REGISTRAR_TEAMS_APP_ID": app, "REGISTRAR_TEAMS_APP_SECRET": "geheim", "REGISTRAR_TEAMS_TENANT_ID": tenant,
    ]

    private func read(_ more: [String: String]) throws -> TeamsSettings? {
        try Settings.read(Self.whole.merging(more) { $1 }, file: { _ in nil }).teams
    }

    private func mistakes(_ environment: [String: String]) -> [String] {
        do throws(SettingsTrouble) {
            _ = try Settings.read(environment, file: { _ in nil })
            return []
        } catch {
            return error.mistakes
        }
    }

    @Test func `whole Teams settings are read, the cloud says the rest`() throws {
        let teams = try #require(try read([:]))
        #expect(teams.appID == Self.app.lowercased() && teams.tenantID == Self.tenant)
        #expect(teams.credential == .secret(Secret("geheim")) && teams.cloud == .public)
        #expect(teams.loginURL == "https://login.microsoftonline.com/")
        #expect(teams.serviceHosts == TeamsCloud.serviceHosts)
        let government = try #require(try read(["REGISTRAR_TEAMS_CLOUD": "gcc-high"]))
        #expect(government.openIDURL == TeamsCloud.gccHigh.openIDURL)
        let local = try #require(
            try read([
                "REGISTRAR_TEAMS_OPENID_URL": "http://127.0.0.1:9/openid",
                "REGISTRAR_TEAMS_LOGIN_URL": "http://[::1]:9/",
                "REGISTRAR_TEAMS_SERVICE_HOSTS": "127.0.0.1:9, smba.trafficmanager.net",
            ])
        )
        #expect(local.openIDURL == "http://127.0.0.1:9/openid" && local.loginURL == "http://[::1]:9/")
        #expect(local.serviceHosts == ["127.0.0.1:9", "smba.trafficmanager.net"])
    }

    @Test func `nothing set turns Teams off, and both chats can be on`() throws {
        #expect(try Settings.read([:], file: { _ in nil }).isUnset)
        let slack = [
            "REGISTRAR_SLACK_SIGNING_SECRET": "s", "REGISTRAR_SLACK_TEAM_ID": "T0VENDOR",
            "REGISTRAR_SLACK_BOT_TOKEN": "x",
        ]
        let both = try Settings.read(Self.whole.merging(slack) { $1 }, file: { _ in nil })
        #expect(
            both.vendorWorkspaces == [
                WorkspaceKey(channel: .slack, id: "T0VENDOR"), WorkspaceKey(channel: .teams, id: Self.tenant),
            ]
        )
    }

    @Test func `half set Teams is named whole in one message`() {
        for (name, value) in Self.whole {
            let found = mistakes([name: value])
            #expect(found.count == 2 && found.allSatisfy { $0.hasSuffix("is missing: Teams is half set") })
        }
    }

    @Test func `a certificate or another provider's token stands in the secret's place, never beside it`() async throws
    {
        try await Program.inFolder { program in
            try program.write(try TestCertificate().pem, to: "app.pem")
            try program.write("a.b.c\n", to: "token")
            let proofs: [(String, String, TeamsCredential)] = [
                ("REGISTRAR_TEAMS_APP_SECRET", "geheim", .secret(Secret("geheim"))),
                (Self.certificate, program.path("app.pem"), .certificate(path: program.path("app.pem"))),
                (Self.federated, program.path("token"), .federatedToken(path: program.path("token"))),
            ]
            for (name, value, credential) in proofs {
                let only = Self.whole.merging(["REGISTRAR_TEAMS_APP_SECRET": ""]) { $1 }.merging([name: value]) { $1 }
                #expect(try Settings.read(only, file: { _ in nil }).teams?.credential == credential)
                for (other, another, _) in proofs where other != name {
                    let found = mistakes(only.merging([other: another]) { $1 })
                    let words = try #require(found.first)
                    #expect(found.count == 1 && words.hasSuffix("are both set: keep one"), "\(found)")
                    #expect(words.contains(name) && words.contains(other))
                }
            }
        }
    }

    private static let certificate = "REGISTRAR_TEAMS_APP_CERTIFICATE_FILE"
    private static let federated = "REGISTRAR_TEAMS_APP_FEDERATED_TOKEN_FILE"

    @Test(arguments: [certificate, federated])
    func `commands work while a file cannot be read, a start does not`(name: String) throws {
        let environment = Self.whole.merging(["REGISTRAR_TEAMS_APP_SECRET": "", name: "/none/geheim"]) { $1 }
        let settings = try Settings.read(environment, file: { _ in nil })
        let trouble = #expect(throws: SettingsTrouble.self) { try settings.checkForStart() }
        #expect(trouble?.mistakes == ["\(name) cannot be read: name a file that the service's user may read"])
    }

    @Test func `every trouble of a credential is said in words of its own with a mend`() {
        let all = CredentialTrouble.allCases
        #expect(Set(all.map(\.words)).count == all.count && all.allSatisfy { !$0.mend.isEmpty })
        #expect(all.allSatisfy { !$0.words.contains(":") })
    }

    @Test(arguments: [
        ("REGISTRAR_TEAMS_APP_ID", "11111111222233334444555555555555"), ("REGISTRAR_TEAMS_APP_ID", "28:geheim"),
        ("REGISTRAR_TEAMS_TENANT_ID", "vendor.onmicrosoft.com"),
        ("REGISTRAR_TEAMS_TENANT_ID", "9999999g-2222-3333-4444-555555555555"), ("REGISTRAR_TEAMS_CLOUD", "geheim"),
        ("REGISTRAR_TEAMS_OPENID_URL", "http://login.botframework.com/"),
        ("REGISTRAR_TEAMS_LOGIN_URL", "login.geheim.com"),
        ("REGISTRAR_TEAMS_SERVICE_HOSTS", "https://geheim"), ("REGISTRAR_TEAMS_SERVICE_HOSTS", "a,,b"),
    ])
    func `a malformed value is named and not repeated`(name: String, value: String) {
        let found = mistakes(Self.whole.merging([name: value]) { $1 })
        #expect(found.count == 1 && found.allSatisfy { $0.hasPrefix(name) && !$0.contains("geheim") })
    }
}

struct ManifestTeamsTests {
    private static let app = "11111111-2222-3333-4444-555555555555"

    @Test func `a zip says of each file how long it is and what it adds up to`() {
        #expect(ZipFile.crc32(Array("123456789".utf8)) == 0xCBF4_3926)
        let zip = ZipFile.bytes([("a", [1, 2, 3]), ("b", [])])
        #expect(zip.prefix(4) == [0x50, 0x4B, 3, 4] && zip.suffix(22).prefix(4) == [0x50, 0x4B, 5, 6])
        #expect(zip.suffix(22)[zip.endIndex - 12] == 2)
    }

    @Test func `the package is written with address and app, and the endpoint is said`() async throws {
        try await Program.inFolder(["REGISTRAR_TEAMS_APP_ID": Self.app.uppercased()]) { program in
            let out = program.path("app.zip")
            let made = try await program.run(
                "manifest",
                "teams",
                "--url",
                "https://deals.vendor.example/",
                "--out",
                out
            )
            #expect(made.status == 0 && made.errors.isEmpty)
            #expect(made.output.contains("https://deals.vendor.example/teams/messages\n"))
            let package = Array(try Data(contentsOf: URL(filePath: out)))
            #expect(package == ManifestTeams.package(url: "https://deals.vendor.example", app: Self.app))
            let manifest = try JSON.parse(
                Array(ManifestTeams.manifest(url: "https://deals.vendor.example//", app: Self.app).utf8)
            )
            #expect(manifest["bots"]?[0]?["botId"]?.string == Self.app && manifest["id"]?.string == Self.app)
            #expect(manifest["validDomains"]?[0]?.string == "deals.vendor.example")
        }
    }

    @Test func `without an app id nothing is made, and what to do is said`() async throws {
        try await Program.inFolder { program in
            let made = try await program.run(
                "manifest",
                "teams",
                "--url",
                "https://r.example",
                "--out",
                program.path("x.zip")
            )
            #expect(made.status == 1 && made.output.isEmpty)
            #expect(
                made.errors.contains("https://r.example/teams/messages")
                    && made.errors.contains("REGISTRAR_TEAMS_APP_ID")
            )
            #expect(!FileManager.default.fileExists(atPath: program.path("x.zip")))
        }
    }
}
