import Crypto
import FoundationEssentials
import Registrations

/// The master keys: the first seals and signs, all of them open and verify.
public struct Keyring: Sendable {
    /// Bytes of a master key.
    public static let keyLengthBytes = 32

    private let keys: [Key]

    private struct Key: Sendable {
        /// The first bytes of the key's digest: says which key sealed, and nothing of it.
        let id: [UInt8]
        let sealing: SymmetricKey
        let signing: SymmetricKey
    }

    private static let idLengthBytes = 4

    /// nil unless there is a key and each has `keyLengthBytes` bytes.
    public init?(masterKeys: [[UInt8]]) {
        guard !masterKeys.isEmpty, masterKeys.allSatisfy({ $0.count == Self.keyLengthBytes }) else { return nil }
        keys = masterKeys.map { bytes in
            let master = SymmetricKey(data: bytes)
            func derived(_ purpose: String) -> SymmetricKey {
                HKDF<SHA256>.deriveKey(
                    inputKeyMaterial: master,
                    info: Array("registrar \(purpose) 1".utf8),
                    outputByteCount: 32
                )
            }
            let id = Array(HMAC<SHA256>.authenticationCode(for: Array("id".utf8), using: derived("name")))
            return Key(id: Array(id.prefix(Self.idLengthBytes)), sealing: derived("seal"), signing: derived("link"))
        }
    }

    /// AES-GCM under the first key; the key's id stands before it.
    ///
    /// `purpose` binds it to its place.
    public func seal(_ secret: Secret, purpose: String) throws -> [UInt8] {
        let key = keys[0]
        let box = try AES.GCM.seal(
            Array(secret.reveal().utf8),
            using: key.sealing,
            authenticating: Array(purpose.utf8)
        )
        guard let combined = box.combined else { throw KeyTrouble.cannotSeal }
        return key.id + Array(combined)
    }

    /// Whether the first key sealed it.
    func isCurrent(_ sealed: [UInt8]) -> Bool { sealed.starts(with: keys[0].id) }

    /// Whether one of the keys sealed it, as far as its mark says.
    func opens(_ sealed: [UInt8]) -> Bool { keys.contains { sealed.starts(with: $0.id) } }

    /// Opens what any of the keys sealed for that purpose.
    public func open(_ sealed: [UInt8], purpose: String) throws -> Secret {
        guard sealed.count > Self.idLengthBytes,
            let key = keys.first(where: { $0.id == Array(sealed.prefix(Self.idLengthBytes)) })
        else { throw KeyTrouble.unknownKey }
        let box = try AES.GCM.SealedBox(combined: sealed.dropFirst(Self.idLengthBytes))
        let plain = try AES.GCM.open(box, using: key.sealing, authenticating: Array(purpose.utf8))
        return Secret(String(decoding: plain, as: UTF8.self))
    }

    /// The id of the first key followed by its HMAC over the message.
    func sign(_ message: [UInt8]) -> (keyID: [UInt8], mac: [UInt8]) {
        (keys[0].id, Array(HMAC<SHA256>.authenticationCode(for: message, using: keys[0].signing)))
    }

    /// In constant time; does the same work for a key id that is none.
    func verifies(_ mac: [UInt8], keyID: [UInt8], _ message: [UInt8]) -> Bool {
        let key = keys.first { $0.id == keyID }
        let isRight = HMAC<SHA256>.isValidAuthenticationCode(
            mac,
            authenticating: message,
            using: (key ?? keys[0]).signing
        )
        return isRight && key != nil
    }
}

/// What can be wrong with keys; never says anything of their bytes.
public enum KeyTrouble: Error, Sendable {
    case unknownKey
    case cannotSeal
}
