public import Desk
public import FoundationEssentials

/// By what the app proves to Microsoft that it is the one it says.
public enum TeamsCredential: Hashable, Sendable {
    case secret(Secret)
    /// Path of a PEM file with an RSA key and its certificate, read for each token that is asked for: it gets rotated.
    case certificate(path: String)
    /// Path of a file with another identity provider's token, read for each token that is asked for: it gets rotated.
    case federatedToken(path: String)
}

/// Why an app cannot say who it is; holds nothing of what was read.
public enum CredentialTrouble: String, Error, Hashable, Sendable, CaseIterable {
    case unreadable = "credential_unreadable"
    case empty = "credential_empty"
    case tooLarge = "credential_too_large"
    /// No PEM, or one that is broken.
    case garbled = "certificate_garbled"
    case keyMissing = "certificate_without_key"
    case keyLocked = "certificate_key_under_password"
    case keyUnknown = "certificate_key_not_rsa"
    case keyShort = "certificate_key_too_short"
    case certificateMissing = "certificate_missing"
    case keyOfAnother = "certificate_of_another_key"
    case early = "certificate_not_valid_yet"
    case expired = "certificate_expired"
    case noToken = "federated_token_garbled"
    /// The key was read and yet made no signature.
    case unsigned = "assertion_not_signed"
}

extension TeamsCredential {
    /// Reads what a file holds; when its certificate ends, nil where nothing says so.
    public func examined() throws(CredentialTrouble) -> Date? {
        switch self {
        case .secret: return nil
        case .certificate(let path): return try AppCertificate(at: path).validUntil
        case .federatedToken(let path):
            _ = try Self.token(at: path)
            return nil
        }
    }

    /// The fields of a token request that say who asks; `audience` is the address that is asked.
    func proof(appID: String, audience: String, at now: Date) async throws(CredentialTrouble) -> [(String, String)] {
        switch self {
        case .secret(let secret): [("client_secret", secret.reveal())]
        case .certificate(let path):
            Self.assertion(try await AppCertificate(at: path).assertion(appID: appID, audience: audience, at: now))
        case .federatedToken(let path): Self.assertion(try Self.token(at: path))
        }
    }

    /// Whatever signed it, an assertion is sent in one way.
    ///
    /// https://www.rfc-editor.org/rfc/rfc7523#section-2.2
    private static func assertion(_ token: String) -> [(String, String)] {
        [
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", token),
        ]
    }

    /// Three parts between dots; what they say is for whoever takes it to judge.
    private static func token(at path: String) throws(CredentialTrouble) -> String {
        let bytes = try CredentialFile.bytes(at: path, upTo: TeamsLimits.tokenBytes)
        let token = String(decoding: bytes, as: UTF8.self)
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        let isOne = parts.count == 3 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isBase64URL) }
        guard isOne else { throw .noToken }
        return token
    }

    private static func isBase64URL(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
