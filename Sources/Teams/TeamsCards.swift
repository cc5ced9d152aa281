import Dialogue
import JSON

/// Draws cards as Adaptive Cards 1.5, as large as Teams takes them.
///
/// Words stand in `RichTextBlock`s, which know no markdown: what somebody typed needs no escape there. Links are
/// `Action.OpenUrl` buttons, since Teams has drawn a run's own `selectAction` without its effect.
/// https://adaptivecards.io/explorer/RichTextBlock.html and https://github.com/microsoft/AdaptiveCards/issues/5804
enum TeamsCards {
    static let contentType = "application/vnd.microsoft.card.adaptive"
    static let version = "1.5"

    /// A message's `summary` and `attachments`, as members of an object that is open.
    ///
    /// `nonce` names this showing of the card, so that a button pressed twice counts once: the outbox message's id.
    /// `viewers` are the `29:…` of those whose clients ask by themselves for a view of their own, where the card has one.
    static func message(_ card: Card, nonce: String, viewers: [String] = [], in json: inout JSONWriter) {
        json.field("summary", TeamsText.shown(card.summary, limit: TeamsCardLimits.summaryCharacters))
        json.array("attachments") { json in
            json.object { attachment(card, nonce: nonce, viewers: viewers, in: &$0) }
        }
    }

    /// `contentType` and `content`, as members of an object that is open.
    static func attachment(_ card: Card, nonce: String, viewers: [String] = [], in json: inout JSONWriter) {
        json.field("contentType", contentType)
        json.key("content")
        content(card, nonce: nonce, viewers: viewers, in: &json)
    }

    /// The card itself.
    static func content(_ card: Card, nonce: String, viewers: [String] = [], in json: inout JSONWriter) {
        let buttons = card.buttons.prefix(TeamsCardLimits.actions)
        let actions = buttons.map { TeamsActions.action($0, nonce: nonce) }
        let used = actions.reduce(TeamsCardLimits.frameBytes) { $0 + $1.count }
        let body = TeamsBody.elements(of: card, atMost: TeamsCardLimits.cardBytes - used)
        frame(fallback: card.summary, body: body, actions: actions, in: &json) { json in
            guard let show = buttons.first(where: { $0.verb == .reviewShow }) else { return }
            TeamsActions.refresh(by: show, viewers: viewers, in: &json)
        }
    }

    /// An Adaptive Card around elements and actions that are drawn already.
    static func frame(
        fallback: String,
        body: [[UInt8]],
        actions: [[UInt8]],
        in json: inout JSONWriter,
        further: (inout JSONWriter) -> Void = { _ in }
    ) {
        json.object { json in
            json.field("type", "AdaptiveCard")
            json.field("version", version)
            let words = TeamsText.shown(fallback, limit: TeamsCardLimits.summaryCharacters)
            json.field("fallbackText", words)
            further(&json)
            json.array("body") { json in
                for element in body { json.raw(element) }
            }
            guard !actions.isEmpty else { return }
            json.array("actions") { json in
                for action in actions { json.raw(action) }
            }
        }
    }
}
