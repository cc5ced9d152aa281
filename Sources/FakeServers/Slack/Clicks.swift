/// What a person sees after a click.
public enum ClickOutcome: Sendable, Equatable {
    /// The app acknowledged.
    case accepted
    /// Nothing was sent: there is no such element, the dialog was dismissed, or the person does not see it.
    case notPossible(String)
    /// Slack shows a warning sign beside the element.
    case failed(String)
}

/// How a person acts on an element.
public enum Choice: Sendable {
    /// A press.
    case press
    /// The option of that value.
    case option(String)
    /// A date.
    case date(String)
    /// The text of an input that dispatches.
    case text(String)
    /// The confirmation dialog is answered with no.
    case dismissed
}

extension FakeSlack {
    /// Presses a button of a message, or chooses in its menu; a confirmation dialog is confirmed unless dismissed.
    @discardableResult
    public func press(
        _ action: String,
        on message: SlackMessage,
        by user: String,
        choosing choice: Choice = .press
    ) async -> ClickOutcome {
        let current = messages[message.channel]?.first { $0.ts == message.ts && !$0.isDeleted }
        guard let current, sees(current, user), let team = current.installTeam else {
            return .notPossible("no such message")
        }
        let found = current.blocks.flatMap { BlockReader.elements(in: $0) }.first {
            $0.element.action_id.string == action
        }
        guard let found, let install = install(of: team) else { return .notPossible("no such element: \(action)") }
        guard let chosen = chosen(found.element, blockID: found.blockID, choice) else {
            return .notPossible("not chosen")
        }
        let hook = makeHook(.message(current.ts), room: current.channel, user: user, install: install)
        var payload = clickPayload(chosen, user: user, install: install)
        payload.container = [
            "type": "message", "message_ts": .string(current.ts), "channel_id": .string(current.channel),
            "is_ephemeral": .bool(current.onlyFor != nil),
        ]
        payload.channel = ["id": .string(current.channel), "name": .string(roomName(current.channel))]
        payload.trigger_id = .string(makeTrigger(installTeam: team, user: user))
        payload.response_url = .string(hook)
        payload.state = ["values": [:]]
        if current.onlyFor == nil { payload.message = messageField(current, install: install) }
        return await sendClick(payload)
    }

    /// Presses a button inside a view, or chooses in a menu that dispatches.
    @discardableResult
    public func press(
        _ action: String,
        inView id: String,
        by user: String,
        choosing choice: Choice = .press
    ) async -> ClickOutcome {
        guard let view = views[id], view.user == user, let install = install(of: view.installTeam) else {
            return .notPossible("no such view")
        }
        guard let found = view.element(action: action, block: nil) else {
            return .notPossible("no such element: \(action)")
        }
        guard let chosen = chosen(found.element, blockID: found.blockID, choice) else {
            return .notPossible("not chosen")
        }
        var payload = clickPayload(chosen, user: user, install: install)
        payload.container = ["type": "view", "view_id": .string(id)]
        payload.view = viewField(view)
        payload.trigger_id = .string(makeTrigger(installTeam: view.installTeam, user: user, view: id))
        return await sendClick(payload)
    }

    /// Types into a menu that asks the app for its options, and gives those options.
    public func suggestions(for typed: String, action: String, inView id: String) async -> [JSONValue] {
        guard let view = views[id], let found = view.element(action: action, block: nil) else { return [] }
        guard typed.count >= found.element.min_query_length.int ?? 3 else { return [] }
        let payload: JSONValue = [
            "type": "block_suggestion", "api_app_id": .string(world.appID), "user": userField(view.user),
            "team": teamField(view.installTeam), "action_id": .string(action), "block_id": .string(found.blockID),
            "value": .string(typed), "view": viewField(view),
            "container": ["type": "view", "view_id": .string(id)],
        ]
        do {
            let answer = try await post(interaction: payload, to: world.paths.options)
            let body = try JSONValue(parsing: answer.body)
            return options(body.options, place: "block_suggestion")
        } catch {
            blame("block_suggestion", "no usable answer: \(error)")
            return []
        }
    }

    private func options(_ list: JSONValue, place: String) -> [JSONValue] {
        var rules = BlockRules(place: .modal)
        rules.count(list, 0...100, at: "/options")
        for (index, option) in list.items.enumerated() {
            ElementRules.check(option: option, mrkdwn: false, at: "/options/\(index)", rules: &rules)
        }
        rules.mistakes.forEach { blame(place, $0) }
        return rules.mistakes.isEmpty ? list.items : []
    }

    private func sees(_ message: SlackMessage, _ user: String) -> Bool {
        guard let only = message.onlyFor else { return room(message.channel)?.members.contains(user) == true }
        return only == user
    }

    private func chosen(_ element: JSONValue, blockID: String, _ choice: Choice) -> JSONValue? {
        var action: JSONValue = [
            "type": element.type, "action_id": element.action_id, "block_id": .string(blockID),
            "action_ts": .string(nextStamp()),
        ]
        switch choice {
        case .dismissed: return nil
        case .press:
            guard element.type == "button" else { return nil }
            action["text"] = element["text"]
            if !element.value.isNull { action.value = element.value }
        case .option(let value):
            let all = element.options.items + element.option_groups.items.flatMap(\.options.items)
            guard let option = all.first(where: { $0.value.string == value }) else { return nil }
            if ["checkboxes", "multi_static_select"].contains(element.type.string ?? "") {
                action.selected_options = [option]
            } else {
                action.selected_option = option
            }
        case .date(let date): action.selected_date = .string(date)
        case .text(let text): action.value = .string(text)
        }
        return action
    }

    private func clickPayload(_ action: JSONValue, user: String, install: Install) -> JSONValue {
        [
            "type": "block_actions", "user": userField(user), "api_app_id": .string(world.appID),
            "token": "deprecated", "team": teamField(install.team), "enterprise": nil, "is_enterprise_install": false,
            "actions": [action],
        ]
    }

    private func sendClick(_ payload: JSONValue) async -> ClickOutcome {
        do {
            let answer = try await post(interaction: payload)
            guard answer.status == 200 else {
                blame("block_actions", "answered \(answer.status)")
                return .failed("http_\(answer.status)")
            }
            if !answer.body.isEmpty { blame("block_actions", "a click is acknowledged with an empty body") }
            return .accepted
        } catch WireFailure.timedOut {
            return .failed("operation_timeout")
        } catch {
            blame("block_actions", "no answer: \(error)")
            return .failed("dispatch_failed")
        }
    }

    func messageField(_ message: SlackMessage, install: Install) -> JSONValue {
        [
            "type": "message", "ts": .string(message.ts), "text": .string(message.text),
            "user": .string(message.author), "bot_id": .string(install.botID), "app_id": .string(world.appID),
            "team": .string(install.team), "blocks": .array(message.blocks),
        ]
    }

    func roomName(_ id: String) -> String {
        guard let room = room(id) else { return "" }
        return room.isDirect ? "directmessage" : room.name
    }
}
