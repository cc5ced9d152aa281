import FoundationEssentials
import Registrations

/// Seals again, under the first master key, what an older one sealed, so that the older one can be dropped.
public struct Resealing: Sendable {
    private static let pageSize = 200

    private let ledger: any Ledger
    private let keyring: Keyring

    public init(ledger: any Ledger, keyring: Keyring) {
        self.ledger = ledger
        self.keyring = keyring
    }

    /// How many tokens which key seals.
    public struct State: Hashable, Sendable {
        public var current = 0
        public var old = 0
        /// Under a key that is none of the keyring's.
        public var unreadable = 0

        public init() {}
    }

    public func state() async throws -> State {
        var state = State()
        try await each { note($0.sealedToken, in: &state) }
        for key in try await ledger.read({ try $0.outgoingKeys() }) { note(key.sealed, in: &state) }
        return state
    }

    private func note(_ sealed: [UInt8], in state: inout State) {
        if !keyring.opens(sealed) {
            state.unreadable += 1
        } else if keyring.isCurrent(sealed) {
            state.current += 1
        } else {
            state.old += 1
        }
    }

    /// One transaction a secret: one that is replaced or taken away meanwhile is left as it is.
    public func run() async throws -> State {
        var due: [WorkspaceKey] = []
        try await each { if !keyring.isCurrent($0.sealedToken) { due.append($0.workspace) } }
        for workspace in due {
            try await ledger.write { transaction in
                guard var installation = try transaction.installation(workspace),
                    let sealed = try resealed(installation.sealedToken, purpose: TokenVault.purpose(workspace))
                else { return }
                installation.sealedToken = sealed
                try transaction.save(installation)
            }
        }
        try await ledger.write { transaction in
            for key in try transaction.outgoingKeys() {
                guard let sealed = try resealed(key.sealed, purpose: OutgoingKey.purpose(key.id)) else { continue }
                try transaction.save(
                    OutgoingKey(id: key.id, partner: key.partner, sealed: sealed, addedAt: key.addedAt)
                )
            }
        }
        return try await state()
    }

    /// nil where there is nothing to do, or no key to do it with.
    private func resealed(_ sealed: [UInt8], purpose: String) throws -> [UInt8]? {
        guard keyring.opens(sealed), !keyring.isCurrent(sealed) else { return nil }
        return try keyring.seal(try keyring.open(sealed, purpose: purpose), purpose: purpose)
    }

    private func each(_ body: (Installation) -> Void) async throws {
        var last: WorkspaceKey?
        while true {
            let after = last
            let page = try await ledger.read { try $0.installations(after: after, limit: Self.pageSize) }
            guard let end = page.last else { return }
            page.forEach(body)
            last = end.workspace
        }
    }
}
