// Who is in a conversation, and conversations of two.
extension FakeTeams {
    func member(_ asked: ConnectorRequest) throws -> APIReply {
        let chat = try roster(asked)
        let id = asked.parts[3]
        let found = chat.members.compactMap(person).first { $0.id == id || $0.objectID == id.lowercased() }
        guard let found else {
            throw ConnectorError(404, "MemberNotFoundInConversation", "no such member", isOrdinary: true)
        }
        return .json(memberField(found))
    }

    func pagedMembers(_ asked: ConnectorRequest) throws -> APIReply {
        let chat = try roster(asked)
        let size = asked.query.first { $0.0 == "pageSize" }.flatMap { Int($0.1) } ?? 200
        guard (50...500).contains(size) else { throw ConnectorError(400, "BadArgument", "pageSize \(size)") }
        let token = asked.query.first { $0.0 == "continuationToken" }?.1
        let start = try token.map { token in
            guard let start = continuations[token] else {
                throw ConnectorError(400, "BadArgument", "unknown continuationToken")
            }
            return start
        }
        let people = chat.members.compactMap(person)
        let page = people.dropFirst(start ?? 0).prefix(size)
        var body: JSONValue = ["members": .array(page.map(memberField))]
        let end = (start ?? 0) + page.count
        if end < people.count {
            let next = Chance.hex(16)
            continuations[next] = end
            body["continuationToken"] = .string(next)
        }
        return .json(body)
    }

    /// Rosters of shared and private channels need `ChannelMember.Read.Group`.
    private func roster(_ asked: ConnectorRequest) throws -> TeamsChat {
        let chat = try reachable(asked)
        if [.shared, .private].contains(chat.kind), team(chat.team)?.hasMemberConsent == false {
            throw ConnectorError(403, "Forbidden", "ChannelMember.Read.Group is missing", isOrdinary: true)
        }
        return chat
    }

    private func memberField(_ person: TeamsPerson) -> JSONValue {
        [
            "id": .string(person.id), "name": .string(person.name), "aadObjectId": .string(person.objectID),
            "tenantId": .string(person.tenant), "userRole": .string(person.isGuest ? "guest" : "user"),
        ]
    }

    /// Opens a chat of two, or begins a thread.
    ///
    /// https://github.com/microsoft/teams.net, `docs/CreateConversation-API-Behavior.md`
    func createConversation(_ asked: ConnectorRequest) throws -> APIReply {
        let body = asked.body
        guard let tenant = body.tenantId.string else { throw ConnectorError(400, "BadArgument", "tenantId is missing") }
        if body.isGroup == true { return try createThread(body, tenant) }
        guard body.members.items.count == 1, let id = body.members[0].id.string else {
            throw ConnectorError(400, "BadArgument", "exactly one member")
        }
        guard id.hasPrefix("29:"), let person = person(id) else {
            throw ConnectorError(400, "BadArgument", "a member's id is 29:…")
        }
        guard tenant == world.homeTenant, person.tenant == tenant, !person.isGuest else {
            throw ConnectorError(403, "BotNotInConversationRoster", "outside the tenant", isOrdinary: true)
        }
        guard mayBeWrittenTo(id) else {
            throw ConnectorError(403, "BotNotInConversationRoster", "not installed", isOrdinary: true)
        }
        return Self.created(["id": .string(openPersonalChat(of: person).id)])
    }

    private func createThread(_ body: JSONValue, _ tenant: String) throws -> APIReply {
        guard let id = body.channelData.channel.id.string, let chat = chat(id), chat.isChannel else {
            throw ConnectorError(400, "BadSyntax", "group chats cannot be created")
        }
        guard tenant == chat.tenant, body.activity.object != nil else {
            throw ConnectorError(400, "BadArgument", "tenantId and activity are required")
        }
        guard botIsIn(chat) else {
            throw ConnectorError(403, "BotNotInConversationRoster", "not in the channel", isOrdinary: true)
        }
        let activity = post(body.activity, in: chat, thread: nil, onlyFor: nil)
        return Self.created(["id": .string("\(id);messageid=\(activity)"), "activityId": .string(activity)])
    }

    /// The chat of the bot and a person: always the same one.
    @discardableResult
    func openPersonalChat(of person: TeamsPerson) -> TeamsChat {
        if let known = personalChat(of: person.id) { return known }
        let chat = TeamsChat(
            id: "a:1" + Chance.hex(24),
            kind: .personal,
            name: world.appName,
            tenant: person.tenant,
            members: [person.id]
        )
        world.chats.append(chat)
        touch()
        return chat
    }

    func teamInfo(_ asked: ConnectorRequest) throws -> APIReply {
        guard asked.parts.count >= 2, let team = team(asked.parts[1]), team.hasApp else {
            throw ConnectorError(403, "BotNotInConversationRoster", "not in the team", isOrdinary: true)
        }
        guard asked.parts.count == 3 else {
            return .json(["id": .string(team.id), "name": .string(team.name), "aadGroupId": .string(team.groupID)])
        }
        let channels = world.chats.filter { $0.team == team.id && $0.kind == .standard }
        return .json([
            "conversations": .array(channels.map { ["id": .string($0.id), "name": .string($0.name)] })
        ])
    }
}
