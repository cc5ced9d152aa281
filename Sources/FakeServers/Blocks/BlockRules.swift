/// Judges Block Kit as Slack documents it, and says every mistake with its place.
///
/// https://docs.slack.dev/reference/block-kit/blocks
struct BlockRules {
    enum Place { case message, modal }

    let place: Place
    private(set) var mistakes: [String] = []
    private var blockIDs: Set<String> = []
    private var focused = 0

    init(place: Place) {
        self.place = place
    }

    static func mistakes(inMessage blocks: JSONValue) -> [String] {
        var rules = BlockRules(place: .message)
        rules.check(blocks: blocks, at: "/blocks")
        return rules.mistakes
    }

    mutating func note(_ mistake: String, at path: String) {
        mistakes.append("\(mistake) [json-pointer:\(path)]")
    }

    mutating func check(blocks: JSONValue, at path: String) {
        guard blocks.isArray else { return note("must be an array", at: path) }
        let limit = place == .modal ? 100 : 50
        if blocks.items.count > limit { note("no more than \(limit) items allowed", at: path) }
        for (index, block) in blocks.items.enumerated() {
            check(block: block, at: "\(path)/\(index)")
        }
        if focused > 1 { note("only one element may have focus_on_load", at: path) }
    }

    private mutating func check(block: JSONValue, at path: String) {
        guard let type = block.type.string, let allowed = Self.members[type] else {
            return note("unsupported block type \(block.type.text)", at: path)
        }
        only(allowed.union(["type", "block_id"]), in: block, at: path)
        if !block.block_id.isNull {
            length(block.block_id, 1...255, at: path + "/block_id")
            if let id = block.block_id.string, !blockIDs.insert(id).inserted {
                note("block_id already exists: \(id)", at: path + "/block_id")
            }
        }
        switch type {
        case "section": checkSection(block, at: path)
        case "header": text(block["text"], upTo: 150, plain: true, at: path + "/text")
        case "context": checkContext(block, at: path)
        case "actions": checkActions(block, at: path)
        case "input": checkInput(block, at: path)
        case "image": checkImage(block, at: path)
        case "markdown": length(block["text"], 1...12_000, at: path + "/text")
        default: break
        }
        if place == .modal, type == "markdown" { note("unsupported type in a view: markdown", at: path) }
    }

    private static let members: [String: Set<String>] = [
        "section": ["text", "fields", "accessory", "expand"],
        "header": ["text"],
        "divider": [],
        "context": ["elements"],
        "actions": ["elements"],
        "input": ["label", "element", "hint", "optional", "dispatch_action"],
        "image": ["image_url", "alt_text", "title", "slack_file"],
        "markdown": ["text"],
        "rich_text": ["elements"],
    ]

    private mutating func checkSection(_ block: JSONValue, at path: String) {
        if block["text"].isNull, block.fields.isNull { note("missing required field: text or fields", at: path) }
        if !block["text"].isNull { text(block["text"], upTo: 3000, at: path + "/text") }
        if !block.fields.isNull {
            count(block.fields, 1...10, at: path + "/fields")
            for (index, field) in block.fields.items.enumerated() {
                text(field, upTo: 2000, at: "\(path)/fields/\(index)")
            }
        }
        if !block.accessory.isNull {
            element(block.accessory, among: ElementRules.accessories, at: path + "/accessory")
        }
    }

    private mutating func checkContext(_ block: JSONValue, at path: String) {
        count(block.elements, 1...10, at: path + "/elements")
        for (index, item) in block.elements.items.enumerated() {
            let place = "\(path)/elements/\(index)"
            if item.type == "image" { checkImage(item, at: place) } else { text(item, upTo: 2000, at: place) }
        }
    }

    private mutating func checkActions(_ block: JSONValue, at path: String) {
        count(block.elements, 1...25, at: path + "/elements")
        var ids: Set<String> = []
        for (index, item) in block.elements.items.enumerated() {
            let place = "\(path)/elements/\(index)"
            element(item, among: ElementRules.actions, at: place)
            if let id = item.action_id.string, !ids.insert(id).inserted {
                note("action_id already exists in this block: \(id)", at: place)
            }
        }
    }

    private mutating func checkInput(_ block: JSONValue, at path: String) {
        text(block.label, upTo: 2000, plain: true, at: path + "/label")
        if !block.hint.isNull { text(block.hint, upTo: 2000, plain: true, at: path + "/hint") }
        flag(block["optional"], at: path + "/optional")
        flag(block.dispatch_action, at: path + "/dispatch_action")
        element(block.element, among: ElementRules.inputs, at: path + "/element")
    }

    private mutating func checkImage(_ block: JSONValue, at path: String) {
        length(block.image_url, 1...3000, at: path + "/image_url")
        length(block.alt_text, 1...2000, at: path + "/alt_text")
        if !block.title.isNull { text(block.title, upTo: 2000, plain: true, at: path + "/title") }
    }

    private mutating func element(_ item: JSONValue, among allowed: Set<String>, at path: String) {
        guard let type = item.type.string, allowed.contains(type) else {
            return note("unsupported element type \(item.type.text)", at: path)
        }
        if item.focus_on_load.bool == true { focused += 1 }
        ElementRules.check(item, type: type, at: path, rules: &self)
    }
}

// The small questions every rule asks.
extension BlockRules {
    mutating func only(_ allowed: Set<String>, in value: JSONValue, at path: String) {
        guard let members = value.object else { return note("must be an object", at: path) }
        for name in members.keys.sorted() where !allowed.contains(name) {
            note("invalid additional property: \(name)", at: path)
        }
    }

    mutating func length(_ value: JSONValue, _ range: ClosedRange<Int>, at path: String) {
        guard let string = value.string else { return note("must be a string", at: path) }
        let length = string.unicodeScalars.count
        if length < range.lowerBound { note("must be more than \(range.lowerBound - 1) characters", at: path) }
        if length > range.upperBound { note("must be less than \(range.upperBound + 1) characters", at: path) }
    }

    mutating func count(_ value: JSONValue, _ range: ClosedRange<Int>, at path: String) {
        guard value.isArray else { return note("must be an array", at: path) }
        if value.items.count < range.lowerBound { note("must have at least \(range.lowerBound) items", at: path) }
        if value.items.count > range.upperBound { note("no more than \(range.upperBound) items allowed", at: path) }
    }

    mutating func flag(_ value: JSONValue, at path: String) {
        if !value.isNull, value.bool == nil { note("must be a boolean", at: path) }
    }

    mutating func text(_ value: JSONValue, upTo limit: Int, plain: Bool = false, at path: String) {
        guard let type = value.type.string, ["plain_text", "mrkdwn"].contains(type) else {
            return note("must be a text object", at: path)
        }
        if plain, type != "plain_text" { note("must be of type plain_text", at: path) }
        only(type == "plain_text" ? ["type", "text", "emoji"] : ["type", "text", "verbatim"], in: value, at: path)
        length(value["text"], 1...limit, at: path + "/text")
    }
}
