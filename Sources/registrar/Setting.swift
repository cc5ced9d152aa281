/// One setting of the environment, as documented and as read.
struct Setting: Hashable, Sendable {
    let name: String
    /// What holds when it is not set; nil for nothing.
    let standard: String?
    let summary: String
    let isSecret: Bool

    init(_ name: String, _ standard: String?, _ summary: String, isSecret: Bool = false) {
        self.name = "REGISTRAR_" + name
        self.standard = standard
        self.summary = summary
        self.isSecret = isSecret
    }

    static let bind = Setting(
        "BIND",
        "127.0.0.1:8080",
        "Address and port to listen on; port 0 picks one, which is logged."
    )
    static let publicURL = Setting(
        "PUBLIC_URL",
        nil,
        "Base of record links and manifests; `http://` and the bind address when not set."
    )
    static let database = Setting("DATABASE", "sqlite:registrar.db", "Where everything is kept.")
    static let policy = Setting(
        "POLICY",
        nil,
        "Path of the policy file; a built-in one without reviewers when not set."
    )
    static let masterKey = Setting(
        "MASTER_KEY",
        nil,
        "32 random bytes in base64; several, with commas between, while rotating: the first one seals. Made beside a SQLite file on first start.",
        isSecret: true
    )
    static let slackSigningSecret = Setting(
        "SLACK_SIGNING_SECRET",
        nil,
        "Of the Slack app; several, with commas between, while rotating. Slack is off without it.",
        isSecret: true
    )
    static let slackTeamID = Setting("SLACK_TEAM_ID", nil, "The vendor's own workspace, `T…`.")
    static let slackBotToken = Setting(
        "SLACK_BOT_TOKEN",
        nil,
        "The bot token of the vendor's own workspace.",
        isSecret: true
    )
    static let slackClientID = Setting("SLACK_CLIENT_ID", nil, "Of the Slack app: partners install through it.")
    static let slackClientSecret = Setting("SLACK_CLIENT_SECRET", nil, "Of the Slack app.", isSecret: true)
    static let slackAPIURL = Setting("SLACK_API_URL", "https://slack.com/api/", "Slack's Web API.")
    static let slackAuthorizeURL = Setting(
        "SLACK_AUTHORIZE_URL",
        "https://slack.com/oauth/v2/authorize",
        "Where partners agree to the installation."
    )
    static let slackResponseHosts = Setting(
        "SLACK_RESPONSE_HOSTS",
        "hooks.slack.com",
        "The only hosts a `response_url` may name: `host` or `host:port`, with commas between."
    )
    static let slackCommand = Setting("SLACK_COMMAND", "/register", "What people type.")
    static let proxy = Setting("PROXY", nil, "Outbound proxy; the environment's proxy variables are ignored.")
    static let drainSeconds = Setting("DRAIN_SECONDS", "5", "Service after readiness turned red.")
    static let logLevel = Setting("LOG_LEVEL", "info", "`trace`, `debug`, `info`, `notice`, `warning` or `error`.")
    static let logFormat = Setting(
        "LOG_FORMAT",
        nil,
        "`json` or `text`; `json`, and `text` on a terminal, when not set."
    )

    static let all: [Setting] = [
        bind, publicURL, database, policy, masterKey, slackSigningSecret, slackTeamID, slackBotToken, slackClientID,
        slackClientSecret, slackAPIURL, slackAuthorizeURL, slackResponseHosts, slackCommand, proxy, drainSeconds,
        logLevel, logFormat,
    ]

    /// The page `docs/configuration.md`.
    static var page: String {
        var page = """
            # Configuration

            Settings come from the environment. Each can also be given as its name with `_FILE` at the end, holding the path
            of a file with the value; giving both is a mistake. `--bind`, `--database`, `--policy` and `--public-url` override.

            | name | default | what it is |
            |---|---|---|

            """
        for setting in all {
            page += "| `\(setting.name)` | \(setting.standard.map { "`\($0)`" } ?? "–") | \(setting.summary) |\n"
        }
        return page
    }
}
