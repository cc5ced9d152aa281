import Dialogue
import JSON
import Testing

@testable import Teams

struct CardsTests {
    static let hostile =
        #"[x](http://evil.example) **b** <at>Ada</at> # h `c` {{DATE(2026-01-01T00:00:00Z,SHORT)}} & \* "#

    private func content(_ card: Card, viewers: [String] = []) throws -> JSON {
        var json = JSONWriter()
        TeamsCards.content(card, nonce: "n1", viewers: viewers, in: &json)
        return try JSON.parse(json.bytes)
    }

    private func card(_ words: String, buttons: [Button] = []) -> Card {
        let text = Text([.plain("P "), .typed(words), .strong(words)])
        return Card(
            heading: words,
            parts: [
                .paragraph(text), .facts([Fact(words, Text([.typed(words)]))]), .quote(words), .divider, .note(text),
            ],
            buttons: buttons,
            summary: words
        )
    }

    private func press(_ verb: Verb, confirm: Button.Confirm? = nil) throws -> JSON {
        let button = Button(verb, "Label", value: "r1", style: .primary, confirm: confirm)
        return try #require(try content(Card(buttons: [button], summary: "s"))["actions"]?[0])
    }

    @Test func `a message carries the card and a line for notifications`() throws {
        var json = JSONWriter()
        json.object { TeamsCards.message(Card(heading: "Head", summary: "Line"), nonce: "n", in: &$0) }
        let message = try JSON.parse(json.bytes)
        #expect(message["summary"]?.string == "Line")
        let attachment = message["attachments"]?[0]
        #expect(attachment?["contentType"]?.string == "application/vnd.microsoft.card.adaptive")
        #expect(attachment?["content"]?["version"]?.string == "1.5")
        #expect(attachment?["content"]?["fallbackText"]?.string == "Line")
    }

    @Test func `what somebody typed stands in blocks that know no markdown`() throws {
        let drawn = try content(card(Self.hostile))
        let blocks = drawn.objects.filter { ["TextBlock", "FactSet"].contains($0["type"]?.string) }
        #expect(blocks.isEmpty)
        let runs = drawn.objects.filter { $0["type"]?.string == "TextRun" }.compactMap { $0["text"]?.string }
        #expect(runs.filter { $0.contains("[x](http://evil.example) **b** <at>Ada</at> # h `c`") }.count == 8)
        #expect(!runs.contains { $0.contains("{{") })
        #expect(drawn.objects.allSatisfy { $0["url"] == nil && $0["selectAction"] == nil })
    }

    @Test func `a heading is one to screen readers where it is plain words`() throws {
        for (words, type) in [
            ("Was Sie tippen können", "TextBlock"), ("REG-1 · neu", "RichTextBlock"), ("1. x", "RichTextBlock"),
        ] {
            #expect(try content(Card(heading: words, summary: "s"))["body"]?[0]?["type"]?.string == type, "\(words)")
        }
    }

    @Test func `each line is a block of its own`() throws {
        let card = Card(parts: [.paragraph(Text([.typed("one\ntwo\n\nthree")]))], summary: "s")
        let texts = try content(card)["body"]?.elements.map { $0["inlines"]?[0]?["text"]?.string }
        #expect(texts == ["one", "two", "three"])
    }

    @Test func `a link is a button that opens it, an address of another kind is none`() throws {
        for (url, isShown) in [
            ("https://r.example/r/1?k=2", true), ("javascript:alert(1)", false), ("msteams:x", false),
        ] {
            let card = Card(parts: [.paragraph(Text([.plain("See "), .link(label: "Open", url: url)]))], summary: "s")
            let opening = try content(card).objects.filter { $0["type"]?.string == "Action.OpenUrl" }
            #expect(opening.compactMap { $0["url"]?.string } == (isShown ? [url] : []))
        }
    }

    @Test(arguments: Verb.allCases)
    func `a button that opens a form asks for the dialog, every other one acts`(verb: Verb) throws {
        let forms: Set<Verb> = [
            .registerStart, .reviewReject, .reviewAsk, .answer, .meeting, .appeal, .extend, .deal, .lost, .nextStep,
            .linkWorkspace,
        ]
        let action = try press(verb)
        #expect(action["data"]?["verb"]?.string == verb.rawValue && action["data"]?["id"]?.string == "r1")
        if forms.contains(verb) {
            #expect(action["type"]?.string == "Action.Submit")
            #expect(action["data"]?["msteams"]?["type"]?.string == "task/fetch")
        } else {
            #expect(action["type"]?.string == "Action.Execute" && action["verb"]?.string == verb.rawValue)
            #expect(action["data"]?["nonce"]?.string == "n1" && action["data"]?["msteams"] == nil)
            #expect(action["fallback"]?["type"]?.string == "Action.Submit")
            #expect(action["fallback"]?["data"]?["verb"]?.string == verb.rawValue)
        }
    }

    @Test func `what needs a second thought asks before it acts`() throws {
        let asked = Button.Confirm(title: "Sure?", text: "It ends.", yes: "Yes", no: "No")
        let action = try press(.reviewApprove, confirm: asked)
        #expect(action["type"]?.string == "Action.ShowCard" && action["verb"] == nil && action["data"] == nil)
        let inner = action["card"]
        #expect(inner?["actions"]?[0]?["type"]?.string == "Action.Execute")
        #expect(inner?["actions"]?[0]?["title"]?.string == "Yes")
        #expect(inner?.objects.compactMap { $0["text"]?.string } == ["Sure?", "It ends."])
    }

    @Test func `a card for all asks for each one's own view, of sixty at most`() throws {
        let show = Button(.reviewShow, "Open", value: "r1")
        let viewers = (0..<70).map { "29:\($0)" }
        let refresh = try content(Card(buttons: [show], summary: "s"), viewers: viewers)["refresh"]
        #expect(refresh?["action"]?["verb"]?.string == "review.show")
        #expect(refresh?["action"]?["data"]?["id"]?.string == "r1")
        #expect(refresh?["userIds"]?.elements.count == 60)
        #expect(try content(Card(buttons: [Button(.why, "Why", value: "r1")], summary: "s"))["refresh"] == nil)
    }

    @Test(arguments: [1, 3, 200])
    func `no card is larger than Teams takes, and its buttons stay`(parts: Int) throws {
        let long = String(repeating: "Zürich \"&\" 🙂 ", count: 500)
        var large = card(
            long,
            buttons: [
                Button(.reviewApprove, long, value: "r1", confirm: .init(title: long, text: long, yes: long, no: long))
            ]
        )
        large.parts = Array(repeating: large.parts, count: parts).flatMap { $0 }
        var json = JSONWriter()
        json.object { TeamsCards.message(large, nonce: "n", in: &$0) }
        #expect(json.bytes.count < 21_000)
        let content = try JSON.parse(json.bytes)["attachments"]?[0]?["content"]
        #expect(content?["actions"]?.elements.count == 1)
    }

    @Test(arguments: ["", " ", "\n\n", "\u{202E}", "\u{0}"])
    func `nothing is filled where a text must stand`(words: String) throws {
        let drawn = try content(card(words, buttons: [Button(.why, words, value: "r")]))
        let texts = drawn.objects.compactMap { $0["text"]?.string ?? $0["title"]?.string }
        #expect(!texts.isEmpty && texts.allSatisfy { !$0.isEmpty && !$0.contains("\u{202E}") })
    }

    @Test func `a value too long to be whole names nothing`() throws {
        let button = Button(.why, "W", value: String(repeating: "r", count: 513))
        #expect(try content(Card(buttons: [button], summary: "s"))["actions"]?[0]?["data"]?["id"] == nil)
    }
}

extension JSON {
    static func parse(_ text: String) throws -> JSON { try parse(Array(text.utf8)) }

    /// Every object anywhere in the value, itself included.
    var objects: [JSON] {
        (members.isEmpty ? [] : [self]) + members.flatMap(\.value.objects) + elements.flatMap(\.objects)
    }
}
