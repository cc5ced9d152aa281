// Saying, changing and taking back.
extension FakeTeams {
    static let maximumMessageBytes = 28_672

    func send(_ asked: ConnectorRequest) throws -> APIReply {
        let chat = try reachable(asked)
        try check(activity: asked, place: "send")
        let only = try recipient(asked, in: chat)
        if asked.parts.count == 4 { try knownMessage(asked.parts[3], in: chat) }
        if let thread = asked.thread { try knownMessage(thread, in: chat) }
        let answered = asked.parts.count == 4 ? asked.parts[3] : nil
        let thread = asked.thread ?? answered.flatMap { id in messages[chat.id]?.first { $0.id == id }?.thread ?? id }
        let id = post(asked.body, in: chat, thread: chat.isChannel ? thread : nil, onlyFor: only)
        return Self.created(["id": .string(id)])
    }

    func update(_ asked: ConnectorRequest) throws -> APIReply {
        let chat = try reachable(asked)
        try check(activity: asked, place: "update")
        if asked.isTargeted, !asked.body.recipient.isNull {
            throw ConnectorError(400, "BadArgument", "a recipient in the update of a private message")
        }
        let place = try ownMessage(asked, in: chat)
        messages[chat.id]?[place].replace(text: asked.body["text"].string ?? "", cards: cards(of: asked.body))
        ownCards[asked.parts[3]] = nil
        touch()
        return .json(["id": .string(asked.parts[3])])
    }

    func delete(_ asked: ConnectorRequest) throws -> APIReply {
        let chat = try reachable(asked)
        let place = try ownMessage(asked, in: chat)
        messages[chat.id]?[place].isDeleted = true
        touch()
        return APIReply(body: [])
    }

    static func created(_ body: JSONValue) -> APIReply {
        var reply = APIReply.json(body)
        reply.status = 201
        return reply
    }

    /// Puts an activity of the bot's before the people; the id of the new message.
    func post(_ activity: JSONValue, in chat: TeamsChat, thread: String?, onlyFor: String?) -> String {
        let id = nextStamp()
        serial += 1
        messages[chat.id, default: []].append(
            TeamsMessage(
                id: id,
                chat: chat.id,
                thread: thread,
                author: botID,
                text: activity["text"].string ?? "",
                cards: cards(of: activity),
                summary: activity.summary.string,
                isAlert: activity.channelData.notification.alert.bool ?? false,
                onlyFor: onlyFor,
                expiresAt: onlyFor == nil ? nil : clocks.now() + clocks.targetedSeconds,
                at: clocks.now(),
                order: serial
            )
        )
        touch()
        return id
    }

    private func cards(of activity: JSONValue) -> [JSONValue] {
        activity.attachments.items.filter { $0.contentType.string == CardRules.mediaType }.map(\.content)
    }

    /// The conversation, if the bot may speak there.
    func reachable(_ asked: ConnectorRequest) throws -> TeamsChat {
        guard let chat = chat(asked.chat) else {
            throw ConnectorError(404, "ConversationNotFound", "conversation not found", isOrdinary: true)
        }
        guard botIsIn(chat) else {
            let inTeam = team(chat.team)?.hasApp ?? false
            let why =
                inTeam ? "the app is not enabled in this channel" : "the bot is not part of the conversation roster"
            throw ConnectorError(403, "BotNotInConversationRoster", why, isOrdinary: true)
        }
        if chat.kind == .personal, !blockers.isDisjoint(with: chat.members) {
            throw ConnectorError(403, "MessageWritesBlocked", "blocked", isOrdinary: true)
        }
        if asked.thread != nil, !chat.isChannel {
            throw ConnectorError(400, "BadArgument", "only channels have threads")
        }
        return chat
    }

    /// The only reader of a private message.
    ///
    /// https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages
    private func recipient(_ asked: ConnectorRequest, in chat: TeamsChat) throws -> String? {
        let recipient = asked.body.recipient
        guard asked.isTargeted else {
            if recipient.isTargeted == true { blame("send", "isTargeted without the query: everybody reads it") }
            return nil
        }
        guard chat.kind != .personal else {
            throw ConnectorError(400, "BadArgument", "no private messages in a chat of two")
        }
        guard let user = recipient.id.string, recipient.isTargeted == true else {
            throw ConnectorError(400, "BadArgument", "a private message needs its recipient, with isTargeted")
        }
        guard chat.members.contains(user) else {
            throw ConnectorError(403, "BotNotInConversationRoster", "the recipient is not a member", isOrdinary: true)
        }
        return user
    }

    private func knownMessage(_ id: String, in chat: TeamsChat) throws {
        guard messages[chat.id]?.contains(where: { $0.id == id && !$0.isDeleted }) ?? false else {
            throw ConnectorError(404, "ActivityNotFoundInConversation", "no message \(id)", isOrdinary: true)
        }
    }

    private func ownMessage(_ asked: ConnectorRequest, in chat: TeamsChat) throws -> Int {
        let place = messages[chat.id]?.firstIndex { $0.id == asked.parts[3] && !$0.isDeleted }
        guard let place, let message = messages[chat.id]?[place] else {
            throw ConnectorError(404, "ActivityNotFoundInConversation", "no such message", isOrdinary: true)
        }
        guard message.author == botID else { throw ConnectorError(403, "NotEnoughPermissions", "not the bot's own") }
        if (message.onlyFor != nil) != asked.isTargeted {
            throw ConnectorError(400, "BadArgument", "isTargetedActivity and the message do not agree")
        }
        if let end = message.expiresAt, end <= clocks.now() {
            throw ConnectorError(404, "ActivityNotFoundInConversation", "expired", isOrdinary: true)
        }
        return place
    }

    private func check(activity asked: ConnectorRequest, place: String) throws {
        guard asked.bytes <= Self.maximumMessageBytes else {
            throw ConnectorError(413, "MessageSizeTooBig", "\(asked.bytes) bytes")
        }
        let body = asked.body
        guard body.type == "message" else { throw ConnectorError(400, "BadArgument", "type \(body.type.text)") }
        if !body.from.isNull, body.from.id.string != botID { blame(place, "speaks as \(body.from.id.text)") }
        let texts = body["text"].string ?? ""
        guard !texts.isEmpty || !body.attachments.items.isEmpty else {
            throw ConnectorError(400, "BadArgument", "neither text nor attachments")
        }
        for attachment in body.attachments.items {
            guard attachment.contentType.string == CardRules.mediaType else {
                blame(place, "attachment of type \(attachment.contentType.text)")
                continue
            }
            for mistake in CardRules.mistakes(in: attachment.content, at: .message) { blame(place, mistake) }
        }
    }
}
