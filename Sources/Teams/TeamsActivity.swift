import Curl
import JSON

/// One activity as Teams sent it: a reading of its JSON in which every text has a bound.
///
/// Whatever is missing, of another type or too long reads as nil, but for what an activity cannot be without.
/// https://github.com/microsoft/Agents/blob/main/specs/activity/protocol-activity.md
struct TeamsActivity: Sendable {
    /// Such as `message`, `invoke`, `conversationUpdate` or `installationUpdate`; new ones can come any time.
    let type: String
    let conversation: Conversation
    /// Scheme and host in lower case, no slash at the end; nil when it is no web address.
    let serviceURL: String?
    /// Who acts; an invoke or message without one is nobody's.
    let from: Account?
    private let json: JSON

    /// The body is no activity: no JSON object, or without `type` or `conversation.id`.
    struct Unreadable: Error, Hashable, Sendable {}

    /// An address that is written as the token's own is not read once more.
    init(_ body: [UInt8], sentWith token: BearerToken? = nil) throws(Unreadable) {
        let json: JSON
        do { json = try JSON.parse(body) } catch { throw Unreadable() }
        guard let type = Self.text(json["type"], TeamsLimits.nameCharacters),
            let conversation = Conversation(json["conversation"])
        else { throw Unreadable() }
        self.json = json
        self.type = type
        self.conversation = conversation
        serviceURL = Self.text(json["serviceUrl"], TeamsLimits.urlCharacters).flatMap { written in
            if let service = token?.service, service.written == written { return service.url }
            return WebAddress(written, limitBytes: TeamsLimits.urlCharacters)?.normalised
        }
        from = Account(json["from"])
    }

    /// Digits for a message, `f:` and a GUID for an event.
    var id: String? { Self.identifier(json["id"]) }
    /// Of an invoke or event, such as `task/fetch`.
    var name: String? { Self.text(json["name"], TeamsLimits.nameCharacters) }
    /// `add`, `remove`, … of an installation update.
    var action: String? { Self.text(json["action"], TeamsLimits.nameCharacters) }
    /// `msteams`.
    var channelID: String? { Self.text(json["channelId"], TeamsLimits.nameCharacters) }
    /// The bot.
    var recipient: Account? { Account(json["recipient"]) }
    /// A private message or slash command: the answer must stay private.
    var isTargeted: Bool { json["recipient"]?["isTargeted"]?.bool == true }
    /// As typed, mentions of the bot among it, cut at a bound.
    var text: String? { json["text"]?.string.map { String($0.prefix(TeamsLimits.textCharacters)) } }
    /// BCP 47.
    var locale: String? { Self.text(json["locale"], TeamsLimits.nameCharacters) }
    /// The message that holds the card that was pressed.
    var replyToID: String? { Self.identifier(json["replyToId"]) }
    /// What an invoke carries; whoever reads it bounds it.
    var value: JSON? { json["value"] }
    var channelData: JSON? { json["channelData"] }
    /// Mentions and the client's own notes.
    var entities: [JSON] { Array((json["entities"]?.elements ?? []).prefix(TeamsLimits.entities)) }
    var membersAdded: [Account] { Self.accounts(json["membersAdded"]) }
    var membersRemoved: [Account] { Self.accounts(json["membersRemoved"]) }
}

extension TeamsActivity {
    /// The tenant that hosts the conversation, lower case; never the actor's own.
    var hostTenant: String? { conversation.tenant ?? dataTenant }
    var dataTenant: String? { Self.tenant(channelData?["tenant"]?["id"]) }
    /// The host team's.
    var teamID: String? { Self.conversationID(channelData?["team"]?["id"]) }
    var teamsChannelID: String? { Self.conversationID(channelData?["channel"]?["id"]) }
    /// Such as `teamMemberAdded` or `channelMemberAdded`.
    var eventType: String? { Self.text(channelData?["eventType"], TeamsLimits.nameCharacters) }

    struct Conversation: Hashable, Sendable {
        /// In a channel with the thread: `19:…@thread.tacv2;messageid=…`.
        let id: String
        /// `personal`, `groupChat` or `channel`.
        let type: String?
        /// The host tenant, lower case.
        let tenant: String?

        /// The room itself, without the thread.
        var baseID: String { String(Self.room(of: id)) }

        static func room(of id: String) -> Substring { Substring(id.utf8.prefix { $0 != UInt8(ascii: ";") }) }

        fileprivate init?(_ json: JSON?) {
            guard let id = conversationID(json?["id"]) else { return nil }
            self.id = id
            type = text(json?["conversationType"], TeamsLimits.nameCharacters)
            tenant = TeamsActivity.tenant(json?["tenantId"])
        }
    }

    struct Account: Hashable, Sendable {
        /// `29:…` for a person, of this bot only; `28:` and the app's id for a bot.
        let id: String
        /// The person's `aadObjectId`, lower case.
        let objectID: String?
        /// The home tenant where the activity says it, lower case.
        let tenant: String?

        init?(_ json: JSON?) {
            guard let id = identifier(json?["id"]) else { return nil }
            self.id = id
            objectID = TeamsActivity.tenant(json?["aadObjectId"]) ?? TeamsActivity.tenant(json?["objectId"])
            tenant = TeamsActivity.tenant(json?["tenantId"])
        }
    }

    private static func accounts(_ json: JSON?) -> [Account] {
        (json?.elements ?? []).prefix(TeamsLimits.members).compactMap { Account($0) }
    }

    /// A text without spaces and controls.
    static func identifier(_ json: JSON?) -> String? { plain(json, TeamsLimits.identifierCharacters) }

    static func conversationID(_ json: JSON?) -> String? { plain(json, TeamsLimits.conversationCharacters) }

    /// A GUID in lower case.
    static func tenant(_ json: JSON?) -> String? {
        guard let text = json?.string, (1...64).contains(text.utf8.count) else { return nil }
        let isGUID = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        return isGUID ? text.lowercased() : nil
    }

    static func text(_ json: JSON?, _ limit: Int) -> String? {
        guard let text = json?.string, (1...limit).contains(text.utf8.count) else { return nil }
        return text
    }

    private static func plain(_ json: JSON?, _ limit: Int) -> String? {
        guard let text = text(json, limit), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        return text
    }
}
