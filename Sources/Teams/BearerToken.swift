import Curl
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
    /// Seconds since 1970.
    let notBefore: Double?
    let expiry: Double?
    /// One or several, in lower case.
    let audiences: [String]
    /// Whom it was made for; nil when the claim is missing or no web address.
    let service: Service?

    struct Service: Sendable {
        /// As the claim says it.
        let written: String
        let address: WebAddress
        /// Scheme and host in lower case, no slash at the end.
        let url: String
    }

    /// The one token of `Authorization: Bearer …`, of which nothing is read yet.
    static func text(of request: InboundRequest) throws(TeamsTrust.Rejection) -> Substring {
        let values = request.headers.filter { $0.name == "authorization" }
        guard let value = values.first?.value else { throw .unsigned }
        guard values.count == 1, value.utf8.starts(with: scheme.utf8) else { throw .scheme }
        let token = value.utf8.dropFirst(scheme.utf8.count)
        guard !holdsSpace(token) else { throw .scheme }
        guard token.count <= TeamsLimits.tokenBytes else { throw .malformed }
        return Substring(token)
    }

    /// By its bytes where they stand: a thousand of them one by one, through the text, cost as much as the proof that was kept.
    private static func holdsSpace(_ token: Substring.UTF8View) -> Bool {
        let space = UInt8(ascii: " ")
        return token.withContiguousStorageIfAvailable { $0.contains(space) } ?? token.contains(space)
    }

    private static let scheme = "Bearer "

    /// Takes RS256 and a key's name; nothing else.
    init(_ token: Substring) throws(TeamsTrust.Rejection) {
        let pieces = token.split(separator: ".", omittingEmptySubsequences: false)
        guard pieces.count == 3, let signature = Base64URL.decode(String(pieces[2])) else { throw .malformed }
        let header = try Self.object(pieces[0])
        // Only what the metadata names: https://login.botframework.com/v1/.well-known/openidconfiguration
        guard header["alg"]?.string == "RS256", header["crit"] == nil else { throw .algorithm }
        guard let keyID = TeamsActivity.text(header["kid"], TeamsLimits.keyIDCharacters) else { throw .keyID }
        let claims = try Self.object(pieces[1])
        self.keyID = keyID
        self.signature = signature
        signed = Array(token.utf8.prefix(pieces[0].utf8.count + 1 + pieces[1].utf8.count))
        issuer = claims["iss"]?.string
        notBefore = claims["nbf"]?.double
        expiry = claims["exp"]?.double
        let named =
            claims["aud"]?.string.map { [$0] } ?? (claims["aud"]?.elements ?? []).prefix(10).compactMap(\.string)
        audiences = named.map { $0.lowercased() }
        service = claims["serviceurl"]?.string.flatMap { written in
            WebAddress(written, limitBytes: TeamsLimits.urlCharacters).map {
                Service(written: written, address: $0, url: $0.normalised)
            }
        }
    }

    private static let depth = 8

    private static func object(_ piece: Substring) throws(TeamsTrust.Rejection) -> JSON {
        guard let bytes = Base64URL.decode(String(piece)) else { throw .malformed }
        let json: JSON
        do { json = try JSON.parse(bytes, maximumDepth: depth) } catch { throw .malformed }
        guard !json.members.isEmpty else { throw .malformed }
        return json
    }
}
