/// A strict stand-in for Slack: it keeps Slack's clocks and limits, answers as Slack would, and records every mistake.
///
/// People act through ``type(_:by:in:)``, ``press(_:on:by:choosing:)``, ``submit(_:by:checkedByClient:)`` and their like;
/// the app answers over HTTP and calls the API of ``apiRouter()``. It shares no code with the adapter it judges.
public actor FakeSlack {
    let clocks: SlackClocks
    let signingSecret: String
    let clientID: String
    let clientSecret: String
    var appURL: String
    var ownURL = ""
    var world: World

    var messages: [String: [SlackMessage]] = [:]
    var views: [String: SlackView] = [:]
    var stacks: [ViewStack] = []
    var triggers: [String: Trigger] = [:]
    var hooks: [String: Hook] = [:]
    var codes: [String: OAuthCode] = [:]
    var faults: [String: [PlannedFault]] = [:]
    var meter = RateMeter()
    var typed: Set<String> = []
    var seen: [String: [String: String]] = [:]
    var serial = 1000
    var lastStamp = 0
    var revision = 1
    var isBesideTeams = false

    /// Every mistake of the app, in the order it happened.
    public internal(set) var violations: [Violation] = []
    /// Every API call of the app.
    public internal(set) var calls: [APICall] = []
    /// Every request sent to the app, with what came back.
    public internal(set) var deliveries: [SlackDelivery] = []

    /// A Slack with that world in it, before the app at `appURL` (which may be named later).
    public init(
        _ world: World,
        appURL: String = "",
        signingSecret: String,
        clientID: String,
        clientSecret: String,
        clocks: SlackClocks = SlackClocks()
    ) {
        self.world = world
        self.appURL = appURL
        self.signingSecret = signingSecret
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.clocks = clocks
    }

    /// Names the app's base address, such as `http://127.0.0.1:8080`.
    public func setAppURL(_ url: String) {
        appURL = url.hasSuffix("/") ? String(url.dropLast()) : url
    }

    /// The app's base address, without a slash at its end.
    public var appAddress: String { appURL }

    /// Lets the page lead to a Teams as well.
    public func standBesideTeams() { isBesideTeams = true }

    /// Where this Slack's own API is, without a slash at its end.
    public var address: String { ownURL }

    /// Names the base address under which this Slack's own API is reached; `response_url`s begin with it.
    public func setOwnURL(_ url: String) {
        ownURL = url.hasSuffix("/") ? String(url.dropLast()) : url
    }
}

/// One thing the app did that Slack forbids, or advises against in its documentation.
public struct Violation: Sendable, CustomStringConvertible {
    /// The method or surface.
    public var place: String
    /// What was wrong.
    public var what: String
    /// The place and the mistake in one line.
    public var description: String { "\(place): \(what)" }
}

/// One API call of the app.
public struct APICall: Sendable {
    /// The method, such as `chat.postMessage`.
    public var method: String
    /// The arguments.
    public var body: JSONValue
    /// The workspace whose token was used, if it was one.
    public var team: String?
    /// What was answered: `ok`, the error's name, or the fault's.
    public var outcome: String
    /// When it came, in seconds since 1970.
    public var at: Double
}

/// One request to the app, and its answer.
public struct SlackDelivery: Sendable {
    /// The path below the app's address.
    public var path: String
    /// The raw body.
    public var body: [UInt8]
    /// The decoded payload: the JSON of an interaction or event, or the fields of a command.
    public var payload: JSONValue
    /// The HTTP status, or nil when no answer came in time.
    public var status: Int?
    /// How long the answer took.
    public var seconds: Double
}

// What people and tests look at.
extension FakeSlack {
    /// Every message of a channel that everybody in it sees, oldest first.
    public func messages(in room: String) -> [SlackMessage] {
        (messages[room] ?? []).filter { $0.onlyFor == nil && !$0.isDeleted }
    }

    /// Every message that only this person sees, oldest first.
    public func ephemerals(for user: String) -> [SlackMessage] {
        messages.values.joined().filter { $0.onlyFor == user && !$0.isDeleted }.sorted { $0.ts < $1.ts }
    }

    /// Every message of the bots' direct conversations with this person, oldest first.
    public func directMessages(to user: String) -> [SlackMessage] {
        rooms(of: user).filter(\.isDirect).flatMap { messages(in: $0.id) }.sorted { $0.ts < $1.ts }
    }

    /// The view in front of this person, in the window used last.
    public func openView(of user: String) -> SlackView? {
        stacks.last { $0.user == user }?.views.last.flatMap { views[$0] }
    }

    /// The views in front of this person, one a window, oldest window first.
    public func openViews(of user: String) -> [SlackView] {
        stacks.filter { $0.user == user }.compactMap { $0.views.last.flatMap { views[$0] } }
    }

    /// One view by its id, if it is still open.
    public func view(_ id: String) -> SlackView? { views[id] }

    /// The channels and direct conversations this person sees.
    public func rooms(of user: String) -> [Room] {
        world.rooms.filter { $0.members.contains(user) }
    }

    /// Every mention and link that would be rendered from mrkdwn, over all messages and views so far.
    public var renderedMarkup: [String] {
        let texts = messages.values.joined().flatMap(\.markup) + views.values.flatMap { Markup.texts(in: $0.content) }
        return texts.flatMap(Markup.tokens)
    }

    /// Forgets every recorded violation, call and delivery.
    public func forgetRecords() {
        violations = []
        calls = []
        deliveries = []
    }
}

// What the other files share.
extension FakeSlack {
    func blame(_ place: String, _ what: String) {
        violations.append(Violation(place: place, what: what))
    }

    func nextID(_ prefix: String) -> String {
        serial += 1
        return prefix + String(serial, radix: 36, uppercase: true) + Chance.letters(4)
    }

    func nextStamp() -> String {
        lastStamp = max(lastStamp + 1, Int(clocks.now() * 1_000_000))
        let micros = String(lastStamp % 1_000_000)
        return "\(lastStamp / 1_000_000)." + String(repeating: "0", count: 6 - micros.count) + micros
    }

    func touch() { revision += 1 }

    func person(_ id: String) -> Person? { world.people.first { $0.id == id } }
    func room(_ id: String) -> Room? { world.rooms.first { $0.id == id } }
    func workspace(_ id: String) -> Workspace? { world.workspaces.first { $0.id == id } }
    func install(of team: String) -> Install? { world.installs.first { $0.team == team && !$0.isRevoked } }
    func install(ofBot user: String) -> Install? { world.installs.first { $0.botUser == user && !$0.isRevoked } }

    func shareRoom(_ one: String, _ other: String) -> Bool {
        world.rooms.contains { !$0.isDirect && $0.members.contains(one) && $0.members.contains(other) }
    }

    func directRoom(of install: Install, with user: String) -> String {
        let members: Set<String> = [install.botUser, user]
        if let known = world.rooms.first(where: { $0.isDirect && $0.members == members }) { return known.id }
        let room = Room(id: nextID("D0"), name: world.appName, teams: [install.team], members: members)
        world.rooms.append(room)
        touch()
        return room.id
    }
}
