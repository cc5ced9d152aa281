import Desk
import JSON
import Registrations

// What happens to the app: where it is added and taken away.
// https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
extension TeamsInbound {
    /// Somebody comes or goes, or the room itself does.
    func conversationUpdate(_ activity: TeamsActivity, _ actor: Person) -> TeamsAct {
        switch activity.eventType {
        case "channelDeleted": return news(.left(room(activity.teamsChannelID, activity)), activity)
        case "teamDeleted", "teamHardDeleted": return news(.left(room(activity.teamID, activity)), activity)
        // What has another name has the same id, and a partner of several that is gone leaves the others.
        case "channelRenamed", "teamRenamed", "channelShared", "channelUnshared", "channelCreated", "channelRestored":
            return .ignored(kind: "conversationUpdate")
        default: break
        }
        let bot = activity.recipient?.id
        if activity.membersAdded.contains(where: { $0.id == bot }) { return arrived(activity, actor) }
        if activity.membersRemoved.contains(where: { $0.id == bot }) { return gone(activity, actor) }
        return .ignored(kind: "conversationUpdate")
    }

    func installationUpdate(_ activity: TeamsActivity, _ actor: Person) -> TeamsAct {
        switch activity.action {
        case "add", "add-upgrade": arrived(activity, actor)
        case "remove": gone(activity, actor)
        // The new version follows at once.
        default: .ignored(kind: "installationUpdate")
        }
    }

    private func arrived(_ activity: TeamsActivity, _ actor: Person) -> TeamsAct {
        guard activity.conversation.isPersonal else { return news(.joined(place(activity)), activity) }
        guard actor != nobody else { return .ignored(kind: "unknown_actor") }
        return news(.met(actor, Self.language(of: activity)), activity)
    }

    private func gone(_ activity: TeamsActivity, _ actor: Person) -> TeamsAct {
        guard activity.conversation.isPersonal else { return news(.left(place(activity)), activity) }
        guard actor != nobody else { return .ignored(kind: "unknown_actor") }
        return news(.parted(actor), activity)
    }

    private func news(_ news: News, _ activity: TeamsActivity) -> TeamsAct {
        let keys = activity.id.map { [Self.key("event", Self.place(activity), activity.type, $0)] } ?? []
        return .news(news, keys: keys)
    }

    /// The channel that is named, else the conversation it was told in.
    private func place(_ activity: TeamsActivity) -> Room {
        let isChannel = activity.eventType?.hasPrefix("channelMember") == true
        return room(isChannel ? activity.teamsChannelID : nil, activity)
    }

    private func room(_ id: String?, _ activity: TeamsActivity) -> Room {
        Room(workspace: vendor, id: id ?? activity.conversation.baseID)
    }
}
