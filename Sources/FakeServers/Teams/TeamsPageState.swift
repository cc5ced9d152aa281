// What the page shows to one person.
extension FakeTeams {
    /// The whole picture of one person, or nil when nothing changed since that revision.
    func pageState(for user: String, unless known: Int?) -> JSONValue? {
        if known == revision { return nil }
        guard let me = person(user) ?? world.people.first else { return [:] }
        let chats = chats(of: me.id)
        let noticed = notices(to: me.id)
        return [
            "rev": .number(Double(revision)),
            "me": personField(me),
            "people": .array(world.people.map(personField)),
            "rooms": .array(chats.map { roomField($0, for: me.id) }),
            "messages": .object(
                Dictionary(chats.map { ($0.id, messagesField(in: $0, for: me)) }) { first, _ in first }
            ),
            "dialog": dialog(of: me.id).map(dialogField) ?? .null,
            "notice": .text(noticed.last),
            "noticed": .number(Double(noticed.count)),
            "command": "/register",
            "app": .string(world.appName),
            "installed": true,
            "teams": true,
        ]
    }

    private func personField(_ person: TeamsPerson) -> JSONValue {
        [
            "id": .string(person.id), "name": .string(person.name), "team": .string(person.tenant),
            "teamName": .text(tenant(person.tenant)?.name), "about": .string(person.about),
            "locale": .string(person.locale),
            "unread": .number(Double(chats(of: person.id).reduce(0) { $0 + unread(in: $1.id, for: person.id) })),
        ]
    }

    private func unread(in chat: String, for user: String) -> Int {
        let last = seen[user]?[chat] ?? ""
        return messages(in: chat, seenBy: user).count { $0.id > last && $0.author != user }
    }

    private func roomField(_ chat: TeamsChat, for user: String) -> JSONValue {
        let members = chat.members.compactMap(person)
        let homes = Set(members.map(\.tenant)).compactMap { tenant($0)?.name }.sorted()
        return [
            "id": .string(chat.id), "name": .string(chat.name), "direct": .bool(chat.kind == .personal),
            "shared": .bool(chat.kind == .shared), "teams": .array(homes.map(JSONValue.string)),
            "owner": .text(chat.kind == .personal ? tenant(chat.tenant)?.name : nil),
            "members": .number(Double(members.count)),
            "unread": .number(Double(unread(in: chat.id, for: user))),
        ]
    }

    private func messagesField(in chat: TeamsChat, for viewer: TeamsPerson) -> JSONValue {
        .array(
            messages(in: chat.id, seenBy: viewer.id).suffix(FakeSlack.shownMessages).map { message in
                let author = person(message.author)
                let home = author?.tenant ?? world.homeTenant
                return [
                    "ts": .string(message.id), "at": .number(message.at), "author": .string(message.author),
                    "name": .string(author?.name ?? world.appName), "bot": .bool(author == nil),
                    "team": .text(home == viewer.tenant ? nil : tenant(home)?.name), "text": .string(message.text),
                    "cards": .array(message.cards), "edited": .bool(!message.earlier.isEmpty),
                    "only": .bool(message.onlyFor != nil),
                    "thread": .text(message.onlyFor == nil && message.thread != message.id ? message.thread : nil),
                ]
            }
        )
    }

    private func dialogField(_ dialog: TeamsDialog) -> JSONValue {
        [
            "id": .string(dialog.id), "turn": .number(Double(dialog.turn)), "title": .string(dialog.title),
            "card": dialog.card, "values": .object(dialog.values.mapValues(JSONValue.string)),
            "errors": .object(dialog.errors.mapValues(JSONValue.string)), "trouble": .text(dialog.trouble),
        ]
    }
}
