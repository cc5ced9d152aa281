import Desk
import Foundation
import Registrations
import Slack

/// Reads settings one by one and keeps what is wrong with them.
struct SettingsReader {
    private var environment: [String: String]
    private let file: (String) -> String?
    private(set) var mistakes: [String] = []

    private static let longestDrainSeconds = 600.0

    init(environment: [String: String], file: @escaping (String) -> String?) {
        self.environment = environment
        self.file = file
    }

    mutating func override(_ setting: Setting, _ value: String?) {
        guard let value else { return }
        environment[setting.name] = value
        environment[setting.name + "_FILE"] = nil
    }

    /// The value without spaces around it; nil when neither it nor a default is there.
    mutating func text(_ setting: Setting) -> String? {
        let direct = environment[setting.name].flatMap { $0.isEmpty ? nil : $0 }
        let path = environment[setting.name + "_FILE"].flatMap { $0.isEmpty ? nil : $0 }
        if direct != nil, path != nil {
            mistakes.append("\(setting.name) and \(setting.name)_FILE are both set: keep one")
            return nil
        }
        if let path {
            guard let content = file(path)?.trimmingCharacters(in: .whitespacesAndNewlines), !content.isEmpty else {
                mistakes.append("\(setting.name)_FILE names a file that is empty or cannot be read")
                return nil
            }
            return content
        }
        return direct?.trimmingCharacters(in: .whitespacesAndNewlines) ?? setting.standard
    }

    private mutating func wrong(_ setting: Setting, _ mend: String) {
        mistakes.append("\(setting.name) \(mend)")
    }

    mutating func address(_ setting: Setting) -> (host: String, port: Int) {
        let text = text(setting) ?? ""
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port), colon != text.startIndex
        else {
            wrong(setting, "must be an address and a port, such as 127.0.0.1:8080")
            return ("127.0.0.1", 0)
        }
        let host = text[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        return (host, port)
    }

    /// Without a slash at its end; plain `http` only where nothing leaves the machine, or for a public URL.
    mutating func url(_ setting: Setting, loopbackHTTPOnly: Bool = false) -> String? {
        guard let text = text(setting) else { return nil }
        guard let url = URL(string: text), let host = url.host, let scheme = url.scheme,
            !text.contains(where: \.isWhitespace),
            url.query == nil, url.fragment == nil, url.user == nil
        else {
            wrong(setting, "must be a URL, such as https://registrar.example")
            return nil
        }
        let isLoopback = ["localhost", "::1", "[::1]"].contains(host) || host.hasPrefix("127.")
        guard scheme == "https" || (scheme == "http" && (isLoopback || !loopbackHTTPOnly)) else {
            wrong(setting, "must begin with https:// (http:// is for this machine only)")
            return nil
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    mutating func databasePath() -> String {
        guard let text = text(.database), text.hasPrefix("sqlite:"), text.count > "sqlite:".count else {
            wrong(.database, "must be sqlite: and a path, such as sqlite:registrar.db")
            return ""
        }
        return String(text.dropFirst("sqlite:".count))
    }

    mutating func masterKeys() -> [[UInt8]]? {
        guard let text = text(.masterKey) else { return nil }
        let keys = text.split(separator: ",").compactMap {
            Data(base64Encoded: $0.trimmingCharacters(in: .whitespaces))
        }
        guard !keys.isEmpty, keys.allSatisfy({ $0.count == Keyring.keyLengthBytes }),
            keys.count == text.split(separator: ",").count
        else {
            wrong(.masterKey, "must be 32 random bytes in base64; make one with: head -c 32 /dev/urandom | base64")
            return nil
        }
        return keys.map(Array.init)
    }

    mutating func seconds(_ setting: Setting) -> Double {
        guard let number = text(setting).flatMap(Double.init), (0...Self.longestDrainSeconds).contains(number) else {
            wrong(setting, "must be a number of seconds from 0 to \(Int(Self.longestDrainSeconds))")
            return 0
        }
        return number
    }

    mutating func choice<Value>(_ setting: Setting, _ read: (String) -> Value?) -> Value? {
        guard let text = text(setting) else { return nil }
        guard let value = read(text.lowercased()) else {
            wrong(setting, "is not one of its values: \(setting.summary)")
            return nil
        }
        return value
    }

    /// nil when Slack is off: none of its settings is there.
    mutating func slack(host: String, port: Int) -> SlackSettings? {
        let secrets = text(.slackSigningSecret)
        let team = text(.slackTeamID)
        let token = text(.slackBotToken)
        let clientID = text(.slackClientID)
        let clientSecret = text(.slackClientSecret)
        let api = url(.slackAPIURL, loopbackHTTPOnly: true)
        let authorize = url(.slackAuthorizeURL, loopbackHTTPOnly: true)
        let hosts = (text(.slackResponseHosts) ?? "").split(separator: ",").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        let command = text(.slackCommand) ?? ""
        let base = text(.publicURL) ?? "http://\(host):\(port)"
        guard [secrets, team, token, clientID, clientSecret].contains(where: { $0 != nil }) else { return nil }
        need([(.slackSigningSecret, secrets), (.slackTeamID, team), (.slackBotToken, token)])
        if clientID != nil || clientSecret != nil {
            need([(.slackClientID, clientID), (.slackClientSecret, clientSecret)])
        }
        if let team, !team.hasPrefix("T"), !team.hasPrefix("E") { wrong(.slackTeamID, "must begin with T (or E)") }
        if hosts.isEmpty { wrong(.slackResponseHosts, "must name at least one host") }
        if !command.hasPrefix("/") || command.count < 2 { wrong(.slackCommand, "must begin with a slash") }
        let signing = (secrets ?? "").split(separator: ",").map { Secret($0.trimmingCharacters(in: .whitespaces)) }
        guard !signing.isEmpty, let api, let authorize else { return nil }
        return SlackSettings(
            signingSecrets: signing,
            vendorTeam: team,
            botToken: token.map { Secret($0) },
            clientID: clientID,
            clientSecret: clientSecret.map { Secret($0) },
            apiURL: api,
            authorizeURL: authorize,
            responseHosts: hosts,
            command: command,
            publicURL: base
        )
    }

    private mutating func need(_ settings: [(Setting, String?)]) {
        for (setting, value) in settings where value == nil {
            wrong(setting, "is missing: Slack is half set")
        }
    }
}
