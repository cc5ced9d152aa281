// The app comes and goes, and so do people.
extension FakeTeams {
    /// Tells the app where it is installed: every team, every shared channel it was added to, every person.
    public func announceInstallations() async {
        for team in world.teams where team.hasApp { await announce(team: team, "add") }
        for chat in world.chats where [.shared, .private].contains(chat.kind) && botIsIn(chat) {
            await announce(channel: chat, isAdded: true)
        }
        for person in world.people where person.hasApp { await announce(person: person, "add") }
    }

    /// Adds the app to a team: that makes it part of the standard channels only.
    public func install(inTeam id: String) async {
        guard let place = world.teams.firstIndex(where: { $0.id == id }) else { return }
        world.teams[place].hasApp = true
        await announce(team: world.teams[place], "add")
    }

    /// Takes the app out of a team.
    public func uninstall(fromTeam id: String) async {
        guard let place = world.teams.firstIndex(where: { $0.id == id }) else { return }
        await announce(team: world.teams[place], "remove")
        world.teams[place].hasApp = false
    }

    /// Adds the app to a shared or private channel, or takes it out.
    public func setApp(inChannel id: String, _ isThere: Bool, isAnnounced: Bool = true) async {
        guard let place = world.chats.firstIndex(where: { $0.id == id }) else { return }
        world.chats[place].hasApp = isThere
        if isAnnounced { await announce(channel: world.chats[place], isAdded: isThere) }
    }

    /// Installs the app for one person, or takes it away; a guest cannot add apps.
    ///
    /// https://learn.microsoft.com/microsoftteams/platform/build-apps-for-shared-private-channels
    @discardableResult
    public func setApp(for user: String, _ isThere: Bool) async -> TeamsOutcome {
        guard let place = world.people.firstIndex(where: { $0.id == user }) else { return .notPossible("nobody") }
        if isThere, world.people[place].isGuest { return .notPossible("guests cannot add apps") }
        if !isThere { await announce(person: world.people[place], "remove") }
        world.people[place].hasApp = isThere
        if isThere { await announce(person: world.people[place], "add") }
        return .accepted
    }

    /// Makes a client too old for `Action.Execute`, or new again.
    public func setOldClient(_ isOld: Bool, of user: String) {
        guard let place = world.people.firstIndex(where: { $0.id == user }) else { return }
        world.people[place].hasOldClient = isOld
    }

    /// Gives somebody another name, as everybody can to themselves.
    public func rename(_ user: String, to name: String) {
        guard let place = world.people.firstIndex(where: { $0.id == user }) else { return }
        world.people[place].name = name
    }

    /// Brings somebody into a channel.
    public func join(_ user: String, _ chat: String) async {
        guard let place = world.chats.firstIndex(where: { $0.id == chat }) else { return }
        world.chats[place].members.append(user)
        await announceMembers(world.chats[place], "membersAdded", [user], event: "channelMemberAdded")
    }

    /// Takes somebody out of a channel, or lets them leave it; only the app and whoever stays there is told.
    ///
    /// From then on nothing can be said there to them alone, and the channel knows no such member.
    /// https://github.com/microsoft/Agents/issues/179
    public func leave(_ user: String, _ chat: String) async {
        guard let place = world.chats.firstIndex(where: { $0.id == chat }), let person = person(user),
            let seat = world.chats[place].members.firstIndex(of: user)
        else { return }
        world.chats[place].members.remove(at: seat)
        dialogs.removeAll { $0.user == user }
        touch()
        let source: JSONValue = [
            "sourceType": "channel", "id": .string(chat), "membershipType": "direct",
            "tenantId": .string(person.tenant),
        ]
        await announceMembers(
            world.chats[place],
            "membersRemoved",
            [user],
            event: "channelMemberRemoved",
            more: ["membershipSource": source]
        )
    }

    /// Ends the sharing of a channel with an organisation: its people leave, and the app is told.
    ///
    /// https://github.com/microsoft/teams.net/issues/100
    public func unshare(_ chat: String, with tenant: String) async {
        guard let place = world.chats.first(where: { $0.id == chat }) else { return }
        for user in place.members where person(user)?.tenant == tenant { await leave(user, chat) }
        var update = activity("conversationUpdate", from: self.chat(chat)?.members.first ?? "", in: place)
        let team: JSONValue = [
            "id": "19:theirs@thread.tacv2", "tenantId": .string(tenant), "name": "Theirs",
            "aadGroupId": "e0e0e0e0-0000-4000-8000-000000000099",
        ]
        update["channelData"] = update.channelData.merged([
            "eventType": "channelUnshared", "unsharedFromTeams": [team],
        ])
        await deliver(update)
    }

    private func announce(team: Team, _ action: String) async {
        let first = world.chats.first { $0.team == team.id && $0.kind == .standard }
        let place = TeamsChat(
            id: team.id,
            kind: .standard,
            name: team.name,
            team: team.id,
            tenant: team.tenant,
            members: first?.members ?? []
        )
        let actor = world.people.first { $0.tenant == team.tenant }?.id ?? ""
        var installed = activity("installationUpdate", from: actor, in: place)
        installed["action"] = .string(action)
        await deliver(installed)
        let name = action == "add" ? "membersAdded" : "membersRemoved"
        let event = action == "add" ? "teamMemberAdded" : "teamMemberRemoved"
        await announceMembers(place, name, [botID], event: event)
    }

    private func announce(channel: TeamsChat, isAdded: Bool) async {
        await announceMembers(
            channel,
            isAdded ? "membersAdded" : "membersRemoved",
            [botID],
            event: isAdded ? "channelMemberAdded" : "channelMemberRemoved"
        )
    }

    private func announce(person: TeamsPerson, _ action: String) async {
        let chat = openPersonalChat(of: person)
        var installed = activity("installationUpdate", from: person.id, in: chat)
        installed["action"] = .string(action)
        await deliver(installed)
        if action == "add" { await announceMembers(chat, "membersAdded", [botID], event: nil) }
    }

    private func announceMembers(
        _ chat: TeamsChat,
        _ name: String,
        _ members: [String],
        event: String?,
        more: JSONValue = [:]
    ) async {
        let actor = chat.members.first ?? ""
        var update = activity("conversationUpdate", from: actor, in: chat)
        update[name] = .array(
            members.map { id in
                person(id).map { ["id": .string(id), "aadObjectId": .string($0.objectID)] } ?? ["id": .string(id)]
            }
        )
        if let event {
            update["channelData"] = update.channelData.merged(["eventType": .string(event)]).merged(more)
        }
        await deliver(update)
    }
}
