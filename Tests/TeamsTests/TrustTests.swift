import Crypto
import CryptoExtras
import Desk
import Foundation
import Testing

@testable import Teams

/// Every negative of what Microsoft says about incoming requests; each spoils one thing of a request that is taken.
struct TrustTests {
    typealias Spoil = @Sendable (inout Envelope) throws -> Void
    typealias Row = (name: String, expected: TeamsTrust.Rejection?, spoil: Spoil)

    private func check(_ rows: [Row], _ settings: TeamsSettings = .sample) async throws {
        let trust = trust(try wireWithKeys(), settings)
        for row in rows {
            var envelope = Envelope()
            try row.spoil(&envelope)
            let found = try await rejection(envelope, trust)
            #expect(found == row.expected, "\(row.name)")
        }
    }

    @Test func `a genuine activity is taken and read`() async throws {
        let verified = try await trust(try wireWithKeys()).admit(try Envelope().request())
        let activity = verified.value
        #expect(activity.type == "message")
        #expect(activity.conversation.baseID == "19:abc@thread.tacv2")
        #expect(activity.from?.objectID == "0000eeee-1111-2222-3333-444455556666")
        #expect(activity.serviceURL == "https://smba.trafficmanager.net/amer")
        #expect(activity.hostTenant == Tenant.vendor)
    }

    @Test func `only one bearer token in its scheme is read`() async throws {
        let token = try Envelope().token()
        let text = "Bearer "
        try await check([
            ("as it is", nil, { _ in }),
            ("none", .unsigned, { $0.authorization = [] }),
            ("lower case", .scheme, { $0.authorization = ["bearer " + token] }),
            ("basic", .scheme, { $0.authorization = ["Basic " + token] }),
            ("two spaces", .scheme, { $0.authorization = ["Bearer  " + token] }),
            ("three parts", .scheme, { $0.authorization = [text + token + " x"] }),
            ("twice", .scheme, { $0.authorization = [text + token, text + token] }),
            ("alone", .scheme, { $0.authorization = [token] }),
            ("two pieces", .malformed, { $0.authorization = [text + "a.b"] }),
            ("four pieces", .malformed, { $0.authorization = [text + token + ".x"] }),
            ("padding", .malformed, { $0.authorization = [text + token + "="] }),
            ("no base64", .malformed, { $0.authorization = [text + "#." + token] }),
            ("oversize", .malformed, { $0.authorization = [text + String(repeating: "a", count: 20_000)] }),
            ("oversize and rightly signed", .malformed, { $0.claims["more"] = String(repeating: "a", count: 20_000) }),
            ("claims in claims", nil, { $0.claims["more"] = Self.nested(6) }),
            ("claims without an end", .malformed, { $0.claims["more"] = Self.nested(9) }),
            ("claims that are no object", .malformed, { $0.authorization = [text + "e30.W10.AAAA"] }),
        ])
    }

    private static func nested(_ depth: Int) -> [String: Any] {
        (1..<depth).reduce(["a": 1]) { inner, _ in ["a": inner] }
    }

    @Test func `only RS256 by a named key is verified`() async throws {
        let primitives = try Signatory.genuine.key.publicKey.getKeyPrimitives()
        let pem = Signatory.genuine.key.publicKey.pemRepresentation
        let forged: @Sendable (Data) -> Spoil = { secret in
            { envelope in
                envelope.header["alg"] = "HS256"
                let signed = base64URL(try jsonBytes(envelope.header)) + "." + base64URL(try jsonBytes(envelope.claims))
                let code = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: SymmetricKey(data: secret))
                envelope.signature = Array(code)
            }
        }
        try await check([
            (
                "none", .algorithm,
                {
                    $0.header["alg"] = "none"; $0.signature = []
                }
            ),
            ("none in capitals", .algorithm, { $0.header["alg"] = "NONE" }),
            ("absent", .algorithm, { $0.header["alg"] = nil }),
            ("the public key as a secret", .algorithm, forged(Data(pem.utf8))),
            ("its modulus as a secret", .algorithm, forged(primitives.modulus)),
            ("RS512", .algorithm, { $0.header["alg"] = "RS512" }),
            ("PS256", .algorithm, { $0.header["alg"] = "PS256" }),
            ("ES256", .algorithm, { $0.header["alg"] = "ES256" }),
            ("extensions that must be understood", .algorithm, { $0.header["crit"] = ["exp"] }),
            ("no key's name", .keyID, { $0.header["kid"] = nil }),
            ("an empty name", .keyID, { $0.header["kid"] = "" }),
            ("a name that is none", .keyID, { $0.header["kid"] = 7 }),
            (
                "a key of its own", .signature,
                {
                    $0.header["jwk"] = try Signatory.other.jwk(); $0.signatory = .other
                }
            ),
            ("another's signature", .signature, { $0.signatory = .other }),
            (
                "an unknown key", .unknownKey,
                {
                    $0.signatory = .other; $0.header["kid"] = "other"
                }
            ),
            ("no signature", .signature, { $0.signature = [] }),
            ("a signature cut short", .signature, { $0.signature = Array(repeating: 1, count: 255) }),
        ])
    }

    @Test func `claims that were changed after signing are refused`() async throws {
        let parts = try Envelope().token().split(separator: ".").map(String.init)
        var other = Envelope()
        other.claims["exp"] = 2_000_000_000
        let claims = try other.token().split(separator: ".").map(String.init)[1]
        try await check([
            ("claims", .signature, { $0.authorization = ["Bearer \(parts[0]).\(claims).\(parts[2])"] })
        ])
    }

    @Test func `time is kept within five minutes to both sides`() async throws {
        let noon = Int(teamsNoon.timeIntervalSince1970)
        try await check([
            ("just over", nil, { $0.claims["exp"] = noon - 299 }),
            ("expired", .expired, { $0.claims["exp"] = noon - 300 }),
            ("long ago", .expired, { $0.claims["exp"] = 1_500_000_000 }),
            ("without an end", .expired, { $0.claims["exp"] = nil }),
            ("an end in words", .expired, { $0.claims["exp"] = "\(noon + 60)" }),
            ("nearly begun", nil, { $0.claims["nbf"] = noon + 300 }),
            ("not begun", .early, { $0.claims["nbf"] = noon + 301 }),
            ("without a beginning", .early, { $0.claims["nbf"] = nil }),
        ])
        // The same bytes an hour and six minutes later.
        let trust = trust(try wireWithKeys())
        #expect(try await rejection(Envelope(), trust, at: teamsNoon.addingTimeInterval(3960)) == .expired)
    }

    @Test func `a token is for this bot alone`() async throws {
        try await check([
            ("in capitals", nil, { $0.claims["aud"] = Tenant.app.uppercased() }),
            ("among others", nil, { $0.claims["aud"] = ["x", Tenant.app] }),
            ("the last of ten", nil, { $0.claims["aud"] = Array(repeating: "x", count: 9) + [Tenant.app] }),
            ("behind ten others", .audience, { $0.claims["aud"] = Array(repeating: "x", count: 10) + [Tenant.app] }),
            ("another bot's", .audience, { $0.claims["aud"] = Tenant.stranger }),
            ("none", .audience, { $0.claims["aud"] = nil }),
            ("no one's", .audience, { $0.claims["aud"] = [String]() }),
            ("as an address", .audience, { $0.claims["aud"] = "api://" + Tenant.app }),
            ("as a bot's address", .audience, { $0.claims["aud"] = "api://botid-" + Tenant.app }),
            ("a part of it", .audience, { $0.claims["aud"] = String(Tenant.app.dropLast()) }),
            ("the connector's own", .audience, { $0.claims["aud"] = "https://api.botframework.com" }),
        ])
    }

    @Test(arguments: TeamsCloud.allCases)
    func `only the cloud's own issuer is looked at`(cloud: TeamsCloud) async throws {
        var settings = TeamsSettings.sample
        settings.cloud = cloud
        let issuers: [Any?] =
            TeamsCloud.allCases.map(\.issuer).filter { $0 != cloud.issuer }.map { $0 as Any? } + [
                "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/", cloud.issuer + "/",
                "https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0", "", nil, 7,
                [cloud.issuer],
            ]
        let wire = try wireWithKeys()
        let trust = trust(wire, settings)
        for issuer in issuers {
            var envelope = Envelope()
            envelope.claims["iss"] = issuer
            #expect(try await rejection(envelope, trust) == .issuer, "\(String(describing: issuer))")
        }
        // Nothing was fetched for them.
        #expect(wire.requests.isEmpty)
        var envelope = Envelope()
        envelope.claims["iss"] = cloud.issuer
        #expect(try await rejection(envelope, trust) == nil)
    }
}
