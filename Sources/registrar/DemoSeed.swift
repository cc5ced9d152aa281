import Crypto
import Desk
import FakeServers
import Foundation
import PolicyFile
import PublicSuffix
import Registrations

/// The demo's policy, partners, and a registration or two to look at.
enum DemoSeed {
    static func policy() throws -> Policy {
        let bytes = Array(text.utf8)
        return try PolicyFile.read(
            bytes,
            name: "demo",
            domains: PublicSuffixReader.carried,
            holidays: .carried,
            sha256Hex: Digest.hex(bytes)
        ).get()
    }

    private static let text = """
        version: demo
        program: { id: main, name: Nordlicht Partner Program, language: en, time_zone: Europe/Berlin }
        reviewers:
          - name: Ada Lindqvist
            email: ada@vendor.example
            slack: { team: T0VENDOR, user: U0AE }
            teams: { tenant: \(TeamsWorld.vendor), object_id: 0f0f0f0f-0000-4000-8000-000000000015 }
            territories: [DE, AT]
          - name: Bo Maier
            email: bo@vendor.example
            slack: { team: T0VENDOR, user: U0MANAGER }
            teams: { tenant: \(TeamsWorld.vendor), object_id: 0f0f0f0f-0000-4000-8000-000000000016 }
            manager: true
        routing: { fallback: Ada Lindqvist }
        blocked_accounts: [ blocked.example ]

        """

    static func plant(in assembly: Assembly) async throws {
        let book = assembly.partnerBook()
        let partners: [(String, String, WorkspaceKey, String)] = [
            ("Nordwind GmbH", "nordwind.example", WorkspaceKey(channel: .slack, id: "T0PARTNER"), "gold"),
            ("Südstern AG", "suedstern.example", WorkspaceKey(channel: .slack, id: "T0RIVAL"), "silver"),
            ("Hansekontor GmbH", "hansekontor.example", WorkspaceKey(channel: .teams, id: TeamsWorld.partner), "gold"),
            ("Alpenblick AG", "alpenblick.example", WorkspaceKey(channel: .teams, id: TeamsWorld.rival), "silver"),
        ]
        for (name, domain, workspace, tier) in partners {
            let domains: [DomainName] = DomainName(ascii: domain).map { [$0] } ?? []
            _ = try await book.add(
                name: name,
                tier: tier,
                kind: .reseller,
                territories: ["DE"],
                domains: domains,
                language: nil,
                workspaces: [workspace]
            )
        }
        let key = WorkspaceKey(channel: .slack, id: "T0PARTNER")
        let promise = InstallState(digest: [], cookieDigest: [], partner: nil, expiresAt: .distantFuture)
        _ = try await assembly.desk(publicURL: "").installed(
            workspace: key,
            name: "Nordwind GmbH",
            botUser: "U0PBOT",
            token: Secret("xoxb-demo-partner"),
            scopes: ["commands", "users:read"],
            promise: promise
        )
    }
}
