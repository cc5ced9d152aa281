import Crypto
import Registrations

/// The deliveries whose steps a draft took last, by which copies of them are known; newest first.
///
/// Of a copy that comes after more steps than these, the words count as typed again, which only their owner can do.
public struct TakenDeliveries: Hashable, Sendable {
    static let limit = 16
    private static let lengthBytes = 12
    static let letters = 16

    /// Sixteen letters for each delivery, as it is stored.
    public private(set) var text: String

    public init(_ text: String = "") { self.text = text }

    public func contains(_ key: DeliveryKey) -> Bool { contains(Self.digest(key)) }

    private func contains(_ digest: String) -> Bool {
        let (digest, known) = (Array(digest.utf8), Array(text.utf8))
        return stride(from: 0, to: known.count, by: Self.letters).contains { known[$0...].starts(with: digest) }
    }

    mutating func add(_ key: DeliveryKey) {
        let digest = Self.digest(key)
        guard !contains(digest) else { return }
        text = String((digest + text).prefix(Self.limit * Self.letters))
    }

    private static func digest(_ key: DeliveryKey) -> String {
        let digest = SHA256.hash(data: Array("\(key.source.rawValue):\(key.text)".utf8))
        return Base64URL.encode(Array(digest.prefix(lengthBytes)))
    }
}
