import Crypto
import Desk
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
          - { name: Ada Lindqvist, email: ada@vendor.example, slack: { team: T0VENDOR, user: U0AE }, territories: [DE, AT] }
          - { name: Bo Maier, email: bo@vendor.example, slack: { team: T0VENDOR, user: U0MANAGER }, manager: true }
        routing: { fallback: Ada Lindqvist }
        blocked_accounts: [ blocked.example ]

        """

    static func plant(in assembly: Assembly) async throws {
        let book = assembly.partnerBook()
        for (name, domain, team, tier) in [
            ("Nordwind GmbH", "nordwind.example", "T0PARTNER", "gold"),
            ("Südstern AG", "suedstern.example", "T0RIVAL", "silver"),
        ] {
            let domains: [DomainName] = DomainName(ascii: domain).map { [$0] } ?? []
            _ = try await book.add(
                name: name,
                tier: tier,
                kind: .reseller,
                territories: ["DE"],
                domains: domains,
                language: nil,
                workspaces: [WorkspaceKey(channel: .slack, id: team)]
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
