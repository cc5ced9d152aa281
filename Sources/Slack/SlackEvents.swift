import Desk
import Dialogue
import FoundationEssentials
import JSON
import Registrations

// What happens in workspaces the app is in.
// https://docs.slack.dev/apis/events-api
extension SlackInbound {
    func event(_ envelope: JSON, _ request: InboundRequest) throws(Mistake) -> SlackAct {
        switch envelope["type"]?.string {
        case "url_verification":
            guard let challenge = envelope["challenge"]?.string,
                challenge.utf8.count <= SlackLimits.challengeCharacters
            else { throw .body }
            return .challenge(challenge)
        case "event_callback":
            guard let event = envelope["event"], let kind = event["type"]?.string else { throw .body }
            return try happening(kind, event, envelope, request)
        case let other: return .ignored(kind: SlackPayloads.kind(other))
        }
    }

    private func happening(
        _ kind: String,
        _ event: JSON,
        _ envelope: JSON,
        _ request: InboundRequest
    ) throws(Mistake) -> SlackAct {
        guard let installing = SlackTeams.installer(ofEvent: envelope) else { throw .body }
        let keys = Self.keys(kind, event, envelope, installing)
        switch kind {
        case "app_mention": return try mention(event, envelope, keys, request)
        case "member_joined_channel", "member_left_channel":
            let room = try Self.room(event["channel"], installing)
            // Whoever invited it is nobody to us; and other people come and go.
            guard let bot = Self.bot(of: envelope), event["user"]?.string == bot else { return .ignored(kind: kind) }
            let isJoining = kind == "member_joined_channel"
            return .news(isJoining ? .joined(room) : .left(room), keys: keys, installing: installing)
        case "channel_left", "group_left", "channel_deleted", "group_deleted", "channel_archive", "group_archive":
            return .news(.left(try Self.room(event["channel"], installing)), keys: keys, installing: installing)
        case "channel_unshared":
            // One partner of several is gone: the others are still there.
            guard event["is_ext_shared"]?.bool != true else { return .ignored(kind: kind) }
            return .news(.left(try Self.room(event["channel"], installing)), keys: keys, installing: installing)
        case "channel_id_changed":
            let old = try Self.room(event["old_channel_id"], installing)
            let new = try Self.room(event["new_channel_id"], installing)
            return .news(.renamed(old, to: new.id), keys: keys, installing: installing)
        case "app_uninstalled":
            return .news(
                .uninstalled(installing.key, at: Self.time(of: envelope, request)),
                keys: keys,
                installing: installing
            )
        case "tokens_revoked":
            // The bot's token is the only one we hold.
            guard event["tokens"]?["bot"]?[0] != nil else { return .ignored(kind: kind) }
            return .news(
                .uninstalled(installing.key, at: Self.time(of: envelope, request)),
                keys: keys,
                installing: installing
            )
        default: return .ignored(kind: SlackPayloads.kind(kind))
        }
    }

    private func mention(
        _ event: JSON,
        _ envelope: JSON,
        _ keys: [DeliveryKey],
        _ request: InboundRequest
    ) throws(Mistake) -> SlackAct {
        guard let teams = SlackTeams(mention: envelope) else { return .ignored(kind: "unknown_actor_team") }
        // Other bots and our own words are no people's.
        guard event["bot_id"]?.string == nil else { return .ignored(kind: "bot_message") }
        guard let user = SlackID.valid(event["user"]?.string), let text = event["text"]?.string else { throw .body }
        let delivery = Delivery(
            key: keys.first,
            installation: teams.installing.key,
            actor: teams.actor.person(user),
            room: try Self.room(event["channel"], teams.installing),
            language: nil,
            input: .words(SlackWords.read(mention: text, of: Self.bot(of: envelope))),
            answer: .message,
            at: request.receivedAt
        )
        return .delivery(delivery, .silent)
    }

    /// The natural key first: a message has come again under new event ids, without a retry header.
    ///
    /// https://github.com/slackapi/node-slack-sdk/issues/2141
    private static func keys(
        _ kind: String,
        _ event: JSON,
        _ envelope: JSON,
        _ installing: InstallingTeam
    ) -> [DeliveryKey] {
        let named = short(envelope["event_id"]).map { [key("event", $0)] } ?? []
        guard let stamp = short(event["ts"]) ?? short(event["event_ts"]) else { return named }
        let place = short(event["channel"]) ?? short(event["old_channel_id"]) ?? ""
        let app = short(envelope["api_app_id"]) ?? ""
        return [key("happening", app, installing.id, place, kind, short(event["user"]) ?? "", stamp)] + named
    }

    /// Slack says whole seconds: the end of that one, for what was done in it was done before.
    private static func time(of envelope: JSON, _ request: InboundRequest) -> Date {
        guard let seconds = envelope["event_time"]?.int else { return request.receivedAt }
        return Date(timeIntervalSince1970: Double(seconds) + 1)
    }

    private static func short(_ value: JSON?) -> String? {
        guard let text = value?.string, (1...SlackLimits.identifierCharacters).contains(text.utf8.count) else {
            return nil
        }
        return text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } ? text : nil
    }

    private static func bot(of envelope: JSON) -> String? {
        guard let first = envelope["authorizations"]?[0], first["is_bot"]?.bool != false else { return nil }
        return SlackID.valid(first["user_id"]?.string)
    }

    private static func room(_ channel: JSON?, _ installing: InstallingTeam) throws(Mistake) -> Room {
        guard let id = SlackID.valid(channel?.string ?? channel?["id"]?.string) else { throw .body }
        return Room(workspace: installing.key, id: id)
    }
}
