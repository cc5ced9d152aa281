import Dialogue
import JSON

/// The bodies that carry replies: in a response, to a response address, or to a view method.
enum SlackReplies {
    /// A message only the person who acted sees, as the answer to a command.
    static func ephemeral(_ card: Card) -> [UInt8] {
        object { json in
            json.field("response_type", "ephemeral")
            SlackBlocks.message(card, in: &json)
        }
    }

    /// The same, to the response address of a click; the message with the button stays.
    static func response(_ card: Card) -> [UInt8] {
        object { json in
            json.field("response_type", "ephemeral")
            json.field("replace_original", false)
            SlackBlocks.message(card, in: &json)
        }
    }

    /// What becomes of a view that was sent; nothing closes it.
    static func submission(_ reply: Reply, inputs: [String]) -> [UInt8] {
        switch reply {
        case .nothing: []
        case .card(let card):
            action("update") { json in
                json.key("view")
                SlackViews.view(card, in: &json)
            }
        case .form(let form, _):
            action("update") { json in
                json.key("view")
                SlackViews.view(form, in: &json)
            }
        case .mistakes(let mistakes): self.mistakes(mistakes, inputs: inputs)
        case .done: action("clear") { _ in }
        }
    }

    /// `views.open`.
    static func opening(_ form: Form, trigger: String) -> [UInt8] {
        object { json in
            json.field("trigger_id", trigger)
            json.key("view")
            SlackViews.view(form, in: &json)
        }
    }

    /// `views.update`, refused by Slack when the view has changed since.
    static func update(_ view: String, hash: String, _ draw: (inout JSONWriter) -> Void) -> [UInt8] {
        object { json in
            json.field("view_id", view)
            if !hash.isEmpty { json.field("hash", hash) }
            json.key("view")
            draw(&json)
        }
    }

    /// Mistakes where no form can show them.
    static func card(of mistakes: [FieldMistake]) -> Card {
        let sentences = mistakes.map(\.sentence)
        return Card(parts: sentences.map { .paragraph(Text(plain: $0)) }, summary: sentences.joined(separator: " "))
    }

    /// Slack takes only the ids of input blocks of that view as keys.
    private static func mistakes(_ mistakes: [FieldMistake], inputs: [String]) -> [UInt8] {
        guard let first = inputs.first, !mistakes.isEmpty else {
            return mistakes.isEmpty ? [] : submission(.card(card(of: mistakes)), inputs: inputs)
        }
        let placed = mistakes.map { (inputs.contains($0.input) ? $0.input : first, $0.sentence) }
        let sentences = Dictionary(placed) { $0 + " " + $1 }
        return action("errors") { json in
            json.object("errors") { json in
                for input in inputs {
                    guard let sentence = sentences[input].map(SlackText.oneLine) else { continue }
                    json.field(input, SlackText.filled(SlackText.cut(sentence, to: SlackLimits.errorCharacters)))
                }
            }
        }
    }

    private static func action(_ name: String, _ body: (inout JSONWriter) -> Void) -> [UInt8] {
        object { json in
            json.field("response_action", name)
            body(&json)
        }
    }

    private static func object(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter(capacity: 4096)
        json.object(body)
        return json.finish()
    }
}
