import Desk
import Foundation
import Logging
import Registrations
import Slack
import Teams

/// The settings, parsed; every mistake is found before anything starts.
struct Settings: Sendable {
    var bind: BindAddress
    var publicURL: String?
    var database: DatabasePlace
    var policyPath: String?
    var masterKeys: [[UInt8]]?
    var slack: SlackSettings?
    /// What people type in Slack, also while it is off.
    var slackCommand = "/register"
    var teams: TeamsSettings?
    /// nil for no metrics.
    var metricsBind: BindAddress?
    /// Somebody asked for that address, so that the service does not go on without it.
    var isMetricsBindRequired = false
    var proxy: String?
    var trustedProxies: [String] = []
    var drainSeconds: Double
    /// nil for no bound.
    var personRate: Turnstile.Rate?
    var workspaceRate: Turnstile.Rate?
    /// nil for never.
    var eraseAfterDays: Int?
    var logLevel: Logger.Level
    var logsAsText: Bool?
    /// Names of the environment that look like settings and are none.
    var unknown: [UnknownSetting] = []

    /// Of the file; nil for a server.
    var databasePath: String? {
        guard case .file(let path) = database else { return nil }
        return path
    }

    /// No chat at all.
    var isUnset: Bool { slack == nil && teams == nil }
    /// The vendor's own workspaces, one per chat.
    var vendorWorkspaces: [WorkspaceKey] {
        [
            (slack?.vendorTeam).map { WorkspaceKey(channel: .slack, id: $0) },
            (teams?.tenantID).map { WorkspaceKey(channel: .teams, id: $0) },
        ].compactMap(\.self)
    }

    var host: String { bind.host }
    var port: Int { bind.port }

    /// Flags of the command line, which win over the environment.
    struct Overrides: Sendable {
        var bind: String?
        var database: String?
        var policy: String?
        var publicURL: String?
    }

    /// Reads everything, or says everything that is wrong in one go; no value is ever repeated.
    static func read(
        _ environment: [String: String],
        overrides: Overrides = Overrides(),
        file: (String) -> String?
    ) throws(SettingsTrouble) -> Settings {
        let flags: [Setting: String?] = [
            .bind: overrides.bind, .database: overrides.database, .policy: overrides.policy,
            .publicURL: overrides.publicURL,
        ]
        var reader = SettingsReader(environment, flags: flags.compactMapValues(\.self), file: file)
        let bind = reader.address(.bind) ?? BindAddress(host: "127.0.0.1", port: 0)
        let publicURL = reader.url(.publicURL, loopbackHTTP: true)
        let settings = Settings(
            bind: bind,
            publicURL: publicURL,
            database: reader.databasePlace(),
            policyPath: reader.text(.policy),
            masterKeys: reader.masterKeys(),
            slack: reader.slack(publicURL: publicURL ?? "http://\(bind.shown)"),
            slackCommand: reader.text(.slackCommand) ?? "/register",
            teams: reader.teams(publicURL: publicURL ?? "http://\(bind.shown)"),
            metricsBind: reader.address(.metricsBind),
            isMetricsBindRequired: reader.isSet(.metricsBind),
            proxy: reader.proxy(),
            trustedProxies: reader.networks(.trustedProxies),
            drainSeconds: reader.seconds(.drainSeconds),
            personRate: reader.rate(.personPerSecond),
            workspaceRate: reader.rate(.workspacePerSecond),
            eraseAfterDays: reader.days(.eraseAfterDays, in: Setting.retentionDays),
            logLevel: reader.choice(.logLevel, of: Logger.Level.allCases.map(\.rawValue))
                .flatMap(Logger.Level.init(rawValue:)) ?? .info,
            logsAsText: reader.choice(.logFormat, of: ["json", "text"]).map { $0 == "text" },
            unknown: UnknownSetting.all(in: environment)
        )
        guard reader.mistakes.isEmpty else { throw SettingsTrouble(mistakes: reader.mistakes) }
        return settings
    }

    /// The base of links: what the admin said, else where the service listens.
    func publicURL(port chosen: Int) -> String {
        publicURL ?? "http://\(BindAddress(host: host, port: chosen).shown)"
    }
}

/// Everything that is wrong with the settings, in one message.
struct SettingsTrouble: Error, CustomStringConvertible {
    let mistakes: [String]

    var description: String { mistakes.joined(separator: "; ") }
}

/// A name of the environment that looks like a setting and is none.
struct UnknownSetting: Hashable, Sendable {
    let name: String
    /// The setting somebody most likely meant.
    let nearest: String?

    var mend: String { nearest.map { "did you mean \($0)?" } ?? "docs/configuration.md names every setting" }

    static func all(in environment: [String: String]) -> [UnknownSetting] {
        let known = Setting.all.flatMap { [$0.name, $0.fileName].compactMap(\.self) }
        return environment.keys.filter { $0.hasPrefix(Setting.opening) && !known.contains($0) }.sorted().map { name in
            UnknownSetting(name: name, nearest: nearest(to: name, among: known))
        }
    }

    /// At most so many letters are wrong in a slip.
    private static let slipLetters = 3

    private static func nearest(to name: String, among known: [String]) -> String? {
        let ranked = known.map { (name: $0, steps: steps(from: Array(name.utf8), to: Array($0.utf8))) }
        guard let best = ranked.min(by: { $0.steps < $1.steps }), best.steps <= slipLetters else { return nil }
        return best.name
    }

    /// How many letters to add, drop or change.
    private static func steps(from left: [UInt8], to right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var next = [index + 1]
            for (place, other) in right.enumerated() {
                next.append(min(row[place] + (letter == other ? 0 : 1), row[place + 1] + 1, next[place] + 1))
            }
            row = next
        }
        return row[right.count]
    }
}
