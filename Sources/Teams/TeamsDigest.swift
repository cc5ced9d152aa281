import Crypto

/// Names made of what an act is told by: the same for every copy of it, and of one length.
enum TeamsDigest {
    /// SHA-256 of the parts in order, as hexadecimal digits.
    static func of(_ parts: [String]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(0) { $0 + $1.utf8.count + longestLength })
        for part in parts {
            // Lengths keep apart what would run together.
            append(part.utf8.count, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            bytes += part.utf8
        }
        var text: [UInt8] = []
        text.reserveCapacity(2 * SHA256.byteCount)
        for byte in SHA256.hash(data: bytes) {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// In decimal digits.
    private static func append(_ count: Int, to bytes: inout [UInt8]) {
        if count >= 10 { append(count / 10, to: &bytes) }
        bytes.append(digits[count % 10])
    }

    private static let digits = Array("0123456789abcdef".utf8)
    private static let longestLength = 8

    /// What is shown next: told from what was shown before and what was done there.
    static func nonce(_ parts: String...) -> String { String(of(parts).prefix(nonceCharacters)) }

    static func typed(_ typed: [String: String]) -> String {
        of(typed.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] })
    }

    private static let nonceCharacters = 32
}
