import Crypto

/// Names made of what an act is told by: the same for every copy of it, and of one length.
enum TeamsDigest {
    /// SHA-256 of the parts in order, as hexadecimal digits.
    static func of(_ parts: [String]) -> String {
        var hash = SHA256()
        for part in parts {
            // Lengths keep apart what would run together.
            hash.update(data: Array("\(part.utf8.count):\(part)".utf8))
        }
        return hash.finalize().map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
    }

    /// What is shown next: told from what was shown before and what was done there.
    static func nonce(_ parts: String...) -> String { String(of(parts).prefix(nonceCharacters)) }

    static func typed(_ typed: [String: String]) -> String {
        of(typed.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] })
    }

    private static let nonceCharacters = 32
}
