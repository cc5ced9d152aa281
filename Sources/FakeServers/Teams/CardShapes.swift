/// What each kind of a card's part may hold, by the schema 1.5.
enum CardShapes {
    static let card: Set<String> = [
        "type", "version", "refresh", "authentication", "body", "actions", "selectAction", "fallbackText",
        "backgroundImage", "minHeight", "rtl", "speak", "lang", "verticalContentAlignment", "$schema",
    ]

    static let everyElement: Set<String> = [
        "type", "id", "isVisible", "separator", "spacing", "height", "fallback", "requires",
    ]

    static let everyAction: Set<String> = [
        "type", "title", "iconUrl", "id", "style", "fallback", "tooltip", "isEnabled", "mode", "requires",
    ]

    static let column: Set<String> = [
        "items", "backgroundImage", "bleed", "minHeight", "rtl", "selectAction", "style",
        "verticalContentAlignment", "width",
    ]

    static let textRun: Set<String> = [
        "type", "text", "color", "fontType", "highlight", "isSubtle", "italic", "selectAction", "size",
        "strikethrough", "underline", "weight",
    ]

    private static let input: Set<String> = ["label", "isRequired", "errorMessage", "value"]

    static let elements: [String: (allowed: Set<String>, required: [String])] = [
        "TextBlock": (
            [
                "text", "color", "fontType", "horizontalAlignment", "isSubtle", "maxLines", "size", "weight", "wrap",
                "style",
            ], ["text"]
        ),
        "RichTextBlock": (["inlines", "horizontalAlignment"], ["inlines"]),
        "FactSet": (["facts"], ["facts"]),
        "Image": (
            [
                "url", "altText", "backgroundColor", "horizontalAlignment", "selectAction", "size", "style", "width",
            ], ["url"]
        ),
        "Container": (
            [
                "items", "selectAction", "style", "verticalContentAlignment", "bleed", "backgroundImage", "minHeight",
            ], ["items"]
        ),
        "ColumnSet": (["columns", "selectAction", "style", "bleed", "minHeight", "horizontalAlignment"], ["columns"]),
        "ActionSet": (["actions"], ["actions"]),
        "Input.Text": (
            input.union(["isMultiline", "maxLength", "placeholder", "regex", "style", "inlineAction"]), []
        ),
        "Input.Number": (input.union(["min", "max", "placeholder"]), []),
        "Input.Date": (input.union(["min", "max", "placeholder"]), []),
        "Input.Time": (input.union(["min", "max", "placeholder"]), []),
        "Input.Toggle": (input.union(["title", "valueOn", "valueOff", "wrap"]), ["title"]),
        "Input.ChoiceSet": (input.union(["choices", "isMultiSelect", "style", "placeholder", "wrap"]), ["choices"]),
    ]

    static let actions: [String: Set<String>] = [
        "Action.Execute": ["verb", "data", "associatedInputs"],
        "Action.Submit": ["data", "associatedInputs"],
        "Action.OpenUrl": ["url"],
        "Action.ShowCard": ["card"],
        "Action.ToggleVisibility": ["targetElements"],
    ]

    /// Members that hold one word of a few, in lower case.
    static let words: [String: Set<String>] = [
        "size": [
            "default", "small", "medium", "large", "extralarge", "auto", "stretch",
        ],
        "weight": ["default", "lighter", "bolder"],
        "color": ["default", "dark", "light", "accent", "good", "warning", "attention"],
        "spacing": ["default", "none", "small", "medium", "large", "extralarge", "padding"],
        "horizontalAlignment": ["left", "center", "right"],
        "fontType": ["default", "monospace"],
        "associatedInputs": ["auto", "none"],
        "mode": ["primary", "secondary"],
        "style": ["default", "emphasis", "good", "attention", "warning", "accent"],
    ]

    static let styles: [String: Set<String>] = [
        "TextBlock": ["default", "heading"],
        "Image": ["default", "person"],
        "Input.Text": ["text", "tel", "url", "email", "password"],
        "Input.ChoiceSet": ["compact", "expanded"],
        "Action.Execute": ["default", "positive", "destructive"],
        "Action.Submit": ["default", "positive", "destructive"],
        "Action.OpenUrl": ["default", "positive", "destructive"],
        "Action.ShowCard": ["default", "positive", "destructive"],
        "Action.ToggleVisibility": ["default", "positive", "destructive"],
    ]
}
