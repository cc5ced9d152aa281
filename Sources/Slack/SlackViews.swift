import Dialogue
import JSON

/// Draws forms as modal views.
///
/// https://docs.slack.dev/reference/views/modal-views
enum SlackViews {
    /// A form; the ids of its inputs are its blocks' and elements' ids.
    static func view(_ form: Form, in json: inout JSONWriter) {
        json.object { json in
            json.field("type", "modal")
            json.field("callback_id", form.name.rawValue)
            json.field("private_metadata", form.token)
            json.field("notify_on_close", true)
            title(form.title, "title", in: &json)
            // Slack wants a submit where there are inputs.
            if let submit = form.submit ?? (form.inputs.isEmpty ? nil : form.title) {
                title(submit, "submit", in: &json)
            }
            title(form.close, "close", in: &json)
            json.array("blocks") { blocks(of: form, in: &$0) }
        }
    }

    /// A last view that shows a card: nothing to fill, nothing to send.
    static func view(_ card: Card, in json: inout JSONWriter) {
        json.object { json in
            json.field("type", "modal")
            let heading = SlackText.oneLine(card.heading ?? card.summary)
            title(heading, "title", in: &json)
            var shown = card
            if heading.utf16.count <= SlackLimits.viewTitleCharacters, card.heading != nil, !card.parts.isEmpty {
                shown.heading = nil
            }
            json.array("blocks") { SlackBlocks.blocks(of: shown, atMost: SlackLimits.viewBlocks, in: &$0) }
        }
    }

    private static func title(_ words: String, _ name: String, in json: inout JSONWriter) {
        json.key(name)
        SlackBlocks.plain(SlackText.oneLine(words), limit: SlackLimits.viewTitleCharacters, in: &json)
    }

    private static func blocks(of form: Form, in json: inout JSONWriter) {
        let inputs = form.inputs.filter(isDrawn).prefix(SlackLimits.viewBlocks / 2)
        let groups = Array(SlackBlocks.groups(of: form.buttons).prefix(SlackLimits.viewBlocks / 4))
        let room = SlackLimits.viewBlocks - inputs.count - groups.count
        for block in SlackBlocks.blocks(of: form.intro, atMost: room) { json.raw(block) }
        for item in inputs { input(item, in: &json) }
        for group in groups { SlackBlocks.actions(group, in: &json) }
    }

    private static func input(_ input: Form.Input, in json: inout JSONWriter) {
        json.object { json in
            json.field("type", "input")
            json.field("block_id", input.id)
            json.key("label")
            SlackBlocks.plain(input.label, limit: SlackLimits.labelCharacters, in: &json)
            if let hint = input.hint, !hint.isEmpty {
                json.key("hint")
                SlackBlocks.plain(hint, limit: SlackLimits.hintCharacters, in: &json)
            }
            json.field("optional", !input.isRequired)
            json.object("element") { element(input, in: &$0) }
        }
    }

    private static func element(_ input: Form.Input, in json: inout JSONWriter) {
        json.field("action_id", input.id)
        switch input.kind {
        case .line(let limit):
            textInput(input, limit: limit, isMultiline: false, in: &json)
        case .paragraph(let limit):
            textInput(input, limit: limit, isMultiline: true, in: &json)
        case .email:
            json.field("type", "email_text_input")
            initial(input.value, limit: SlackLimits.typedCharacters, in: &json)
            placeholder(input, in: &json)
        case .number:
            json.field("type", "number_input")
            json.field("is_decimal_allowed", true)
            initial(input.value.flatMap { Double($0)?.isFinite == true ? $0 : nil }, in: &json)
            placeholder(input, in: &json)
        case .choice(let all):
            let options = usable(all)
            json.field("type", "static_select")
            self.options(options, in: &json)
            if let chosen = options.first(where: { $0.value == input.value }) {
                json.key("initial_option")
                option(chosen, in: &json)
            }
            placeholder(input, in: &json)
        case .tick(let box):
            json.field("type", "checkboxes")
            options([box], in: &json)
            if input.value == box.value {
                json.array("initial_options") { option(box, in: &$0) }
            }
        case .choices(let all): several(input, usable(all), in: &json)
        }
    }

    /// Boxes where they are few, else a menu; the chosen ones are among those that are shown.
    private static func several(_ input: Form.Input, _ options: ArraySlice<Form.Option>, in json: inout JSONWriter) {
        let isMenu = options.count > SlackLimits.checkboxes
        json.field("type", isMenu ? "multi_static_select" : "checkboxes")
        self.options(options, in: &json)
        let values = Form.chosen(input.value)
        let chosen = options.filter { values.contains($0.value) }
        if !chosen.isEmpty {
            json.array("initial_options") { json in
                for item in chosen { option(item, in: &json) }
            }
        }
        if isMenu { placeholder(input, in: &json) }
    }

    private static func textInput(_ input: Form.Input, limit: Int, isMultiline: Bool, in json: inout JSONWriter) {
        let limit = min(max(limit, 1), SlackLimits.typedCharacters)
        json.field("type", "plain_text_input")
        json.field("multiline", isMultiline)
        json.field("max_length", limit)
        initial(input.value, limit: limit, in: &json)
        placeholder(input, in: &json)
    }

    /// What was typed, without an ellipsis: it goes back as an answer.
    private static func initial(
        _ value: String?,
        limit: Int = SlackLimits.typedCharacters,
        in json: inout JSONWriter
    ) {
        guard let value = value.map(SlackText.clean), !value.isEmpty else { return }
        guard value.utf16.count > limit else { return json.field("initial_value", value) }
        json.field("initial_value", String(SlackText.cut(value, to: limit).dropLast()))
    }

    private static func placeholder(_ input: Form.Input, in json: inout JSONWriter) {
        guard let words = input.placeholder, !words.isEmpty else { return }
        json.key("placeholder")
        SlackBlocks.plain(words, limit: SlackLimits.placeholderCharacters, in: &json)
    }

    /// A select without options is refused with the whole view.
    private static func isDrawn(_ input: Form.Input) -> Bool {
        switch input.kind {
        case .choice(let options), .choices(let options): !usable(options).isEmpty
        case .line, .paragraph, .email, .number, .tick: true
        }
    }

    /// As many as Slack takes; a value cut short would name something else.
    private static func usable(_ options: [Form.Option]) -> ArraySlice<Form.Option> {
        options.filter { (1...SlackLimits.optionValueCharacters).contains($0.value.utf16.count) }
            .prefix(SlackLimits.selectOptions)
    }

    private static func options(_ options: some Sequence<Form.Option>, in json: inout JSONWriter) {
        json.array("options") { json in
            for item in options { option(item, in: &json) }
        }
    }

    private static func option(_ item: Form.Option, in json: inout JSONWriter) {
        json.object { json in
            json.key("text")
            SlackBlocks.plain(item.label, limit: SlackLimits.optionCharacters, in: &json)
            json.field("value", item.value)
        }
    }
}
