import Teams

/// One setting of the environment, as documented and as read.
struct Setting: Hashable, Sendable {
    let name: String
    /// What holds when it is not set; nil for nothing.
    let standard: String?
    let summary: String
    /// An empty value says "none"; everywhere else it is as if the setting were not there.
    let isEmptyNone: Bool

    /// The name under which a file holds the value; nil where the setting names a file anyway.
    var fileName: String? { name.hasSuffix(Self.fileEnding) ? nil : name + Self.fileEnding }

    private static let fileEnding = "_FILE"
    /// What every name begins with.
    static let opening = "REGISTRAR_"

    init(_ name: String, _ standard: String?, _ summary: String, isEmptyNone: Bool = false) {
        self.name = Self.opening + name
        self.standard = standard
        self.summary = summary
        self.isEmptyNone = isEmptyNone
    }

    static let bind = Setting(
        "BIND",
        "127.0.0.1:8080",
        "Address and port to listen on; port 0 picks one, which is logged. An IPv6 address stands in brackets: `[::1]:8080`."
    )
    static let publicURL = Setting(
        "PUBLIC_URL",
        nil,
        "Base of record links and manifests; `http://` and the bind address when not set."
    )
    static let database = Setting(
        "DATABASE",
        "sqlite:registrar.db",
        "Where everything is kept: `sqlite:` and the path of a file on a local disk, or `postgresql://user:password@host/database` with libpq's options, such as `?sslmode=verify-full`."
    )
    static let policy = Setting(
        "POLICY",
        nil,
        "Path of the policy file; a built-in one without reviewers when not set."
    )
    static let masterKey = Setting(
        "MASTER_KEY",
        nil,
        "32 random bytes in base64; several, with commas between, while rotating: the first one seals. On the first start one is made beside a SQLite file, as its name and `.key`; a PostgreSQL database needs it set."
    )
    static let slackSigningSecret = Setting(
        "SLACK_SIGNING_SECRET",
        nil,
        "Of the Slack app; several, with commas between, while rotating. Slack is off without it."
    )
    static let slackTeamID = Setting("SLACK_TEAM_ID", nil, "The vendor's own workspace, `T…`.")
    static let slackBotToken = Setting(
        "SLACK_BOT_TOKEN",
        nil,
        "The bot token of the vendor's own workspace."
    )
    static let slackClientID = Setting("SLACK_CLIENT_ID", nil, "Of the Slack app: partners install through it.")
    static let slackClientSecret = Setting(
        "SLACK_CLIENT_SECRET",
        nil,
        "Of the Slack app; several, with commas between, while rotating."
    )
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
    static let teamsAppID = Setting(
        "TEAMS_APP_ID",
        nil,
        "The app's id at the bot registration, a GUID. Teams is off without it, what proves it and the tenant."
    )
    static let teamsAppSecret = Setting(
        "TEAMS_APP_SECRET",
        nil,
        "A client secret of the Teams app; or one of the next two in its place."
    )
    static let teamsAppCertificate = Setting(
        "TEAMS_APP_CERTIFICATE_FILE",
        nil,
        "Path of a PEM file with an RSA private key and its certificate, which the Teams app knows; read anew for each token."
    )
    static let teamsAppFederatedToken = Setting(
        "TEAMS_APP_FEDERATED_TOKEN_FILE",
        nil,
        "Path of a file with a token of an identity provider whom the Teams app trusts; read anew for each token."
    )
    static let teamsTenantID = Setting("TEAMS_TENANT_ID", nil, "The vendor's own tenant, a GUID: the app's home.")
    static let teamsCloud = Setting(
        "TEAMS_CLOUD",
        "public",
        "`public`, `gcc-high`, `dod` or `china`: who signs, and where tokens come from."
    )
    static let teamsOpenIDURL = Setting(
        "TEAMS_OPENID_URL",
        nil,
        "The OpenID metadata document; the cloud's own when not set."
    )
    static let teamsLoginURL = Setting(
        "TEAMS_LOGIN_URL",
        nil,
        "Tokens come from here, the tenant and `/oauth2/v2.0/token`; the cloud's own when not set."
    )
    static let teamsServiceHosts = Setting(
        "TEAMS_SERVICE_HOSTS",
        TeamsCloud.serviceHosts.joined(separator: ","),
        "The only hosts an activity's `serviceUrl` may name: `host` or `host:port`, with commas between."
    )
    static let metricsBind = Setting(
        "METRICS_BIND",
        "127.0.0.1:9090",
        "Where `/metrics` listens; empty for nowhere. When the default is taken, that is logged and the service goes on.",
        isEmptyNone: true
    )
    static let proxy = Setting(
        "PROXY",
        nil,
        "Outbound proxy: an `http`, `https`, `socks5` or `socks5h` URL. The environment's proxy variables are ignored."
    )
    static let trustedProxies = Setting(
        "TRUSTED_PROXIES",
        nil,
        "Networks of the proxies in front, such as `10.0.0.0/8`, with commas between."
    )
    static let drainSeconds = Setting("DRAIN_SECONDS", "5", "So long the service goes on after readiness turned red.")
    static let personPerSecond = Setting(
        "PERSON_PER_SECOND",
        "10",
        "So many acts a second are taken from one person, after ten times as many at once; empty for no bound.",
        isEmptyNone: true
    )
    static let workspacePerSecond = Setting(
        "WORKSPACE_PER_SECOND",
        "200",
        "The same for one workspace.",
        isEmptyNone: true
    )
    static let eraseAfterDays = Setting(
        "ERASE_AFTER_DAYS",
        nil,
        "Personal data of a registration is erased so many days after its end, 30 at least; never when not set ([privacy.md](privacy.md))."
    )
    static let logLevel = Setting("LOG_LEVEL", "info", "`trace`, `debug`, `info`, `notice`, `warning` or `error`.")
    static let logFormat = Setting(
        "LOG_FORMAT",
        nil,
        "`json` or `text`; `json`, and `text` on a terminal, when not set."
    )

    static let all: [Setting] = [
        bind, publicURL, database, policy, masterKey, slackSigningSecret, slackTeamID, slackBotToken, slackClientID,
        slackClientSecret, slackAPIURL, slackAuthorizeURL, slackResponseHosts, slackCommand, teamsAppID,
        teamsAppSecret, teamsAppCertificate, teamsAppFederatedToken, teamsTenantID, teamsCloud, teamsOpenIDURL,
        teamsLoginURL, teamsServiceHosts, metricsBind, proxy, trustedProxies, drainSeconds, personPerSecond,
        workspacePerSecond, eraseAfterDays, logLevel, logFormat,
    ]

    /// An appeal, and what a commission rests on, want the words for a while.
    static let retentionDays = 30...36_500
}
