import Desk
import FoundationEssentials
import JSON
import Registrations

/// The installation whose token answers: a workspace `T…`, or an organisation `E…` that installed for all of its own.
struct InstallingTeam: Hashable, Sendable {
    let id: String
    /// Where the token is when `id` has none: the organisation of the workspace, or the workspace of the organisation.
    var alternative: String?

    var key: WorkspaceKey { WorkspaceKey(channel: .slack, id: id) }
    var keys: [WorkspaceKey] { [key] + (alternative.map { [WorkspaceKey(channel: .slack, id: $0)] } ?? []) }
}

/// The workspace (or, where Slack tells no more, the organisation) of the person who acted: whose rights count.
struct ActorTeam: Hashable, Sendable {
    let id: String

    func person(_ user: String) -> Person {
        Person(workspace: WorkspaceKey(channel: .slack, id: id), user: user)
    }
}

/// The perspective a channel is seen through: context only, never a right or a token.
struct ChannelTeam: Hashable, Sendable {
    let id: String
}

/// Who is who in one payload, resolved by its kind.
///
/// In a shared channel three workspaces can differ; each kind of payload names them in its own fields.
/// https://docs.slack.dev/apis/slack-connect
struct SlackTeams: Hashable, Sendable {
    let installing: InstallingTeam
    let actor: ActorTeam
    var channel: ChannelTeam?

    /// A slash command: it runs only in a workspace that installed the app, for that workspace's own people.
    init?(command fields: FormFields) {
        let team = SlackID.team(fields["team_id"])
        let enterprise = SlackID.team(fields["enterprise_id"])
        let isForAll = fields["is_enterprise_install"] == "true"
        guard let installing = Self.installing(team: team, enterprise: enterprise, isForAll: isForAll) else {
            return nil
        }
        guard let actor = team ?? enterprise else { return nil }
        self.init(installing: installing, actor: ActorTeam(id: actor))
    }

    /// A click or choice in a message: `team` installed the app, `user.team_id` is the person's.
    init?(messageAction payload: JSON) {
        guard let actor = SlackID.team(payload["user"]?["team_id"]) else { return nil }
        let team = SlackID.team(payload["team"]?["id"])
        var enterprise = SlackID.team(payload["team"]?["enterprise_id"])
        if enterprise == nil, team == nil || team == actor { enterprise = SlackID.team(payload["enterprise"]?["id"]) }
        let isForAll = payload["is_enterprise_install"]?.bool == true
        let installing = Self.installing(
            team: team ?? (isForAll ? nil : actor),
            enterprise: enterprise,
            isForAll: isForAll
        )
        guard let installing else { return nil }
        self.init(installing: installing, actor: ActorTeam(id: actor))
    }

    /// Anything in a view: `team`, `view.team_id` and `enterprise` are the person's, `app_installed_team_id` the installer's.
    ///
    /// https://github.com/slackapi/bolt-js/issues/1614
    init?(view payload: JSON) {
        let view = payload["view"]
        let team = SlackID.team(payload["team"]?["id"])
        let actor = SlackID.team(payload["user"]?["team_id"]) ?? SlackID.team(view?["team_id"]) ?? team
        guard let actor else { return nil }
        let installer = SlackID.team(view?["app_installed_team_id"])
        let isForAll = payload["is_enterprise_install"]?.bool == true
        // An outsider's organisation must not be taken for the installer's.
        let isOutsider = installer != nil && installer != actor && installer != team
        let enterprise = SlackID.team(payload["enterprise"]?["id"]) ?? SlackID.team(payload["team"]?["enterprise_id"])
        let installing = Self.installing(
            team: installer ?? team ?? (isForAll ? nil : actor),
            enterprise: isOutsider ? nil : enterprise,
            isForAll: isForAll
        )
        guard let installing else { return nil }
        self.init(installing: installing, actor: ActorTeam(id: actor))
    }

    /// A shortcut: only people of an installing workspace see it.
    init?(shortcut payload: JSON) {
        let team = SlackID.team(payload["team"]?["id"])
        let enterprise = SlackID.team(payload["enterprise"]?["id"]) ?? SlackID.team(payload["team"]?["enterprise_id"])
        let isForAll = payload["is_enterprise_install"]?.bool == true
        let actor = SlackID.team(payload["user"]?["team_id"]) ?? team
        guard let actor,
            let installing = Self.installing(
                team: team ?? (isForAll ? nil : actor),
                enterprise: enterprise,
                isForAll: isForAll
            )
        else { return nil }
        self.init(installing: installing, actor: ActorTeam(id: actor))
    }

    /// A mention: the first authorisation installed the app; `user_team`, else `team`, is the person's.
    ///
    /// `user_team` may be an organisation `E…`, whose workspace nothing here tells: the organisation stands.
    init?(mention envelope: JSON) {
        guard let installing = Self.installer(ofEvent: envelope), let event = envelope["event"] else { return nil }
        let named =
            SlackID.team(event["user_team"]) ?? SlackID.team(event["source_team"]) ?? SlackID.team(event["team"])
        // An event that names no team is an insider's only where the channel is not shared.
        let isInside = envelope["is_ext_shared_channel"]?.bool == false
        guard let actor = named ?? (isInside ? installing.id : nil) else { return nil }
        let channel = SlackID.team(envelope["context_team_id"]) ?? SlackID.team(envelope["context_enterprise_id"])
        self.init(
            installing: installing,
            actor: ActorTeam(id: actor),
            channel: channel.map { ChannelTeam(id: $0) }
        )
    }

    /// Whose installation an event is for: the top level may name the workspace it came from instead.
    static func installer(ofEvent envelope: JSON) -> InstallingTeam? {
        if let first = envelope["authorizations"]?[0] {
            let found = installing(
                team: SlackID.team(first["team_id"]),
                enterprise: SlackID.team(first["enterprise_id"]),
                isForAll: first["is_enterprise_install"]?.bool == true
            )
            if let found { return found }
        }
        return installing(
            team: SlackID.team(envelope["team_id"]),
            enterprise: SlackID.team(envelope["enterprise_id"]),
            isForAll: false
        )
    }

    private init(installing: InstallingTeam, actor: ActorTeam, channel: ChannelTeam? = nil) {
        self.installing = installing
        self.actor = actor
        self.channel = channel
    }

    private static func installing(team: String?, enterprise: String?, isForAll: Bool) -> InstallingTeam? {
        if isForAll, let enterprise { return InstallingTeam(id: enterprise, alternative: team) }
        guard let id = team ?? enterprise else { return nil }
        return InstallingTeam(id: id, alternative: isForAll || id == enterprise ? nil : enterprise)
    }
}

/// Slack's names for things: letters and digits, the first of which says the kind.
enum SlackID {
    static let maximumCharacters = 64

    static func team(_ value: JSON?) -> String? { team(value?.string) }

    static func team(_ text: String?) -> String? {
        guard let text = valid(text), text.hasPrefix("T") || text.hasPrefix("E") else { return nil }
        return text
    }

    /// A channel others are in too; `D…` is a conversation with the bot.
    static func isChannel(_ id: String) -> Bool { id.hasPrefix("C") || id.hasPrefix("G") }

    static func valid(_ text: String?) -> String? {
        guard let text, (1...maximumCharacters).contains(text.utf8.count) else { return nil }
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        return isPlain ? text : nil
    }
}
