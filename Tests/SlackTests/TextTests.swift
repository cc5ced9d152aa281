import Dialogue
import JSON
import Testing

@testable import Slack

/// Typed words can never mention, link or format.
struct TextTests {
    /// Numbers from a seed.
    ///
    /// https://prng.di.unimi.it/splitmix64.c
    struct Seeded: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private static let pieces = [
        "<", ">", "&", "*", "_", "~", "`", "```", "<!channel>", "<!here|x>", "<@U0PAT>", "<#C1|a>",
        "<http://evil.example|bank>",
        "&lt;!channel&gt;", "\n", "\r\n", "> ", "•", " ", "a", "ä", "🙂", "\u{202E}", "\u{200F}", "\u{2066}", "\u{0}",
        "|",
        "*bold*", "_it_", "~no~", "`code`", "*\u{301}", "<\u{20E3}", "\u{2028}", "word", "1. ", "- ",
    ]

    private static func typed(_ generator: inout Seeded) -> String {
        (0..<Int.random(in: 1...30, using: &generator)).map { _ in
            pieces[Int.random(in: 0..<pieces.count, using: &generator)]
        }.joined()
    }

    /// What mrkdwn could make something of, by scalars as Slack reads: nothing is left once the entities are taken away.
    private func marks(in mrkdwn: some StringProtocol) -> [UInt32] {
        var rest = Array(mrkdwn.unicodeScalars.map(\.value))
        for entity in ["&amp;", "&lt;", "&gt;"] { rest.replace(entity.unicodeScalars.map(\.value), with: []) }
        let marks = "<>&*_~`".unicodeScalars.map(\.value) + [0, 0x200E, 0x200F] + (0x202A...0x202E) + (0x2066...0x2069)
        return rest.filter(marks.contains)
    }

    @Test func `two thousand hostile strings stay words`() throws {
        for seed in 0..<2000 {
            var generator = Seeded(state: UInt64(seed))
            let words = Self.typed(&generator)
            let alone = Mrkdwn.words(words, limit: 3000)
            #expect(marks(in: alone).isEmpty, "seed \(seed)")
            #expect(!alone.split(separator: "\n").contains { $0.hasPrefix("&gt;") }, "seed \(seed)")
            let mixed = Mrkdwn.text(
                Text([.strong("Ours"), .plain(": "), .typed(words), .link(label: words, url: "https://a.example")]),
                limit: 3000
            )
            #expect(mixed.hasPrefix("*Ours*: "), "seed \(seed)")
            let link = try #require(mixed.firstRange(of: "<https://a.example"))
            #expect(marks(in: mixed[..<link.lowerBound].dropFirst(6)).isEmpty, "seed \(seed)")
            #expect(marks(in: mixed[link.upperBound...].dropLast()).isEmpty, "seed \(seed)")
            #expect(!mixed.split(separator: "\n").contains { $0.hasPrefix("&gt;") }, "seed \(seed)")
        }
    }

    @Test func `no text of a card or form is interpreted beyond our own`() throws {
        for seed in 0..<100 {
            var generator = Seeded(state: UInt64(seed) &+ 99_991)
            let words = Self.typed(&generator)
            let card = Card(
                heading: words,
                parts: [.paragraph(Text([.typed(words)])), .quote(words), .facts([Fact("L", Text([.typed(words)]))])],
                summary: words
            )
            let message = try JSON.parse(SlackReplies.ephemeral(card))
            #expect(message.mrkdwn == ["*L*"], "seed \(seed)")
            let fallback = message["text"]?.string ?? ""
            #expect(marks(in: fallback).isEmpty, "seed \(seed)")
        }
    }

    @Test(arguments: [
        ("<!channel>", "&lt;!channel&gt;"), ("*a* _b_ ~c~ `d`", "∗a∗ ˍbˍ ∼c∼ ˋdˋ"), ("> quote", "› quote"),
        ("a\n> b", "a\n› b"), ("a & b", "a &amp; b"), ("\u{202E}abc\u{200F}", "abc"), ("", ""),
    ])
    func `each mark has its answer`(words: String, expected: String) {
        #expect(Mrkdwn.words(words, limit: 100) == expected)
    }

    @Test func `our own words keep their form, and only they`() {
        let text = Text([
            .strong("Case"), .plain(" "), .typed("a\nb"), .plain("\n"),
            .link(label: "Open", url: "https://r.example/r/REG?k=a&b|c>"),
        ])
        #expect(Mrkdwn.text(text, limit: 3000) == "*Case* a\nb\n<https://r.example/r/REG?k=a&amp;b%7Cc%3E|Open>")
        #expect(Mrkdwn.text(Text([.link(label: "x", url: "javascript:alert(1)")]), limit: 100) == "x")
        #expect(Mrkdwn.text(Text([.strong(" ")]), limit: 100) == " ")
    }

    @Test func `a link or a bold word is never cut in two`() {
        for limit in 5...60 {
            let text = Text([
                .strong("strong words"), .plain(" and "), .link(label: "label", url: "https://a.example/x"),
                .typed("&&&&"),
            ])
            let cut = Mrkdwn.text(text, limit: limit)
            #expect(cut.utf16.count <= limit)
            #expect(cut.filter { $0 == "*" }.count.isMultiple(of: 2), "\(cut)")
            #expect(cut.filter { $0 == "<" }.count == cut.filter { $0 == ">" }.count, "\(cut)")
            #expect(!cut.hasSuffix("&…") && !cut.hasSuffix("&am…"), "\(cut)")
        }
    }

    @Test func `a text on one line has no line's end of any kind`() {
        for end in ["\n", "\r\n", "\u{2028}", "\u{2029}", "\n\n"] {
            #expect(SlackText.oneLine("ä·a\(end)b") == "ä·a b", "\(end.unicodeScalars.map(\.value))")
        }
        #expect(SlackText.oneLine("ä·a b") == "ä·a b")
    }

    @Test func `a quotation keeps its lines and is bounded`() throws {
        let card = Card(parts: [.quote("one\ntwo\n\n> three")], summary: "s")
        let words = try JSON.parse(SlackReplies.ephemeral(card))["blocks"]?[0]?["text"]
        #expect(words?["type"]?.string == "plain_text")
        #expect(words?["text"]?.string == "▏ one\n▏ two\n▏ \n▏ > three")
        let separated = Card(parts: [.quote("äins\u{2028}zwei")], summary: "s")
        #expect(
            try JSON.parse(SlackReplies.ephemeral(separated))["blocks"]?[0]?["text"]?["text"]?.string
                == "▏ äins\n▏ zwei"
        )
        let many = Card(parts: [.quote(String(repeating: "x\n", count: 5000))], summary: "s")
        #expect(
            try JSON.parse(SlackReplies.ephemeral(many))["blocks"]?[0]?["text"]?["text"]?.string?.hasSuffix("▏ …")
                == true
        )
    }
}
