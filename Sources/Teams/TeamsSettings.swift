/// What the Teams door and courier need to know, all of it from the environment.
public struct TeamsSettings: Sendable {
    /// The app's id at the bot registration, a GUID in lower case.
    public var appID: String
    public var credential: TeamsCredential
    /// The app's home tenant, a GUID in lower case: whose token is sent, and the vendor's own people's.
    public var tenantID: String
    public var cloud: TeamsCloud
    /// The OpenID metadata document that names the signing keys.
    public var openIDURL: String
    /// Ends with a slash.
    public var loginURL: String
    /// The only hosts an activity's `serviceUrl` may name, each `host` or `host:port`.
    public var serviceHosts: [String]
    /// Without a slash at the end.
    public var publicURL: String

    public init(
        appID: String,
        credential: TeamsCredential,
        tenantID: String,
        cloud: TeamsCloud = .public,
        openIDURL: String? = nil,
        loginURL: String? = nil,
        serviceHosts: [String]? = nil,
        publicURL: String
    ) {
        self.appID = appID.lowercased()
        self.credential = credential
        self.tenantID = tenantID.lowercased()
        self.cloud = cloud
        self.openIDURL = openIDURL ?? cloud.openIDURL
        let login = loginURL ?? cloud.loginURL
        self.loginURL = login.hasSuffix("/") ? login : login + "/"
        self.serviceHosts = (serviceHosts ?? TeamsCloud.serviceHosts).map { $0.lowercased() }
        self.publicURL = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
    }
}

extension TeamsSettings {
    /// Where tokens are had, and whom an assertion is for.
    var tokenURL: String { loginURL + tenantID + "/oauth2/v2.0/token" }

    /// The cloud's own address, where it is one that may be called.
    var usualService: String? {
        cloud.serviceURL.flatMap { ServiceAddress($0, allowed: serviceHosts) }?.base
    }
}

/// A Microsoft cloud: who signs its activities, and where its tokens come from.
///
/// https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication and, for the
/// government's and China's, `cloud_environment.py` of microsoft/teams.py.
public enum TeamsCloud: String, Hashable, Sendable, CaseIterable {
    case `public`
    case gccHigh = "gcc-high"
    case dod
    case china

    /// `iss` of an inbound token.
    public var issuer: String {
        switch self {
        case .public: "https://api.botframework.com"
        case .gccHigh, .dod: "https://api.botframework.us"
        case .china: "https://api.botframework.azure.cn"
        }
    }

    /// Asked for when a token is fetched.
    public var scope: String { issuer + "/.default" }

    public var openIDURL: String {
        switch self {
        case .public: "https://login.botframework.com/v1/.well-known/openidconfiguration"
        case .gccHigh, .dod: "https://login.botframework.azure.us/v1/.well-known/openidconfiguration"
        case .china: "https://login.botframework.azure.cn/v1/.well-known/openidconfiguration"
        }
    }

    public var loginURL: String {
        switch self {
        case .public: "https://login.microsoftonline.com/"
        case .gccHigh, .dod: "https://login.microsoftonline.us/"
        case .china: "https://login.partner.microsoftonline.cn/"
        }
    }

    /// Where messages are taken while no activity has named an address; nil where none is documented.
    ///
    /// https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
    public var serviceURL: String? {
        switch self {
        case .public: "https://smba.trafficmanager.net/teams"
        case .gccHigh: "https://smba.infra.gov.teams.microsoft.us/teams"
        case .dod: "https://smba.infra.dod.teams.microsoft.us/teams"
        case .china: nil
        }
    }

    /// The public cloud's and the three governments'.
    public static let serviceHosts = [
        "smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com", "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
    ]
}
