import FakeServers

/// Blocks and views that Slack would take.
enum Samples {
    static func plain(_ text: String) -> JSONValue { ["type": "plain_text", "text": .string(text)] }

    static func button(_ id: String, confirmed: Bool = false) -> JSONValue {
        var button: JSONValue = ["type": "button", "action_id": .string(id), "text": plain("Go"), "value": "7"]
        if confirmed {
            button["confirm"] = [
                "title": plain("Sure?"), "text": plain("Really"), "confirm": plain("Yes"), "deny": plain("No"),
            ]
        }
        return button
    }

    static func actions(_ elements: JSONValue...) -> JSONValue {
        ["type": "actions", "block_id": "row", "elements": .array(elements)]
    }

    static func input(_ id: String, _ element: JSONValue = ["type": "plain_text_input"]) -> JSONValue {
        var element = element
        element["action_id"] = .string(id)
        return ["type": "input", "block_id": .string(id), "label": plain("Label of \(id)"), "element": element]
    }

    static func view(_ blocks: JSONValue..., title: String = "Register") -> JSONValue {
        [
            "type": "modal", "callback_id": "register", "title": plain(title), "submit": plain("Next"),
            "close": plain("Cancel"), "notify_on_close": true, "blocks": .array(blocks),
        ]
    }

    static let message: JSONValue = [
        "text": "A lead", "blocks": [["type": "section", "text": plain("A lead")], actions(button("register.start"))],
    ]
}
