/// One organisation.
public struct Tenant: Sendable {
    /// A GUID in lower case.
    public var id: String
    /// The name people see.
    public var name: String

    /// An organisation.
    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}

/// One person of Teams, at home in exactly one organisation.
public struct TeamsPerson: Sendable {
    /// The `29:…` id, which only this bot knows the person by.
    public var id: String
    /// The object id, a GUID in lower case.
    public var objectID: String
    /// The home organisation.
    public var tenant: String
    /// The full name, which everybody chooses for themselves.
    public var name: String
    /// The language setting, such as `de-DE`.
    public var locale: String
    /// The time zone.
    public var timeZone: String
    /// One line for the visitor of the demo.
    public var about: String
    /// Whether the person is a guest of the vendor: known in its directory, at home elsewhere.
    public var isGuest: Bool
    /// Whether the app is installed for this person alone.
    public var hasApp: Bool
    /// Whether the client is too old for `Action.Execute` and takes the fallback.
    public var hasOldClient = false

    /// A person.
    public init(
        id: String,
        objectID: String,
        tenant: String,
        name: String,
        locale: String = "en-US",
        timeZone: String = "Europe/Berlin",
        about: String = "",
        isGuest: Bool = false,
        hasApp: Bool = false
    ) {
        self.id = id
        self.objectID = objectID
        self.tenant = tenant
        self.name = name
        self.locale = locale
        self.timeZone = timeZone
        self.about = about
        self.isGuest = isGuest
        self.hasApp = hasApp
    }
}

/// A team: channels, and whether the app was added to it.
public struct Team: Sendable {
    /// The `19:…` id of its first channel.
    public var id: String
    /// The id of its group, a GUID.
    public var groupID: String
    /// The name people see.
    public var name: String
    /// The organisation it belongs to.
    public var tenant: String
    /// Whether the app is installed in the team.
    public var hasApp: Bool
    /// Whether the app may read who is in shared and private channels (`ChannelMember.Read.Group`).
    public var hasMemberConsent = true

    /// A team.
    public init(id: String, groupID: String, name: String, tenant: String, hasApp: Bool = true) {
        self.id = id
        self.groupID = groupID
        self.name = name
        self.tenant = tenant
        self.hasApp = hasApp
    }
}

/// A channel, a group chat, or the chat of one person with the bot.
public struct TeamsChat: Sendable {
    /// What kind of conversation it is.
    public enum Kind: String, Sendable { case standard, shared, `private`, group, personal }

    /// The `19:…` or `a:…` id.
    public var id: String
    /// The kind.
    public var kind: Kind
    /// The name people see.
    public var name: String
    /// The team whose channel it is.
    public var team: String?
    /// The organisation that hosts it.
    public var tenant: String
    /// The `29:…` ids of everybody in it.
    public var members: [String]
    /// Whether the app was added to this channel or chat; a standard channel follows its team.
    public var hasApp: Bool

    /// Whether it is a channel of a team.
    public var isChannel: Bool { [.standard, .shared, .private].contains(kind) }

    /// `personal`, `groupChat` or `channel`.
    public var conversationType: String {
        switch kind {
        case .standard, .shared, .private: "channel"
        case .group: "groupChat"
        case .personal: "personal"
        }
    }

    /// A conversation.
    public init(
        id: String,
        kind: Kind,
        name: String,
        team: String? = nil,
        tenant: String,
        members: [String],
        hasApp: Bool = true
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.team = team
        self.tenant = tenant
        self.members = members
        self.hasApp = hasApp
    }
}

/// Everything that exists before the first request.
public struct TeamsWorld: Sendable {
    /// The app's id at its registration, a GUID in lower case.
    public var appID: String
    /// The app's name.
    public var appName = "Registrar"
    /// The app's home organisation.
    public var homeTenant: String
    /// Where the app listens, below its base address.
    public var path = "/teams/messages"
    /// Whether people of other organisations have slash commands in shared channels: no page says so.
    public var hasSlashForExternals = true
    /// Every organisation.
    public var tenants: [Tenant]
    /// Every person.
    public var people: [TeamsPerson]
    /// Every team.
    public var teams: [Team]
    /// Every conversation.
    public var chats: [TeamsChat]

    /// A world of its own.
    public init(
        appID: String,
        homeTenant: String,
        tenants: [Tenant],
        people: [TeamsPerson],
        teams: [Team],
        chats: [TeamsChat]
    ) {
        self.appID = appID
        self.homeTenant = homeTenant
        self.tenants = tenants
        self.people = people
        self.teams = teams
        self.chats = chats
    }
}

/// Every clock of the vendor, so that a test can shorten one.
public struct TeamsClocks: Sendable {
    /// How long a person waits for the answer to a press before Teams says that it did not work.
    public var prompt: Duration = .seconds(3)
    /// After this a request is sent again.
    public var patience: Duration = .seconds(15)
    /// How long a private message lives.
    public var targetedSeconds = 86_400.0
    /// How long a token of the token endpoint lives.
    public var tokenSeconds = 3600.0
    /// The shortest time between two automatic refreshes of a card by one person.
    public var refreshSeconds = 60.0
    /// Seconds since 1970.
    public var now: @Sendable () -> Double = { SystemTime.seconds }

    /// The vendor's own clocks.
    public init() {}
}
