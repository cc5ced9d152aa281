// What the page shows to one person.
extension FakeSlack {
    static let shownMessages = 200

    /// The whole picture of one person, or nil when nothing changed since that revision.
    func pageState(for user: String, unless known: Int?) -> JSONValue? {
        if known == revision { return nil }
        let me = person(user) ?? world.people.first
        guard let me else { return [:] }
        let rooms = rooms(of: me.id)
        return [
            "rev": .number(Double(revision)),
            "me": personField(me),
            "people": .array(world.people.map(personField)),
            "rooms": .array(rooms.map { roomField($0, for: me.id) }),
            "messages": .object(
                Dictionary(rooms.map { ($0.id, messagesField(in: $0, for: me)) }) { first, _ in first }
            ),
            "view": openView(of: me.id).map(windowField) ?? .null,
            "names": .object(names),
            "command": .string(world.command),
            "app": .string(world.appName),
            "teams": .bool(isBesideTeams),
            "installed": .bool(install(of: me.team)?.scopes.contains("commands") ?? false),
            "install": .string(world.paths.install),
        ]
    }

    private var names: [String: JSONValue] {
        var names: [String: JSONValue] = [:]
        for person in world.people { names[person.id] = .string(person.name) }
        for install in world.installs { names[install.botUser] = .string(world.appName) }
        for room in world.rooms { names[room.id] = .string(room.name) }
        return names
    }

    private func personField(_ person: Person) -> JSONValue {
        [
            "id": .string(person.id), "name": .string(person.name), "team": .string(person.team),
            "teamName": .text(workspace(person.team)?.name), "about": .string(person.about),
            "locale": .string(person.locale),
            "unread": .number(Double(rooms(of: person.id).reduce(0) { $0 + unread(in: $1.id, for: person.id) })),
        ]
    }

    private func visible(in room: String, to user: String) -> [SlackMessage] {
        (messages[room] ?? []).filter { !$0.isDeleted && ($0.onlyFor == nil || $0.onlyFor == user) }
    }

    private func unread(in room: String, for user: String) -> Int {
        let last = seen[user]?[room] ?? ""
        return visible(in: room, to: user).count { $0.ts > last && $0.author != user }
    }

    private func roomField(_ room: Room, for user: String) -> JSONValue {
        let bot = room.members.first { $0 != user }.flatMap { bot in world.installs.first { $0.botUser == bot } }
        let owner = room.isDirect ? bot.flatMap { workspace($0.team)?.name } : nil
        return [
            "id": .string(room.id), "name": .string(room.isDirect ? world.appName : room.name),
            "direct": .bool(room.isDirect), "shared": .bool(room.isShared), "owner": .text(owner),
            "teams": .array(room.teams.compactMap { workspace($0)?.name }.map(JSONValue.string)),
            "members": .number(Double(room.members.count)),
            "unread": .number(Double(unread(in: room.id, for: user))),
        ]
    }

    private func messagesField(in room: Room, for person: Person) -> JSONValue {
        .array(visible(in: room.id, to: person.id).suffix(Self.shownMessages).map { messageField($0, for: person) })
    }

    private func messageField(_ message: SlackMessage, for viewer: Person) -> JSONValue {
        let author = person(message.author)
        let install = world.installs.first { $0.botUser == message.author }
        let team = author?.team ?? install?.team
        let name = author?.name ?? (install == nil ? "Slackbot" : world.appName)
        return [
            "ts": .string(message.ts), "author": .string(message.author), "name": .string(name),
            "bot": .bool(author == nil),
            "team": .text(team == viewer.team ? nil : team.flatMap { workspace($0)?.name }),
            "text": .string(message.text), "blocks": .array(message.blocks),
            "edited": .bool(!message.earlier.isEmpty), "only": .bool(message.onlyFor != nil),
            "thread": .text(message.thread),
        ]
    }

    private func windowField(_ view: SlackView) -> JSONValue {
        let depth = stacks.first { $0.views.contains(view.id) }?.views.count ?? 1
        return [
            "id": .string(view.id), "hash": .string(view.hash), "content": view.content,
            "values": .object(view.values.mapValues { .object($0) }),
            "errors": .object(view.errors.mapValues(JSONValue.string)), "trouble": .text(view.trouble),
            "depth": .number(Double(depth)),
        ]
    }
}
