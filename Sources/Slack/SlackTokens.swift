import Desk
import Registrations

/// The tokens of installations.
struct SlackTokens: Sendable {
    let token: @Sendable (WorkspaceKey) async throws -> Secret?
    let forget: @Sendable (WorkspaceKey) -> Void

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

    /// The first token there is: the workspace's own, or its organisation's.
    func token(of team: InstallingTeam) async throws -> Secret? {
        for key in team.keys {
            if let found = try await token(key) { return found }
        }
        return nil
    }
}
