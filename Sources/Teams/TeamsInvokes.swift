import Desk
import Dialogue
import JSON
import Registrations

// What people do with buttons and dialogs.
extension TeamsInbound {
    func invoke(
        _ activity: TeamsActivity,
        _ actor: Person,
        _ request: InboundRequest
    ) throws(Mistake) -> TeamsAct {
        switch activity.name {
        case "task/fetch", "task/submit", "adaptiveCard/action": break
        default: return .unknownInvoke
        }
        guard activity.from != nil else { throw .body }
        switch activity.name {
        case "task/fetch": return try fetch(activity, actor, request)
        case "task/submit": return try submit(activity, actor, request)
        default: return press(activity, actor, request)
        }
    }

    /// Opens a dialog.
    private func fetch(
        _ activity: TeamsActivity,
        _ actor: Person,
        _ request: InboundRequest
    ) throws(Mistake) -> TeamsAct {
        guard let data = activity.value?["data"], let verb = Self.verb(of: data) else { throw .body }
        let input = Delivery.Input.press(verb, value: Self.value(of: data), typed: [:])
        let act = activity.id ?? request.requestID
        let key = pressKey(input, data, activity, actor) ?? Self.key("fetch", Self.place(activity), act, actor.user)
        let nonce = TeamsDigest.nonce("fetch", Self.place(activity), act, actor.user)
        return .delivery(delivery(input, key: key, activity, actor, answer: .dialog, request), .dialog(nonce: nonce))
    }

    /// Goes on in a dialog: a form sent, one of its buttons, or its end.
    private func submit(
        _ activity: TeamsActivity,
        _ actor: Person,
        _ request: InboundRequest
    ) throws(Mistake) -> TeamsAct {
        guard let data = activity.value?["data"] else { throw .body }
        let filled = try Self.filled(data)
        if data[TeamsNames.closing]?.bool == true {
            guard let filled else { return .closed }
            let closed = Delivery.Input.closed(filled.form, token: filled.token)
            return .delivery(
                delivery(closed, key: nil, activity, actor, answer: .dialog, request),
                .dialog(nonce: filled.nonce)
            )
        }
        if let filled { return take(filled, activity, actor, request) }
        guard let verb = Self.verb(of: data) else { throw .body }
        let input = Delivery.Input.press(verb, value: Self.value(of: data), typed: [:])
        let before = Self.nonce(of: data) ?? activity.id ?? request.requestID
        let nonce = TeamsDigest.nonce("press", before, verb.rawValue, Self.value(of: data))
        let key = pressKey(input, data, activity, actor)
        return .delivery(delivery(input, key: key, activity, actor, answer: .dialog, request), .dialog(nonce: nonce))
    }

    /// A step of a draft, or a form of a registration, as it was shown: whatever was typed, it counts once.
    private func take(
        _ filled: TeamsFilled,
        _ activity: TeamsActivity,
        _ actor: Person,
        _ request: InboundRequest
    ) -> TeamsAct {
        let key = Self.key("form", filled.form.rawValue, filled.token, filled.nonce, actor.workspace.id, actor.user)
        let input = Delivery.Input.filled(filled.form, token: filled.token, typed: filled.typed)
        let nonce = TeamsDigest.nonce("form", filled.token, filled.nonce, TeamsDigest.typed(filled.typed))
        return .delivery(
            delivery(input, key: key, activity, actor, answer: .dialog, request),
            .submission(filled, nonce: nonce)
        )
    }

    /// A button of a card, or a client that asks for its person's own view.
    private func press(_ activity: TeamsActivity, _ actor: Person, _ request: InboundRequest) -> TeamsAct {
        guard let action = activity.value?["action"] else { return .unknownAction }
        let data = action["data"]
        guard let verb = action["verb"]?.string.flatMap(Verb.init) ?? data.flatMap(Self.verb) else {
            return .unknownAction
        }
        // A client that asks by itself may only look.
        if activity.value?["trigger"]?.string == "automatic", verb != .reviewShow { return .unknownAction }
        let input = Delivery.Input.press(verb, value: Self.value(of: data), typed: [:])
        let act = activity.id ?? request.requestID
        let nonce = TeamsDigest.nonce("card", Self.place(activity), act, verb.rawValue, actor.user)
        let key = pressKey(input, data, activity, actor)
        return .delivery(delivery(input, key: key, activity, actor, answer: .response, request), .card(nonce: nonce))
    }

    private static func verb(of data: JSON) -> Verb? { data[TeamsNames.verb]?.string.flatMap(Verb.init) }

    /// The form that was sent; nil when none of ours was.
    private static func filled(_ data: JSON) throws(Mistake) -> TeamsFilled? {
        guard let form = data[TeamsNames.form]?.string.flatMap(Form.Name.init) else { return nil }
        guard let token = data[TeamsNames.token]?.string, token.utf16.count <= TeamsCardLimits.tokenCharacters,
            !token.utf8.contains(0), let nonce = nonce(of: data)
        else { throw .body }
        return TeamsFilled(form: form, token: token, nonce: nonce, typed: typed(in: data))
    }

    /// What stands in the inputs, by id, blanks left out.
    private static func typed(in data: JSON) -> [String: String] {
        var typed: [String: String] = [:]
        for member in data.members.prefix(TeamsCardLimits.inputs)
        where !TeamsNames.all.contains(member.key) && member.key.utf8.count <= TeamsCardLimits.inputCharacters {
            guard let value = text(of: member.value), !value.isEmpty else { continue }
            typed[member.key] = bounded(value)
        }
        return typed
    }

    private static func bounded(_ value: String) -> String {
        guard value.utf8.count > TeamsCardLimits.typedCharacters || value.utf8.contains(0) else { return value }
        return String(value.filter { $0 != "\0" }.prefix(TeamsCardLimits.typedCharacters))
    }

    /// Values come as texts; a client that sends a number or a truth as such means the same.
    private static func text(of value: JSON) -> String? {
        value.string ?? value.int.map { "\($0)" } ?? value.double.map { "\($0)" } ?? value.bool.map { "\($0)" }
    }
}
