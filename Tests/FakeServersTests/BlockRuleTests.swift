import FakeServers
import Testing

/// What Slack's validator would say to a view or message, asked over the wire.
@Suite struct BlockRuleTests {
    static let text = Samples.plain("x")
    static func long(_ count: Int) -> JSONValue { .string(String(repeating: "x", count: count)) }
    static func options(_ count: Int) -> JSONValue {
        .array((0..<count).map { ["text": text, "value": .string("\($0)")] })
    }

    static let badViews: [(String, JSONValue)] = [
        ("type", ["type": "home", "title": text, "blocks": []]),
        ("title too long", Samples.view(title: String(repeating: "t", count: 25))),
        ("title not plain", Samples.view().merging(["title": ["type": "mrkdwn", "text": "x"]])),
        ("no title", ["type": "modal", "blocks": []]),
        ("unknown member", Samples.view().merging(["colour": "red"])),
        ("submit too long", Samples.view().merging(["submit": Samples.plain(String(repeating: "t", count: 25))])),
        ("no submit", Samples.view(Samples.input("a")).merging(["submit": nil])),
        ("metadata", Samples.view().merging(["private_metadata": long(3001)])),
        ("callback", Samples.view().merging(["callback_id": long(256)])),
        ("two of one block_id", Samples.view(Samples.input("a"), Samples.input("a"))),
        (
            "blocks over 100",
            Samples.view().merging(["blocks": .array(Array(repeating: ["type": "divider"], count: 101))])
        ),
        ("blocks missing", Samples.view().merging(["blocks": nil])),
        ("unknown block", Samples.view(["type": "card"])),
        (
            "label too long",
            Samples.view(Samples.input("a").merging(["label": ["type": "plain_text", "text": long(2001)]]))
        ),
        ("label not plain", Samples.view(Samples.input("a").merging(["label": ["type": "mrkdwn", "text": "x"]]))),
        ("number without is_decimal_allowed", Samples.view(Samples.input("a", ["type": "number_input"]))),
        ("options over 100", Samples.view(Samples.input("a", ["type": "static_select", "options": options(101)]))),
        ("no options", Samples.view(Samples.input("a", ["type": "static_select", "options": []]))),
        ("checkboxes over 10", Samples.view(Samples.input("a", ["type": "checkboxes", "options": options(11)]))),
        (
            "option text",
            Samples.view(
                Samples.input(
                    "a",
                    [
                        "type": "checkboxes",
                        "options": [["text": ["type": "plain_text", "text": long(76)], "value": "v"]],
                    ]
                )
            )
        ),
        (
            "option value",
            Samples.view(
                Samples.input(
                    "a",
                    [
                        "type": "static_select", "options": [["text": text, "value": long(151)]],
                    ]
                )
            )
        ),
        (
            "mrkdwn in a select",
            Samples.view(
                Samples.input(
                    "a",
                    [
                        "type": "static_select", "options": [["text": ["type": "mrkdwn", "text": "x"], "value": "v"]],
                    ]
                )
            )
        ),
        (
            "initial option unknown",
            Samples.view(
                Samples.input(
                    "a",
                    [
                        "type": "static_select", "options": options(2), "initial_option": ["text": text, "value": "9"],
                    ]
                )
            )
        ),
        (
            "placeholder",
            Samples.view(
                Samples.input(
                    "a",
                    [
                        "type": "plain_text_input", "placeholder": ["type": "plain_text", "text": long(151)],
                    ]
                )
            )
        ),
        ("max_length", Samples.view(Samples.input("a", ["type": "plain_text_input", "max_length": 3001]))),
        (
            "initial value over max_length",
            Samples.view(
                Samples.input(
                    "a",
                    [
                        "type": "plain_text_input", "max_length": 3, "initial_value": "four",
                    ]
                )
            )
        ),
        ("button in an input", Samples.view(Samples.input("a", Samples.button("b")))),
        ("section without text", Samples.view(["type": "section"])),
        ("section text", Samples.view(["type": "section", "text": ["type": "mrkdwn", "text": long(3001)]])),
        ("empty text", Samples.view(["type": "section", "text": ["type": "mrkdwn", "text": ""]])),
        ("header", Samples.view(["type": "header", "text": ["type": "plain_text", "text": long(151)]])),
        ("fields", Samples.view(["type": "section", "fields": .array(Array(repeating: text, count: 11))])),
        ("two of one action_id", Samples.view(Samples.actions(Samples.button("a"), Samples.button("a")))),
    ]

    @Test(arguments: badViews)
    func `a view beyond the rules is refused`(name: String, view: JSONValue) async throws {
        try await Bench.run { bench in
            _ = await bench.slack.type("/register", by: "U0PIA", in: "C0SHARED1")
            let trigger = try #require(await bench.slack.deliveries.last).payload.trigger_id
            let answer = try await bench.partner("views.open", ["trigger_id": trigger, "view": view])
            #expect(answer.error == "invalid_arguments", "\(name)")
            #expect(answer.response_metadata.messages[0].string?.contains("json-pointer:/view") == true)
            #expect(await bench.slack.violations.count == 1)
        }
    }

    static let badMessages: [(String, JSONValue)] = [
        (
            "button text",
            Samples.actions(Samples.button("a").merging(["text": ["type": "plain_text", "text": long(76)]]))
        ),
        ("button value", Samples.actions(Samples.button("a").merging(["value": long(2001)]))),
        ("button style", Samples.actions(Samples.button("a").merging(["style": "loud"]))),
        (
            "confirm text",
            Samples.actions(
                Samples.button("a").merging([
                    "confirm": [
                        "title": text, "text": Samples.plain(String(repeating: "x", count: 301)), "confirm": text,
                        "deny": text,
                    ]
                ])
            )
        ),
        (
            "confirm without deny",
            Samples.actions(
                Samples.button("a").merging([
                    "confirm": ["title": text, "text": text, "confirm": text]
                ])
            )
        ),
        ("email input outside a modal row", Samples.actions(["type": "email_text_input", "action_id": "a"])),
        ("context of 11", ["type": "context", "elements": .array(Array(repeating: text, count: 11))]),
        ("unknown member", ["type": "divider", "color": "red"]),
        ("text not an object", ["type": "section", "text": "x"]),
    ]

    @Test(arguments: badMessages)
    func `a message beyond the rules is refused`(name: String, block: JSONValue) async throws {
        try await Bench.run { bench in
            let arguments: JSONValue = ["channel": "C0SHARED1", "text": "x", "blocks": [block]]
            let answer = try await bench.vendor("chat.postMessage", arguments)
            #expect(answer.error == "invalid_blocks", "\(name)")
            #expect(await bench.slack.messages(in: "C0SHARED1").isEmpty)
        }
    }

    @Test func `a rich view and a rich message within the rules are taken`() async throws {
        try await Bench.run { bench in
            let view = Samples.view(
                Samples.input("mail", ["type": "email_text_input"]),
                Samples.input("stage", ["type": "static_select", "options": Self.options(100)]),
                Samples.input("consent", ["type": "checkboxes", "options": Self.options(10)]),
                Samples.input("revenue", ["type": "number_input", "is_decimal_allowed": false]),
                [
                    "type": "section", "fields": [Self.text, Self.text],
                    "accessory": Samples.button("x", confirmed: true),
                ],
                ["type": "context", "elements": [Self.text]],
                Samples.actions(Samples.button("a"), Samples.button("b")),
                title: String(repeating: "t", count: 24)
            )
            _ = await bench.slack.type("/register", by: "U0PIA", in: "C0SHARED1")
            let trigger = try #require(await bench.slack.deliveries.last).payload.trigger_id
            let answer = try await bench.partner("views.open", ["trigger_id": trigger, "view": view])
            #expect(answer.ok == true, "\(answer.text)")
            #expect(await bench.slack.violations.isEmpty)
        }
    }
}
