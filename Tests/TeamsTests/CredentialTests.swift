import CertificateTesting
import Crypto
import Curl
import Desk
import Foundation
import JSON
import Testing

@testable import Teams

/// A file in a folder of its own, gone with the value.
private final class SampleFile {
    let path: String

    init(_ text: String?) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "credential-\(UUID().uuidString)").path
        if let text { try write(text) }
    }

    func write(_ text: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch {
            // It was never there.
        }
    }
}

/// How the app says who it is, by what stands in a file.
struct CredentialTests {
    private static let known = Result { try TestCertificate() }
    private static let other = Result { try TestCertificate() }

    private func settings(_ credential: TeamsCredential) -> TeamsSettings {
        TeamsSettings(
            appID: Tenant.app,
            credential: credential,
            tenantID: Tenant.vendor,
            publicURL: "https://registrar.example"
        )
    }

    /// The fields of the token request that this credential makes.
    private func asked(_ bearer: TeamsBearer, _ wire: MicrosoftWire) async throws -> [String: String] {
        bearer.drop(try await bearer.token())
        let body = String(decoding: try #require(wire.requests.last).body, as: UTF8.self)
        let pairs = body.split(separator: "&").map { $0.split(separator: "=").map(String.init) }
        return Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], $0[1].removingPercentEncoding ?? "") })
    }

    private func bearer(_ credential: TeamsCredential, _ wire: MicrosoftWire) -> TeamsBearer {
        wire.answer("/token", .json(#"{"token_type":"Bearer","expires_in":3600,"access_token":"one"}"#))
        return TeamsBearer(settings(credential), send: wire.send, time: wire.time)
    }

    private func parts(of assertion: String) throws -> (header: JSON, claims: JSON, signed: String, signature: [UInt8])
    {
        let parts = assertion.split(separator: ".").map(String.init)
        try #require(parts.count == 3)
        let bytes = try parts.map { part in
            let plain = part.replacing("-", with: "+").replacing("_", with: "/")
            let padded = plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)
            return Array(try #require(Data(base64Encoded: padded)))
        }
        return (try JSON.parse(bytes[0]), try JSON.parse(bytes[1]), parts[0] + "." + parts[1], bytes[2])
    }

    /// The machine's time, which the certificate is made in.
    private func wireOfToday() -> MicrosoftWire {
        let wire = MicrosoftWire()
        wire.advance(Date().timeIntervalSince(teamsNoon) + 60)
        return wire
    }

    @Test func `a certificate's key signs as Microsoft documents it, each time another assertion`() async throws {
        let certificate = try Self.known.get()
        let file = try SampleFile(certificate.pem)
        let wire = wireOfToday()
        let bearer = bearer(.certificate(path: file.path), wire)
        var ids: Set<String> = []
        for _ in 1...2 {
            let fields = try await asked(bearer, wire)
            #expect(fields["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            #expect(fields["client_secret"] == nil && fields["client_id"] == Tenant.app)
            let found = try parts(of: try #require(fields["client_assertion"]))
            #expect(found.header.members.count == 3)
            #expect(found.header["alg"]?.string == "PS256" && found.header["typ"]?.string == "JWT")
            #expect(found.header["x5t#S256"]?.string == base64URL(Data(SHA256.hash(data: certificate.der))))
            let address = "https://login.microsoftonline.com/\(Tenant.vendor)/oauth2/v2.0/token"
            #expect(found.claims["aud"]?.string == address && found.claims["iss"]?.string == Tenant.app)
            #expect(found.claims["sub"]?.string == Tenant.app)
            let now = Int(wire.now.timeIntervalSince1970)
            #expect(found.claims["nbf"]?.int == now && found.claims["exp"]?.int == now + 600)
            try certificate.check(found.signature, of: found.signed)
            ids.insert(try #require(found.claims["jti"]?.string))
        }
        #expect(ids.count == 2)
    }

    @Test func `a certificate is found in any order, among others, and read anew for each token`() async throws {
        let (known, other) = (try Self.known.get(), try Self.other.get())
        let file = try SampleFile(other.certificate + "Bag Attributes\n" + known.certificate + known.traditionalKey())
        let wire = wireOfToday()
        let bearer = bearer(.certificate(path: file.path), wire)
        for (certificate, next) in [(known, other.pem), (other, "")] {
            let found = try parts(of: try #require(try await asked(bearer, wire)["client_assertion"]))
            #expect(found.header["x5t#S256"]?.string == base64URL(Data(SHA256.hash(data: certificate.der))))
            try file.write(next)
        }
        #expect(await failure(bearer) == .credential(.empty))
        #expect(wire.requests.count == 2)
    }

    @Test func `of several certificates of one key the one that ends last counts, whatever else stands there`()
        async throws
    {
        let known = try Self.known.get()
        let (ended, unreadable) = (
            try known.renewed(days: -1), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
        )
        for blocks in [ended + known.certificate, known.certificate + ended, unreadable + known.certificate] {
            let file = try SampleFile(known.key + blocks)
            let wire = wireOfToday()
            let found = try parts(
                of: try #require(try await asked(bearer(.certificate(path: file.path), wire), wire)["client_assertion"])
            )
            #expect(found.header["x5t#S256"]?.string == base64URL(Data(SHA256.hash(data: known.der))))
        }
        let alone = try SampleFile(known.key + unreadable)
        #expect(throws: CredentialTrouble.garbled) { try TeamsCredential.certificate(path: alone.path).examined() }
    }

    @Test func `another provider's token is sent as it is, and read anew for each token`() async throws {
        let file = try SampleFile("eyJh.eyJi.c-_1\n")
        let wire = MicrosoftWire()
        let bearer = bearer(.federatedToken(path: file.path), wire)
        for (token, next) in [("eyJh.eyJi.c-_1", "d.e.f"), ("d.e.f", "g.h")] {
            let fields = try await asked(bearer, wire)
            #expect(fields["client_assertion"] == token && fields["client_secret"] == nil)
            #expect(fields["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            try file.write(next)
        }
        #expect(await failure(bearer) == .credential(.noToken))
    }

    private func failure(_ bearer: TeamsBearer) async -> TeamsFailure? {
        do {
            _ = try await bearer.token()
            return nil
        } catch {
            return error
        }
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let trouble: CredentialTrouble
        /// nil for no file at all.
        let text: @Sendable () throws -> String?
    }

    private static let bad = [
        Bad(testDescription: "no file", trouble: .unreadable) { nil },
        Bad(testDescription: "an empty file", trouble: .empty) { " \n\n" },
        Bad(testDescription: "a huge file", trouble: .tooLarge) {
            try known.get().pem + String(repeating: "x", count: 65_536)
        },
        Bad(testDescription: "no PEM", trouble: .garbled) { "geheim" },
        Bad(testDescription: "PEM without an end", trouble: .garbled) { String(try known.get().pem.dropLast(30)) },
        Bad(testDescription: "a key alone", trouble: .certificateMissing) { try known.get().key },
        Bad(testDescription: "a certificate alone", trouble: .keyMissing) { try known.get().certificate },
        Bad(testDescription: "two keys", trouble: .keyMissing) { try known.get().pem + other.get().key },
        Bad(testDescription: "a key under a password", trouble: .keyLocked) {
            try known.get().lockedKey() + known.get().certificate
        },
        Bad(testDescription: "a key of an elliptic curve", trouble: .keyUnknown) {
            try TestCertificate("ec", "-pkeyopt", "ec_paramgen_curve:prime256v1").pem
        },
        Bad(testDescription: "a short key", trouble: .keyShort) { try TestCertificate("rsa:1024").pem },
        Bad(testDescription: "another's certificate", trouble: .keyOfAnother) {
            try known.get().key + other.get().certificate
        },
        Bad(testDescription: "a certificate of nonsense", trouble: .garbled) {
            try known.get().key + "-----BEGIN CERTIFICATE-----\nZ2VoZWlt\n-----END CERTIFICATE-----\n"
        },
    ]

    @Test(arguments: bad)
    func `what is no certificate with its key is named, and nobody is asked`(_ bad: Bad) async throws {
        let file = try SampleFile(try bad.text())
        let credential = TeamsCredential.certificate(path: file.path)
        #expect(throws: bad.trouble) { try credential.examined() }
        let wire = wireOfToday()
        let bearer = bearer(credential, wire)
        #expect(await failure(bearer) == .credential(bad.trouble))
        #expect(wire.requests.isEmpty)
    }

    @Test(arguments: ["geheim", "a.b", "a.b.c.d", "a..c", "a.b.c d", "a.b.c\nd", "{\"a\":1}", "a.b.é"])
    func `what is no token is not sent`(text: String) throws {
        let file = try SampleFile(text)
        #expect(throws: CredentialTrouble.noToken) { try TeamsCredential.federatedToken(path: file.path).examined() }
    }

    @Test func `a folder, a device and a token that is far too long are not read`() throws {
        for path in [FileManager.default.temporaryDirectory.path, "/dev/null"] {
            #expect(throws: CredentialTrouble.unreadable) { try TeamsCredential.federatedToken(path: path).examined() }
        }
        let file = try SampleFile("a.b." + String(repeating: "c", count: TeamsLimits.tokenBytes))
        #expect(throws: CredentialTrouble.tooLarge) { try TeamsCredential.federatedToken(path: file.path).examined() }
    }

    @Test func `nothing is signed before a certificate begins and once it has ended`() async throws {
        let file = try SampleFile(try Self.known.get().pem)
        let end = try #require(try TeamsCredential.certificate(path: file.path).examined())
        for (now, trouble) in [
            (end.addingTimeInterval(-366 * 86_400), CredentialTrouble.early), (end, .expired),
            (end.addingTimeInterval(-1), nil),
        ] {
            let wire = MicrosoftWire()
            wire.advance(now.timeIntervalSince(teamsNoon))
            let bearer = bearer(.certificate(path: file.path), wire)
            #expect(await failure(bearer) == trouble.map { .credential($0) })
        }
    }

    @Test func `while a token still works, a credential that broke is not missed`() async throws {
        let file = try SampleFile("a.b.c")
        let wire = MicrosoftWire()
        let bearer = bearer(.federatedToken(path: file.path), wire)
        _ = try await bearer.token()
        try file.write("broken")
        wire.advance(3500)
        #expect(try await bearer.token().reveal() == "one")
        wire.advance(100)
        #expect(await failure(bearer) == .credential(.noToken))
    }
}
