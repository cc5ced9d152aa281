/// What became of something a person did.
public enum TeamsOutcome: Sendable, Equatable {
    /// The app took it.
    case accepted
    /// The app put a dialog before the person, or the next card into it.
    case shown
    /// The dialog is closed.
    case closed
    /// The person's client found mistakes, by input; nothing was sent.
    case mistakes([String: String])
    /// Teams says that it did not work.
    case failed(String)
    /// A person could not do that here.
    case notPossible(String)
}

// What people write.
extension FakeTeams {
    /// Writes a line: in a chat of two the bot reads it, elsewhere only people do.
    @discardableResult
    public func type(_ line: String, by user: String, in chat: String) async -> TeamsOutcome {
        guard let place = self.chat(chat), place.members.contains(user) else { return .notPossible("no such chat") }
        let id = write(line, by: user, in: place)
        guard place.kind == .personal, botIsIn(place) else { return .accepted }
        return await said(line, id, by: user, in: place) { $0 }
    }

    /// Writes to the bot alone: opens their chat first.
    @discardableResult
    public func typeToBot(_ line: String, by user: String) async -> TeamsOutcome {
        guard let person = person(user), person.hasApp, person.tenant == world.homeTenant else {
            return .notPossible("the app is not there for this person")
        }
        return await type(line, by: user, in: openPersonalChat(of: person).id)
    }

    /// Writes `@bot words` into a channel or group.
    @discardableResult
    public func mention(
        _ words: String,
        by user: String,
        in chat: String,
        thread: String? = nil
    ) async -> TeamsOutcome {
        guard let place = self.chat(chat), place.members.contains(user) else { return .notPossible("no such chat") }
        guard botIsIn(place) else { return .notPossible("the app is not offered in this channel") }
        let tag = "<at>\(world.appName)</at>"
        let id = write("@\(world.appName) \(words)", by: user, in: place, thread: thread)
        return await said("\(tag) \(words)", id, by: user, in: place) { activity in
            var activity = activity
            let entity: JSONValue = [
                "type": "mention", "text": .string(tag),
                "mentioned": ["id": activity.recipient.id, "name": activity.recipient.name],
            ]
            activity["entities"] = .array(activity.entities.items + [entity])
            activity["attachments"] = [
                ["contentType": "text/html", "content": .string("<div><div>\(tag)&nbsp;\(words)</div></div>")]
            ]
            return activity
        }
    }

    /// Picks the bot's command from the list behind `/` and adds words to it: only the person and the bot read it.
    @discardableResult
    public func slash(_ words: String, by user: String, in chat: String) async -> TeamsOutcome {
        guard let place = self.chat(chat), place.members.contains(user) else { return .notPossible("no such chat") }
        guard place.kind != .personal else { return .notPossible("no slash commands in a chat of two") }
        guard botIsIn(place) else { return .notPossible("the app is not offered in this channel") }
        guard person(user)?.tenant == place.tenant || world.hasSlashForExternals else {
            return .notPossible("no slash commands for people of other organisations")
        }
        let id = write("/" + words, by: user, in: place, onlyFor: user)
        return await said(words, id, by: user, in: place) { activity in
            var activity = activity
            activity["recipient"] = activity.recipient.merged(["isTargeted": true])
            return activity
        }
    }

    private func said(
        _ text: String,
        _ id: String,
        by user: String,
        in chat: TeamsChat,
        _ change: (JSONValue) -> JSONValue
    ) async -> TeamsOutcome {
        let thread = messages[chat.id]?.first { $0.id == id }?.thread ?? id
        var activity = activity("message", from: user, in: chat, thread: thread)
        activity["id"] = .string(id)
        activity["text"] = .string(text)
        activity["textFormat"] = "plain"
        let delivery = await deliver(change(activity))
        guard let status = delivery.status, (200...299).contains(status) else {
            return .failed("status \(delivery.status ?? 0)")
        }
        return .accepted
    }

    private func write(
        _ text: String,
        by user: String,
        in chat: TeamsChat,
        thread: String? = nil,
        onlyFor: String? = nil
    ) -> String {
        let id = nextStamp()
        serial += 1
        messages[chat.id, default: []].append(
            TeamsMessage(
                id: id,
                chat: chat.id,
                thread: thread,
                author: user,
                text: text,
                cards: [],
                onlyFor: onlyFor,
                at: clocks.now(),
                order: serial
            )
        )
        touch()
        return id
    }
}

extension JSONValue {
    func merged(_ other: JSONValue) -> JSONValue {
        .object((object ?? [:]).merging(other.object ?? [:]) { _, new in new })
    }
}
