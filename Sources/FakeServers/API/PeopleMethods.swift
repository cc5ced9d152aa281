// https://docs.slack.dev/reference/methods/users.info and https://docs.slack.dev/reference/methods/conversations.info
extension FakeSlack {
    func userInfo(_ arguments: JSONValue, _ install: Install) throws -> JSONValue {
        guard let person = arguments.user.string.flatMap({ person($0) }) else { throw SlackError("user_not_found") }
        let isOwn = person.team == install.team
        let isKnown = isOwn || shareRoom(person.id, install.botUser)
        var user: JSONValue = [
            "id": .string(person.id), "team_id": .string(person.team), "name": .string(person.handle),
            "deleted": false, "is_bot": false, "is_stranger": .bool(!isKnown),
            "real_name": .string(person.name),
            "profile": ["real_name": .string(person.name), "display_name": .string(person.handle)],
        ]
        if isOwn {
            user.tz = .string(person.timeZone)
            if install.scopes.contains("users:read.email") { user.profile.email = .string(person.email) }
            if arguments.include_locale == "true" || arguments.include_locale == "1" {
                user.locale = .string(person.locale)
            }
        }
        return ["user": user]
    }

    func lookupByEmail(_ arguments: JSONValue, _ install: Install) throws -> JSONValue {
        let found = world.people.first { $0.team == install.team && .string($0.email) == arguments.email }
        guard let person = found else { throw SlackError("users_not_found") }
        return try userInfo(["user": .string(person.id)], install)
    }

    private func readableRoom(_ arguments: JSONValue, _ install: Install) throws -> Room {
        guard let room = arguments.channel.string.flatMap({ room($0) }), room.teams.contains(install.team) else {
            throw SlackError("channel_not_found")
        }
        return room
    }

    func conversationInfo(_ arguments: JSONValue, _ install: Install) throws -> JSONValue {
        let room = try readableRoom(arguments, install)
        return [
            "channel": [
                "id": .string(room.id), "name": .string(room.name), "is_channel": .bool(!room.isDirect),
                "is_im": .bool(room.isDirect), "is_archived": .bool(room.isArchived), "is_shared": .bool(room.isShared),
                "is_ext_shared": .bool(room.isShared), "is_org_shared": false, "is_pending_ext_shared": false,
                "is_member": .bool(room.members.contains(install.botUser)),
                "shared_team_ids": .array(room.teams.map(JSONValue.string)),
                "context_team_id": .string(install.team),
            ]
        ]
    }

    func conversationMembers(_ arguments: JSONValue, _ install: Install) throws -> JSONValue {
        let room = try readableRoom(arguments, install)
        return [
            "members": .array(room.members.sorted().map(JSONValue.string)), "response_metadata": ["next_cursor": ""],
        ]
    }
}
