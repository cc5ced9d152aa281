import Crypto
import Desk

/// Names made of what an act is told by: the same for every copy of it, and of one length.
enum TeamsDigest {
    /// Of SHA-256 so much that nobody finds another act of somebody's with the same, and no more: it stands in every row of a
    /// delivery.
    private static let lengthBytes = 18

    /// What the parts in order have as their name: 24 letters of base64url.
    static func of(_ parts: [String]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(0) { $0 + $1.utf8.count + longestLength })
        for part in parts {
            // Lengths keep apart what would run together.
            append(part.utf8.count, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            bytes += part.utf8
        }
        return Base64URL.encode(Array(SHA256.hash(data: bytes).prefix(lengthBytes)))
    }

    /// In decimal digits.
    private static func append(_ count: Int, to bytes: inout [UInt8]) {
        if count >= 10 { append(count / 10, to: &bytes) }
        bytes.append(UInt8(ascii: "0") + UInt8(count % 10))
    }

    private static let longestLength = 8

    /// What is shown next: told from what was shown before and what was done there.
    static func nonce(_ parts: String...) -> String { of(parts) }

    static func typed(_ typed: [String: String]) -> String {
        of(typed.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] })
    }
}
