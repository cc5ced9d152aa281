internal import Crypto
internal import CryptoExtras
internal import FoundationEssentials

/// Why no token is given, as Entra ID says it.
struct TokenRefusal: Error {
    var status: Int
    var error: String
    var code: Int
    var what: String
}

/// What the app may prove itself by besides its secret.
struct TeamsProofs: Sendable {
    /// Public keys in PEM, by the base64url SHA-256 of their certificates.
    var certificates: [String: String] = [:]
    /// Tokens of other identity providers, word for word.
    var federatedTokens: Set<String> = []
    /// What was taken once.
    var spent: Set<String> = []
}

// Who asks for a token.
extension FakeTeams {
    /// Lets the app prove itself by a certificate, named by all its bytes, and its public key in PEM.
    public func register(certificate der: [UInt8], publicKey pem: String) {
        proofs.certificates[TeamsKey.base64URL(SHA256.hash(data: der))] = pem
    }

    /// Lets the app prove itself by another identity provider's token.
    public func register(federatedToken token: String) { proofs.federatedTokens.insert(token) }

    /// Takes back every certificate and every other provider's token.
    public func forgetProofs() { proofs = TeamsProofs() }

    /// Exactly one proof, and a good one.
    ///
    /// https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
    func checkProof(_ fields: [String: String], tenant: String) throws {
        let secret = fields["client_secret"]
        let assertion = fields["client_assertion"]
        if let secret, assertion == nil {
            guard secret == appSecret else {
                throw TokenRefusal(status: 401, error: "invalid_client", code: 7_000_215, what: "invalid client secret")
            }
            return
        }
        guard secret == nil, let assertion,
            fields["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        else {
            throw TokenRefusal(status: 400, error: "invalid_request", code: 7_000_216, what: "one proof is required")
        }
        if proofs.federatedTokens.contains(assertion) { return }
        try check(assertion: assertion, for: ownURL + "/" + tenant + "/oauth2/v2.0/token")
    }

    /// All that Microsoft documents of an assertion.
    ///
    /// https://learn.microsoft.com/entra/identity-platform/certificate-credentials
    private func check(assertion: String, for audience: String) throws {
        let parts = assertion.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let header = Self.json(parts[0]), let claims = Self.json(parts[1]) else {
            throw Self.refused(50_027, "the assertion is no token")
        }
        guard header.alg == "PS256", header.typ == "JWT", let thumbprint = header["x5t#S256"].string,
            let key = proofs.certificates[thumbprint], try Self.hasSigned(parts, key)
        else { throw Self.refused(700_027, "no registered key signed this assertion") }
        guard claims.aud.string == audience else { throw Self.refused(700_023, "the assertion is for another") }
        guard claims.iss.string == world.appID, claims.sub.string == world.appID else {
            throw Self.refused(700_021, "the assertion is of another")
        }
        let now = clocks.now()
        guard let begin = claims.nbf.int, let end = claims.exp.int, Double(begin) <= now, now < Double(end),
            end - begin <= 600
        else { throw Self.refused(700_024, "the assertion is not within its time") }
        guard let id = claims.jti.string, !id.isEmpty, proofs.spent.insert(id).inserted else {
            throw Self.refused(50_013, "the assertion was used before")
        }
    }

    private static func refused(_ code: Int, _ what: String) -> TokenRefusal {
        TokenRefusal(status: 401, error: "invalid_client", code: code, what: what)
    }

    private static func hasSigned(_ parts: [String], _ pem: String) throws -> Bool {
        guard let bytes = data(parts[2]) else { return false }
        return try _RSA.Signing.PublicKey(pemRepresentation: pem).isValidSignature(
            _RSA.Signing.RSASignature(rawRepresentation: bytes),
            for: Data((parts[0] + "." + parts[1]).utf8),
            padding: .PSS
        )
    }

    private static func json(_ part: String) -> JSONValue? {
        guard let bytes = data(part) else { return nil }
        do { return try JSONValue(parsing: bytes) } catch { return nil }
    }

    private static func data(_ part: String) -> Data? {
        let plain = part.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4))
    }
}
