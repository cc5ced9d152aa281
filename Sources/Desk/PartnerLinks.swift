import FoundationEssentials
public import Registrations

/// People and keys that are a partner's, where no workspace says so.
extension PartnerBook {
    /// Keys a partner's team may have at once: a new one and the one it takes the place of.
    public static let keysOfPartner = 2

    /// A guest of the vendor's, or a person whose home workspace is no partner's.
    public func link(_ person: Person, toPartnerNamed name: String) async throws -> Partner {
        let now = time.now()
        let chance = chance
        return try await ledger.write { transaction in
            guard let partner = try transaction.partner(named: name) else { throw Trouble.unknownPartner(name) }
            if let other = try transaction.linkedPartner(of: person), other != partner.id {
                throw Trouble.workspaceTaken(person.user, by: try transaction.partner(other)?.name ?? other.text)
            }
            try transaction.link(person, to: partner.id)
            try Self.record([.init("person", person.user)], of: partner, in: transaction, at: now, chance)
            return partner
        }
    }

    /// Keeps the key a partner's team signs with; the oldest goes when there are two already.
    ///
    /// Returns the partner and how many keys it has now. A key is one partner's alone.
    public func add(
        outgoingKey token: Secret,
        toPartnerNamed name: String,
        sealedBy keyring: Keyring
    ) async throws -> (partner: Partner, keys: Int) {
        guard let bytes = OutgoingKey.bytes(of: token) else { throw Trouble.unreadableKey }
        let now = time.now()
        let chance = chance
        let id = Base64URL.encode(chance.bytes(16))
        let sealed = try keyring.seal(token, purpose: OutgoingKey.purpose(id))
        return try await ledger.write { transaction in
            guard let partner = try transaction.partner(named: name) else { throw Trouble.unknownPartner(name) }
            let all = try transaction.outgoingKeys()
            if let same = try all.first(where: { OutgoingKey.bytes(of: try $0.opened(by: keyring)) == bytes }) {
                guard same.partner == partner.id else {
                    throw Trouble.keyTaken(by: try transaction.partner(same.partner)?.name ?? same.partner.text)
                }
                return (partner, all.filter { $0.partner == partner.id }.count)
            }
            let own = all.filter { $0.partner == partner.id }.sorted { ($0.addedAt, $0.id) < ($1.addedAt, $1.id) }
            for key in own.dropLast(Self.keysOfPartner - 1) { try transaction.removeOutgoingKey(key.id) }
            try transaction.save(OutgoingKey(id: id, partner: partner.id, sealed: sealed, addedAt: now))
            try Self.record([.init("outgoing_key", id)], of: partner, in: transaction, at: now, chance)
            return (partner, min(own.count + 1, Self.keysOfPartner))
        }
    }

    private static func record(
        _ details: [Event.Detail],
        of partner: Partner,
        in transaction: any LedgerTransaction,
        at now: Date,
        _ chance: any Chance
    ) throws {
        let event = Event(
            .workspaceLinked,
            at: now,
            actor: .admin,
            details: details + [.init("partner", partner.id.text)]
        )
        try Timeline.append([event], to: .service, in: transaction, chance: chance)
    }
}

extension OutgoingKey {
    private static let lengthBytes = 16...64

    /// What a team's token is made of; nil for what is no base64 of as many bytes as one has.
    public static func bytes(of token: Secret) -> [UInt8]? {
        guard let bytes = Data(base64Encoded: token.reveal()), lengthBytes.contains(bytes.count) else { return nil }
        return Array(bytes)
    }

    static func purpose(_ id: String) -> String { "outgoing \(id)" }

    func opened(by keyring: Keyring) throws -> Secret { try keyring.open(sealed, purpose: Self.purpose(id)) }
}

extension FrontDesk {
    /// What partners' teams sign with; each is one partner's.
    public func outgoingKeys() async throws -> [(partner: PartnerID, token: Secret)] {
        let kept = try await ledger.read { try $0.outgoingKeys() }
        return try kept.map { ($0.partner, try $0.opened(by: keyring)) }
    }
}
