import Desk
import Dialogue
import JSON
import Registrations

// What people do with buttons, menus, forms and shortcuts.
// https://docs.slack.dev/reference/interaction-payloads
extension SlackInbound {
    static let registerShortcut = "register_lead"

    func interaction(_ payload: JSON, _ request: InboundRequest) throws(Mistake) -> SlackAct {
        switch payload["type"]?.string {
        case "block_actions": try click(payload, request)
        case "view_submission": try submission(payload, request)
        case "view_closed": try closing(payload, request)
        case "block_suggestion": .options
        case "shortcut", "message_action": try shortcut(payload, request)
        case let other: .ignored(kind: SlackPayloads.kind(other))
        }
    }

    private func click(_ payload: JSON, _ request: InboundRequest) throws(Mistake) -> SlackAct {
        guard let action = payload["actions"]?[0], let name = action["action_id"]?.string else { throw .body }
        // A choice in a form and a link's button are told to us too.
        guard let verb = Verb(rawValue: name) else { return .ignored(kind: "block_actions") }
        let view = payload["view"].flatMap { $0.isNull ? nil : $0 }
        let teams = view == nil ? SlackTeams(messageAction: payload) : SlackTeams(view: payload)
        guard let user = SlackID.valid(payload["user"]?["id"]?.string),
            let trigger = Self.trigger(payload["trigger_id"]?.string)
        else { throw .body }
        // Without a team nobody has a right to anything.
        guard let teams else { return .ignored(kind: "unknown_actor_team") }
        let typed = SlackPayloads.typed(in: view?["state"] ?? payload["state"])
        let delivery = Delivery(
            key: Self.key("trigger", trigger),
            installation: teams.installing.key,
            actor: teams.actor.person(user),
            room: Self.room(of: payload, teams),
            language: nil,
            input: .press(verb, value: SlackPayloads.value(of: action) ?? "", typed: typed),
            at: request.receivedAt
        )
        guard let view else {
            let opening = SlackReturn.Opening(installing: teams.installing, trigger: trigger)
            return .delivery(delivery, .click(opening, responseURL: payload["response_url"]?.string))
        }
        guard let id = SlackID.valid(view["id"]?.string) else { throw .body }
        return .delivery(delivery, .clickInView(teams.installing, view: id, hash: view["hash"]?.string ?? ""))
    }

    private func submission(_ payload: JSON, _ request: InboundRequest) throws(Mistake) -> SlackAct {
        guard let view = payload["view"], let id = SlackID.valid(view["id"]?.string) else { throw .body }
        guard let filled = try form(payload, view) else { return .ignored(kind: "view_submission") }
        let typed = SlackPayloads.typed(in: view["state"])
        let delivery = Delivery(
            key: Self.key(of: filled.name, view: id, hash: view["hash"]?.string ?? "", typed: typed),
            installation: filled.teams.installing.key,
            actor: filled.actor,
            room: nil,
            language: nil,
            input: .filled(filled.name, token: filled.token, typed: typed),
            at: request.receivedAt
        )
        return .delivery(delivery, .submission(SlackPayloads.inputs(of: view)))
    }

    private func closing(_ payload: JSON, _ request: InboundRequest) throws(Mistake) -> SlackAct {
        guard let view = payload["view"] else { throw .body }
        guard let closed = try form(payload, view) else { return .ignored(kind: "view_closed") }
        let delivery = Delivery(
            key: nil,
            installation: closed.teams.installing.key,
            actor: closed.actor,
            room: nil,
            language: nil,
            input: .closed(closed.name, token: closed.token),
            at: request.receivedAt
        )
        return .delivery(delivery, .silent)
    }

    private func shortcut(_ payload: JSON, _ request: InboundRequest) throws(Mistake) -> SlackAct {
        guard payload["callback_id"]?.string == Self.registerShortcut else {
            return .ignored(kind: SlackPayloads.kind(payload["type"]?.string))
        }
        guard let teams = SlackTeams(shortcut: payload), let user = SlackID.valid(payload["user"]?["id"]?.string),
            let trigger = Self.trigger(payload["trigger_id"]?.string)
        else { throw .body }
        let delivery = Delivery(
            key: Self.key("trigger", trigger),
            installation: teams.installing.key,
            actor: teams.actor.person(user),
            room: Self.room(of: payload, teams),
            language: nil,
            input: .press(.registerStart, value: "", typed: [:]),
            at: request.receivedAt
        )
        let opening = SlackReturn.Opening(installing: teams.installing, trigger: trigger)
        return .delivery(delivery, .click(opening, responseURL: payload["response_url"]?.string))
    }

    private struct FormAct {
        let name: Form.Name
        let token: String
        let teams: SlackTeams
        let actor: Person
    }

    /// Which form of ours was filled or closed, and by whom; nil for a view that is none of ours.
    private func form(_ payload: JSON, _ view: JSON) throws(Mistake) -> FormAct? {
        guard let callback = view["callback_id"]?.string, let user = SlackID.valid(payload["user"]?["id"]?.string)
        else {
            throw .body
        }
        guard let name = Form.Name(rawValue: callback), let teams = SlackTeams(view: payload) else { return nil }
        let token = view["private_metadata"]?.string ?? ""
        guard token.utf16.count <= SlackLimits.privateMetadataCharacters else { throw .body }
        return FormAct(name: name, token: token, teams: teams, actor: teams.actor.person(user))
    }

    /// A step of the wizard is told from its draft; a reviewer's words have a key, since each would act again.
    private static func key(of form: Form.Name, view: String, hash: String, typed: [String: String]) -> DeliveryKey? {
        switch form {
        case .register: nil
        case .reviewReject, .reviewAsk, .answer, .meeting, .appeal, .extend, .deal, .lost, .nextStep, .linkWorkspace:
            key("view", view, String(hash.prefix(SlackLimits.identifierCharacters)), SlackPayloads.digest(of: typed))
        }
    }

    private static func room(of payload: JSON, _ teams: SlackTeams) -> Room? {
        let id = payload["channel"]?["id"]?.string ?? payload["container"]?["channel_id"]?.string
        guard let id = SlackID.valid(id), SlackID.isChannel(id) else { return nil }
        return Room(workspace: teams.installing.key, id: id)
    }
}
