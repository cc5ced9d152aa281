// What Slack tells the app by itself.
//
// https://docs.slack.dev/apis/events-api
extension FakeSlack {
    /// Says something in a channel; mentions of the app's bot, typed `@Registrar`, reach the app.
    @discardableResult
    public func say(_ text: String, by user: String, in room: String, thread: String? = nil) async -> SlackMessage? {
        guard let place = self.room(room), place.members.contains(user) else { return nil }
        remember(typed: text)
        let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        let bot = world.installs.first { place.members.contains($0.botUser) && !$0.isRevoked }
        let name = "@" + world.appName
        let wire = bot.map { escaped.replacing(name, with: "<@\($0.botUser)>") } ?? escaped
        let message = store(
            SlackMessage(
                ts: nextStamp(),
                channel: room,
                author: user,
                text: wire,
                blocks: [],
                thread: thread
            )
        )
        seen[user, default: [:]][room] = message.ts
        if let bot, wire != escaped, !place.isDirect, bot.scopes.contains("app_mentions:read") {
            await deliver(mentionEvent(message, by: user), to: bot, room: place)
        }
        return message
    }

    /// Mentions the app's bot in a channel with words after it.
    @discardableResult
    public func mention(_ words: String, by user: String, in room: String) async -> SlackMessage? {
        await say("@\(world.appName) \(words)", by: user, in: room)
    }

    private func mentionEvent(_ message: SlackMessage, by user: String) -> JSONValue {
        let team = JSONValue.text(person(user)?.team)
        var event: JSONValue = [
            "type": "app_mention", "user": .string(user), "ts": .string(message.ts), "text": .string(message.text),
            "team": team, "channel": .string(message.channel), "event_ts": .string(message.ts),
        ]
        if room(message.channel)?.isShared == true {
            event.user_team = team
            event.source_team = team
        }
        if let thread = message.thread { event.thread_ts = .string(thread) }
        return event
    }

    /// Adds a bot to a channel and tells the app; also used for channels it is in already.
    @discardableResult
    public func join(bot user: String, to room: String) async -> Bool {
        guard let index = world.rooms.firstIndex(where: { $0.id == room }), let install = install(ofBot: user) else {
            return false
        }
        world.rooms[index].members.insert(user)
        touch()
        return await joined(user, room: world.rooms[index], install: install)
    }

    /// Adds a person to a channel and tells the app.
    @discardableResult
    public func join(_ user: String, to room: String) async -> Bool {
        guard let index = world.rooms.firstIndex(where: { $0.id == room }) else { return false }
        world.rooms[index].members.insert(user)
        touch()
        let place = world.rooms[index]
        guard let install = world.installs.first(where: { place.members.contains($0.botUser) && !$0.isRevoked }) else {
            return false
        }
        return await joined(user, room: place, install: install)
    }

    private func joined(_ user: String, room: Room, install: Install) async -> Bool {
        await deliver(
            [
                "type": "member_joined_channel", "user": .string(user), "channel": .string(room.id),
                "channel_type": "C", "team": .text(person(user)?.team ?? install.team),
                "event_ts": .string(nextStamp()),
            ],
            to: install,
            room: room
        )
    }

    /// Tells the app of every channel its bots are in, as when they had just joined.
    ///
    /// The app must already take connections: never await this inside a server's own start-up callback.
    public func announceBots() async {
        for room in world.rooms where !room.isDirect {
            for install in world.installs where room.members.contains(install.botUser) {
                await join(bot: install.botUser, to: room.id)
            }
        }
    }

    /// Uninstalls the app from a workspace: its token dies and both events follow.
    public func uninstall(_ team: String) async {
        guard let index = world.installs.firstIndex(where: { $0.team == team && !$0.isRevoked }) else { return }
        world.installs[index].isRevoked = true
        let install = world.installs[index]
        for place in world.rooms.indices { world.rooms[place].members.remove(install.botUser) }
        touch()
        await deliver(
            ["type": "tokens_revoked", "tokens": ["oauth": [], "bot": [.string(install.botUser)]]],
            to: install
        )
        await deliver(["type": "app_uninstalled"], to: install)
    }

    /// Revokes a workspace's bot token and tells the app.
    public func revokeToken(of team: String) async {
        guard let index = world.installs.firstIndex(where: { $0.team == team && !$0.isRevoked }) else { return }
        world.installs[index].isRevoked = true
        let install = world.installs[index]
        await deliver(
            ["type": "tokens_revoked", "tokens": ["oauth": [], "bot": [.string(install.botUser)]]],
            to: install
        )
    }

    /// Gives a channel a new id, as when a private channel becomes shared, and tells the app.
    public func renameChannel(_ old: String, to new: String) async {
        guard let index = world.rooms.firstIndex(where: { $0.id == old }) else { return }
        world.rooms[index].id = new
        messages[new] = (messages.removeValue(forKey: old) ?? []).map { message in
            var message = message
            message.channel = new
            return message
        }
        touch()
        let event: JSONValue = [
            "type": "channel_id_changed", "old_channel_id": .string(old), "new_channel_id": .string(new),
            "event_ts": .string(nextStamp()),
        ]
        for install in world.installs where world.rooms[index].members.contains(install.botUser) {
            await deliver(event, to: install, room: world.rooms[index])
        }
    }

    /// Cuts a partner off a shared channel: its people leave, and the app is told on both sides.
    ///
    /// https://docs.slack.dev/reference/events/channel_unshared
    public func disconnect(_ team: String, from room: String) async {
        guard let index = world.rooms.firstIndex(where: { $0.id == room }) else { return }
        world.rooms[index].teams.removeAll { $0 == team }
        let place = world.rooms[index]
        world.rooms[index].members = place.members.filter { person($0)?.team != team }
        touch()
        let event: JSONValue = [
            "type": "channel_unshared", "previously_connected_team_id": .string(team), "channel": .string(room),
            "is_ext_shared": .bool(world.rooms[index].isShared), "event_ts": .string(nextStamp()),
        ]
        for install in world.installs where place.members.contains(install.botUser) {
            await deliver(event, to: install, room: world.rooms[index])
        }
    }

    /// Asks the app whether the event address is its own, and whether it gave the challenge back.
    public func verifyEventAddress() async -> Bool {
        let challenge = Chance.hex(40)
        let payload: JSONValue = [
            "type": "url_verification", "token": "deprecated", "challenge": .string(challenge),
        ]
        do {
            let path = world.paths.events
            let answer = try await post(payload.bytes, to: path, mediaType: "application/json", payload: payload)
            guard answer.status == 200 else { return false }
            if answer.mediaType == "application/json" {
                return try JSONValue(parsing: answer.body).challenge == .string(challenge)
            }
            return [challenge, "challenge=" + challenge].contains(answer.text)
        } catch {
            return false
        }
    }
}
