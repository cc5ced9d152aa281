import Dialogue
import JSON

// Buttons in rows.
// https://docs.slack.dev/reference/block-kit/block-elements/button-element
extension SlackBlocks {
    /// An action id may stand once in a block, and so many buttons in one.
    static func groups(of buttons: [Button]) -> [[Button]] {
        var groups: [[Button]] = []
        for button in buttons {
            if let last = groups.last, last.count < SlackLimits.actionsElements,
                !last.contains(where: { $0.verb == button.verb })
            {
                groups[groups.count - 1].append(button)
            } else {
                groups.append([button])
            }
        }
        return groups
    }

    static func actions(_ buttons: [Button], in json: inout JSONWriter) {
        json.object { json in
            json.field("type", "actions")
            json.array("elements") { json in
                for item in buttons { button(item, in: &json) }
            }
        }
    }

    private static func button(_ button: Button, in json: inout JSONWriter) {
        json.object { json in
            json.field("type", "button")
            json.field("action_id", button.verb.rawValue)
            json.key("text")
            plain(button.label, limit: SlackLimits.buttonCharacters, in: &json)
            // A value cut short would name something else.
            if (1...SlackLimits.buttonValueCharacters).contains(button.value.utf16.count) {
                json.field("value", button.value)
            }
            json.field("style", ifPresent: style(button.style))
            if let asked = button.confirm {
                json.key("confirm")
                confirm(asked, style: button.style, in: &json)
            }
        }
    }

    private static func confirm(_ asked: Button.Confirm, style buttonStyle: Button.Style, in json: inout JSONWriter) {
        json.object { json in
            json.key("title")
            plain(asked.title, limit: SlackLimits.confirmTitleCharacters, in: &json)
            json.key("text")
            plain(asked.text, limit: SlackLimits.confirmTextCharacters, in: &json)
            json.key("confirm")
            plain(asked.yes, limit: SlackLimits.confirmAnswerCharacters, in: &json)
            json.key("deny")
            plain(asked.no, limit: SlackLimits.confirmAnswerCharacters, in: &json)
            json.field("style", ifPresent: style(buttonStyle))
        }
    }

    private static func style(_ style: Button.Style) -> String? {
        switch style {
        case .plain: nil
        case .primary: "primary"
        case .danger: "danger"
        }
    }
}
