// https://docs.slack.dev/reference/methods/chat.postMessage and its siblings
extension FakeSlack {
    /// The channel an installation may write to, or Slack's reason why not.
    func writableRoom(_ channel: JSONValue, _ install: Install) throws -> Room {
        guard let id = channel.string else { throw SlackError("channel_not_found") }
        if id.hasPrefix("U") { return try direct(with: id, install) }
        guard let room = room(id), room.teams.contains(install.team) else { throw SlackError("channel_not_found") }
        if room.isArchived { throw SlackError("is_archived") }
        guard room.members.contains(install.botUser) else {
            throw SlackError(room.isDirect ? "channel_not_found" : "not_in_channel")
        }
        if room.isDirect, let other = room.members.first(where: { $0 != install.botUser }) {
            return try direct(with: other, install)
        }
        return room
    }

    /// The direct conversation with a person of the same workspace, or one who shares a channel with the bot.
    private func direct(with user: String, _ install: Install) throws -> Room {
        guard let person = person(user),
            person.team == install.team || shareRoom(user, install.botUser),
            let room = room(directRoom(of: install, with: user))
        else {
            throw SlackError("channel_not_found")
        }
        return room
    }

    func postMessage(_ arguments: JSONValue, _ install: Install) throws -> JSONValue {
        let room = try writableRoom(arguments.channel, install)
        let content = try content(of: arguments, place: "chat.postMessage")
        let unfurls = !(isFalse(arguments.unfurl_links) && isFalse(arguments.unfurl_media))
        if unfurls, room.isShared, hasLink(content.text, content.blocks) {
            blame("chat.postMessage", "a link in a shared channel without unfurl_links and unfurl_media false")
        }
        if let thread = arguments.thread_ts.string, messages[room.id]?.contains(where: { $0.ts == thread }) != true {
            throw SlackError("thread_not_found")
        }
        let message = store(
            SlackMessage(
                ts: nextStamp(),
                channel: room.id,
                author: install.botUser,
                text: content.text,
                blocks: content.blocks,
                thread: arguments.thread_ts.string,
                installTeam: install.team,
                unfurls: unfurls
            )
        )
        return [
            "channel": .string(room.id), "ts": .string(message.ts), "message": messageField(message, install: install),
        ]
    }

    private func isFalse(_ value: JSONValue) -> Bool { value.bool == false || value == "false" }

    private func hasLink(_ text: String, _ blocks: [JSONValue]) -> Bool {
        let texts = [text] + blocks.flatMap { Markup.allTexts(in: $0) }
        return texts.contains { $0.contains("http://") || $0.contains("https://") }
    }

    private func ownMessage(_ arguments: JSONValue, _ install: Install) throws -> SlackMessage {
        guard let channel = arguments.channel.string, channel.hasPrefix("C") || channel.hasPrefix("D"),
            let room = room(channel), room.teams.contains(install.team)
        else {
            throw SlackError("channel_not_found")
        }
        let found = messages[room.id]?.first { $0.ts == arguments.ts.string && $0.onlyFor == nil && !$0.isDeleted }
        guard let message = found else { throw SlackError("message_not_found") }
        guard message.author == install.botUser else { throw SlackError("cant_update_message") }
        return message
    }

    func updateMessage(_ arguments: JSONValue, _ install: Install) throws -> JSONValue {
        let message = try ownMessage(arguments, install)
        let content = try content(of: arguments, place: "chat.update")
        change(message.ts, in: message.channel) { $0.replace(text: content.text, blocks: content.blocks) }
        return ["channel": .string(message.channel), "ts": .string(message.ts), "text": .string(content.text)]
    }

    func deleteMessage(_ arguments: JSONValue, _ install: Install) throws -> JSONValue {
        let message = try ownMessage(arguments, install)
        change(message.ts, in: message.channel) { $0.isDeleted = true }
        return ["channel": .string(message.channel), "ts": .string(message.ts)]
    }

    func postEphemeral(_ arguments: JSONValue, _ install: Install) throws -> JSONValue {
        let room = try writableRoom(arguments.channel, install)
        guard let user = arguments.user.string, room.members.contains(user) else {
            throw SlackError("user_not_in_channel")
        }
        let content = try content(of: arguments, place: "chat.postEphemeral")
        let message = store(
            SlackMessage(
                ts: nextStamp(),
                channel: room.id,
                author: install.botUser,
                text: content.text,
                blocks: content.blocks,
                thread: arguments.thread_ts.string,
                onlyFor: user,
                installTeam: install.team
            )
        )
        return ["message_ts": .string(message.ts)]
    }

    func openConversation(_ arguments: JSONValue, _ install: Install) throws -> JSONValue {
        let users = arguments.users.string?.split(separator: ",").map(String.init) ?? []
        guard !users.isEmpty else { throw SlackError("users_list_not_supplied") }
        guard users.count == 1 else { throw SlackError("invalid_user_combination") }
        guard let person = person(users[0]) else { throw SlackError("user_not_found") }
        guard person.team == install.team || shareRoom(person.id, install.botUser) else {
            throw SlackError("user_not_visible")
        }
        return ["channel": ["id": .string(directRoom(of: install, with: person.id))]]
    }
}
