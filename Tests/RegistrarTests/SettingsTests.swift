import Desk
import Foundation
import Logging
import Slack
import Testing

@testable import registrar

struct SettingsTests {
    private static let key = Data(repeating: 7, count: 32).base64EncodedString()
    private static let slack = [
        "REGISTRAR_SLACK_SIGNING_SECRET": "first, second", "REGISTRAR_SLACK_TEAM_ID": "T0VENDOR",
        "REGISTRAR_SLACK_BOT_TOKEN": "xoxb-geheim",
    ]

    private func read(
        _ environment: [String: String],
        flags: Settings.Overrides = .init(),
        files: [String: String] = [:]
    ) throws -> Settings {
        try Settings.read(environment, overrides: flags) { files[$0] }
    }

    private func mistakes(_ environment: [String: String], files: [String: String] = [:]) -> [String] {
        do throws(SettingsTrouble) {
            _ = try Settings.read(environment) { files[$0] }
            return []
        } catch {
            return error.mistakes
        }
    }

    @Test func `nothing set gives the defaults`() throws {
        let settings = try read([:])
        #expect(settings.bind == BindAddress(host: "127.0.0.1", port: 8080))
        #expect(settings.publicURL(port: 8080) == "http://127.0.0.1:8080")
        #expect(settings.databasePath == "registrar.db")
        #expect(settings.policyPath == nil && settings.masterKeys == nil && settings.slack == nil)
        #expect(settings.metricsBind == BindAddress(host: "127.0.0.1", port: 9090))
        #expect(!settings.isMetricsBindRequired)
        #expect(settings.proxy == nil && settings.trustedProxies.isEmpty && settings.drainSeconds == 5)
        #expect(settings.logLevel == .info && settings.logsAsText == nil && settings.unknown.isEmpty)
    }

    @Test func `empty values are as if they were not set`() throws {
        let names = Setting.all.filter { !$0.isEmptyNone }.flatMap { [$0.name, $0.fileName].compactMap(\.self) }
        let settings = try read(Dictionary(uniqueKeysWithValues: names.map { ($0, " ") }))
        #expect(settings.bind.port == 8080 && settings.slack == nil && settings.drainSeconds == 5)
    }

    @Test func `empty metrics mean none, and an address asked for is required`() throws {
        #expect(try read(["REGISTRAR_METRICS_BIND": ""]).metricsBind == nil)
        let asked = try read(["REGISTRAR_METRICS_BIND": "0.0.0.0:9100"])
        #expect(asked.metricsBind?.port == 9100 && asked.isMetricsBindRequired)
    }

    @Test func `whole Slack settings are read`() throws {
        let more = ["REGISTRAR_SLACK_CLIENT_ID": "1.2", "REGISTRAR_SLACK_CLIENT_SECRET": "geheim"]
        let slack = try #require(try read(Self.slack.merging(more) { $1 }).slack)
        #expect(slack.signingSecrets.map { $0.reveal() } == ["first", "second"])
        #expect(slack.vendorTeam == "T0VENDOR" && slack.clientID == "1.2")
        #expect(slack.apiURL == "https://slack.com/api/")
        #expect(slack.authorizeURL == "https://slack.com/oauth/v2/authorize")
        #expect(slack.responseHosts == ["hooks.slack.com"] && slack.command == "/register")
    }

    @Test func `a file holds a value, and both is a mistake`() throws {
        let name = "REGISTRAR_MASTER_KEY"
        #expect(try read([name + "_FILE": "key"], files: ["key": "\(Self.key)\n"]).masterKeys?.count == 1)
        #expect(mistakes([name: Self.key, name + "_FILE": "key"], files: ["key": Self.key]).count == 1)
        #expect(mistakes([name + "_FILE": "gone"]).count == 1)
        #expect(mistakes([name + "_FILE": "empty"], files: ["empty": " \n"]).count == 1)
    }

    @Test func `flags go before the environment and its files`() throws {
        let flags = Settings.Overrides(
            bind: "[::1]:0",
            database: "sqlite:other.db",
            policy: "p.yaml",
            publicURL: "https://r.example/"
        )
        let settings = try read(["REGISTRAR_BIND": "nonsense", "REGISTRAR_DATABASE_FILE": "gone"], flags: flags)
        #expect(settings.bind == BindAddress(host: "::1", port: 0) && settings.databasePath == "other.db")
        #expect(settings.policyPath == "p.yaml" && settings.publicURL == "https://r.example")
    }

    @Test(arguments: [
        ("REGISTRAR_BIND", "8081"), ("REGISTRAR_BIND", "127.0.0.2"), ("REGISTRAR_BIND", "127.0.0.1:65536"),
        ("REGISTRAR_BIND", "::1:8080"), ("REGISTRAR_BIND", "[localhost]:80"), ("REGISTRAR_BIND", "a b:80"),
        ("REGISTRAR_METRICS_BIND", "9090"),
        ("REGISTRAR_PUBLIC_URL", "other.example"), ("REGISTRAR_PUBLIC_URL", "ftp://registrar.example"),
        ("REGISTRAR_PUBLIC_URL", "https://registrar.example/?a=b"), ("REGISTRAR_PUBLIC_URL", "https:///r"),
        ("REGISTRAR_PUBLIC_URL", "https://user@registrar.example"), ("REGISTRAR_PUBLIC_URL", "https://a.example:99999"),
        ("REGISTRAR_DATABASE", "other.db"), ("REGISTRAR_DATABASE", "sqlite3:x"),
        ("REGISTRAR_DATABASE", "mysql://db/x"),
        ("REGISTRAR_MASTER_KEY", "short"), ("REGISTRAR_MASTER_KEY", "c2hvcnQ="),
        ("REGISTRAR_SLACK_API_URL", "http://slack.com/api/"), ("REGISTRAR_SLACK_API_URL", "http://127.evil.example/"),
        ("REGISTRAR_SLACK_API_URL", "http://localhost.evil.example/"),
        ("REGISTRAR_SLACK_AUTHORIZE_URL", "http://slack.com/oauth"),
        ("REGISTRAR_SLACK_RESPONSE_HOSTS", "https://hooks.slack.com"), ("REGISTRAR_SLACK_RESPONSE_HOSTS", "a,,b"),
        ("REGISTRAR_SLACK_RESPONSE_HOSTS", "hooks.slack.com:0"), ("REGISTRAR_SLACK_COMMAND", "deal"),
        ("REGISTRAR_SLACK_COMMAND", "/two words"), ("REGISTRAR_PROXY", "proxy.lan:3128"),
        ("REGISTRAR_TRUSTED_PROXIES", "10.0.0.0/33"), ("REGISTRAR_TRUSTED_PROXIES", "10.0.0/8"),
        ("REGISTRAR_TRUSTED_PROXIES", "::1/129"), ("REGISTRAR_TRUSTED_PROXIES", "proxy.example"),
        ("REGISTRAR_DRAIN_SECONDS", "-1"), ("REGISTRAR_DRAIN_SECONDS", "601"), ("REGISTRAR_DRAIN_SECONDS", "nan"),
        ("REGISTRAR_LOG_LEVEL", "loud"), ("REGISTRAR_LOG_FORMAT", "xml"),
        ("REGISTRAR_PUBLIC_URL", "http://registrar.lan:8080"), ("REGISTRAR_ERASE_AFTER_DAYS", "29"),
        ("REGISTRAR_MASTER_KEY", "<32 bytes>"), ("REGISTRAR_DATABASE", "postgresql://u:changeme@127.0.0.1/d"),
        ("REGISTRAR_PUBLIC_URL", "https://your-domain.example"), ("REGISTRAR_PROXY", "http://changeme:1"),
    ])
    func `a malformed value is named and not repeated`(name: String, value: String) {
        let found = mistakes([name: value])
        #expect(found.count == 1)
        #expect(found.allSatisfy { $0.hasPrefix(name + " ") && !$0.contains(value) })
    }

    @Test(arguments: [
        ("REGISTRAR_BIND", "localhost:0"), ("REGISTRAR_BIND", "[::]:8080"), ("REGISTRAR_BIND", "0.0.0.0:1"),
        ("REGISTRAR_PUBLIC_URL", "http://127.0.0.1:8080"), ("REGISTRAR_SLACK_API_URL", "http://127.0.0.1:9/api/"),
        ("REGISTRAR_ERASE_AFTER_DAYS", "30"),
        ("REGISTRAR_SLACK_API_URL", "http://localhost:9/api"), ("REGISTRAR_SLACK_API_URL", "http://[::1]:9/api/"),
        ("REGISTRAR_SLACK_RESPONSE_HOSTS", "hooks.slack.com, 127.0.0.1:9"), ("REGISTRAR_SLACK_COMMAND", "/deal"),
        ("REGISTRAR_PROXY", "socks5h://127.0.0.1:1080"), ("REGISTRAR_TRUSTED_PROXIES", "10.0.0.0/8, ::1, fd00::/8"),
        ("REGISTRAR_DRAIN_SECONDS", "0"), ("REGISTRAR_DRAIN_SECONDS", "2.5"), ("REGISTRAR_LOG_LEVEL", "DEBUG"),
        ("REGISTRAR_LOG_FORMAT", "text"),
    ])
    func `a good value is taken`(name: String, value: String) {
        #expect(mistakes([name: value]).isEmpty)
    }

    @Test func `everything wrong is named at once`() {
        let found = mistakes([
            "REGISTRAR_BIND": "x", "REGISTRAR_DRAIN_SECONDS": "y", "REGISTRAR_SLACK_BOT_TOKEN": "xoxb-geheim",
            "REGISTRAR_PUBLIC_URL": "https://a.example", "REGISTRAR_PUBLIC_URL_FILE": "b",
        ])
        let names = ["BIND", "DRAIN_SECONDS", "SLACK_SIGNING_SECRET", "SLACK_TEAM_ID", "PUBLIC_URL"]
        #expect(Set(found.map { $0.split(separator: " ")[0] }) == Set(names.map { "REGISTRAR_\($0)" }))
        #expect(!found.joined().contains("geheim"))
    }

    @Test func `a database needs a path and a commas' list no empty place`() {
        #expect(mistakes(["REGISTRAR_DATABASE": "sqlite:"]).count == 1)
        #expect(mistakes(["REGISTRAR_MASTER_KEY": "\(Self.key),"]).count == 1)
        #expect(mistakes(["REGISTRAR_MASTER_KEY": "\(Self.key), \(Self.key)"]).isEmpty)
    }

    @Test(arguments: [
        (["SIGNING_SECRET"], ["TEAM_ID", "BOT_TOKEN"]), (["TEAM_ID"], ["SIGNING_SECRET", "BOT_TOKEN"]),
        (["SIGNING_SECRET", "TEAM_ID"], ["BOT_TOKEN"]),
        (["CLIENT_ID"], ["SIGNING_SECRET", "TEAM_ID", "BOT_TOKEN", "CLIENT_SECRET"]),
        (["SIGNING_SECRET", "TEAM_ID", "BOT_TOKEN", "CLIENT_SECRET"], ["CLIENT_ID"]),
    ])
    func `a half-set Slack names what is missing`(set: [String], missing: [String]) {
        let environment = Dictionary(uniqueKeysWithValues: set.map { ("REGISTRAR_SLACK_" + $0, "T0geheim") })
        let found = mistakes(environment)
        #expect(Set(found) == Set(missing.map { "REGISTRAR_SLACK_\($0) is missing: Slack is half set" }))
    }

    @Test func `an unknown name is told with the nearest one`() throws {
        let unknown = try read([
            "REGISTRAR_BINDS": "x", "REGISTRAR_SLACK_BOTTOKEN_FILE": "x", "REGISTRAR_COFFEE": "x", "PATH": "x",
        ]).unknown
        #expect(unknown.map(\.name) == ["REGISTRAR_BINDS", "REGISTRAR_COFFEE", "REGISTRAR_SLACK_BOTTOKEN_FILE"])
        #expect(unknown.map(\.nearest) == ["REGISTRAR_BIND", nil, "REGISTRAR_SLACK_BOT_TOKEN_FILE"])
    }

    @Test func `the page on configuration is what the program reads`() throws {
        let page = URL(filePath: #filePath).appending(path: "../../../docs/configuration.md").standardized
        #expect(try String(contentsOf: page, encoding: .utf8) == Setting.page)
    }
}
