public import Dialogue
import FoundationEssentials
public import Registrations

/// The key in a record's link: says which record, whose view and until when, and is signed.
///
/// Raising the record's link generation makes it useless.
public struct RecordLink: Hashable, Sendable {
    public let audience: Audience
    public let generation: Int
    /// Whole seconds since 1970.
    public let expiresAtSeconds: Int

    /// A link outlives no registration by more than the policy says, and no link is older than this.
    public static let longestLifeDays = 730

    private static let version: UInt8 = 1
    private static let payloadLengthBytes = 8
    private static let keyIDLengthBytes = 4
    private static let macLengthBytes = 32

    public init(audience: Audience, generation: Int, expiresAtSeconds: Int) {
        self.audience = audience
        self.generation = generation
        self.expiresAtSeconds = expiresAtSeconds
    }

    /// The `k` of the link.
    public func key(for registration: RegistrationID, signedBy keyring: Keyring) -> String {
        let payload = payload
        let (keyID, mac) = keyring.sign(Self.message(payload, registration))
        return Base64URL.encode(payload + keyID + mac)
    }

    /// nil unless one of the keyring's keys signed it for that registration.
    public init?(key: String, for registration: RegistrationID, verifiedBy keyring: Keyring) {
        guard let bytes = Base64URL.decode(key),
            bytes.count == Self.payloadLengthBytes + Self.keyIDLengthBytes + Self.macLengthBytes
        else { return nil }
        let payload = Array(bytes.prefix(Self.payloadLengthBytes))
        let keyID = Array(bytes.dropFirst(Self.payloadLengthBytes).prefix(Self.keyIDLengthBytes))
        let mac = Array(bytes.suffix(Self.macLengthBytes))
        guard keyring.verifies(mac, keyID: keyID, Self.message(payload, registration)), payload[0] == Self.version,
            let audience = Audience.allOfThem[payload[1]]
        else { return nil }
        self.audience = audience
        generation = Int(payload[2]) << 8 | Int(payload[3])
        expiresAtSeconds = payload[4...7].reduce(0) { $0 << 8 | Int($1) }
    }

    private var payload: [UInt8] {
        let seconds = UInt32(clamping: expiresAtSeconds)
        return [
            Self.version, audience.number, UInt8(truncatingIfNeeded: generation >> 8),
            UInt8(truncatingIfNeeded: generation), UInt8(truncatingIfNeeded: seconds >> 24),
            UInt8(truncatingIfNeeded: seconds >> 16), UInt8(truncatingIfNeeded: seconds >> 8),
            UInt8(truncatingIfNeeded: seconds),
        ]
    }

    private static func message(_ payload: [UInt8], _ registration: RegistrationID) -> [UInt8] {
        Array("registrar record link".utf8) + payload + Array(registration.text.utf8)
    }
}

extension Audience {
    fileprivate var number: UInt8 {
        switch self {
        case .partner: 1
        case .reviewer: 2
        }
    }

    fileprivate static let allOfThem: [UInt8: Audience] = [1: .partner, 2: .reviewer]
}

/// Base64 with the URL alphabet and no padding (RFC 4648 §5).
public enum Base64URL {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// What each byte stands for; 255 for one of another alphabet.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    public static func encode(_ bytes: [UInt8]) -> String {
        let length = (bytes.count * 8 + 5) / 6
        return String(unsafeUninitializedCapacity: length) { text in
            var bits: UInt32 = 0
            var count = 0
            var place = 0
            for byte in bytes {
                bits = bits << 8 | UInt32(byte)
                count += 8
                while count >= 6 {
                    count -= 6
                    text[place] = letters[Int(bits >> UInt32(count)) & 63]
                    place += 1
                }
            }
            if count > 0 { text[place] = letters[Int(bits << UInt32(6 - count)) & 63] }
            return length
        }
    }

    /// nil for a character of another alphabet, and for spare bits that are not zero.
    public static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3 / 4)
        var bits: UInt32 = 0
        var count = 0
        for letter in text.utf8 {
            let value = values[Int(letter)]
            guard value < 64 else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        guard count < 6, bits & ((1 << UInt32(count)) - 1) == 0 else { return nil }
        return bytes
    }
}
