public import Dialogue
public import FoundationEssentials
public import Registrations
import Crypto

/// What a chat tells about rooms and installations.
public enum News: Hashable, Sendable {
    case joined(Room)
    case left(Room)
    case renamed(Room, to: String)
    /// Somebody has the app for themselves now, and reads that language; how they are reached is told beside.
    case met(Person, Language?)
    /// Somebody has the app no more.
    case parted(Person)
    /// The app is gone since then; an installation made later stays.
    case uninstalled(WorkspaceKey, at: Date)
}

/// How an installation ended.
public enum InstallOutcome: Hashable, Sendable {
    case linked(partner: String)
    case waitsForLink
}

/// What is said on the page after an installation.
public enum InstallNotice: Hashable, Sendable {
    case linked(partner: String)
    case waitsForLink
    case declined
    case invitationEnded
    case failed
}

extension FrontDesk {
    private static let stateLifeSeconds = 600.0
    private static let stateLengthBytes = 32
    /// So many installations may be under way at once; each is one who clicked and has ten minutes to agree.
    static let limitInstallations = 1_000
    private static let installations = "installation"

    /// Takes news once: when every key is known, nothing happens.
    ///
    /// Throws `LedgerTrouble.busy`, and nothing was done, when it could not begin by then.
    public func learn(
        _ news: News,
        keys: [DeliveryKey],
        at now: Date,
        begunBy: ContinuousClock.Instant? = nil,
        request: String? = nil,
        reach: Reach? = nil,
        roomReach: RoomReach? = nil
    ) async throws {
        let policy = policies.current
        let turn = Turn(line: news.workspace.line, begunBy: begunBy)
        noted.forget()
        defer { noted.forget() }
        let isRinging = try await ledger.write(turn) { transaction in
            // A copy under a new event id shares the natural key: every key has to be new.
            var isNew = true
            for key in keys { isNew = try transaction.claim(key, at: now) && isNew }
            guard isNew else { return false }
            let known = try reach.flatMap { try transaction.reach(of: $0.person) }
            try transaction.note(reach, roomReach)
            // Whoever had that conversation before was greeted in it, or spoke first; nobody from outside is written to alone.
            if case .met(let person, let language) = news, reach?.host == person.workspace, known?.conversation == nil {
                return try greet(person, language, in: transaction, policy, at: now, request)
            }
            return try note(news, in: transaction, policy, at: now, request)
        }
        if case .uninstalled(let workspace, _) = news { vault.forget(workspace) }
        if isRinging { bell.ring() }
    }

    private func note(
        _ news: News,
        in transaction: any LedgerTransaction,
        _ policy: Policy,
        at now: Date,
        _ request: String?
    ) throws -> Bool {
        switch news {
        case .joined(let room):
            guard settings.vendorWorkspaces.contains(room.workspace) else { return false }
            return try greet(room, in: transaction, policy, at: now, request)
        case .left(let room):
            try transaction.removeRoom(room)
            try transaction.removeReach(of: room)
        case .renamed(let room, let id): try transaction.renameRoom(room, to: id)
        case .met: break
        case .parted(let person): try transaction.removeReach(of: person)
        case .uninstalled(let workspace, let end):
            guard let installation = try transaction.installation(workspace), installation.installedAt <= end else {
                return false
            }
            try transaction.removeInstallation(workspace)
            try record(.appUninstalled, [.init("workspace", workspace.id)], in: transaction, at: now)
        }
        return false
    }

    func record(
        _ kind: Event.Kind,
        _ details: [Event.Detail],
        by actor: Event.Actor = .service,
        in transaction: any LedgerTransaction,
        at now: Date
    ) throws {
        try Timeline.append(
            [Event(kind, at: now, actor: actor, details: details)],
            to: .service,
            in: transaction,
            chance: chance
        )
    }

    /// Begins an installation: remembers digests of what the browser and the vendor will bring back.
    ///
    /// Throws `InvitationEnded` for an invitation that was used or is too old.
    public func beginInstallation(invitation: String?) async throws -> (state: String, cookie: String) {
        let random = Base64URL.encode(chance.bytes(Self.stateLengthBytes))
        let cookie = Base64URL.encode(chance.bytes(Self.stateLengthBytes))
        let invited = invitation.map(Self.digest)
        let state = Self.state(random, invitedBy: invited)
        let now = time.now()
        let isTaken = try await ledger.write { transaction in
            try transaction.removeInstallStates(expiredBy: now)
            let since = now.addingTimeInterval(-Self.stateLifeSeconds)
            let begun = try transaction.tally(Self.installations, key: Self.installations, since: since)
            guard begun < Self.limitInstallations else { return false }
            try transaction.count(Self.installations, key: Self.installations, at: now)
            let promise = InstallState(
                digest: Self.digest(state),
                cookieDigest: Self.digest(cookie),
                partner: try invited.flatMap { try Self.held($0, in: transaction, at: now).partner },
                expiresAt: now.addingTimeInterval(Self.stateLifeSeconds)
            )
            try transaction.save(promise)
            return true
        }
        guard isTaken else { throw LedgerTrouble.busy("too many installations are under way") }
        return (state, cookie)
    }

    /// Takes the state, which works once, for ten minutes, in the browser it was made for; nil for any other.
    public func takeInstallation(state: String, cookie: String?) async throws -> InstallState? {
        let digest = Self.digest(state)
        guard var promise = try await ledger.write({ try $0.takeInstallState(digest: digest) }) else { return nil }
        promise.invitation = Self.invitation(in: state)
        guard let cookie, promise.cookieDigest == Self.digest(cookie), promise.expiresAt > time.now() else {
            return nil
        }
        return promise
    }

    static func digest(_ text: String) -> [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    /// Keeps an installation's token sealed, and links the workspace where an invitation or the admin named it.
    public func installed(
        workspace key: WorkspaceKey,
        name: String?,
        botUser: String?,
        token: Secret,
        scopes: [String],
        promise: InstallState
    ) async throws -> InstallOutcome {
        let now = time.now()
        let policy = policies.current
        let sealed = try keyring.seal(token, purpose: TokenVault.purpose(key))
        let outcome = try await ledger.write { transaction in
            try transaction.save(
                Installation(workspace: key, botUser: botUser, sealedToken: sealed, scopes: scopes, installedAt: now)
            )
            var workspace = try transaction.workspace(key) ?? Workspace(key: key)
            workspace.name = name ?? workspace.name
            try bind(&workspace, by: promise, in: transaction, at: now)
            try transaction.save(workspace)
            try record(.appInstalled, [.init("workspace", key.id)], in: transaction, at: now)
            guard let id = workspace.partner, let partner = try transaction.partner(id) else {
                try askToLink(workspace, in: transaction, policy, at: now)
                return InstallOutcome.waitsForLink
            }
            return .linked(partner: partner.name)
        }
        vault.forget(key)
        bell.ring()
        return outcome
    }

    private static let linkCardSeconds = 86_400.0

    /// One card a day for a workspace, whether it installed the app or its people typed; true counts it.
    static func mayAskToLink(
        _ workspace: WorkspaceKey,
        in transaction: any LedgerTransaction,
        at now: Date
    ) throws -> Bool {
        let key = "\(workspace.channel.rawValue):\(workspace.id)"
        let since = now.addingTimeInterval(-linkCardSeconds)
        guard try transaction.tally("link_card", key: key, since: since) == 0 else { return false }
        try transaction.count("link_card", key: key, at: now)
        return true
    }

    private func askToLink(
        _ workspace: Workspace,
        in transaction: any LedgerTransaction,
        _ policy: Policy,
        at now: Date
    ) throws {
        guard !settings.vendorWorkspaces.contains(workspace.key),
            try Self.mayAskToLink(workspace.key, in: transaction, at: now)
        else { return }
        try tellManagers(in: transaction, policy, at: now) {
            $0.linkCard(workspace: workspace.key.id, channel: workspace.key.channel)
        }
    }

    /// The words of the page after an installation.
    public func installNotice(_ notice: InstallNotice, language: Language?) -> Card {
        let policy = policies.current
        let book = phrasebook(language ?? policy.program.language, policy)
        switch notice {
        case .linked(let partner): return book.installed(partner: partner, command: settings.command)
        case .waitsForLink: return book.installed(partner: nil, command: settings.command)
        case .declined: return book.notInstalled(declined: true)
        case .invitationEnded: return book.invitationEnded()
        case .failed: return book.notInstalled(declined: false)
        }
    }
}
