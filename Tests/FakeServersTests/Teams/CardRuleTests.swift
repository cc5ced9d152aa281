import FakeServers
import Testing

/// Cards that are not right, one mistake each.
@Suite struct CardRuleTests {
    @Test(
        arguments: [
            (["type": "AdaptiveCard", "version": "1.6", "body": []], "version is 1.5"),
            (["type": "Card", "version": "1.5"], "type is AdaptiveCard"),
            (["type": "AdaptiveCard", "version": "1.5", "msteams": ["width": "Full"]], "AdaptiveCard has no msteams"),
            (Cards.card(["type": "Blink"]), "no element"),
            (Cards.card(["type": "TextBlock"]), "text is required"),
            (Cards.card(["type": "TextBlock", "text": "x", "blink": true]), "TextBlock has no blink"),
            (Cards.card(["type": "TextBlock", "text": "x", "color": "pink"]), "color is none of"),
            (Cards.card(Cards.input("a"), Cards.input("a")), "id a twice"),
            (Cards.card(Cards.input("a", ["isRequired": true])), "has an errorMessage"),
            (Cards.card(Cards.input("a", ["regex": "("])), "regex does not read"),
            (Cards.card(["type": "Input.Text", "label": "No id"]), "id is required"),
            (Cards.card(["type": "Input.Toggle", "id": "c"]), "title is required"),
            (
                Cards.card([
                    "type": "Input.ChoiceSet", "id": "c", "label": "x", "value": "z",
                    "choices": [["title": "A", "value": "a"]],
                ]),
                "value z is no choice"
            ),
            (Cards.card(actions: [["type": "Action.Http", "url": "https://x.example"]]), "no action"),
            (
                Cards.card(actions: [["type": "Action.Submit", "associatedInputs": "some"]]),
                "associatedInputs is none of"
            ),
            (Cards.card(actions: [["type": "Action.OpenUrl", "url": "javascript:x"]]), "url is an address"),
            (Cards.card(actions: Array(repeating: ["type": "Action.Submit"], count: 7)), "six actions"),
            (
                Cards.card(actions: [
                    ["type": "Action.ShowCard", "card": ["type": "AdaptiveCard", "body": [["type": "Blink"]]]]
                ]),
                "no element"
            ),
        ] as [(JSONValue, String)]
    )
    func `a mistake of a card is blamed`(card: JSONValue, what: String) async throws {
        try await TeamsBench.run { bench async throws in
            _ = try await bench.call("POST", "conversations/\(Cards.shared)/activities", Cards.message(card))
            let blamed = await bench.teams.violations.map(\.what)
            #expect(blamed.count == 1 && blamed[0].contains(what), "\(blamed)")
        }
    }

    @Test func `a card of everything we know has no mistake`() async throws {
        let card = Cards.card(
            Cards.text("Hi"),
            ["type": "RichTextBlock", "inlines": [["type": "TextRun", "text": "a", "weight": "Bolder"], "b"]],
            ["type": "FactSet", "facts": [["title": "Company", "value": "Acme"]]],
            ["type": "ColumnSet", "columns": [["type": "Column", "width": "auto", "items": [Cards.text("x")]]]],
            ["type": "Container", "style": "emphasis", "items": [Cards.input("deep")]],
            ["type": "Input.Number", "id": "n", "label": "n", "min": 1, "max": 9],
            ["type": "Input.Date", "id": "d", "label": "d"],
            ["type": "Input.Toggle", "id": "t", "title": "Yes", "valueOn": "yes", "valueOff": ""],
            [
                "type": "Input.ChoiceSet", "id": "c", "label": "c", "style": "expanded",
                "choices": [["title": "A", "value": "a"]],
            ],
            actions: [
                Cards.approve, Cards.start, ["type": "Action.OpenUrl", "title": "Open", "url": "https://x.example/"],
                [
                    "type": "Action.ShowCard", "title": "More",
                    "card": Cards.card(Cards.text("x"), actions: [Cards.approve]),
                ],
            ]
        )
        try await TeamsBench.run { bench async throws in
            _ = try await bench.call("POST", "conversations/\(Cards.shared)/activities", Cards.message(card))
            let blamed = await bench.teams.violations
            #expect(blamed.isEmpty, "\(blamed)")
        }
    }
}
