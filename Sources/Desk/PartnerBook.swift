import FoundationEssentials
public import Registrations

/// The partners and their workspaces, as the admin keeps them.
public struct PartnerBook: Sendable {
    let ledger: any Ledger
    let time: any TimeSource
    let chance: any Chance

    public init(ledger: any Ledger, time: any TimeSource, chance: any Chance) {
        self.ledger = ledger
        self.time = time
        self.chance = chance
    }

    /// A no to the admin, in words of the command line.
    public enum Trouble: Error, Hashable, Sendable {
        case nameTaken(String)
        case unknownPartner(String)
        case workspaceTaken(String, by: String)
        case keyTaken(by: String)
        /// What is no token of an outgoing webhook.
        case unreadableKey
    }

    public func add(
        name: String,
        tier: String,
        kind: Partner.Kind,
        territories: [String],
        domains: [DomainName],
        language: Language?,
        certifications: [String] = [],
        workspaces: [WorkspaceKey]
    ) async throws -> Partner {
        let partner = Partner(
            id: PartnerID(Base64URL.encode(chance.bytes(16))),
            name: name,
            tier: tier,
            kind: kind,
            territories: territories,
            domains: domains,
            language: language,
            certifications: certifications
        )
        let now = time.now()
        let chance = chance
        try await ledger.write { transaction in
            guard try transaction.partner(named: name) == nil else { throw Trouble.nameTaken(name) }
            try transaction.save(partner)
            for key in workspaces { try Self.link(key, to: partner, in: transaction) }
            let details: [Event.Detail] =
                [.init("partner", partner.id.text)] + workspaces.map { .init("workspace", $0.id) }
            try Timeline.append(
                [Event(.partnerAdded, at: now, actor: .admin, details: details)],
                to: .service,
                in: transaction,
                chance: chance
            )
        }
        return partner
    }

    public func list() async throws -> [(partner: Partner, workspaces: [Workspace])] {
        try await ledger.read { reader in
            try reader.partners().map { ($0, try reader.workspaces(of: $0.id)) }
        }
    }

    public func link(_ key: WorkspaceKey, toPartnerNamed name: String) async throws -> Partner {
        let now = time.now()
        let chance = chance
        return try await ledger.write { transaction in
            guard let partner = try transaction.partner(named: name) else { throw Trouble.unknownPartner(name) }
            try Self.link(key, to: partner, in: transaction)
            let event = Event(
                .workspaceLinked,
                at: now,
                actor: .admin,
                details: [.init("workspace", key.id), .init("partner", partner.id.text)]
            )
            try Timeline.append([event], to: .service, in: transaction, chance: chance)
            return partner
        }
    }

    public func setStanding(_ standing: Partner.Standing, ofPartnerNamed name: String) async throws -> Partner {
        let now = time.now()
        let chance = chance
        return try await ledger.write { transaction in
            guard var partner = try transaction.partner(named: name) else { throw Trouble.unknownPartner(name) }
            partner.standing = standing
            try transaction.save(partner)
            let kind: Event.Kind = standing == .suspended ? .partnerSuspended : .partnerRestored
            let event = Event(kind, at: now, actor: .admin, details: [.init("partner", partner.id.text)])
            try Timeline.append([event], to: .service, in: transaction, chance: chance)
            return partner
        }
    }

    static func link(_ key: WorkspaceKey, to partner: Partner, in transaction: any LedgerTransaction) throws {
        var workspace = try transaction.workspace(key) ?? Workspace(key: key)
        if let other = workspace.partner, other != partner.id {
            throw Trouble.workspaceTaken(key.id, by: try transaction.partner(other)?.name ?? other.text)
        }
        workspace.partner = partner.id
        try transaction.save(workspace)
    }
}
