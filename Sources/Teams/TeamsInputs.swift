import Dialogue
import JSON

/// Draws the inputs of a form; what they check is checked again when the form comes back.
///
/// https://learn.microsoft.com/adaptive-cards/authoring-cards/input-validation
enum TeamsInputs {
    /// What is wrong with it, the input, and its hint.
    static func elements(_ input: Form.Input, _ words: FormWords, in json: inout JSONWriter) {
        if let mistake = input.mistake { json.raw(TeamsInputs.mistake(mistake)) }
        json.object { json in
            json.field("type", type(of: input.kind))
            json.field("id", input.id)
            json.field("label", TeamsText.shown(input.label, limit: TeamsCardLimits.labelCharacters))
            json.field("isRequired", input.isRequired)
            json.field("errorMessage", error(input.kind, words))
            element(input, in: &json)
        }
        guard let hint = input.hint, !hint.isEmpty else { return }
        for line in TeamsBody.block(Text(plain: hint), look: .small) { json.raw(line) }
    }

    /// As many as are usable in a menu; a value cut short would name something else, and a comma would part it.
    static func usable(_ options: [Form.Option]) -> ArraySlice<Form.Option> {
        options.filter { option in
            (1...TeamsCardLimits.optionValueCharacters).contains(option.value.utf16.count)
                && !option.value.contains(",")
        }.prefix(TeamsCardLimits.options)
    }

    static func mistake(_ sentence: String) -> [UInt8] {
        TeamsBody.object { json in
            json.field("type", "RichTextBlock")
            json.array("inlines") { json in
                json.object { json in
                    json.field("type", "TextRun")
                    json.field("text", TeamsText.shown(sentence, limit: TeamsCardLimits.confirmCharacters))
                    json.field("color", "attention")
                    json.field("weight", "bolder")
                }
            }
        }
    }

    private static func type(of kind: Form.Kind) -> String {
        switch kind {
        case .line, .paragraph, .email: "Input.Text"
        case .number: "Input.Number"
        case .choice, .choices: "Input.ChoiceSet"
        case .tick: "Input.Toggle"
        }
    }

    private static func error(_ kind: Form.Kind, _ words: FormWords) -> String {
        switch kind {
        case .email: words.notAnAddress
        case .line, .paragraph, .number, .choice, .choices, .tick: words.missing
        }
    }

    private static func element(_ input: Form.Input, in json: inout JSONWriter) {
        switch input.kind {
        case .line(let limit): text(input, limit: limit, isMultiline: false, in: &json)
        case .paragraph(let limit): text(input, limit: limit, isMultiline: true, in: &json)
        case .email:
            json.field("style", "email")
            // No more than what every address has: the server reads it with care.
            json.field("regex", #"^\s*\S+@\S+\s*$"#)
            text(input, limit: TeamsCardLimits.addressCharacters, isMultiline: false, in: &json)
        case .number:
            if let number = input.value.flatMap({ Double($0) }), number.isFinite { json.field("value", number) }
            placeholder(input, in: &json)
        case .choice(let all):
            let options = usable(all)
            choices(options, in: &json)
            json.field("style", "compact")
            if let value = input.value, options.contains(where: { $0.value == value }) { json.field("value", value) }
            placeholder(input, in: &json)
        case .choices(let all):
            let options = usable(all)
            choices(options, in: &json)
            json.field("isMultiSelect", true)
            json.field("style", "expanded")
            let known = Set(options.map(\.value))
            let chosen = Form.chosen(input.value).filter(known.contains)
            if !chosen.isEmpty { json.field("value", chosen.joined(separator: ",")) }
        case .tick(let box):
            json.field("title", TeamsText.shown(box.label, limit: TeamsCardLimits.labelCharacters))
            json.field("valueOn", box.value)
            json.field("valueOff", "")
            json.field("value", input.value == box.value ? box.value : "")
            json.field("wrap", true)
        }
    }

    private static func text(_ input: Form.Input, limit: Int, isMultiline: Bool, in json: inout JSONWriter) {
        json.field("maxLength", max(limit, 1))
        if isMultiline { json.field("isMultiline", true) }
        let value = input.value.map(TeamsText.typed) ?? ""
        if !value.isEmpty { json.field("value", value) }
        placeholder(input, in: &json)
    }

    private static func placeholder(_ input: Form.Input, in json: inout JSONWriter) {
        guard let words = input.placeholder, !words.isEmpty else { return }
        json.field("placeholder", TeamsText.shown(words, limit: TeamsCardLimits.labelCharacters))
    }

    private static func choices(_ options: ArraySlice<Form.Option>, in json: inout JSONWriter) {
        json.array("choices") { json in
            for option in options {
                json.object { json in
                    json.field("title", TeamsText.shown(option.label, limit: TeamsCardLimits.labelCharacters))
                    json.field("value", option.value)
                }
            }
        }
        json.field("wrap", true)
    }
}
