import FoundationEssentials
public import Registrations

/// One partner of a list, and the line it stands on.
public struct PartnerEntry: Hashable, Sendable {
    public let line: Int
    public var partner: Partner
    public var workspaces: [WorkspaceKey]

    /// `partner` needs no id of its own: one that is known keeps its own, a new one gets one.
    public init(line: Int, partner: Partner, workspaces: [WorkspaceKey]) {
        self.line = line
        self.partner = partner
        self.workspaces = workspaces
    }
}

/// Partners from a list: all of them or none, and a second time nothing.
extension PartnerBook {
    public enum Outcome: String, Hashable, Sendable {
        case added, changed, unchanged
    }

    /// A line that cannot be taken, and why.
    public struct LineTrouble: Hashable, Sendable {
        public let line: Int
        public let trouble: Trouble
    }

    public struct ImportRefused: Error, Hashable, Sendable {
        public let lines: [LineTrouble]
    }

    private struct OnlyTried: Error {
        let outcomes: [Outcome]
    }

    /// An outcome for each entry, in order.
    ///
    /// With `isTrial` nothing is kept. Throws `ImportRefused`.
    public func take(_ entries: [PartnerEntry], isTrial: Bool) async throws -> [Outcome] {
        let (now, chance) = (time.now(), chance)
        do {
            return try await ledger.write { transaction in
                var outcomes: [Outcome] = []
                var troubles: [LineTrouble] = []
                for entry in entries {
                    do {
                        outcomes.append(try Self.take(entry, in: transaction, at: now, chance))
                    } catch let trouble as Trouble {
                        troubles.append(LineTrouble(line: entry.line, trouble: trouble))
                    }
                }
                guard troubles.isEmpty else { throw ImportRefused(lines: troubles) }
                guard !isTrial else { throw OnlyTried(outcomes: outcomes) }
                return outcomes
            }
        } catch let tried as OnlyTried {
            return tried.outcomes
        }
    }

    private static func take(
        _ entry: PartnerEntry,
        in transaction: any LedgerTransaction,
        at now: Date,
        _ chance: any Chance
    ) throws -> Outcome {
        let known = try transaction.partner(named: entry.partner.name)
        let partner = Partner(
            id: known?.id ?? PartnerID(Base64URL.encode(chance.bytes(16))),
            name: entry.partner.name,
            tier: entry.partner.tier,
            kind: entry.partner.kind,
            territories: entry.partner.territories,
            domains: entry.partner.domains,
            language: entry.partner.language,
            standing: known?.standing ?? entry.partner.standing,
            certifications: entry.partner.certifications
        )
        let fresh = try entry.workspaces.filter { try transaction.workspace($0)?.partner != partner.id }
        guard known != partner || !fresh.isEmpty else { return .unchanged }
        for key in fresh { try link(key, to: partner, in: transaction) }
        try transaction.save(partner)
        let details: [Event.Detail] =
            [.init("partner", partner.id.text)] + fresh.map { .init("workspace", $0.id) }
        let kind: Event.Kind = known == nil ? .partnerAdded : .partnerChanged
        try Timeline.append(
            [Event(kind, at: now, actor: .admin, details: details)],
            to: .service,
            in: transaction,
            chance: chance
        )
        return known == nil ? .added : .changed
    }
}
