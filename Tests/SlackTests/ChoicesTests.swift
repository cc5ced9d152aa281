import Dialogue
import JSON
import Testing

@testable import Slack

/// Several choices: drawn as boxes or as a menu, read back as one value.
struct ChoicesTests {
    private static func element(_ count: Int, value: String? = nil) throws -> JSON {
        let options = (0..<count).map { Form.Option(value: "v\($0)", label: "Option \($0)") }
        let form = Form(
            name: .reviewAsk,
            token: "r1",
            title: "Ask",
            inputs: [.init(id: "fields", label: "Which?", kind: .choices(options), isRequired: false, value: value)],
            submit: "Ask",
            close: "Cancel"
        )
        let view = try #require(try JSON.parse(SlackReplies.opening(form, trigger: "1.2")).members.last?.value)
        #expect(BlockJudge.view(view) == [])
        return try #require(view["blocks"]?[0]?["element"])
    }

    @Test(arguments: [
        (1, "checkboxes"), (10, "checkboxes"), (11, "multi_static_select"), (100, "multi_static_select"),
    ])
    func `up to ten are boxes, more are a menu`(count: Int, type: String) throws {
        let element = try Self.element(count)
        #expect(element["type"]?.string == type)
        #expect(element["options"]?.elements.count == count)
        #expect(element["initial_options"] == nil)
    }

    @Test(arguments: [3, 20])
    func `what was chosen is chosen again, and nothing else`(count: Int) throws {
        let chosen = try Self.element(count, value: "v2,v0,other")["initial_options"]?.elements ?? []
        #expect(chosen.map { $0["value"]?.string } == ["v0", "v2"])
    }

    @Test func `no options are not drawn, and too many are cut`() throws {
        #expect(try Self.element(150)["options"]?.elements.count == 100)
        let form = Form(
            name: .reviewAsk,
            token: "r1",
            title: "Ask",
            inputs: [.init(id: "fields", label: "Which?", kind: .choices([]), isRequired: false)],
            submit: "Ask",
            close: "Cancel"
        )
        let view = try #require(try JSON.parse(SlackReplies.opening(form, trigger: "1.2")).members.last?.value)
        #expect(view["blocks"]?.elements.isEmpty == true)
    }

    @Test(
        arguments: [
            ("checkboxes", #"[{"value":"stage"},{"value":"problem"}]"#, "stage,problem"),
            ("multi_static_select", #"[{"value":"stage"}]"#, "stage"), ("checkboxes", "[]", nil),
            ("checkboxes", #"[{"value":"yes"}]"#, "yes"),
        ] as [(String, String, String?)]
    )
    func `several come back joined by commas`(type: String, chosen: String, value: String?) throws {
        let state = #"{"values":{"fields":{"fields":{"type":"\#(type)","selected_options":\#(chosen)}}}}"#
        #expect(SlackPayloads.typed(in: try JSON.parse(state))["fields"] == value)
    }
}
