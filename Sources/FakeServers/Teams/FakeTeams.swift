/// A strict stand-in for Microsoft Teams: its tokens, its connector, its clocks, and its people.
///
/// People act through ``type(_:by:in:)``, ``mention(_:by:in:)``, ``slash(_:by:in:)``, ``press(_:on:by:filling:)`` and
/// their like; the app answers over HTTP and calls what ``router()`` serves. It shares no code with the adapter it judges.
public actor FakeTeams {
    let clocks: TeamsClocks
    let appSecret: String
    var proofs = TeamsProofs()
    var appURL: String
    var ownURL = ""
    var world: TeamsWorld
    var keys: [TeamsKey]
    var keysServed: [TeamsKey]

    var messages: [String: [TeamsMessage]] = [:]
    var ownCards: [String: [String: JSONValue]] = [:]
    var refreshed: [String: Double] = [:]
    var dialogs: [TeamsDialog] = []
    var tokens: [String: Double] = [:]
    var continuations: [String: Int] = [:]
    var faults: [String: [PlannedFault]] = [:]
    var doubling: Doubling?
    var blockers: Set<String> = []
    var meter = ThreadMeter()
    var seen: [String: [String: String]] = [:]
    var notices: [String: [String]] = [:]
    var serial = 1000
    var lastStamp = 0
    var revision = 1

    /// Every mistake of the app, in the order it happened.
    public internal(set) var violations: [Violation] = []
    /// Every call of the app, tokens included.
    public internal(set) var calls: [ConnectorCall] = []
    /// Every activity sent to the app, with what came back.
    public internal(set) var deliveries: [TeamsDelivery] = []

    /// How a request comes more than once.
    public enum Doubling: Sendable {
        /// The same bytes at the same time.
        case sameID
        /// The same act under another id, as after a slow answer.
        case newID
    }

    /// A Teams with that world in it, before the app at `appURL` (which may be named later).
    public init(
        _ world: TeamsWorld,
        appURL: String = "",
        appSecret: String = TeamsWorld.appSecret,
        clocks: TeamsClocks = TeamsClocks()
    ) throws {
        self.world = world
        self.appURL = appURL
        self.appSecret = appSecret
        self.clocks = clocks
        keys = [try TeamsKey(id: "key-1")]
        keysServed = keys
    }

    /// Names the app's base address, such as `http://127.0.0.1:8080`.
    public func setAppURL(_ url: String) { appURL = url.hasSuffix("/") ? String(url.dropLast()) : url }

    /// The app's base address, without a slash at its end.
    public var appAddress: String { appURL }

    /// Names the base address under which this Teams is reached; service addresses begin with it.
    public func setOwnURL(_ url: String) { ownURL = url.hasSuffix("/") ? String(url.dropLast()) : url }

    /// What activities name as their service.
    public var serviceURL: String { ownURL + "/emea/" }

    /// Lets every following act of a person reach the app more than once; nil ends it.
    public func double(_ how: Doubling?) { doubling = how }

    /// Lets an operation go wrong, that many times or until cleared.
    ///
    /// Operations are `send` `update` `delete` `create` `member` `members` `team` `token` `keys` `metadata`; `*` is all.
    /// With `afterEffect` the call takes effect first, and only its answer is lost.
    public func plan(_ fault: Fault, on operation: String, times: Int? = nil, afterEffect: Bool = false) {
        faults[operation, default: []].append(PlannedFault(fault: fault, afterEffect: afterEffect, times: times))
    }

    /// Ends every planned fault.
    public func clearFaults() { faults = [:] }

    /// Switches the documented rate limits on or off; they are on at first.
    public func enforceRateLimits(_ isOn: Bool) { meter = ThreadMeter(isOn: isOn) }

    /// Lets somebody block the bot: what is sent to them alone is 403 `MessageWritesBlocked`.
    public func block(by user: String, _ isBlocked: Bool) {
        if isBlocked { blockers.insert(user) } else { blockers.remove(user) }
    }

    /// Takes every token back: the next call with one is 401.
    public func revokeTokens() { tokens = [:] }
}

/// One call of the app to the connector or the token endpoint.
public struct ConnectorCall: Sendable {
    /// `send`, `update`, `create`, `member`, `token` and their like.
    public var operation: String
    /// The raw path.
    public var path: String
    /// The body.
    public var body: JSONValue
    /// The HTTP status answered, or the fault's name.
    public var outcome: String
    /// When it came, in seconds since 1970.
    public var at: Double
}

/// One activity to the app, and its answer.
public struct TeamsDelivery: Sendable {
    /// The activity.
    public var activity: JSONValue
    /// The raw body.
    public var body: [UInt8]
    /// The HTTP status, or nil when no answer came in time.
    public var status: Int?
    /// What came back.
    public var answer: JSONValue
    /// How long the answer took.
    public var seconds: Double
}

// What people and tests look at.
extension FakeTeams {
    /// Every message of a conversation that this person sees, oldest first, each with the person's own card.
    public func messages(in chat: String, seenBy user: String) -> [TeamsMessage] {
        (messages[chat] ?? []).filter { $0.isVisible(to: user, now: clocks.now()) }.map { own($0, user) }
    }

    /// Every message of a conversation that all in it see, oldest first.
    public func messages(in chat: String) -> [TeamsMessage] {
        (messages[chat] ?? []).filter { $0.onlyFor == nil && !$0.isDeleted }
    }

    /// Every message that only this person sees in a channel or group, oldest first.
    public func privateMessages(for user: String) -> [TeamsMessage] {
        messages.values.joined().filter { $0.onlyFor == user && $0.isVisible(to: user, now: clocks.now()) }
            .map { own($0, user) }.sorted { $0.order < $1.order }
    }

    /// Every message of the chat between this person and the bot, oldest first.
    public func directMessages(to user: String) -> [TeamsMessage] {
        guard let chat = personalChat(of: user) else { return [] }
        return messages(in: chat.id, seenBy: user)
    }

    /// Every text that was ever sent where this person could read it: messages with what they were before, and answers.
    public func everythingSent(to user: String) -> [String] {
        let rooms = Set(chats(of: user).map(\.id))
        let read = messages.values.joined().filter { message in
            rooms.contains(message.chat) && message.author == botID
                && (message.onlyFor == nil || message.onlyFor == user)
        }
        let versions = read.flatMap { message in
            [message.text, JSONValue.array(message.cards).text]
                + message.earlier.flatMap { [$0.text, JSONValue.array($0.cards).text] }
        }
        return versions + deliveries.filter { $0.activity.from.id.string == user }.map(\.answer.text)
            + notices(to: user)
    }

    /// The dialog in front of this person.
    public func dialog(of user: String) -> TeamsDialog? { dialogs.last { $0.user == user } }

    /// The conversations this person sees.
    public func chats(of user: String) -> [TeamsChat] { world.chats.filter { $0.members.contains(user) } }

    /// The lines Teams itself showed a person, such as that something did not work.
    public func notices(to user: String) -> [String] { notices[user] ?? [] }

    /// Forgets every recorded violation, call and delivery.
    public func forgetRecords() {
        violations = []
        calls = []
        deliveries = []
    }

    func own(_ message: TeamsMessage, _ user: String) -> TeamsMessage {
        guard let card = ownCards[message.id]?[user] else { return message }
        var changed = message
        changed.cards = [card]
        return changed
    }
}

// What the other files share.
extension FakeTeams {
    func blame(_ place: String, _ what: String) { violations.append(Violation(place: place, what: what)) }

    func touch() { revision += 1 }

    func notice(_ text: String, to user: String) {
        notices[user, default: []].append(text)
        touch()
    }

    /// Milliseconds, each only once, as ids of messages are.
    func nextStamp() -> String {
        lastStamp = max(lastStamp + 1, Int(clocks.now() * 1000))
        return String(lastStamp)
    }

    func nextID(_ prefix: String) -> String {
        serial += 1
        return "\(prefix)\(serial)\(Chance.hex(12))"
    }

    func person(_ id: String) -> TeamsPerson? { world.people.first { $0.id == id } }
    func chat(_ id: String) -> TeamsChat? { world.chats.first { $0.id == id } }
    func team(_ id: String?) -> Team? { world.teams.first { $0.id == id } }
    func tenant(_ id: String) -> Tenant? { world.tenants.first { $0.id == id } }
    func personalChat(of user: String) -> TeamsChat? {
        world.chats.first { $0.kind == .personal && $0.members == [user] }
    }

    var botID: String { "28:" + world.appID }

    /// Whether the bot is in a conversation: a shared or private channel needs it added there besides the team.
    func botIsIn(_ chat: TeamsChat) -> Bool {
        switch chat.kind {
        case .standard: team(chat.team)?.hasApp ?? false
        case .shared, .private: chat.hasApp && team(chat.team)?.hasApp ?? false
        case .group: chat.hasApp
        case .personal: chat.members.contains { mayBeWrittenTo($0) }
        }
    }

    /// Whether the bot may write to somebody alone: it is installed for them, or sits in a team with them.
    func mayBeWrittenTo(_ user: String) -> Bool {
        guard let person = person(user), person.tenant == world.homeTenant, !person.isGuest else { return false }
        return person.hasApp || world.chats.contains { $0.isChannel && $0.members.contains(user) && botIsIn($0) }
    }
}
