import Curl
import Desk
import Foundation
import LedgerSQL
import Logging
import PolicyFile
import PostgreSQL
import PublicSuffix
import Registrations
import Relay
import SQLite
import Slack

/// The only place that names a port and its adapter: everything the program is made of, from one value.
struct Assembly: Sendable {
    var settings: Settings
    let ledger: WatchedLedger
    /// What opening the ledger brought up to date, if anything.
    let upgrade: (from: String, to: String, backup: String)?
    let policies: PolicyShelf
    let policyText: String
    let keyring: Keyring
    let vault: TokenVault
    let bell = Bell(clock: AlarmClock())
    let instruments: Instruments
    let time: any TimeSource = SystemTime()
    let chance: any Chance = SystemChance()
    let log: Logger
    private let process = Base64URL.encode(SystemChance().bytes(12))

    /// Names this process and no other; one service alone has a file, and takes up its leases at once after a crash.
    var replica: String {
        switch settings.database {
        case .file: "service"
        case .server: process
        }
    }

    /// The service, a command beside it, or one that may make the database.
    enum Role: Sendable {
        case service, tool, migration

        var ofFile: SQLiteLedger.Role {
            switch self {
            case .service: .service
            case .tool: .tool
            case .migration: .migration
            }
        }
    }

    /// Puts a backup in the place of the database; refused while anybody is connected.
    static func restore(from backup: String, to settings: Settings) async throws {
        guard case .file(let path) = settings.database else {
            throw LedgerTrouble.broken("\(settings.database.shown) is restored by pg_restore, or to a point in time")
        }
        try await SQLiteLedger.restore(from: backup, to: path)
    }

    static func open(_ settings: Settings, as role: Role, log: Logger) async throws -> Assembly {
        let (policy, text) = try loadPolicy(settings.policyPath)
        try settings.database.check(mustExist: role == .tool)
        if role == .service, let warning = settings.database.warning {
            log.warning("database.open_to_others", metadata: ["mend": "\(warning.mend)"])
        }
        let keyring = try MasterKeyFile.keyring(settings)
        let instruments = Instruments()
        var upgrade: (from: String, to: String, backup: String)?
        let opened = try await openLedger(settings.database, role) { upgrade = ($0.from, $0.to, $0.backup) }
        let ledger = WatchedLedger(opened, instruments)
        if let upgrade {
            log.notice(
                "database.upgraded",
                metadata: ["from": "\(upgrade.from)", "to": "\(upgrade.to)", "backup": "\(upgrade.backup)"]
            )
        }
        return Assembly(
            settings: settings,
            ledger: ledger,
            upgrade: upgrade,
            policies: PolicyShelf(policy, reading: readVersion),
            policyText: text,
            keyring: keyring,
            vault: TokenVault(ledger: ledger, keyring: keyring, time: SystemTime(), own: ownTokens(settings)),
            instruments: instruments,
            log: log
        )
    }

    /// Opens the database and brings its schema up to date; a command makes none where there is none.
    static func openLedger(
        _ place: DatabasePlace,
        _ role: Role,
        upgraded: (SchemaUpgrade) -> Void = { _ in }
    ) async throws -> any StoredLedger {
        do {
            switch place {
            case .file(let path):
                let ledger = try await SQLiteLedger.open(path: path, role: role.ofFile)
                if let upgrade = ledger.upgrade { upgraded(upgrade) }
                return ledger
            case .server(let address):
                return try await PostgreSQLLedger.open(address, role: role == .tool ? .tool : .service)
            }
        } catch let older as OlderSchema {
            throw CommandTrouble(
                "REGISTRAR_DATABASE: \(place.shown) has the schema of an older version (\(older.from)): start the service with this version, or run registrar migrate"
            )
        } catch let refusal as ServerRefusal {
            throw CommandTrouble("REGISTRAR_DATABASE: \(place.shown) cannot be used: \(refusal.words): \(refusal.mend)")
        } catch let trouble as LedgerTrouble {
            throw CommandTrouble("REGISTRAR_DATABASE: \(place.shown) cannot be used: \(trouble.words): \(trouble.mend)")
        }
    }

    /// The policy of the settings and its text; every mistake in it is named.
    static func loadPolicy(_ path: String?) throws -> (Policy, String) {
        guard let path else { return (Policy.builtIn, "") }
        do {
            return try readPolicy(path)
        } catch let mistakes as PolicyMistakes {
            throw CommandTrouble("REGISTRAR_POLICY: \(mistakes.count):\n\(mistakes)")
        } catch let trouble as CommandTrouble {
            throw CommandTrouble("REGISTRAR_POLICY: \(trouble)")
        }
    }

    /// A policy file and its text; throws `PolicyMistakes`, or that it cannot be read.
    static func readPolicy(_ path: String) throws -> (Policy, String) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandTrouble("\(path) cannot be read: name a file that this user can read")
        }
        let bytes = Array(data)
        return (try read(bytes, name: path).get(), String(decoding: bytes, as: UTF8.self))
    }

    private static func read(_ bytes: [UInt8], name: String) -> Result<Policy, PolicyMistakes> {
        PolicyFile.read(
            bytes,
            name: name,
            domains: PublicSuffixReader.carried,
            holidays: .carried,
            sha256Hex: Digest.hex(bytes)
        )
    }

    /// A version that registrations were submitted under, from its stored text; an empty one is the built-in policy.
    @Sendable static func readVersion(_ text: String, _ version: String) -> Policy? {
        if text.isEmpty { return Policy.builtIn.version == version ? Policy.builtIn : nil }
        do {
            return try read(Array(text.utf8), name: version).get()
        } catch {
            return nil
        }
    }

    private static func ownTokens(_ settings: Settings) -> [WorkspaceKey: Secret] {
        guard let slack = settings.slack, let team = slack.vendorTeam, let token = slack.botToken else { return [:] }
        return [WorkspaceKey(channel: .slack, id: team): token]
    }

    /// The desk; `publicURL` is known once the service listens.
    func desk(publicURL: String) -> FrontDesk {
        let slack = settings.slack
        return FrontDesk(
            ledger: ledger,
            time: time,
            chance: chance,
            policies: policies,
            domains: PublicSuffixReader.carried,
            legalForms: .iso20275,
            keyring: keyring,
            vault: vault,
            bell: bell,
            turnstile: Turnstile(person: settings.personRate, workspace: settings.workspaceRate),
            settings: FrontDesk.Settings(
                publicURL: publicURL,
                command: slack?.command ?? "/register",
                vendorWorkspaces: settings.vendorWorkspaces,
                chatInstallURL: slack?.clientID == nil ? nil : publicURL + "/slack/install?with=chat:write"
            )
        )
    }

    /// The desk of a command, whose links lead where the service is said to be.
    func desk() -> FrontDesk { desk(publicURL: settings.publicURL(port: settings.port)) }

    func partnerBook() -> PartnerBook { PartnerBook(ledger: ledger, time: time, chance: chance) }

    /// Keeps the text of a policy version the ledger has not seen, and says so in the history.
    func rememberPolicy(_ policy: Policy, text: String) async throws {
        let now = time.now()
        let chance = chance
        try await ledger.write { transaction in
            guard try transaction.policyText(version: policy.version) == nil else { return }
            try transaction.savePolicy(version: policy.version, text: text, at: now)
            let event = Event(
                .policyLoaded,
                at: now,
                actor: .admin,
                details: [.init("policy_version", policy.version)]
            )
            try Timeline.append([event], to: .service, in: transaction, chance: chance)
        }
    }
}
