import Desk
import Dialogue
import JSON
import Registrations

/// Replies as they are stored, in the shape that `Codable` gives them, which also reads them: only a delivery that comes twice
/// needs that.
extension JSONWriter {
    mutating func value(_ reply: Reply) {
        switch reply {
        case .nothing: only("nothing") { _ in }
        case .card(let card): only("card") { $0.field("_0", card) }
        case .form(let form, let otherwise):
            only("form") { json in
                json.key("_0")
                json.value(form)
                if let otherwise { json.field("otherwise", otherwise) }
            }
        case .mistakes(let mistakes):
            only("mistakes") { json in
                json.array("_0") { json in
                    for mistake in mistakes {
                        json.object { json in
                            json.field("input", mistake.input)
                            json.field("sentence", mistake.sentence)
                        }
                    }
                }
            }
        case .done: only("done") { _ in }
        }
    }

    private mutating func field(_ name: String, _ card: Card) {
        key(name)
        value(card)
    }

    private mutating func value(_ form: Form) {
        object { json in
            json.array("buttons") { json in form.buttons.forEach { json.value($0) } }
            json.field("close", form.close)
            json.array("inputs") { json in form.inputs.forEach { json.value($0) } }
            json.array("intro") { json in form.intro.forEach { json.value($0) } }
            json.field("name", form.name.rawValue)
            json.field("submit", ifPresent: form.submit)
            json.field("title", form.title)
            json.field("token", form.token)
        }
    }

    private mutating func value(_ input: Form.Input) {
        object { json in
            json.field("hint", ifPresent: input.hint)
            json.field("id", input.id)
            json.field("isRequired", input.isRequired)
            json.key("kind")
            json.value(input.kind)
            json.field("label", input.label)
            json.field("mistake", ifPresent: input.mistake)
            json.field("placeholder", ifPresent: input.placeholder)
            json.field("value", ifPresent: input.value)
        }
    }

    private mutating func value(_ kind: Form.Kind) {
        switch kind {
        case .line(let maximumLength): only("line") { $0.field("maximumLength", maximumLength) }
        case .paragraph(let maximumLength): only("paragraph") { $0.field("maximumLength", maximumLength) }
        case .email: only("email") { _ in }
        case .number: only("number") { _ in }
        case .choice(let options): only("choice") { $0.field("_0", options) }
        case .choices(let options): only("choices") { $0.field("_0", options) }
        case .tick(let option):
            only("tick") { json in
                json.key("_0")
                json.value(option)
            }
        }
    }

    private mutating func field(_ name: String, _ options: [Form.Option]) {
        array(name) { json in options.forEach { json.value($0) } }
    }

    private mutating func value(_ option: Form.Option) {
        object { json in
            json.field("label", option.label)
            json.field("value", option.value)
        }
    }
}
