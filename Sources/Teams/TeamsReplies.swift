import Dialogue
import JSON

/// The bodies that answer invokes.
enum TeamsReplies {
    /// What becomes of a dialog; nothing closes it.
    ///
    /// https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
    static func dialog(_ reply: Reply, nonce: String, words: FormWords) -> [UInt8] {
        switch reply {
        case .nothing, .done: []
        case .card(let card):
            proceeding(card.heading ?? card.summary) {
                TeamsForms.content(card, nonce: nonce, words: words, in: &$0)
            }
        case .form(let form, _):
            proceeding(form.title) { TeamsForms.content(form, nonce: nonce, words: words, in: &$0) }
        case .mistakes(let mistakes): again(mistakes, nil, words: words)
        }
    }

    /// Says why a form was not taken; `filled` is sent once more from there.
    static func again(_ mistakes: [FieldMistake], _ filled: TeamsFilled?, words: FormWords) -> [UInt8] {
        proceeding(mistakes.first?.sentence ?? words.again) {
            TeamsForms.content(mistakes, again: filled, words: words, in: &$0)
        }
    }

    /// What becomes of a card that was pressed, for whoever pressed it: a card in its place, or a sentence.
    ///
    /// A sentence never takes the place of a card: the card's own update may have come before, and would be covered by it
    /// for good, with its buttons. HTTP says 200 whatever happened; what did stands inside.
    /// https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model
    static func action(_ reply: Reply, nonce: String, words: FormWords) -> [UInt8] {
        switch reply {
        case .card(let card): sentence(of: card).map { said($0) } ?? shown(card, nonce: nonce)
        case .form(_, let otherwise): otherwise.map { shown($0, nonce: nonce) } ?? said(words.done)
        case .mistakes(let mistakes): said(mistakes.map(\.sentence).joined(separator: " "))
        case .nothing, .done: said(words.done)
        }
    }

    /// What a card says where it is nothing but words.
    private static func sentence(of card: Card) -> String? {
        guard card.heading == nil, card.buttons.isEmpty else { return nil }
        var sentences: [String] = []
        for part in card.parts {
            switch part {
            case .paragraph(let text), .note(let text):
                guard !text.hasLink else { return nil }
                sentences.append(text.plain)
            case .facts, .quote, .divider: return nil
            }
        }
        let sentence = sentences.joined(separator: " ")
        return (1...TeamsCardLimits.summaryCharacters).contains(sentence.utf16.count) ? sentence : nil
    }

    /// A sentence over the card, which stays as it is.
    static func said(_ sentence: String) -> [UInt8] {
        object { json in
            json.field("statusCode", 200)
            json.field("type", "application/vnd.microsoft.activity.message")
            json.field("value", TeamsText.shown(sentence, limit: TeamsCardLimits.summaryCharacters))
        }
    }

    /// The action names nothing of ours.
    static let unknownAction = object { json in
        json.field("statusCode", 400)
        json.field("type", "application/vnd.microsoft.error")
        json.object("value") { json in
            json.field("code", "BadRequest")
            json.field("message", "unknown action")
        }
    }

    private static func shown(_ card: Card, nonce: String) -> [UInt8] {
        object { json in
            json.field("statusCode", 200)
            json.field("type", TeamsCards.contentType)
            json.key("value")
            TeamsCards.content(card, nonce: nonce, in: &json)
        }
    }

    private static func proceeding(_ title: String, _ content: (inout JSONWriter) -> Void) -> [UInt8] {
        object { json in
            json.object("task") { json in
                json.field("type", "continue")
                json.object("value") { json in
                    json.field("title", TeamsText.shown(title, limit: TeamsCardLimits.titleCharacters))
                    json.field("height", "large")
                    json.field("width", "medium")
                    json.object("card") { json in
                        json.field("contentType", TeamsCards.contentType)
                        json.key("content")
                        content(&json)
                    }
                }
            }
        }
    }

    private static func object(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter(capacity: 8192)
        json.object(body)
        return json.finish()
    }
}

extension Text {
    fileprivate var hasLink: Bool {
        runs.contains { run in
            switch run {
            case .link: true
            case .plain, .strong, .typed: false
            }
        }
    }
}
