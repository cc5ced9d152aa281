public import Desk

/// What the Slack door and courier need to know, all of it from the environment.
public struct SlackSettings: Sendable {
    /// More than one while rotating; a request signed with any of them is genuine.
    public var signingSecrets: [Secret]
    /// The vendor's own workspace, `T…`.
    public var vendorTeam: String?
    public var botToken: Secret?
    public var clientID: String?
    public var clientSecret: Secret?
    /// Tried where Slack refuses the first, while it is being changed.
    public var otherClientSecrets: [Secret] = []
    /// Ends with a slash.
    public var apiURL: String
    public var authorizeURL: String
    /// The only hosts a `response_url` may name, each `host` or `host:port`.
    public var responseHosts: [String]
    public var command: String
    /// Without a slash at the end.
    public var publicURL: String

    public init(
        signingSecrets: [Secret],
        vendorTeam: String? = nil,
        botToken: Secret? = nil,
        clientID: String? = nil,
        clientSecret: Secret? = nil,
        apiURL: String = "https://slack.com/api/",
        authorizeURL: String = "https://slack.com/oauth/v2/authorize",
        responseHosts: [String] = ["hooks.slack.com"],
        command: String = "/register",
        publicURL: String
    ) {
        self.signingSecrets = signingSecrets
        self.vendorTeam = vendorTeam
        self.botToken = botToken
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.apiURL = apiURL.hasSuffix("/") ? apiURL : apiURL + "/"
        self.authorizeURL = authorizeURL
        self.responseHosts = responseHosts.map { $0.lowercased() }
        self.command = command
        self.publicURL = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
    }
}
