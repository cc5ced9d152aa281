import Dialogue
import JSON

/// Draws buttons as actions.
///
/// https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards
enum TeamsActions {
    /// One button: opens a dialog, acts at once, or asks before it acts.
    static func action(_ button: Button, nonce: String) -> [UInt8] {
        guard !button.verb.opensForm else { return TeamsBody.object { fetch(button, in: &$0) } }
        guard let asked = button.confirm else {
            return TeamsBody.object { execute(button, title: button.label, nonce: nonce, in: &$0) }
        }
        return TeamsBody.object { json in
            ask(asked, of: button, in: &json) { execute(button, title: asked.yes, nonce: nonce, in: &$0) }
        }
    }

    /// The same in a dialog, which knows `Action.Submit` alone; what is typed around it stays behind.
    static func submit(_ button: Button, nonce: String) -> [UInt8] {
        guard let asked = button.confirm else {
            return TeamsBody.object { submit(button, title: button.label, nonce: nonce, in: &$0) }
        }
        return TeamsBody.object { json in
            ask(asked, of: button, in: &json) { submit(button, title: asked.yes, nonce: nonce, in: &$0) }
        }
    }

    private static func submit(_ button: Button, title: String, nonce: String, in json: inout JSONWriter) {
        json.field("type", "Action.Submit")
        head(title, button.style, in: &json)
        json.field("associatedInputs", "none")
        json.object("data") { name(button, nonce: nonce, in: &$0) }
    }

    /// Shows the question with its one answer; pressed again, it goes away.
    private static func ask(
        _ asked: Button.Confirm,
        of button: Button,
        in json: inout JSONWriter,
        answer: (inout JSONWriter) -> Void
    ) {
        json.field("type", "Action.ShowCard")
        head(button.label, button.style, in: &json)
        json.object("card") { json in
            json.field("type", "AdaptiveCard")
            json.array("body") { json in
                for element in question(asked) { json.raw(element) }
            }
            json.array("actions") { $0.object(answer) }
        }
    }

    static func open(label: String, url: String) -> [UInt8]? {
        guard url.hasPrefix("https://") || url.hasPrefix("http://"), url.utf16.count <= TeamsCardLimits.urlCharacters
        else { return nil }
        return TeamsBody.object { json in
            json.field("type", "Action.OpenUrl")
            json.field("title", TeamsText.shown(label, limit: TeamsCardLimits.buttonCharacters))
            json.field("url", url)
        }
    }

    /// `refresh`, as a member of a card that is open: what a button shows, asked for by the viewers' clients themselves.
    ///
    /// https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/user-specific-views
    static func refresh(by button: Button, viewers: [String], in json: inout JSONWriter) {
        json.object("refresh") { json in
            json.object("action") { json in
                json.field("type", "Action.Execute")
                json.field("verb", button.verb.rawValue)
                json.object("data") { name(button, nonce: nil, in: &$0) }
            }
            json.array("userIds") { json in
                for user in viewers.prefix(TeamsCardLimits.refreshUsers) { json.value(user) }
            }
        }
    }

    private static func fetch(_ button: Button, in json: inout JSONWriter) {
        json.field("type", "Action.Submit")
        head(button.label, button.style, in: &json)
        json.object("data") { json in
            json.object("msteams") { $0.field("type", "task/fetch") }
            name(button, nonce: nil, in: &json)
        }
    }

    /// Old clients know no `Action.Execute`: theirs comes as a message.
    private static func execute(_ button: Button, title: String, nonce: String, in json: inout JSONWriter) {
        json.field("type", "Action.Execute")
        head(title, button.style, in: &json)
        json.field("verb", button.verb.rawValue)
        json.object("data") { name(button, nonce: nonce, in: &$0) }
        json.object("fallback") { json in
            json.field("type", "Action.Submit")
            head(title, button.style, in: &json)
            json.object("data") { name(button, nonce: nonce, in: &$0) }
        }
    }

    private static func name(_ button: Button, nonce: String?, in json: inout JSONWriter) {
        json.field(TeamsNames.verb, button.verb.rawValue)
        // A value cut short would name something else.
        if (1...TeamsCardLimits.buttonValueCharacters).contains(button.value.utf16.count) {
            json.field(TeamsNames.id, button.value)
        }
        json.field(TeamsNames.nonce, ifPresent: nonce)
    }

    static func head(_ title: String, _ style: Button.Style, in json: inout JSONWriter) {
        json.field("title", TeamsText.shown(title, limit: TeamsCardLimits.buttonCharacters))
        switch style {
        case .plain: break
        case .primary: json.field("style", "positive")
        case .danger: json.field("style", "destructive")
        }
    }

    private static func question(_ asked: Button.Confirm) -> [[UInt8]] {
        let title = TeamsText.cut(asked.title, to: TeamsCardLimits.confirmCharacters)
        let text = TeamsText.cut(asked.text, to: TeamsCardLimits.confirmCharacters)
        return TeamsBody.block(Text([.strong(title)])) + TeamsBody.block(Text(plain: text))
    }
}

extension Verb {
    /// What a dialog is for: Teams asks for it before anything is done.
    var opensForm: Bool {
        switch self {
        case .registerStart, .reviewReject, .reviewAsk, .answer, .meeting, .appeal, .extend, .deal, .lost, .nextStep,
            .linkWorkspace:
            true
        case .registerBack, .reviewApprove, .reviewUndo, .reviewShow, .withdraw, .acceptOffer, .contradict, .why,
            .grantExtension, .research, .won:
            false
        }
    }
}
