// How views open, change and close.
extension FakeSlack {
    /// The trigger, if it may be used now with that workspace's token; it is used up.
    func use(trigger id: String, installTeam: String) throws -> Trigger {
        guard var trigger = triggers[id] else { throw SlackError("invalid_trigger_id") }
        guard !trigger.isUsed else { throw SlackError("exchanged_trigger_id") }
        guard trigger.installTeam == installTeam else { throw SlackError("invalid_trigger_id") }
        guard clocks.now() - trigger.madeAt <= clocks.triggerSeconds else { throw SlackError("expired_trigger_id") }
        trigger.isUsed = true
        triggers[id] = trigger
        return trigger
    }

    func open(_ content: JSONValue, by trigger: Trigger, pushing: Bool, place: String) throws -> SlackView {
        let content = try judged(content, place: place)
        if let external = content.external_id.string, !external.isEmpty,
            views.values.contains(where: { $0.content.external_id.string == external })
        {
            throw SlackError("duplicate_external_id")
        }
        var stack = ViewStack(user: trigger.user, views: [])
        if pushing {
            guard let below = trigger.view, let found = stacks.firstIndex(where: { $0.views.last == below }) else {
                throw SlackError("invalid_trigger_id")
            }
            guard stacks[found].views.count < ViewStack.maximumViews else { throw SlackError("push_limit_reached") }
            stack = stacks.remove(at: found)
        }
        let id = nextID("V0")
        var view = SlackView(
            id: id,
            hash: newHash(),
            user: trigger.user,
            installTeam: trigger.installTeam,
            rootID: stack.views.first ?? id,
            previousID: stack.views.last,
            content: content
        )
        view.settleValues(keeping: [:])
        views[id] = view
        stack.views.append(id)
        stacks.append(stack)
        touch()
        return view
    }

    func update(_ id: String, with content: JSONValue, place: String) throws {
        guard var view = views[id] else { throw SlackError("not_found") }
        view.content = try judged(content, place: place)
        view.hash = newHash()
        view.errors = [:]
        view.trouble = nil
        view.settleValues(keeping: view.values)
        views[id] = view
        touch()
    }

    private func judged(_ content: JSONValue, place: String) throws -> JSONValue {
        guard content.bytes.count <= ViewRules.maximumBytes else { throw SlackError("view_too_large") }
        let mistakes = ViewRules.mistakes(in: content)
        guard mistakes.isEmpty else { throw SlackError.invalid("invalid_arguments", mistakes) }
        checkForTypedMarkup(Markup.texts(in: content.blocks), place: place)
        checkForBidiMarks(Markup.allTexts(in: content.blocks), place: place)
        var content = content
        content.blocks = .array(withIDs(content.blocks.items))
        return content
    }

    private func newHash() -> String { "\(Int(clocks.now())).\(Chance.letters(8))" }

    /// Takes one view away; the one under it comes up again.
    func leave(_ view: SlackView) {
        views[view.id] = nil
        for index in stacks.indices { stacks[index].views.removeAll { $0 == view.id } }
        stacks.removeAll { $0.views.isEmpty }
        touch()
    }

    func close(stackOf view: SlackView) {
        for stack in stacks where stack.views.contains(view.id) {
            stack.views.forEach { views[$0] = nil }
        }
        stacks.removeAll { $0.views.contains(view.id) }
        touch()
    }
}
