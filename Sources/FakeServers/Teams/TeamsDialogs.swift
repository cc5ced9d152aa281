// Dialogs: opened by a press, gone on with by a submit.
extension FakeTeams {
    static let sizes: Set<String> = ["small", "medium", "large"]

    func fetch(_ data: JSONValue, _ spot: Spot, by user: String) async -> TeamsOutcome {
        let delivery = await invoke("task/fetch", data, spot.chat, spot.message, by: user)
        let fresh = TeamsDialog(
            id: nextID("d"),
            user: user,
            chat: spot.chat.id,
            message: spot.message.id,
            title: "",
            card: .null,
            values: [:]
        )
        return take(delivery, for: fresh, place: "task/fetch")
    }

    /// Fills in the dialog in front of somebody, as far as its inputs take it; gives the ids it does not have.
    @discardableResult
    public func fill(_ typed: [String: String], by user: String) -> [String] {
        guard let place = dialogs.lastIndex(where: { $0.user == user }) else { return Array(typed.keys) }
        let inputs = CardReader.inputs(dialogs[place].card)
        var left: [String] = []
        for (id, value) in typed {
            guard let input = inputs.first(where: { $0.id.string == id }),
                let value = InputChecks.typed(value, into: input)
            else {
                left.append(id)
                continue
            }
            dialogs[place].values[id] = value
            dialogs[place].errors[id] = nil
        }
        touch()
        return left.sorted()
    }

    /// Presses an action of the dialog in front of somebody; without a verb the first that takes the inputs.
    @discardableResult
    public func submit(_ verb: String? = nil, by user: String) async -> TeamsOutcome {
        let action = dialog(of: user)?.actions.first { action in
            guard action.type == "Action.Submit" else { return false }
            if let verb { return CardReader.verb(action) == verb || action.id.string == verb }
            return action.associatedInputs.string?.lowercased() != "none"
        }
        guard let action else { return .notPossible("no such action") }
        return await submit(action, by: user)
    }

    /// Presses the action at that place among those of the dialog in front of somebody.
    func submit(at index: Int, by user: String) async -> TeamsOutcome {
        let actions = dialog(of: user)?.actions.filter { $0.type == "Action.Submit" } ?? []
        guard actions.indices.contains(index) else { return .notPossible("no such action") }
        return await submit(actions[index], by: user)
    }

    private func submit(_ action: JSONValue, by user: String) async -> TeamsOutcome {
        guard let dialog = dialog(of: user), let place = dialogs.firstIndex(where: { $0.id == dialog.id }) else {
            return .notPossible("no dialog")
        }
        var data = action.data
        if action.associatedInputs.string?.lowercased() != "none" {
            let inputs = CardReader.inputs(dialog.card)
            let errors = InputChecks.errors(in: inputs, dialog.values)
            dialogs[place].errors = errors
            touch()
            if !errors.isEmpty { return .mistakes(errors) }
            data = data.merged(InputChecks.submitted(inputs, dialog.values))
        }
        guard let chat = chat(dialog.chat) else { return .notPossible("no such chat") }
        let message = messages[chat.id]?.first { $0.id == dialog.message }
        let delivery = await invoke("task/submit", data, chat, message, by: user)
        guard let now = self.dialog(of: user), now.id == dialog.id else { return .notPossible("closed meanwhile") }
        return take(delivery, for: now, place: "task/submit")
    }

    /// Closes the dialog in front of somebody: the app hears nothing of it.
    public func closeDialog(by user: String) {
        dialogs.removeAll { $0.user == user }
        touch()
    }

    private func invoke(
        _ name: String,
        _ data: JSONValue,
        _ chat: TeamsChat,
        _ message: TeamsMessage?,
        by user: String
    ) async -> TeamsDelivery {
        var activity = activity("invoke", from: user, in: chat, thread: message?.thread ?? message?.id)
        activity["name"] = .string(name)
        activity["value"] = ["data": data, "context": ["theme": "default"]]
        if let message { activity["replyToId"] = .string(message.id) }
        return await deliver(activity)
    }

    private func take(_ delivery: TeamsDelivery, for dialog: TeamsDialog, place: String) -> TeamsOutcome {
        guard delivery.status == 200 else {
            if let index = dialogs.firstIndex(where: { $0.id == dialog.id }) {
                dialogs[index].trouble = "Unable to reach app. Please try again."
            }
            return troubled("Unable to reach app. Please try again.", dialog.user)
        }
        let task = delivery.answer.task
        switch task.type.string {
        case "continue": return go(on: dialog, with: task.value, place: place)
        case "message":
            dialogs.removeAll { $0.id == dialog.id }
            if task.value.string == nil { blame(place, "a message's value is text") }
            notice(task.value.string ?? "", to: dialog.user)
            return .closed
        case nil where task.isNull:
            dialogs.removeAll { $0.id == dialog.id }
            touch()
            return .closed
        default:
            blame(place, "task of type \(task.type.text)")
            return troubled("Something went wrong.", dialog.user)
        }
    }

    private func go(on dialog: TeamsDialog, with value: JSONValue, place: String) -> TeamsOutcome {
        guard value.card.contentType.string == CardRules.mediaType else {
            blame(place, "the card's contentType is \(value.card.contentType.text)")
            return troubled("Something went wrong.", dialog.user)
        }
        let card = value.card.content
        for mistake in CardRules.mistakes(in: card, at: .dialog) { blame(place, mistake) }
        if value.title.string?.isEmpty ?? true { blame(place, "a dialog has a title") }
        for size in [value.height, value.width] where !size.isNull {
            let isWord = size.string.map(Self.sizes.contains) ?? false
            if !isWord, size.int == nil { blame(place, "size \(size.text)") }
        }
        var next = dialog
        next.title = value.title.string ?? ""
        next.card = card
        next.turn += 1
        next.errors = [:]
        next.trouble = nil
        let inputs = CardReader.inputs(card)
        next.values = Dictionary(inputs.map { ($0.id.string ?? "", InputChecks.initial($0)) }) { first, _ in first }
        dialogs.removeAll { $0.user == dialog.user }
        dialogs.append(next)
        touch()
        return .shown
    }
}
