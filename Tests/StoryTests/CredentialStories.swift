import CertificateTesting
import FakeServers
import Foundation
import Testing

/// The app proves who it is without a secret, and goes on when what it proves it by is replaced.
@Suite(.serialized) struct CredentialStories {
    /// What stands in the secret's place.
    enum Proof: String, Sendable, CaseIterable {
        case certificate = "REGISTRAR_TEAMS_APP_CERTIFICATE_FILE"
        case federatedToken = "REGISTRAR_TEAMS_APP_FEDERATED_TOKEN_FILE"

        /// Text for the file, which Microsoft knows from then on, and nothing from before; tokens given are worth nothing.
        func renewed(with teams: FakeTeams) async throws -> String {
            await teams.forgetProofs()
            await teams.revokeTokens()
            switch self {
            case .certificate:
                let next = try TestCertificate()
                await teams.register(certificate: next.der, publicKey: next.publicKey)
                return next.pem
            case .federatedToken:
                let next = "eyJhbGciOiJSUzI1NiJ9.\(UUID().uuidString.replacing("-", with: "")).c2lnbmVk"
                await teams.register(federatedToken: next)
                return next + "\n"
            }
        }
    }

    @Test(arguments: Proof.allCases)
    func `an app without a secret is believed, and goes on after a rotation without a restart`(
        _ proof: Proof
    ) async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("proof-\(UUID().uuidString)")
        defer { Story.removeQuietly(file) }
        let first: String
        switch proof {
        case .certificate: first = try TestCertificate().pem
        case .federatedToken: first = "a.b.c"
        }
        try first.write(to: file, atomically: true, encoding: .utf8)
        let setting = Story.Setting(
            chats: [.teams],
            environment: ["REGISTRAR_TEAMS_APP_SECRET": "", proof.rawValue: file.path],
            // Until Microsoft knows the new one, and for tokens that it took back.
            allowing: { ["token", "connector"].contains($0.place) }
        )
        try await Story.tellBare(setting) { story in
            var known = try await proof.renewed(with: story.teams)
            try known.write(to: file, atomically: true, encoding: .utf8)
            try await story.settle(setting)
            let claim = try await story.register(by: .paul)
            let card = try await story.card(claim.number)
            // The file breaks: the decision stands, its message waits and says why.
            try "geheim".write(to: file, atomically: true, encoding: .utf8)
            await story.teams.revokeTokens()
            try await story.press("review.approve", on: card, by: .ada)
            let why = proof == .certificate ? "certificate_garbled" : "federated_token_garbled"
            try await eventually("a message that waits says why") {
                try await story.outbox().contains { $0.text.contains(why) } ? () : nil
            }
            let earlier = known
            known = try await proof.renewed(with: story.teams)
            try known.write(to: file, atomically: true, encoding: .utf8)
            try await story.told(claim.number, "is approved", to: .paul)
            try await eventually("nothing waits any more", withinSeconds: 60) {
                try await story.outbox().isEmpty ? () : nil
            }
            try keptQuiet(story, [first, earlier, known])
        }
    }

    /// Of keys, requests and tokens with any member first.
    private static let openings = ["PRIVATE KEY", "client_assertion", "eyJhbGci", "eyJ0eXAi", "eyJ4NXQ"]

    /// Nothing of a key, an assertion or a token stands in the log or any file of the service.
    private func keptQuiet(_ story: Story, _ proofs: [String]) throws {
        let secrets = proofs.flatMap {
            $0.split(separator: "\n").filter { $0.count > 40 && !$0.contains("CERTIFICATE") }
        }
        let folder = try FileManager.default.contentsOfDirectory(at: story.folder, includingPropertiesForKeys: nil)
        #expect(folder.contains { $0.pathExtension == "out" || $0.pathExtension == "err" })
        for file in folder {
            let bytes = try Data(contentsOf: file)
            for secret in secrets.map(String.init) + Self.openings {
                #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(file.lastPathComponent)")
            }
        }
    }
}
