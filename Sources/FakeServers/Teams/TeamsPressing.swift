// What people press on messages.
extension FakeTeams {
    /// Presses the action of that verb on a message, filling in the card's inputs first.
    @discardableResult
    public func press(
        _ verb: String,
        on message: TeamsMessage,
        by user: String,
        filling typed: [String: String] = [:]
    ) async -> TeamsOutcome {
        guard let chat = chat(message.chat), chat.members.contains(user) else { return .notPossible("no such chat") }
        let current = messages[chat.id]?.first { $0.id == message.id && $0.isVisible(to: user, now: clocks.now()) }
        guard let current else { return .notPossible("no such message") }
        let shown = own(current, user)
        for card in shown.cards {
            guard let found = Self.find(verb, in: card) else { continue }
            return await press(found.action, inputs: found.inputs, typed, Spot(shown, chat), by: user)
        }
        return .notPossible("no such action: \(verb)")
    }

    struct Spot {
        var message: TeamsMessage
        var chat: TeamsChat
        init(_ message: TeamsMessage, _ chat: TeamsChat) {
            self.message = message
            self.chat = chat
        }
    }

    /// An action by its verb, with the inputs that go with it: those of its own card and of the cards around it.
    static func find(
        _ verb: String,
        in card: JSONValue,
        around outer: [JSONValue] = []
    ) -> (action: JSONValue, inputs: [JSONValue])? {
        let inputs = outer + CardReader.inputs(card)
        for action in CardReader.actions(card.without("card")) {
            if CardReader.verb(action) == verb, action.isEnabled != false { return (action, inputs) }
            if action.type == "Action.ShowCard", let found = find(verb, in: action.card, around: inputs) {
                return found
            }
        }
        return nil
    }

    private func press(
        _ action: JSONValue,
        inputs: [JSONValue],
        _ typed: [String: String],
        _ spot: Spot,
        by user: String
    ) async -> TeamsOutcome {
        var data = action.data
        if action.associatedInputs.string?.lowercased() != "none" {
            var values = Dictionary(inputs.map { ($0.id.string ?? "", InputChecks.initial($0)) }) { first, _ in first }
            for (id, value) in typed {
                guard let input = inputs.first(where: { $0.id.string == id }) else {
                    return .notPossible("no input \(id)")
                }
                guard let value = InputChecks.typed(value, into: input) else { return .notPossible("\(id): \(value)") }
                values[id] = value
            }
            let errors = InputChecks.errors(in: inputs, values)
            if !errors.isEmpty { return .mistakes(errors) }
            data = data.merged(InputChecks.submitted(inputs, values))
        }
        let isOld = person(user)?.hasOldClient ?? false
        switch action.type {
        case "Action.Submit": return await submit(data, spot, by: user)
        case "Action.Execute" where isOld && action.fallback.type == "Action.Submit":
            return await submit(action.fallback.data.merged(data.without("")), spot, by: user)
        case "Action.Execute" where isOld: return .notPossible("this client shows no Action.Execute")
        case "Action.Execute":
            return await execute(action, data, spot, by: user, trigger: "manual")
        default: return .notPossible("\(action.type.text) sends nothing")
        }
    }

    /// A plain submit is a message with a value; one with `task/fetch` opens a dialog.
    ///
    /// https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
    private func submit(_ data: JSONValue, _ spot: Spot, by user: String) async -> TeamsOutcome {
        if data.msteams.type == "task/fetch" { return await fetch(data, spot, by: user) }
        var activity = activity(
            "message",
            from: user,
            in: spot.chat,
            thread: spot.message.thread ?? spot.message.id
        )
        activity["id"] = .string(nextStamp())
        activity["value"] = data
        activity["replyToId"] = .string(spot.message.id)
        let status = await deliver(activity).status ?? 0
        return (200...299).contains(status) ? .accepted : .failed("status \(status)")
    }

    /// An executed action is answered in the response.
    ///
    /// https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model
    func execute(
        _ action: JSONValue,
        _ data: JSONValue,
        _ spot: Spot,
        by user: String,
        trigger: String
    ) async -> TeamsOutcome {
        var activity = activity(
            "invoke",
            from: user,
            in: spot.chat,
            thread: spot.message.thread ?? spot.message.id
        )
        activity["name"] = "adaptiveCard/action"
        activity["replyToId"] = .string(spot.message.id)
        activity["value"] = [
            "action": [
                "type": "Action.Execute", "id": action.id, "verb": action.verb,
                "data": data.isNull ? [:] : data, "title": action.title,
            ],
            "trigger": .string(trigger),
        ]
        let delivery = await deliver(activity)
        guard delivery.status == 200 else { return troubled("Something went wrong. Please try again.", user) }
        return take(delivery.answer, on: spot, for: user)
    }

    private func take(_ answer: JSONValue, on spot: Spot, for user: String) -> TeamsOutcome {
        let place = "adaptiveCard/action"
        guard let status = answer.statusCode.int, (200...599).contains(status) else {
            blame(place, "the body needs a statusCode: \(answer.text.prefix(200))")
            return troubled("Something went wrong. Please try again.", user)
        }
        switch (status, answer.type.string) {
        case (200, CardRules.mediaType):
            for mistake in CardRules.mistakes(in: answer.value, at: .message) { blame(place, mistake) }
            ownCards[spot.message.id, default: [:]][user] = answer.value
            touch()
            return .accepted
        case (200, "application/vnd.microsoft.activity.message"):
            guard let text = answer.value.string else {
                blame(place, "a message's value is text")
                return .accepted
            }
            if !text.isEmpty { notice(text, to: user) }
            return .accepted
        case (400..., "application/vnd.microsoft.error"), (412, "application/vnd.microsoft.error.preconditionFailed"):
            return troubled(answer.value.message.string ?? "Something went wrong.", user)
        default:
            blame(place, "status \(status) with type \(answer.type.text)")
            return troubled("Something went wrong. Please try again.", user)
        }
    }

    func troubled(_ text: String, _ user: String) -> TeamsOutcome {
        notice(text, to: user)
        return .failed(text)
    }

    /// Looks at a conversation: cards that refresh themselves for this person do.
    public func look(by user: String, at chat: String) async {
        guard let place = self.chat(chat), place.members.contains(user) else { return }
        for message in messages(in: chat, seenBy: user) {
            for card in message.cards where card.refresh.object != nil {
                let users = card.refresh.userIds
                let isAsked = users.isNull ? place.members.count <= 60 : users.items.contains(.string(user))
                let key = message.id + user
                guard isAsked, clocks.now() - (refreshed[key] ?? 0) >= clocks.refreshSeconds else { continue }
                refreshed[key] = clocks.now()
                let action = card.refresh.action
                _ = await execute(action, action.data, Spot(message, place), by: user, trigger: "automatic")
            }
        }
    }
}

extension JSONValue {
    func without(_ name: String) -> JSONValue {
        guard var members = object else { return self }
        members[name] = nil
        return .object(members)
    }
}
