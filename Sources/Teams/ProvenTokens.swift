import Crypto
import Synchronization

/// Tokens that a key has proven: Teams sends the same one for about an hour, and proving it anew says nothing new.
///
/// Kept by the digest of the whole token, so that one with a bit changed is another. A proof is worth something only beside
/// the very key that gave it, and everything else is asked of a token at every request.
final class ProvenTokens: Sendable {
    struct Proof: Sendable {
        let token: BearerToken
        let key: SigningKey
    }

    /// What names a token.
    typealias Name = SHA256.Digest

    static let limit = 256

    private let proofs = Mutex<[Name: Proof]>([:])

    var count: Int { proofs.withLock(\.count) }

    static func name(of text: Substring) -> Name {
        var text = text
        return text.withUTF8 { SHA256.hash(data: UnsafeRawBufferPointer($0)) }
    }

    func proof(of name: Name) -> Proof? { proofs.withLock { $0[name] } }

    func note(_ token: BearerToken, provenBy key: SigningKey, as name: Name) {
        proofs.withLock { proofs in
            if proofs.count >= Self.limit, proofs[name] == nil { proofs.removeAll() }
            proofs[name] = Proof(token: token, key: key)
        }
    }
}
