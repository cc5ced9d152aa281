import Dialogue
import JSON
import Testing

@testable import Slack

struct BlocksTests {
    static let long = String(repeating: "Zürich & <b> *fett* 🙂 ", count: 150)

    static func card(_ words: String, parts: Int = 1, buttons: Int = 3) -> Card {
        let text = Text([
            .plain(words), .typed(words), .strong(words), .link(label: words, url: "https://a.example/" + words),
        ])
        let all: [Part] = [
            .paragraph(text), .paragraph(Text([.typed(words)])), .note(text), .quote(words), .divider,
            .facts((0..<13).map { Fact("\($0)" + words, $0.isMultiple(of: 2) ? Text([.typed(words)]) : text) }),
        ]
        let verbs = Verb.allCases
        return Card(
            heading: words,
            parts: Array(repeating: all, count: parts).flatMap { $0 },
            buttons: (0..<buttons).map { index in
                Button(
                    verbs[index % verbs.count],
                    words,
                    value: words,
                    style: index.isMultiple(of: 2) ? .primary : .danger,
                    confirm: .init(title: words, text: words, yes: words, no: words)
                )
            },
            summary: words
        )
    }

    static func form(_ words: String, intro: Int = 1) -> Form {
        let options = (0..<150).map { Form.Option(value: $0 == 7 ? words : "v\($0)", label: "\($0)" + words) }
        let kinds: [(String, Form.Kind, String?)] = [
            ("a", .line(maximumLength: 100), words), ("b", .paragraph(maximumLength: 9000), words),
            ("c", .email, words),
            ("d", .number, "12.5"), ("e", .number, words), ("f", .choice(options), options[3].value),
            ("g", .tick(options[0]), options[0].value), ("h", .line(maximumLength: 0), words),
            ("i", .choice([]), nil), ("j", .choice([options[7]]), words),
            ("k", .choices(options), "v3,v4"), ("l", .choices(Array(options.prefix(8))), words),
        ]
        return Form(
            name: .register,
            token: "draft_1:x",
            title: words,
            intro: Array(repeating: card(words).parts, count: intro).flatMap { $0 },
            inputs: kinds.map { id, kind, value in
                Form.Input(
                    id: id,
                    label: words,
                    kind: kind,
                    isRequired: true,
                    value: value,
                    hint: words,
                    placeholder: words
                )
            },
            submit: words,
            close: words,
            buttons: card(words).buttons
        )
    }

    private func message(_ card: Card) throws -> JSON { try JSON.parse(SlackReplies.ephemeral(card)) }

    private func view(_ form: Form) throws -> JSON {
        try #require(try JSON.parse(SlackReplies.opening(form, trigger: "1.2")).members.last?.value)
    }

    private func view(_ card: Card) throws -> JSON {
        try #require(try JSON.parse(SlackReplies.submission(.card(card), inputs: []))["view"])
    }

    @Test func `the longest values stay within every limit`() throws {
        let words = Self.long
        for card in [
            Self.card(words), Self.card(words, parts: 20, buttons: 90), Self.card(words, parts: 0, buttons: 30),
        ] {
            #expect(BlockJudge.message(try message(card)) == [])
            #expect(BlockJudge.view(try view(card)) == [])
        }
        for form in [Self.form(words), Self.form(words, intro: 40)] {
            let mistakes = BlockJudge.view(try view(form))
            #expect(mistakes == [])
        }
    }

    @Test(arguments: ["", " ", "\n\n", "\u{202E}", "\u{0}"])
    func `nothing is filled where Slack wants a character`(words: String) throws {
        #expect(BlockJudge.message(try message(Self.card(words))) == [])
        #expect(BlockJudge.message(try message(Card(summary: words))) == [])
        #expect(BlockJudge.view(try view(Card(summary: words))) == [])
    }

    @Test func `the judge itself notices what is wrong`() throws {
        let bad = #"{"text":"","blocks":[{"type":"header","text":{"type":"mrkdwn","text":""}},{"type":"x"}]}"#
        #expect(BlockJudge.message(try .parse(bad)).count == 4)
        #expect(BlockJudge.view(try .parse(#"{"blocks":[{"type":"input","block_id":"a"}]}"#)).count > 4)
    }

    @Test func `what was cut says so, whole characters only`() throws {
        #expect(SlackText.cut("abcdef", to: 6) == "abcdef")
        #expect(SlackText.cut("abcdefg", to: 6) == "abcde…")
        #expect(SlackText.cut("ab🙂🙂", to: 5) == "ab🙂…")
        #expect(SlackText.cut("👩‍👩‍👧‍👦x", to: 4) == "…")
        let header = try message(Self.card(Self.long))["blocks"]?[0]?["text"]?["text"]?.string
        #expect(header?.hasSuffix("…") == true)
    }

    @Test func `a select keeps its chosen option exactly`() throws {
        let element = try #require(
            view(Self.form(Self.long))["blocks"]?.elements.first { $0["block_id"]?.string == "f" }?["element"]
        )
        let options = element["options"]?.elements ?? []
        let chosen = element["initial_option"]
        #expect(
            options.contains {
                $0["value"]?.string == chosen?["value"]?.string
                    && $0["text"]?["text"]?.string == chosen?["text"]?["text"]?.string
            }
        )
    }

    @Test func `the same verb twice goes into two rows`() throws {
        let buttons = [
            Button(.registerStart, "One", value: "1"), Button(.registerStart, "Two", value: "2"),
            Button(.answer, "Three", value: "3"),
        ]
        let blocks = try message(Card(parts: [.divider], buttons: buttons, summary: "s"))["blocks"]?.elements ?? []
        #expect(blocks.map { $0["elements"]?.elements.count ?? 0 } == [0, 1, 2])
    }

    @Test func `what is typed in a table stands alone as plain text`() throws {
        let fact = Fact("Mail", Text([.typed("jo_doe*@acme.example `x`")]))
        let fields = try message(Card(parts: [.facts([fact])], summary: "s"))["blocks"]?[0]?["fields"]?.elements ?? []
        #expect(fields.map { $0["type"]?.string } == ["mrkdwn", "plain_text"])
        #expect(fields.map { $0["text"]?.string } == ["*Mail*", "jo_doe*@acme.example `x`"])
    }

    @Test func `a number that is none is not given back`() throws {
        let blocks = try view(Self.form("x"))["blocks"]?.elements ?? []
        let numbers = blocks.filter { ["d", "e"].contains($0["block_id"]?.string) }
        #expect(numbers.map { $0["element"]?["initial_value"]?.string } == ["12.5", nil])
    }
}
