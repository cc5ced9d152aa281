internal import Crypto
internal import CryptoExtras
internal import FoundationEssentials

/// A key that signs what the connector sends.
///
/// https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
struct TeamsKey: Sendable {
    let id: String
    var endorsements: [String]? = ["msteams"]
    private let key: _RSA.Signing.PrivateKey

    init(id: String, endorsements: [String]? = ["msteams"]) throws {
        self.id = id
        self.endorsements = endorsements
        key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    }

    /// The public half, as the key document shows it.
    func document() throws -> JSONValue {
        let parts = try key.publicKey.getKeyPrimitives()
        var document: JSONValue = [
            "kty": "RSA", "use": "sig", "kid": .string(id), "x5t": .string(id), "alg": "RS256",
            "n": .string(Self.base64URL(parts.modulus)), "e": .string(Self.base64URL(parts.publicExponent)),
        ]
        if let endorsements { document["endorsements"] = .array(endorsements.map(JSONValue.string)) }
        return document
    }

    /// A compact token with those claims; header members may be put in place of the right ones.
    func token(_ claims: JSONValue, header changes: [String: JSONValue] = [:]) throws -> String {
        let header: [String: JSONValue] = ["typ": "JWT", "alg": "RS256", "kid": .string(id), "x5t": .string(id)]
        let head = JSONValue.object(header.merging(changes) { _, new in new }.filter { !$0.value.isNull })
        let signed = [head, claims].map { Self.base64URL($0.bytes) }.joined(separator: ".")
        let signature = try key.signature(for: Array(signed.utf8), padding: .insecurePKCS1v1_5)
        return signed + "." + Self.base64URL(signature.rawRepresentation)
    }

    static func base64URL(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

/// What may be wrong about a token or the request that carries it, for tests of refusals.
public struct Forgery: Sendable {
    /// Claims in place of the right ones; null leaves one out.
    public var claims: [String: JSONValue] = [:]
    /// Header members in place of the right ones.
    public var header: [String: JSONValue] = [:]
    /// Whether a key nobody published signs.
    public var hasStrangeKey = false
    /// Whether the first key signs, whatever came after it.
    public var hasFirstKey = false
    /// The whole `Authorization` header instead, or none where empty.
    public var authorization: String?

    /// A genuine token, to be changed.
    public init() {}
}

extension FakeTeams {
    /// Who signs.
    public static let issuer = "https://api.botframework.com"

    /// The `Authorization` header of a request now.
    func authorization(_ forgery: Forgery = Forgery()) throws -> String {
        if let whole = forgery.authorization { return whole }
        let now = clocks.now().rounded(.down)
        let right: [String: JSONValue] = [
            "iss": .string(Self.issuer), "aud": .string(world.appID), "serviceurl": .string(serviceURL),
            "nbf": .number(now - 60), "exp": .number(now + 3600),
        ]
        let claims = JSONValue.object(right.merging(forgery.claims) { _, new in new }.filter { !$0.value.isNull })
        guard let current = forgery.hasFirstKey ? keys.first : keys.last else { return "" }
        let key = forgery.hasStrangeKey ? try TeamsKey(id: current.id) : current
        return "Bearer " + (try key.token(claims, header: forgery.header))
    }

    /// A token as it stands behind `Bearer`, for whoever sends activities by other means.
    public func bearer() throws -> String { String(try authorization().dropFirst("Bearer ".count)) }

    /// A new key signs from now on; it is published unless told otherwise.
    public func rotateKey(isPublished: Bool = true, endorsements: [String]? = ["msteams"]) throws {
        keys.append(try TeamsKey(id: "key-\(keys.count + 1)", endorsements: endorsements))
        if isPublished { keysServed = keys }
    }
}
