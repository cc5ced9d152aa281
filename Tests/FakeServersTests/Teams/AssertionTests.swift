import CertificateTesting
import Crypto
import FakeServers
import Foundation
import Testing

/// By what the stand-in believes that the app asks for a token.
@Suite struct AssertionTests {
    static let type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    private static let known = Result { try TestCertificate() }
    private static let strange = Result { try TestCertificate() }

    /// What may be wrong with an assertion.
    struct Spoiling: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: Int
        var header: [String: JSONValue] = [:]
        var claims: [String: JSONValue] = [:]
        var hasStrangeKey = false
        var isPSS = true
        var type = AssertionTests.type
    }

    private static let spoiled = [
        Spoiling(testDescription: "a wrong key", code: 700_027, hasStrangeKey: true),
        Spoiling(testDescription: "an older way to sign", code: 700_027, isPSS: false),
        Spoiling(testDescription: "a way to sign that it does not name", code: 700_027, header: ["alg": "RS256"]),
        Spoiling(testDescription: "no way to sign", code: 700_027, header: ["alg": "none"]),
        Spoiling(testDescription: "another certificate", code: 700_027, header: ["x5t#S256": "AAAA"]),
        Spoiling(testDescription: "no certificate", code: 700_027, header: ["x5t#S256": .null]),
        Spoiling(testDescription: "another audience", code: 700_023, claims: ["aud": "https://other.example/"]),
        Spoiling(testDescription: "another issuer", code: 700_021, claims: ["iss": "other"]),
        Spoiling(testDescription: "another subject", code: 700_021, claims: ["sub": "other"]),
        Spoiling(testDescription: "its end behind it", code: 700_024, claims: ["exp": 1000]),
        Spoiling(testDescription: "its end too far away", code: 700_024, claims: ["exp": 9_999_999_999]),
        Spoiling(testDescription: "its begin before it", code: 700_024, claims: ["nbf": 9_999_999_000]),
        Spoiling(testDescription: "no end", code: 700_024, claims: ["exp": .null]),
        Spoiling(testDescription: "no id", code: 50_013, claims: ["jti": .null]),
        Spoiling(testDescription: "no type", code: 7_000_216, type: ""),
    ]

    private static func assertion(_ bench: TeamsBench, _ spoiling: Spoiling?) throws -> String {
        let certificate = try known.get()
        let now = Date().timeIntervalSince1970.rounded(.down)
        let header: [String: JSONValue] = [
            "alg": "PS256", "typ": "JWT",
            "x5t#S256": .string(base64URLText(Data(SHA256.hash(data: certificate.der)))),
        ]
        let claims: [String: JSONValue] = [
            "aud": .string("\(bench.url)/\(TeamsWorld.vendor)/oauth2/v2.0/token"), "iss": .string(TeamsWorld.app),
            "sub": .string(TeamsWorld.app), "jti": .string(UUID().uuidString), "nbf": .number(now),
            "exp": .number(now + 600),
        ]
        let parts = [header.merging(spoiling?.header ?? [:]) { $1 }, claims.merging(spoiling?.claims ?? [:]) { $1 }]
        let signed = parts.map { base64URLText(JSONValue.object($0.filter { !$0.value.isNull }).bytes) }
            .joined(separator: ".")
        let signer = spoiling?.hasStrangeKey == true ? try strange.get() : certificate
        return signed + "." + base64URLText(try signer.sign(signed, isPSS: spoiling?.isPSS ?? true))
    }

    private static func refusal(of answer: ProbeAnswer) throws -> Int? {
        answer.status == 200 ? nil : try JSONValue(parsing: answer.body).error_codes[0].int
    }

    @Test func `an assertion by the registered certificate is taken once`() async throws {
        try await TeamsBench.run { bench async throws in
            let certificate = try Self.known.get()
            let assertion = try Self.assertion(bench, nil)
            #expect(try Self.refusal(of: try await bench.token(assertion: assertion)) == 700_027)
            await bench.teams.register(certificate: certificate.der, publicKey: certificate.publicKey)
            #expect(try Self.refusal(of: try await bench.token(assertion: assertion)) == nil)
            #expect(try Self.refusal(of: try await bench.token(assertion: assertion)) == 50_013)
        }
    }

    @Test(arguments: spoiled)
    func `an assertion that is wrong is refused by what is wrong with it`(_ spoiling: Spoiling) async throws {
        try await TeamsBench.run { bench async throws in
            let certificate = try Self.known.get()
            await bench.teams.register(certificate: certificate.der, publicKey: certificate.publicKey)
            let answer = try await bench.token(
                assertion: try Self.assertion(bench, spoiling),
                type: spoiling.type
            )
            #expect(try Self.refusal(of: answer) == spoiling.code)
        }
    }

    @Test func `another provider's token is taken as often as it is registered, and never beside a secret`()
        async throws
    {
        try await TeamsBench.run { bench async throws in
            #expect(try Self.refusal(of: try await bench.token(assertion: "a.b.c")) == 50_027)
            await bench.teams.register(federatedToken: "a.b.c")
            for _ in 1...2 { #expect(try Self.refusal(of: try await bench.token(assertion: "a.b.c")) == nil) }
            let both = try await bench.token(assertion: "a.b.c", secret: TeamsWorld.appSecret)
            #expect(try Self.refusal(of: both) == 7_000_216)
            await bench.teams.forgetProofs()
            #expect(try Self.refusal(of: try await bench.token(assertion: "a.b.c")) == 50_027)
        }
    }
}

extension TeamsBench {
    /// Asks for a token with an assertion in the secret's place, or beside one.
    func token(
        assertion: String,
        type: String = AssertionTests.type,
        secret: String? = nil
    ) async throws -> ProbeAnswer {
        var fields = [
            "grant_type": "client_credentials", "client_id": TeamsWorld.app,
            "scope": "https://api.botframework.com/.default", "client_assertion": assertion,
        ]
        if !type.isEmpty { fields["client_assertion_type"] = type }
        if let secret { fields["client_secret"] = secret }
        let body = fields.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
        return try await send(
            "POST",
            "/\(TeamsWorld.vendor)/oauth2/v2.0/token",
            Array(body.utf8),
            ["Content-Type": Self.form]
        )
    }
}
