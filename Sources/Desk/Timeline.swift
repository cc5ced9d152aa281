import Crypto
import FoundationEssentials
public import Registrations

/// Histories: each event's hash covers the one before it, so that nothing can be changed or left out unseen.
public enum Timeline {
    /// What stands before the first event of a chain.
    public static let origin = [UInt8](repeating: 0, count: 32)
    static let commitmentKeyLengthBytes = 32

    /// Puts events at the end of a chain, in this transaction.
    public static func append(
        _ events: [Event],
        to chain: ChainID,
        in transaction: any LedgerTransaction,
        chance: any Chance
    ) throws {
        var head = try transaction.chainHead(chain) ?? (sequence: 0, hash: origin)
        for event in events {
            let commitments = event.personal.map { commit($0, key: chance.bytes(commitmentKeyLengthBytes)) }
            let hash = hash(
                chain: chain,
                sequence: head.sequence + 1,
                event: event,
                commitments: commitments,
                previousHash: head.hash
            )
            try transaction.append(
                StoredEvent(
                    chain: chain,
                    sequence: head.sequence + 1,
                    event: event,
                    commitments: commitments,
                    previousHash: head.hash,
                    hash: hash
                )
            )
            head = (head.sequence + 1, hash)
        }
    }

    static func commit(_ value: Event.PersonalValue, key: [UInt8]) -> StoredEvent.Commitment {
        StoredEvent.Commitment(name: value.name, mac: mac(value.value, key: key), key: key, value: value.value)
    }

    private static func mac(_ value: String, key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(value.utf8), using: SymmetricKey(data: key)))
    }

    /// SHA-256 over the canonical bytes.
    static func hash(
        chain: ChainID,
        sequence: Int,
        event: Event,
        commitments: [StoredEvent.Commitment],
        previousHash: [UInt8]
    ) -> [UInt8] {
        var bytes = CanonicalBytes()
        bytes.put("registrar event 1")
        bytes.put(chain.text)
        bytes.put(sequence)
        bytes.put(previousHash)
        bytes.put(event.kind.rawValue)
        bytes.put(event.at.millisecondsSince1970)
        bytes.put(event.actor)
        bytes.put(event.details.count)
        for detail in event.details {
            bytes.put(detail.name)
            bytes.put(detail.value)
        }
        bytes.put(commitments.count)
        for commitment in commitments {
            bytes.put(commitment.name)
            bytes.put(commitment.mac)
        }
        return Array(SHA256.hash(data: bytes.bytes))
    }

    /// What is wrong with one event, given the one before it; nil when it holds.
    public static func flaw(in stored: StoredEvent, after previous: (sequence: Int, hash: [UInt8])) -> ChainFlaw? {
        guard stored.sequence == previous.sequence + 1 else { return .missing(sequence: previous.sequence + 1) }
        guard stored.previousHash == previous.hash else { return .forked(sequence: stored.sequence) }
        let hash = hash(
            chain: stored.chain,
            sequence: stored.sequence,
            event: stored.event,
            commitments: stored.commitments,
            previousHash: stored.previousHash
        )
        guard hash == stored.hash else { return .changed(sequence: stored.sequence) }
        for commitment in stored.commitments {
            switch (commitment.key, commitment.value) {
            case (nil, nil): continue
            case (let key?, let value?) where mac(value, key: key) == commitment.mac: continue
            default: return .valueChanged(sequence: stored.sequence, name: commitment.name)
            }
        }
        return nil
    }
}

/// The first broken link of a chain.
public enum ChainFlaw: Hashable, Sendable {
    case missing(sequence: Int)
    case forked(sequence: Int)
    case changed(sequence: Int)
    case valueChanged(sequence: Int, name: String)
}

/// Length-prefixed binary: every value as a big-endian 64-bit length and its bytes, every number as 64 bits.
struct CanonicalBytes {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ number: Int) {
        withUnsafeBytes(of: UInt64(bitPattern: Int64(number)).bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ value: [UInt8]) {
        put(value.count)
        bytes.append(contentsOf: value)
    }

    mutating func put(_ text: String) {
        put(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func put(_ actor: Event.Actor) {
        switch actor {
        case .person(let person, let role):
            put("person")
            put(person.workspace.channel.rawValue)
            put(person.workspace.id)
            put(person.user)
            put(role.rawValue)
        case .rule(let id, let version):
            put("rule")
            put(id)
            put(version)
        case .admin: put("admin")
        case .service: put("service")
        }
    }
}
