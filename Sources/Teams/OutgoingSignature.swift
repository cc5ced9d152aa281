import Crypto
import Desk
import FoundationEssentials
import Registrations

/// A question that a partner's team signed; only the verifier in this file can make one.
struct SignedQuestion: Sendable {
    let partner: PartnerID
    let request: InboundRequest

    fileprivate init(_ partner: PartnerID, _ request: InboundRequest) {
        self.partner = partner
        self.request = request
    }
}

/// The signature of an outgoing webhook: `HMAC` and the base64 of HMAC-SHA256 over the body's own bytes.
///
/// https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-outgoing-webhook
enum OutgoingSignature {
    /// Why a question is not taken; for one log line, never for the sender.
    enum Rejection: String, Error, Sendable, CaseIterable {
        case unsigned
        case scheme
        case malformed
        case mismatch
    }

    struct Key: Sendable {
        let partner: PartnerID
        let key: SymmetricKey

        /// The security token as Teams shows it once; nil unless it is base64 of as many bytes as one has.
        init?(_ token: Secret, of partner: PartnerID) {
            guard let bytes = OutgoingKeys.bytes(of: token) else { return nil }
            self.partner = partner
            key = SymmetricKey(data: bytes)
        }
    }

    /// Every key is tried whatever the first says, each in constant time.
    static func verify(_ request: InboundRequest, by keys: [Key]) throws(Rejection) -> SignedQuestion {
        let values = request.headers.filter { $0.name == "authorization" }
        guard let value = values.first?.value else { throw .unsigned }
        guard values.count == 1, value.hasPrefix(scheme) else { throw .scheme }
        guard let code = Data(base64Encoded: String(value.dropFirst(scheme.count))), code.count == SHA256.byteCount
        else { throw .malformed }
        let signers = keys.filter {
            HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: request.body, using: $0.key)
        }
        guard let signer = signers.first else { throw .mismatch }
        return SignedQuestion(signer.partner, request)
    }

    private static let scheme = "HMAC "
}

/// The keys of partners' teams, opened once for as long as they stay the same.
struct OutgoingKeys: Sendable {
    let all: @Sendable () async throws -> [OutgoingSignature.Key]

    /// What a team's token is made of; nil for what is none.
    static func bytes(of token: Secret) -> Data? { OutgoingKey.bytes(of: token).map { Data($0) } }
}

extension OutgoingKeys {
    init(_ desk: FrontDesk) {
        all = { try await desk.outgoingKeys().compactMap { OutgoingSignature.Key($0.token, of: $0.partner) } }
    }
}
