/// The rules of one interactive element.
///
/// https://docs.slack.dev/reference/block-kit/block-elements
enum ElementRules {
    private static let selects: Set<String> = [
        "static_select", "external_select", "users_select", "conversations_select", "channels_select",
        "multi_static_select", "multi_external_select", "multi_users_select",
    ]
    private static let pickers: Set<String> = ["datepicker", "timepicker", "checkboxes", "radio_buttons"]
    static let inputs = selects.union(pickers).union([
        "plain_text_input", "email_text_input", "url_text_input", "number_input",
    ])
    static let actions = selects.union(pickers).union(["button", "overflow"])
    static let accessories = actions.union(["image"])

    private static let members: [String: Set<String>] = [
        "button": ["text", "value", "url", "style", "confirm", "accessibility_label"],
        "overflow": ["options", "confirm"],
        "image": ["image_url", "alt_text"],
        "plain_text_input": [
            "initial_value", "multiline", "min_length", "max_length", "dispatch_action_config", "focus_on_load",
            "placeholder",
        ],
        "email_text_input": ["initial_value", "dispatch_action_config", "focus_on_load", "placeholder"],
        "url_text_input": ["initial_value", "dispatch_action_config", "focus_on_load", "placeholder"],
        "number_input": [
            "is_decimal_allowed", "initial_value", "min_value", "max_value", "dispatch_action_config", "focus_on_load",
            "placeholder",
        ],
        "static_select": ["options", "option_groups", "initial_option", "confirm", "focus_on_load", "placeholder"],
        "multi_static_select": [
            "options", "option_groups", "initial_options", "confirm", "max_selected_items", "focus_on_load",
            "placeholder",
        ],
        "external_select": ["min_query_length", "initial_option", "confirm", "focus_on_load", "placeholder"],
        "checkboxes": ["options", "initial_options", "confirm", "focus_on_load"],
        "radio_buttons": ["options", "initial_option", "confirm", "focus_on_load"],
        "datepicker": ["initial_date", "confirm", "focus_on_load", "placeholder"],
        "timepicker": ["initial_time", "confirm", "focus_on_load", "placeholder", "timezone"],
    ]

    static func check(_ item: JSONValue, type: String, at path: String, rules: inout BlockRules) {
        if let allowed = members[type] {
            rules.only(allowed.union(["type", "action_id"]), in: item, at: path)
        }
        if !item.action_id.isNull { rules.length(item.action_id, 1...255, at: path + "/action_id") }
        if !item.placeholder.isNull {
            rules.text(item.placeholder, upTo: 150, plain: true, at: path + "/placeholder")
        }
        if !item.confirm.isNull { confirm(item.confirm, at: path + "/confirm", rules: &rules) }
        rules.flag(item.focus_on_load, at: path + "/focus_on_load")
        dispatch(item.dispatch_action_config, at: path + "/dispatch_action_config", rules: &rules)
        switch type {
        case "button": button(item, at: path, rules: &rules)
        case "static_select", "multi_static_select": select(item, at: path, rules: &rules)
        case "checkboxes", "radio_buttons": choices(item, upTo: 10, mrkdwn: true, at: path, rules: &rules)
        case "overflow": choices(item, upTo: 5, mrkdwn: false, at: path, rules: &rules)
        case "plain_text_input": plainTextInput(item, at: path, rules: &rules)
        case "number_input": numberInput(item, at: path, rules: &rules)
        case "datepicker": date(item.initial_date, at: path + "/initial_date", rules: &rules)
        case "email_text_input", "url_text_input":
            if !item.initial_value.isNull { rules.length(item.initial_value, 0...3000, at: path + "/initial_value") }
        default: break
        }
    }

    private static func button(_ item: JSONValue, at path: String, rules: inout BlockRules) {
        rules.text(item["text"], upTo: 75, plain: true, at: path + "/text")
        if !item.value.isNull { rules.length(item.value, 1...2000, at: path + "/value") }
        if !item.url.isNull { rules.length(item.url, 1...3000, at: path + "/url") }
        if !item.accessibility_label.isNull {
            rules.length(item.accessibility_label, 1...75, at: path + "/accessibility_label")
        }
        if !item.style.isNull, !["primary", "danger"].contains(item.style.string ?? "") {
            rules.note("style must be primary or danger", at: path + "/style")
        }
    }

    private static func confirm(_ item: JSONValue, at path: String, rules: inout BlockRules) {
        rules.only(["title", "text", "confirm", "deny", "style"], in: item, at: path)
        rules.text(item.title, upTo: 100, plain: true, at: path + "/title")
        rules.text(item["text"], upTo: 300, at: path + "/text")
        rules.text(item.confirm, upTo: 30, plain: true, at: path + "/confirm")
        rules.text(item.deny, upTo: 30, plain: true, at: path + "/deny")
        if !item.style.isNull, !["primary", "danger"].contains(item.style.string ?? "") {
            rules.note("style must be primary or danger", at: path + "/style")
        }
    }

    private static func dispatch(_ item: JSONValue, at path: String, rules: inout BlockRules) {
        guard !item.isNull else { return }
        rules.count(item.trigger_actions_on, 1...2, at: path + "/trigger_actions_on")
        for name in item.trigger_actions_on.items
        where !["on_enter_pressed", "on_character_entered"].contains(name.string ?? "") {
            rules.note("unknown trigger \(name.text)", at: path + "/trigger_actions_on")
        }
    }

    private static func select(_ item: JSONValue, at path: String, rules: inout BlockRules) {
        guard item.options.isNull != item.option_groups.isNull else {
            return rules.note("exactly one of options and option_groups", at: path)
        }
        if !item.options.isNull {
            choices(item, upTo: 100, mrkdwn: false, at: path, rules: &rules)
        } else {
            rules.count(item.option_groups, 1...100, at: path + "/option_groups")
            for (index, group) in item.option_groups.items.enumerated() {
                let place = "\(path)/option_groups/\(index)"
                rules.text(group.label, upTo: 75, plain: true, at: place + "/label")
                choices(group, upTo: 100, mrkdwn: false, at: place, rules: &rules)
            }
        }
    }

    private static func choices(
        _ item: JSONValue,
        upTo limit: Int,
        mrkdwn: Bool,
        at path: String,
        rules: inout BlockRules
    ) {
        rules.count(item.options, 1...limit, at: path + "/options")
        for (index, option) in item.options.items.enumerated() {
            check(option: option, mrkdwn: mrkdwn, at: "\(path)/options/\(index)", rules: &rules)
        }
        let initial = item.initial_option.isNull ? item.initial_options.items : [item.initial_option]
        for option in initial where !item.options.items.contains(option) {
            rules.note("initial option must be one of the options, exactly", at: path)
        }
    }

    static func check(option: JSONValue, mrkdwn: Bool, at path: String, rules: inout BlockRules) {
        rules.only(["text", "value", "description", "url"], in: option, at: path)
        rules.text(option["text"], upTo: 75, plain: !mrkdwn, at: path + "/text")
        rules.length(option.value, 1...150, at: path + "/value")
        if !option.description.isNull {
            rules.text(option.description, upTo: 75, plain: !mrkdwn, at: path + "/description")
        }
    }

    private static func plainTextInput(_ item: JSONValue, at path: String, rules: inout BlockRules) {
        rules.flag(item.multiline, at: path + "/multiline")
        let bounds = [("min_length", item.min_length, 0...3000), ("max_length", item.max_length, 1...3000)]
        for (name, value, range) in bounds where !value.isNull {
            guard let number = value.int, range.contains(number) else {
                rules.note("must be in \(range)", at: "\(path)/\(name)")
                continue
            }
        }
        guard !item.initial_value.isNull else { return }
        rules.length(item.initial_value, 0...(item.max_length.int ?? 3000), at: path + "/initial_value")
    }

    private static func numberInput(_ item: JSONValue, at path: String, rules: inout BlockRules) {
        if item.is_decimal_allowed.bool == nil {
            rules.note("missing required field: is_decimal_allowed", at: path)
        }
        for name in ["initial_value", "min_value", "max_value"] where !item[name].isNull {
            if item[name].string.flatMap(Double.init) == nil {
                rules.note("must be a number in a string", at: "\(path)/\(name)")
            }
        }
    }

    private static func date(_ value: JSONValue, at path: String, rules: inout BlockRules) {
        guard !value.isNull else { return }
        if value.string?.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) == nil { rules.note("must be YYYY-MM-DD", at: path) }
    }
}
