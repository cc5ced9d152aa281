import Crypto
import CryptoExtras
import FoundationEssentials
import JWTKit
import SwiftASN1
import X509

/// An RSA key and the certificate that the app's registration knows it by.
///
/// https://learn.microsoft.com/entra/identity-platform/certificate-credentials
struct AppCertificate: Sendable {
    private let key: JWTKit.Insecure.RSA.PrivateKey
    /// Of the whole certificate.
    private let digest: SHA256.Digest
    private let validFrom: Date
    let validUntil: Date

    init(at path: String) throws(CredentialTrouble) {
        try self.init(pem: try CredentialFile.bytes(at: path, upTo: TeamsLimits.certificateFileBytes))
    }

    /// In any order, with the certificates of those who signed it where there are such: the key says which is its own.
    ///
    /// Of several of one key, renewed and not yet tidied up, the one that ends last counts.
    init(pem: [UInt8]) throws(CredentialTrouble) {
        let documents: [PEMDocument]
        do {
            // Every line ends, the last one too.
            documents = try PEMDocument.parseMultiple(pemString: String(decoding: pem, as: UTF8.self) + "\n")
        } catch {
            throw .garbled
        }
        guard !documents.isEmpty else { throw .garbled }
        let key = try Self.key(in: documents)
        let blocks = documents.filter { $0.discriminator == "CERTIFICATE" }
        guard !blocks.isEmpty else { throw .certificateMissing }
        let publicKey = key.publicKey.derRepresentation
        var own: (certificate: Certificate, block: PEMDocument)?
        var isGarbled = false
        for block in blocks {
            let certificate: Certificate
            do { certificate = try Certificate(pemDocument: block) } catch {
                isGarbled = true
                continue
            }
            guard _RSA.Signing.PublicKey(certificate.publicKey)?.derRepresentation == publicKey else { continue }
            if let own, own.certificate.notValidAfter >= certificate.notValidAfter { continue }
            own = (certificate, block)
        }
        guard let own else { throw isGarbled ? .garbled : .keyOfAnother }
        self.key = key
        digest = SHA256.hash(data: own.block.derBytes)
        validFrom = own.certificate.notValidBefore
        validUntil = own.certificate.notValidAfter
    }

    private static func key(in documents: [PEMDocument]) throws(CredentialTrouble) -> JWTKit.Insecure.RSA.PrivateKey {
        let blocks = documents.filter { $0.discriminator.hasSuffix("PRIVATE KEY") }
        guard let block = blocks.first, blocks.count == 1 else { throw .keyMissing }
        if block.discriminator == "ENCRYPTED PRIVATE KEY" { throw .keyLocked }
        let key: _RSA.Signing.PrivateKey
        // Unsafe only until its length is known, which is to be named.
        do { key = try _RSA.Signing.PrivateKey(unsafePEMRepresentation: block.pemString) } catch { throw .keyUnknown }
        do { return try JWTKit.Insecure.RSA.PrivateKey(backing: key) } catch { throw .keyShort }
    }

    /// Says once, to one address and for ten minutes, that the app asks.
    func assertion(appID: String, audience: String, at now: Date) async throws(CredentialTrouble) -> String {
        guard validFrom <= now else { throw .early }
        guard now < validUntil else { throw .expired }
        let begin = Int(now.timeIntervalSince1970)
        let claims = Claims(
            aud: audience,
            iss: appID,
            sub: appID,
            jti: UUID().uuidString.lowercased(),
            nbf: begin,
            iat: begin,
            exp: begin + TeamsLimits.assertionSeconds
        )
        var header = JWTHeader()
        header.x5tS256 = Self.base64URL(Data(digest))
        do {
            let keys = await JWTKeyCollection().add(pss: key, digestAlgorithm: .sha256)
            return try await keys.sign(claims, header: header)
        } catch {
            throw .unsigned
        }
    }

    private static func base64URL(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private struct Claims: JWTPayload {
        let aud, iss, sub, jti: String
        let nbf, iat, exp: Int

        /// Ours alone, and never read.
        func verify(using algorithm: some JWTAlgorithm) {}
    }
}
