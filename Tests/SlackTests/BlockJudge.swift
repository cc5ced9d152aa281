import JSON

/// Says every limit of Slack's that a view or message breaks; its numbers are its own.
struct BlockJudge {
    private(set) var mistakes: [String] = []

    static func view(_ view: JSON) -> [String] {
        var judge = BlockJudge()
        for name in ["title", "submit", "close"] {
            if let text = view[name] { judge.text(text, 24, plain: true, name) }
        }
        judge.check(view["title"] != nil, "a view has a title")
        judge.length(view["private_metadata"], 3000, "private_metadata")
        judge.length(view["callback_id"], 255, "callback_id")
        let blocks = view["blocks"]?.elements ?? []
        judge.check(!blocks.isEmpty && blocks.count <= 100, "blocks of a view: \(blocks.count)")
        let hasInputs = blocks.contains { $0["type"]?.string == "input" }
        judge.check(!hasInputs || view["submit"] != nil, "inputs want a submit")
        judge.check(view.objects.count < 5000, "a view has a size")
        judge.blocks(blocks)
        return judge.mistakes
    }

    static func message(_ message: JSON) -> [String] {
        var judge = BlockJudge()
        judge.length(message["text"], 4000, "text")
        judge.check(message["text"]?.string?.isEmpty == false, "a message has a text")
        let blocks = message["blocks"]?.elements ?? []
        judge.check(!blocks.isEmpty && blocks.count <= 50, "blocks of a message: \(blocks.count)")
        judge.blocks(blocks)
        return judge.mistakes
    }

    private mutating func blocks(_ blocks: [JSON]) {
        let ids = blocks.compactMap { $0["block_id"]?.string }
        check(Set(ids).count == ids.count, "block ids repeat")
        for block in blocks { one(block) }
    }

    private mutating func one(_ block: JSON) {
        switch block["type"]?.string {
        case "header": text(block["text"], 150, plain: true, "header")
        case "section":
            if let words = block["text"] { text(words, 3000, "section") }
            let fields = block["fields"]?.elements ?? []
            check(block["text"] != nil || !fields.isEmpty, "a section says something")
            check(fields.count <= 10, "fields")
            for field in fields { text(field, 2000, "field") }
        case "context":
            let elements = block["elements"]?.elements ?? []
            check((1...10).contains(elements.count), "context elements")
            for element in elements { text(element, 2000, "context") }
        case "divider": break
        case "actions":
            let elements = block["elements"]?.elements ?? []
            check((1...25).contains(elements.count), "actions")
            let ids = elements.compactMap { $0["action_id"]?.string }
            check(ids.count == elements.count && Set(ids).count == ids.count, "action ids")
            for element in elements { button(element) }
        case "input": input(block)
        case let other: check(false, "unknown block \(other ?? "nil")")
        }
    }

    private mutating func button(_ button: JSON) {
        check(button["type"]?.string == "button", "a button")
        text(button["text"], 75, plain: true, "button")
        length(button["value"], 2000, "button value")
        check(button["value"]?.string?.isEmpty != true, "an empty button value")
        check([nil, "primary", "danger"].contains(button["style"]?.string), "button style")
        guard let confirm = button["confirm"] else { return }
        text(confirm["title"], 100, plain: true, "confirm title")
        text(confirm["text"], 300, "confirm text")
        text(confirm["confirm"], 30, plain: true, "confirm yes")
        text(confirm["deny"], 30, plain: true, "confirm no")
    }

    private mutating func input(_ block: JSON) {
        text(block["label"], 2000, plain: true, "label")
        if let hint = block["hint"] { text(hint, 2000, plain: true, "hint") }
        let element = block["element"]
        check(element?["action_id"]?.string == block["block_id"]?.string, "ids differ")
        if let words = element?["placeholder"] { text(words, 150, plain: true, "placeholder") }
        let options = element?["options"]?.elements ?? []
        for option in options {
            text(option["text"], 75, plain: true, "option")
            length(option["value"], 150, "option value")
        }
        switch element?["type"]?.string {
        case "plain_text_input":
            let limit = element?["max_length"]?.int ?? 3000
            check((1...3000).contains(limit), "max_length \(limit)")
            length(element?["initial_value"], limit, "initial_value")
        case "email_text_input": length(element?["initial_value"], 3000, "initial_value")
        case "number_input": check(element?["is_decimal_allowed"]?.bool != nil, "is_decimal_allowed")
        case "static_select", "multi_static_select": check((1...100).contains(options.count), "options")
        case "checkboxes": check((1...10).contains(options.count), "boxes")
        case let other: check(false, "unknown element \(other ?? "nil")")
        }
    }

    private mutating func text(_ text: JSON?, _ limit: Int, plain: Bool = false, _ place: String) {
        let type = text?["type"]?.string
        check(type == "plain_text" || (!plain && type == "mrkdwn"), "\(place) is a text")
        length(text?["text"], limit, place)
        check(text?["text"]?.string?.isEmpty == false, "\(place) is empty")
    }

    private mutating func length(_ value: JSON?, _ limit: Int, _ place: String) {
        let length = value?.string?.utf16.count ?? 0
        check(length <= limit, "\(place) has \(length) of \(limit)")
    }

    private mutating func check(_ holds: Bool, _ mistake: String) {
        if !holds { mistakes.append(mistake) }
    }
}
