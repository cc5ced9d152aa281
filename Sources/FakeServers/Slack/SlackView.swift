/// One modal in front of one person.
public struct SlackView: Sendable {
    /// The `V…` id.
    public let id: String
    /// Changes with every update.
    public var hash: String
    /// Who sees it.
    public let user: String
    /// The workspace whose token opened it.
    public let installTeam: String
    /// The view at the bottom of its stack.
    public let rootID: String
    /// The view under it.
    public let previousID: String?
    /// The view as the app sent it, every block with an id.
    public var content: JSONValue
    /// What was filled in: block id, then action id, then the state Slack would send.
    public var values: [String: [String: JSONValue]] = [:]
    /// The mistakes shown at the fields after the last submission.
    public var errors: [String: String] = [:]
    /// The line shown on top when something went wrong.
    public var trouble: String?

    /// The `callback_id`.
    public var callbackID: String { content.callback_id.string ?? "" }
    /// The title.
    public var title: String { content.title["text"].string ?? "" }
    /// The ids of the blocks that take input, in order.
    public var inputIDs: [String] { inputs.compactMap(\.block_id.string) }
    /// Everything that can be read in it, one text a line.
    public var readableText: String { content.blocks.items.flatMap(BlockReader.texts).joined(separator: "\n") }

    var inputs: [JSONValue] { content.blocks.items.filter { $0.type == "input" } }

    func element(action: String, block: String?) -> (blockID: String, element: JSONValue)? {
        content.blocks.items.flatMap { BlockReader.elements(in: $0) }
            .first { $0.element.action_id.string == action && (block == nil || $0.blockID == block) }
    }

    /// Fills in what the app gave, and keeps what was typed where both ids are the same.
    mutating func settleValues(keeping old: [String: [String: JSONValue]]) {
        values = [:]
        for block in inputs {
            guard let id = block.block_id.string, let action = block.element.action_id.string else { continue }
            values[id, default: [:]][action] = old[id]?[action] ?? Self.initialState(of: block.element)
        }
    }

    static func initialState(of element: JSONValue) -> JSONValue {
        let type = element.type
        switch type {
        case "static_select", "external_select", "radio_buttons":
            return ["type": type, "selected_option": element.initial_option]
        case "checkboxes", "multi_static_select":
            return ["type": type, "selected_options": .array(element.initial_options.items)]
        case "datepicker": return ["type": type, "selected_date": element.initial_date]
        case "timepicker": return ["type": type, "selected_time": element.initial_time]
        default: return ["type": type, "value": element.initial_value]
        }
    }
}

/// The windows of people: each holds up to three views.
struct ViewStack: Sendable {
    static let maximumViews = 3
    let user: String
    var views: [String]
}

struct Trigger: Sendable {
    var installTeam: String
    var user: String
    var madeAt: Double
    var isUsed = false
    /// The view the person was in, which a push goes on top of.
    var view: String?
}
