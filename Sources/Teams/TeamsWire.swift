public import Curl
public import Desk
public import Registrations

/// What the Teams door and courier share: the keys of those who write to us, our own token, and the pace we keep.
public struct TeamsWire: Sendable {
    let settings: TeamsSettings
    let keys: SigningKeys
    let connector: TeamsConnector

    /// `watch` hears of every call.
    public init(
        _ settings: TeamsSettings,
        curl: CurlClient,
        watch: @escaping VendorCall.Watch = { _ in },
        time: any TimeSource
    ) {
        self.init(
            settings,
            send: { (request) async throws(TransportFailure) in try await curl.send(request) },
            watch: watch,
            time: time
        )
    }

    init(
        _ settings: TeamsSettings,
        send: @escaping Sending,
        watch: @escaping VendorCall.Watch = { _ in },
        time: any TimeSource
    ) {
        self.settings = settings
        keys = SigningKeys(metadataURL: settings.openIDURL, send: send, time: time)
        connector = TeamsConnector(
            serviceHosts: settings.serviceHosts,
            bearer: TeamsBearer(settings, send: send, watch: watch, time: time),
            send: send,
            watch: watch,
            time: time
        )
    }
}

extension TeamsTrust {
    /// A tenant is a partner's once somebody linked it.
    init(_ wire: TeamsWire, ledger: any Ledger) {
        self.init(wire.settings, keys: wire.keys) { tenant in
            try await ledger.read { reader in
                try reader.workspace(WorkspaceKey(channel: .teams, id: tenant))?.partner != nil
            }
        }
    }
}

extension TeamsPeople {
    init(_ wire: TeamsWire, ledger: any Ledger) {
        self.init(connector: wire.connector) { account, host in
            try await ledger.read { try $0.reach(account: account, host: host)?.person }
        }
    }
}

extension TeamsCourier {
    /// `reviewers` are those who may decide, as the policy in force names them; `shutOut` hears of rooms where the bot was
    /// refused, and over which registration.
    public convenience init(
        _ wire: TeamsWire,
        ledger: any Ledger,
        reviewers: @escaping @Sendable () -> [Person] = { [] },
        shutOut: @escaping @Sendable (Room, RegistrationID?) async throws -> Void
    ) {
        self.init(
            wire.settings,
            connector: wire.connector,
            reaches: TeamsReaches(ledger, reviewers: reviewers, shutOut: shutOut)
        )
    }
}

extension TeamsReaches {
    init(
        _ ledger: any Ledger,
        reviewers: @escaping @Sendable () -> [Person],
        shutOut: @escaping @Sendable (Room, RegistrationID?) async throws -> Void
    ) {
        self.init(
            person: { person in try await ledger.read { try $0.reach(of: person) } },
            room: { room in try await ledger.read { try $0.reach(of: room) } },
            viewers: {
                let people = reviewers().filter { $0.workspace.channel == .teams }
                return try await ledger.read { reader in
                    try people.prefix(TeamsCardLimits.refreshUsers).compactMap { try reader.reach(of: $0)?.account }
                }
            },
            shutOut: shutOut
        )
    }
}
