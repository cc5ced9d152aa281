/// What a person sees after sending a modal.
public enum SubmitOutcome: Sendable, Equatable {
    /// The view closed.
    case closed
    /// The whole window closed.
    case cleared
    /// Mistakes appeared at these fields.
    case errors([String: String])
    /// The view was replaced.
    case updated
    /// A further view came on top.
    case pushed
    /// Slack's own client refused to send it; the mistakes by field.
    case refused([String: String])
    /// Slack shows that something went wrong.
    case failed(String)
}

extension FakeSlack {
    /// Fills fields of a view by block id: text, an option's value (several with commas), a date, or nothing to empty it.
    ///
    /// Returns the ids for which there is no such field or option.
    @discardableResult
    public func fill(_ id: String, _ answers: [String: String]) -> [String] {
        guard var view = views[id] else { return answers.keys.sorted() }
        var unknown: [String] = []
        for (block, answer) in answers.sorted(by: { $0.key < $1.key }) {
            guard let input = view.inputs.first(where: { $0.block_id.string == block }),
                let state = FieldState.filled(input.element, with: answer)
            else {
                unknown.append(block)
                continue
            }
            remember(typed: answer)
            view.values[block, default: [:]][input.element.action_id.string ?? ""] = state
        }
        views[id] = view
        touch()
        return unknown
    }

    /// Sends a view, after Slack's client checked the form of the fields, unless told not to.
    @discardableResult
    public func submit(_ id: String, by user: String, checkedByClient: Bool = true) async -> SubmitOutcome {
        guard let view = views[id], view.user == user else { return .failed("no such view") }
        guard !view.content.submit.isNull else { return .failed("the view has no submit button") }
        if checkedByClient {
            let mistakes = FieldState.mistakes(in: view)
            if !mistakes.isEmpty {
                views[id]?.errors = mistakes
                touch()
                return .refused(mistakes)
            }
        }
        views[id]?.errors = [:]
        views[id]?.trouble = nil
        let payload = viewPayload("view_submission", view)
        do {
            let answer = try await post(interaction: payload)
            return try settle(answer, of: view)
        } catch {
            return trouble(error, in: view)
        }
    }

    private func settle(_ answer: WireAnswer, of view: SlackView) throws -> SubmitOutcome {
        guard answer.status == 200 else { throw SlackError("http_\(answer.status)") }
        guard !answer.body.isEmpty else {
            leave(view)
            return .closed
        }
        guard answer.mediaType == "application/json" else { throw SlackError("answer is not application/json") }
        let body: JSONValue
        do { body = try JSONValue(parsing: answer.body) } catch { throw SlackError("answer is not JSON") }
        switch body.response_action {
        case "errors": return try show(body.errors, in: view)
        case "update":
            guard views[view.id] != nil else { return .updated }
            try update(view.id, with: body.view, place: "view_submission")
            return .updated
        case "push":
            let trigger = Trigger(installTeam: view.installTeam, user: view.user, madeAt: clocks.now(), view: view.id)
            _ = try open(body.view, by: trigger, pushing: true, place: "view_submission")
            return .pushed
        case "clear":
            close(stackOf: view)
            return .cleared
        default: throw SlackError("no valid response_action in a non-empty body")
        }
    }

    private func show(_ errors: JSONValue, in view: SlackView) throws -> SubmitOutcome {
        guard let fields = errors.object, !fields.isEmpty else { throw SlackError("errors must be a filled object") }
        let known = Set(view.inputIDs)
        var texts: [String: String] = [:]
        for (block, text) in fields {
            guard known.contains(block) else { throw SlackError("errors name no input block: \(block)") }
            guard let text = text.string, !text.isEmpty else { throw SlackError("errors must be texts: \(block)") }
            texts[block] = text
        }
        views[view.id]?.errors = texts
        touch()
        return .errors(texts)
    }

    private func trouble(_ error: any Error, in view: SlackView) -> SubmitOutcome {
        views[view.id]?.trouble = "We had some trouble connecting. Try again?"
        touch()
        if (error as? WireFailure) == .timedOut { return .failed("operation_timeout") }
        let name = (error as? SlackError).map { $0.name + " " + JSONValue.object($0.fields).text } ?? "\(error)"
        blame("view_submission", name)
        return .failed(name)
    }

    /// Closes a view with its Cancel button, or the whole window with its cross.
    public func close(_ id: String, by user: String, wholeWindow: Bool = false) async {
        guard let view = views[id], view.user == user else { return }
        let clears = wholeWindow || view.content.clear_on_close.bool == true
        let told = wholeWindow ? views[view.rootID] ?? view : view
        if clears { close(stackOf: view) } else { leave(view) }
        guard told.content.notify_on_close.bool == true else { return }
        var payload = viewPayload("view_closed", told)
        payload.is_cleared = .bool(clears)
        payload.trigger_id = nil
        payload.view.state = ["values": [:]]
        _ = await sendQuietly(payload, place: "view_closed")
    }

    func sendQuietly(_ payload: JSONValue, place: String) async -> Bool {
        do {
            let answer = try await post(interaction: payload)
            if answer.status != 200 { blame(place, "answered \(answer.status)") }
            return answer.status == 200
        } catch {
            blame(place, "no answer: \(error)")
            return false
        }
    }

    private func viewPayload(_ type: String, _ view: SlackView) -> JSONValue {
        let team = person(view.user)?.team ?? ""
        return [
            "type": .string(type), "team": teamField(team), "user": userField(view.user),
            "api_app_id": .string(world.appID), "token": "deprecated", "enterprise": nil,
            "trigger_id": .string(makeTrigger(installTeam: view.installTeam, user: view.user, view: view.id)),
            "view": viewField(view), "response_urls": [], "is_enterprise_install": false,
        ]
    }

    /// The view object of payloads: `team_id` is the person's, `app_installed_team_id` the installer's.
    func viewField(_ view: SlackView) -> JSONValue {
        var field = view.content
        field.id = .string(view.id)
        field.team_id = .text(person(view.user)?.team)
        field["hash"] = .string(view.hash)
        field.state = ["values": .object(view.values.mapValues { .object($0) })]
        field.root_view_id = .string(view.rootID)
        field.previous_view_id = .text(view.previousID)
        field.app_id = .string(world.appID)
        field.app_installed_team_id = .string(view.installTeam)
        field.bot_id = .text(world.installs.first { $0.team == view.installTeam }?.botID)
        for (name, value) in [("private_metadata", ""), ("callback_id", ""), ("external_id", "")]
        where field[name].isNull {
            field[name] = .string(value)
        }
        for name in ["clear_on_close", "notify_on_close"] where field[name].isNull { field[name] = false }
        return field
    }
}
