import Glibc
import Synchronization

/// Tokens that a key has proven: Teams sends the same one for about an hour, and proving it anew says nothing new.
///
/// Kept by the whole token, so that one with a bit changed is another. A proof is worth something only beside the very key
/// that gave it, and everything else is asked of a token at every request.
final class ProvenTokens: Sendable {
    struct Proof: Sendable {
        let token: BearerToken
        let key: SigningKey
    }

    private struct Entry {
        let text: [UInt8]
        let proof: Proof
    }

    static let limit = 256

    /// By a hash under a key of this process alone: nobody outside can tell how near a guess came.
    private let entries = Mutex<[Int: Entry]>([:])

    var count: Int { entries.withLock(\.count) }

    func proof(of text: Substring) -> Proof? {
        var text = text
        return text.withUTF8 { text in
            let hash = Self.hash(of: text)
            guard let entry = entries.withLock({ $0[hash] }), Self.isSame(entry.text, text) else { return nil }
            return entry.proof
        }
    }

    func note(_ token: BearerToken, provenBy key: SigningKey, as text: Substring) {
        var text = text
        text.withUTF8 { text in
            let hash = Self.hash(of: text)
            entries.withLock { entries in
                if entries.count >= Self.limit, entries[hash] == nil { entries.removeAll() }
                entries[hash] = Entry(text: Array(text), proof: Proof(token: token, key: key))
            }
        }
    }

    private static func isSame(_ kept: [UInt8], _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard kept.count == text.count, let start = text.baseAddress else { return false }
        return memcmp(kept, start, text.count) == 0
    }

    private static func hash(of text: UnsafeBufferPointer<UInt8>) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(text))
        return hasher.finalize()
    }
}
