import Desk
import JSON

/// A token as it came, in its parts; proves nothing before its signature is checked.
struct BearerToken: Sendable {
    let keyID: String
    /// Read before anything is proven, so that a stranger's issuer costs no call.
    let issuer: String?
    /// The bytes that are signed: header and claims as written.
    let signed: [UInt8]
    let signature: [UInt8]
    private let claims: JSON

    /// Takes one `Authorization: Bearer …` with RS256 and a key's name; nothing else.
    init(_ request: InboundRequest) throws(TeamsTrust.Rejection) {
        let values = request.headers.filter { $0.name == "authorization" }
        guard let value = values.first?.value else { throw .unsigned }
        let parts = value.split(separator: " ", omittingEmptySubsequences: false)
        guard values.count == 1, parts.count == 2, parts[0] == "Bearer" else { throw .scheme }
        let token = parts[1]
        guard token.utf8.count <= TeamsLimits.tokenBytes else { throw .malformed }
        let pieces = token.split(separator: ".", omittingEmptySubsequences: false)
        guard pieces.count == 3, let signature = Base64URL.decode(String(pieces[2])) else { throw .malformed }
        let header = try Self.object(pieces[0])
        // Only what the metadata names: https://login.botframework.com/v1/.well-known/openidconfiguration
        guard header["alg"]?.string == "RS256", header["crit"] == nil else { throw .algorithm }
        guard let keyID = TeamsActivity.text(header["kid"], TeamsLimits.keyIDCharacters) else { throw .keyID }
        claims = try Self.object(pieces[1])
        self.keyID = keyID
        self.signature = signature
        issuer = claims["iss"]?.string
        signed = Array(token.utf8.prefix(pieces[0].utf8.count + 1 + pieces[1].utf8.count))
    }

    /// Seconds since 1970.
    var notBefore: Double? { claims["nbf"]?.double }
    var expiry: Double? { claims["exp"]?.double }
    /// One or several.
    var audiences: [String] {
        claims["aud"]?.string.map { [$0] } ?? (claims["aud"]?.elements ?? []).prefix(10).compactMap(\.string)
    }
    /// Scheme and host in lower case, no slash at the end; nil when the claim is missing or no web address.
    var serviceURL: String? { claims["serviceurl"]?.string.flatMap { WebAddress($0)?.normalised } }

    private static let depth = 8

    private static func object(_ piece: Substring) throws(TeamsTrust.Rejection) -> JSON {
        guard let bytes = Base64URL.decode(String(piece)) else { throw .malformed }
        let json: JSON
        do { json = try JSON.parse(bytes, maximumDepth: depth) } catch { throw .malformed }
        guard !json.members.isEmpty else { throw .malformed }
        return json
    }
}
