import Dialogue
import JSON

/// Draws forms, and cards, as the Adaptive Cards of dialogs.
///
/// https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
enum TeamsForms {
    /// A form; the ids of its inputs are their names on the wire, and the first action is the one that sends them.
    ///
    /// `nonce` names this showing of it, so that a step sent twice counts once.
    static func content(_ form: Form, nonce: String, words: FormWords, in json: inout JSONWriter) {
        let inputs = list { json in
            for input in form.inputs where isDrawn(input) { TeamsInputs.elements(input, words, in: &json) }
        }
        let actions = list { Self.actions(of: form, nonce: nonce, in: &$0) }
        let used = TeamsCardLimits.frameBytes + inputs.count + actions.count
        // What somebody typed is never cut: what stands above gives way.
        let room = max(TeamsCardLimits.cardBytes - used, TeamsCardLimits.introBytes)
        let intro = TeamsBody.fitting(TeamsBody.elements(of: form.intro), atMost: room)
        let body = inputs.isEmpty ? intro : intro + [inputs]
        TeamsCards.frame(fallback: form.title, body: body, actions: [actions], in: &json)
    }

    /// A view that shows a card; its buttons go on in the dialog.
    static func content(_ card: Card, nonce: String, words: FormWords, in json: inout JSONWriter) {
        let actions =
            card.buttons.prefix(TeamsCardLimits.actions - 1).map { TeamsActions.submit($0, nonce: nonce) }
            + [closing(words.close)]
        let used = actions.reduce(TeamsCardLimits.frameBytes) { $0 + $1.count }
        let body = TeamsBody.elements(of: card, atMost: TeamsCardLimits.cardBytes - used)
        TeamsCards.frame(fallback: card.summary, body: body, actions: actions, in: &json)
    }

    /// Says why nothing was done, and sends the same once more: what was typed travels in the action itself.
    static func content(_ mistakes: [FieldMistake], again: TeamsFilled?, words: FormWords, in json: inout JSONWriter) {
        let sentences = mistakes.map(\.sentence)
        let body = sentences.map { TeamsInputs.mistake($0) }
        let repeating = again.map { filled in
            TeamsBody.object { json in
                json.field("type", "Action.Submit")
                TeamsActions.head(words.again, .primary, in: &json)
                json.object("data") { filled.write(in: &$0) }
            }
        }
        TeamsCards.frame(
            fallback: sentences.joined(separator: " "),
            body: body,
            actions: [repeating].compactMap(\.self) + [closing(words.close)],
            in: &json
        )
    }

    /// Elements of one list, with the commas between them.
    private static func list(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter(capacity: 4096)
        body(&json)
        return json.finish()
    }

    private static func actions(of form: Form, nonce: String, in json: inout JSONWriter) {
        let filled = TeamsFilled(form: form.name, token: form.token, nonce: nonce, typed: [:])
        if let title = form.submit ?? (form.inputs.isEmpty ? nil : form.title) {
            json.object { json in
                json.field("type", "Action.Submit")
                TeamsActions.head(title, .primary, in: &json)
                json.object("data") { filled.write(in: &$0) }
            }
        }
        for button in form.buttons.prefix(TeamsCardLimits.actions - 2) {
            json.raw(TeamsActions.submit(button, nonce: nonce))
        }
        json.object { json in
            json.field("type", "Action.Submit")
            TeamsActions.head(form.close, .plain, in: &json)
            json.field("associatedInputs", "none")
            json.object("data") { json in
                json.field(TeamsNames.closing, true)
                filled.write(in: &json)
            }
        }
    }

    private static func closing(_ title: String) -> [UInt8] {
        TeamsBody.object { json in
            json.field("type", "Action.Submit")
            TeamsActions.head(title, .plain, in: &json)
            json.field("associatedInputs", "none")
            json.object("data") { $0.field(TeamsNames.closing, true) }
        }
    }

    /// A choice without options cannot be made.
    private static func isDrawn(_ input: Form.Input) -> Bool {
        switch input.kind {
        case .choice(let options), .choices(let options): !TeamsInputs.usable(options).isEmpty
        case .line, .paragraph, .email, .number, .tick: true
        }
    }
}

/// Names of ours in the `data` of actions; no input has one of them.
enum TeamsNames {
    static let verb = "verb"
    static let id = "id"
    static let nonce = "nonce"
    static let form = "form"
    static let token = "token"
    static let closing = "closing"
    static let all: Set = [verb, id, nonce, form, token, closing, "msteams"]
}

/// A form that was sent: what comes back with it, and what was typed.
struct TeamsFilled: Hashable, Sendable {
    let form: Form.Name
    let token: String
    let nonce: String
    let typed: [String: String]

    /// As members of an object that is open.
    func write(in json: inout JSONWriter) {
        json.field(TeamsNames.form, form.rawValue)
        json.field(TeamsNames.token, token)
        json.field(TeamsNames.nonce, nonce)
        for (id, value) in typed.sorted(by: { $0.key < $1.key }) { json.field(id, value) }
    }
}
