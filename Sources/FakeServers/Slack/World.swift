/// One Slack workspace.
public struct Workspace: Sendable {
    /// The `T…` id.
    public var id: String
    /// The name people see.
    public var name: String
    /// The part of its address before `.slack.com`.
    public var domain: String

    /// A workspace.
    public init(id: String, name: String, domain: String) {
        self.id = id
        self.name = name
        self.domain = domain
    }
}

/// One person, member of exactly one workspace.
public struct Person: Sendable {
    /// The `U…` id.
    public var id: String
    /// The workspace the person belongs to.
    public var team: String
    /// The full name.
    public var name: String
    /// The handle without `@`.
    public var handle: String
    /// The language setting, such as `de-DE`.
    public var locale: String
    /// The time zone.
    public var timeZone: String
    /// The mail address of the profile.
    public var email: String
    /// One line for the visitor of the demo.
    public var about: String

    /// A person.
    public init(
        id: String,
        team: String,
        name: String,
        handle: String,
        locale: String = "en-US",
        timeZone: String = "Europe/Berlin",
        email: String,
        about: String = ""
    ) {
        self.id = id
        self.team = team
        self.name = name
        self.handle = handle
        self.locale = locale
        self.timeZone = timeZone
        self.email = email
        self.about = about
    }
}

/// One channel, possibly shared between workspaces.
public struct Room: Sendable {
    /// The `C…` or `D…` id.
    public var id: String
    /// The name without `#`.
    public var name: String
    /// The workspaces it is connected to, the host first.
    public var teams: [String]
    /// The people and bot users in it.
    public var members: Set<String>
    /// Whether nobody may write any more.
    public var isArchived = false
    /// Whether it is a direct conversation with a bot.
    public var isDirect: Bool { id.hasPrefix("D") }
    /// Whether more than one organisation reads it.
    public var isShared: Bool { teams.count > 1 }

    /// A channel.
    public init(id: String, name: String, teams: [String], members: Set<String>) {
        self.id = id
        self.name = name
        self.teams = teams
        self.members = members
    }
}

/// The app as installed in one workspace.
public struct Install: Sendable {
    /// The workspace that installed it.
    public var team: String
    /// The bot token.
    public var token: String
    /// What it may do there.
    public var scopes: Set<String>
    /// The bot's user id there.
    public var botUser: String
    /// The bot id there.
    public var botID: String
    /// Whether the token was revoked or the app uninstalled.
    public var isRevoked = false

    /// An installation.
    public init(team: String, token: String, scopes: Set<String>, botUser: String) {
        self.team = team
        self.token = token
        self.scopes = scopes
        self.botUser = botUser
        self.botID = "B" + botUser.dropFirst()
    }
}

/// Everything that exists before the first request.
public struct World: Sendable {
    /// The app's id.
    public var appID = "A0REGISTRAR"
    /// The app's name.
    public var appName = "Registrar"
    /// The slash command with its slash.
    public var command = "/register"
    /// The paths of the app, below its base address.
    public var paths = AppPaths()
    /// The registered redirect addresses; none means the callback path below the app's address.
    public var redirectURLs: [String] = []
    /// Every workspace.
    public var workspaces: [Workspace]
    /// Every person.
    public var people: [Person]
    /// Every channel.
    public var rooms: [Room]
    /// Every installation of the app.
    public var installs: [Install]

    /// A world of its own.
    public init(workspaces: [Workspace], people: [Person], rooms: [Room], installs: [Install]) {
        self.workspaces = workspaces
        self.people = people
        self.rooms = rooms
        self.installs = installs
    }
}

/// Where the app listens, below its base address.
public struct AppPaths: Sendable {
    /// The slash command's address.
    public var commands = "/slack/commands"
    /// The address of clicks and submissions.
    public var interactions = "/slack/interactions"
    /// The address of option searches.
    public var options = "/slack/options"
    /// The address of events.
    public var events = "/slack/events"
    /// Where an install starts.
    public var install = "/slack/install"
    /// Where an install comes back to.
    public var callback = "/slack/oauth/callback"

    /// The paths of the contract.
    public init() {}
}

/// Every clock of the vendor, so that a test can shorten one or stand at another time.
public struct SlackClocks: Sendable {
    /// How long an app may take to acknowledge.
    public var acknowledge: Duration = .seconds(3)
    /// How long a trigger opens a view.
    public var triggerSeconds = 3.0
    /// How long a `response_url` lives.
    public var hookSeconds = 1800.0
    /// How often a `response_url` works.
    public var hookUses = 5
    /// How long an OAuth code lives.
    public var codeSeconds = 600.0
    /// The waits before the retries of an event.
    public var eventRetries: [Duration] = [.zero, .seconds(60), .seconds(300)]
    /// Seconds since 1970.
    public var now: @Sendable () -> Double = { SystemTime.seconds }

    /// The vendor's own clocks.
    public init() {}
}
