import Desk
import Foundation
import Registrations

/// Reads every setting once and keeps what is wrong with them.
struct SettingsReader {
    private var values: [Setting: String] = [:]
    private var given: Set<Setting> = []
    private var broken: Set<Setting> = []
    private(set) var mistakes: [String] = []

    private static let longestDrainSeconds = 600.0
    private static let highestRate = 100_000
    /// What may come at once is what comes in so many seconds.
    private static let burstSeconds = 10.0

    /// `flags` go before the environment; `file` is the text of a file, nil when it cannot be read.
    init(_ environment: [String: String], flags: [Setting: String], file: (String) -> String?) {
        for setting in Setting.all {
            if let flag = flags[setting] {
                take(Self.bare(flag), for: setting)
            } else {
                read(setting, environment, file)
            }
        }
    }

    private mutating func read(_ setting: Setting, _ environment: [String: String], _ file: (String) -> String?) {
        let direct = environment[setting.name].map(Self.bare)
        let path = setting.fileName.flatMap { environment[$0] }.map(Self.bare).flatMap { $0.isEmpty ? nil : $0 }
        guard let path, let name = setting.fileName else { return take(direct, for: setting) }
        guard direct == nil || direct == "" else {
            return wrong(setting, "and \(name) are both set: keep one")
        }
        guard let content = file(path).map(Self.bare), !content.isEmpty else {
            return wrong(setting, "cannot be read: the file that \(name) names is empty or not readable")
        }
        take(content, for: setting)
    }

    private mutating func take(_ text: String?, for setting: Setting) {
        if let text, !text.isEmpty {
            values[setting] = text
            given.insert(setting)
            if Placeholder.stands(in: text) {
                wrong(setting, "still holds a placeholder: put a value of your own in its place")
            }
        } else if text != nil, setting.isEmptyNone {
            given.insert(setting)
        } else {
            values[setting] = setting.standard
        }
    }

    private static func bare(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }

    /// Notes a mistake; of one setting only the first counts.
    mutating func wrong(_ setting: Setting, _ mend: String) {
        guard broken.insert(setting).inserted else { return }
        mistakes.append("\(setting.name) \(mend)")
    }

    /// The value without spaces around it; nil when neither it nor a default is there.
    func text(_ setting: Setting) -> String? { values[setting] }

    /// Whether somebody set it, rightly or not.
    func isSet(_ setting: Setting) -> Bool { given.contains(setting) || broken.contains(setting) }

    mutating func address(_ setting: Setting) -> BindAddress? {
        guard let text = text(setting) else { return nil }
        guard let address = BindAddress(text) else {
            wrong(setting, "must be an address and a port, such as 127.0.0.1:8080 or [::1]:8080")
            return nil
        }
        return address
    }

    /// Without a slash at its end; a vendor's is plain `http` only where nothing leaves the machine.
    mutating func url(_ setting: Setting, loopbackHTTP: Bool = false) -> String? {
        guard let text = text(setting) else { return nil }
        guard let url = URL(string: text), let host = url.host, !host.isEmpty, let scheme = url.scheme?.lowercased(),
            text.allSatisfy({ $0.isASCII && !$0.isWhitespace && !"\"<>\\".contains($0) }),
            (1...65_535).contains(url.port ?? 1), url.query == nil, url.fragment == nil, url.user == nil
        else {
            wrong(setting, "must be a URL, such as https://registrar.example")
            return nil
        }
        guard scheme == "https" || (scheme == "http" && (!loopbackHTTP || NetworkLiteral.isLoopback(host))) else {
            wrong(setting, "must begin with https://" + (loopbackHTTP ? " (http:// is for this machine only)" : ""))
            return nil
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    mutating func databasePlace() -> DatabasePlace {
        guard let place = text(.database).flatMap(DatabasePlace.init) else {
            wrong(
                .database,
                "must be sqlite: and a path, such as sqlite:registrar.db, or an address as postgresql://user@host/database"
            )
            return .file("")
        }
        return place
    }

    mutating func masterKeys() -> [[UInt8]]? {
        guard let text = text(.masterKey) else { return nil }
        let keys = Self.list(text).map { Data(base64Encoded: $0).map(Array.init) ?? [] }
        guard !keys.isEmpty, keys.allSatisfy({ $0.count == Keyring.keyLengthBytes }) else {
            wrong(.masterKey, "must be 32 random bytes in base64; make one with: head -c 32 /dev/urandom | base64")
            return nil
        }
        return keys
    }

    mutating func seconds(_ setting: Setting) -> Double {
        guard let number = text(setting).flatMap(Double.init), (0...Self.longestDrainSeconds).contains(number) else {
            wrong(setting, "must be a number of seconds from 0 to \(Int(Self.longestDrainSeconds))")
            return 0
        }
        return number
    }

    mutating func rate(_ setting: Setting) -> Turnstile.Rate? {
        guard let text = text(setting) else { return nil }
        guard let number = Int(text), (1...Self.highestRate).contains(number) else {
            wrong(setting, "must be a whole number from 1 to \(Self.highestRate), or empty for no bound")
            return nil
        }
        return Turnstile.Rate(perSecond: Double(number), atOnce: Double(number) * Self.burstSeconds)
    }

    mutating func days(_ setting: Setting, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(setting) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            wrong(setting, "must be a whole number of days from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    mutating func choice(_ setting: Setting, of choices: [String]) -> String? {
        guard let text = text(setting)?.lowercased() else { return nil }
        guard choices.contains(text) else {
            wrong(setting, "must be one of \(choices.joined(separator: ", "))")
            return nil
        }
        return text
    }

    mutating func proxy() -> String? {
        guard let text = text(.proxy) else { return nil }
        let schemes: Set = ["http", "https", "socks5", "socks5h"]
        guard let url = URL(string: text), schemes.contains(url.scheme?.lowercased() ?? ""),
            url.host?.isEmpty == false, (1...65_535).contains(url.port ?? 1)
        else {
            wrong(.proxy, "must be an http, https, socks5 or socks5h URL, such as http://proxy.example:3128")
            return nil
        }
        return text
    }

    mutating func networks(_ setting: Setting) -> [String] {
        let networks = Self.list(text(setting) ?? "")
        guard networks.allSatisfy(NetworkLiteral.isNetwork) else {
            wrong(setting, "must be networks such as 10.0.0.0/8, with commas between")
            return []
        }
        return networks
    }

    /// What stands between commas, without spaces; an empty place stays one, to be judged.
    static func list(_ text: String) -> [String] {
        text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false).map { bare(String($0)) }
    }
}
