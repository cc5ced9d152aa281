import Desk
import Foundation
import Logging
import Registrations
import Slack

/// The settings, parsed; every mistake is found before anything starts.
struct Settings: Sendable {
    var host: String
    var port: Int
    var publicURL: String?
    var databasePath: String
    var policyPath: String?
    var masterKeys: [[UInt8]]?
    var slack: SlackSettings?
    var proxy: String?
    var drainSeconds: Double
    var logLevel: Logger.Level
    var logsAsText: Bool?

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
        file: @escaping (String) -> String?
    ) throws(SettingsTrouble) -> Settings {
        var reader = SettingsReader(environment: environment, file: file)
        reader.override(.bind, overrides.bind)
        reader.override(.database, overrides.database)
        reader.override(.policy, overrides.policy)
        reader.override(.publicURL, overrides.publicURL)
        let (host, port) = reader.address(.bind)
        let settings = Settings(
            host: host,
            port: port,
            publicURL: reader.url(.publicURL),
            databasePath: reader.databasePath(),
            policyPath: reader.text(.policy),
            masterKeys: reader.masterKeys(),
            slack: reader.slack(host: host, port: port),
            proxy: reader.text(.proxy),
            drainSeconds: reader.seconds(.drainSeconds),
            logLevel: reader.choice(.logLevel, Logger.Level.init(rawValue:)) ?? .info,
            logsAsText: reader.choice(.logFormat) { ["json": false, "text": true][$0] }
        )
        guard reader.mistakes.isEmpty else { throw SettingsTrouble(mistakes: reader.mistakes) }
        return settings
    }

    /// The base of links: what the admin said, else where the service listens.
    func publicURL(port chosen: Int) -> String {
        publicURL ?? "http://\(host.contains(":") ? "[\(host)]" : host):\(chosen)"
    }
}

/// Everything that is wrong with the settings, in one message.
struct SettingsTrouble: Error, CustomStringConvertible {
    let mistakes: [String]

    var description: String { mistakes.joined(separator: "; ") }
}
