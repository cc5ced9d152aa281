public import FoundationEssentials
public import Registrations

/// A link for a partner that connects one workspace to it, once; the token itself is stored nowhere.
public struct Invitation: Hashable, Sendable {
    public let partner: Partner
    public let token: String
    public let expiresAt: Date

    /// How long one may be good for.
    public static let days = 1...60
}

/// The invitation is none of ours, was used, or is too old.
public struct InvitationEnded: Error, Hashable, Sendable {
    public init() {}
}

extension PartnerBook {
    private static let tokenLengthBytes = 32

    /// Throws `Trouble.unknownPartner`; anyone who has the token may use it, so it goes to the partner alone.
    public func invite(partnerNamed name: String, days: Int) async throws -> Invitation {
        let token = Base64URL.encode(chance.bytes(Self.tokenLengthBytes))
        let expiresAt = time.now().addingTimeInterval(Double(days) * 86_400)
        let partner = try await ledger.write { transaction in
            guard let partner = try transaction.partner(named: name) else { throw Trouble.unknownPartner(name) }
            try transaction.save(InstallState.invitation(FrontDesk.digest(token), of: partner.id, until: expiresAt))
            return partner
        }
        return Invitation(partner: partner, token: token, expiresAt: expiresAt)
    }
}

extension InstallState {
    /// Kept among the promises; no browser's cookie has its empty digest.
    static func invitation(_ digest: [UInt8], of partner: PartnerID, until end: Date) -> InstallState {
        InstallState(digest: digest, cookieDigest: [], partner: partner, expiresAt: end)
    }

    var isInvitation: Bool { cookieDigest.isEmpty }
}

extension FrontDesk {
    /// What stands in the state behind its random part: which invitation brought the browser here.
    static func state(_ random: String, invitedBy digest: [UInt8]?) -> String {
        digest.map { random + "." + Base64URL.encode($0) } ?? random
    }

    static func invitation(in state: String) -> [UInt8]? {
        let parts = state.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 ? Base64URL.decode(String(parts[1])) : nil
    }

    /// The invitation as it is kept, which stays there: who only looks at a link does not use it up.
    static func held(
        _ digest: [UInt8],
        in transaction: any LedgerTransaction,
        at now: Date
    ) throws -> InstallState {
        guard let held = try transaction.takeInstallState(digest: digest) else { throw InvitationEnded() }
        // A promise of another browser is put back as well.
        try transaction.save(held)
        guard held.isInvitation, held.expiresAt > now else { throw InvitationEnded() }
        return held
    }

    /// Whom the workspace belongs to from now on, if it belongs to nobody yet; an invitation is used up by this.
    func bind(
        _ workspace: inout Workspace,
        by promise: InstallState,
        in transaction: any LedgerTransaction,
        at now: Date
    ) throws {
        guard workspace.partner == nil, !settings.vendorWorkspaces.contains(workspace.key) else { return }
        guard let digest = promise.invitation else {
            workspace.partner = promise.partner
            return
        }
        guard let invitation = try transaction.takeInstallState(digest: digest) else { return }
        workspace.partner = invitation.partner
        let details: [Event.Detail] = [
            .init("workspace", workspace.key.id), .init("partner", invitation.partner?.text ?? ""),
            .init("by", "invitation"),
        ]
        try record(.workspaceLinked, details, in: transaction, at: now)
    }
}
