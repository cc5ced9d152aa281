import FoundationEssentials
public import Registrations
import Synchronization

/// Tokens of installations, opened once and kept for a while; the vendor's own come from the settings.
public final class TokenVault: Sendable {
    private let ledger: any Ledger
    private let keyring: Keyring
    private let time: any TimeSource
    private let own: [WorkspaceKey: Secret]
    private let opened = Mutex<[WorkspaceKey: Opened]>([:])

    private struct Opened {
        let token: Secret?
        let at: Date
    }

    private static let keptSeconds = 60.0
    private static let keptWorkspaces = 10_000

    public init(ledger: any Ledger, keyring: Keyring, time: any TimeSource, own: [WorkspaceKey: Secret]) {
        self.ledger = ledger
        self.keyring = keyring
        self.time = time
        self.own = own
    }

    /// nil when the workspace has not installed the app.
    public func token(for workspace: WorkspaceKey) async throws -> Secret? {
        if let token = own[workspace] { return token }
        let now = time.now()
        if let kept = opened.withLock({ $0[workspace] }), now.timeIntervalSince(kept.at) < Self.keptSeconds {
            return kept.token
        }
        let installation = try await ledger.read { try $0.installation(workspace) }
        let token = try installation.map { try keyring.open($0.sealedToken, purpose: Self.purpose(workspace)) }
        opened.withLock { kept in
            if kept.count >= Self.keptWorkspaces { kept.removeAll() }
            kept[workspace] = Opened(token: token, at: now)
        }
        return token
    }

    /// After an uninstallation, a new installation, or a token that was refused.
    public func forget(_ workspace: WorkspaceKey) {
        opened.withLock { $0[workspace] = nil }
    }

    static func purpose(_ workspace: WorkspaceKey) -> String { "token \(workspace.channel.rawValue) \(workspace.id)" }
}
