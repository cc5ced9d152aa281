import Desk
import Registrations

/// The tokens of installations.
struct SlackTokens: Sendable {
    let token: @Sendable (WorkspaceKey) async throws -> Secret?
    let forget: @Sendable (WorkspaceKey) -> Void
    /// The vendor's own workspace.
    var own: WorkspaceKey?

    init(
        token: @escaping @Sendable (WorkspaceKey) async throws -> Secret?,
        forget: @escaping @Sendable (WorkspaceKey) -> Void
    ) {
        self.token = token
        self.forget = forget
    }

    init(_ vault: TokenVault) {
        token = { try await vault.token(for: $0) }
        forget = { vault.forget($0) }
    }

    /// The first token there is: the workspace's own, its organisation's, or the vendor's.
    ///
    /// A command only reaches us from where the app is installed; where we hold no token of that installation, the
    /// vendor's own may cover it (an organisation's install names its workspaces one by one).
    func token(of team: InstallingTeam) async throws -> Secret? {
        for key in team.keys + (own.map { [$0] } ?? []) {
            if let found = try await token(key) { return found }
        }
        return nil
    }
}
