import Dialogue
import Hummingbird
import HummingbirdTesting
import Registrations
import Testing

@testable import Web

struct EscapingTests {
    /// Text that would do harm if it were taken as mark-up, an attribute, or a change of direction.
    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</style><b>",
        "\"\u{301} onfocus=alert(1) \u{301}\"", "<\u{338}script>", "&lt;script&gt;", "\u{202E}gnp.exe\u{202C}",
        "\u{2067}abc", "a\u{0}b\u{1B}[31m", "<!-- x", "{{title}}",
    ]

    @Test(arguments: hostile)
    func `hostile words are only words, wherever they stand`(words: String) {
        let clean = String(decoding: Pages().record(.made(of: "Words")), as: UTF8.self)
        let page = String(decoding: Pages().record(.made(of: words)), as: UTF8.self)
        #expect(Self.skeleton(page) == Self.skeleton(clean))
        for scalar in ["\u{202E}", "\u{202C}", "\u{2067}", "\u{0}", "\u{1B}"] as [Unicode.Scalar] {
            #expect(!page.unicodeScalars.contains(scalar))
        }
    }

    @Test(arguments: ["javascript:alert(1)", "data:text/html,x", " https://a", "//evil.example", "", "ftp://a"])
    func `an address that is none of the web is shown, not linked`(url: String) {
        var html = HTML()
        html.runs(Text([.link(label: "here", url: url)]))
        #expect(html.text == "here")
    }

    @Test func `a link cannot leave its quotes`() {
        var html = HTML()
        html.runs(Text([.link(label: "<b>", url: "https://a.example/?q=\"\u{301}><b>&x")]))
        let quote = "&quot;\u{301}&gt;&lt;b&gt;&amp;x"
        #expect(
            html.text.unicodeScalars.elementsEqual(
                "<a rel=\"noreferrer noopener\" href=\"https://a.example/?q=\(quote)\">&lt;b&gt;</a>".unicodeScalars
            )
        )
    }

    @Test func `typed words keep their own direction`() {
        var html = HTML()
        html.runs(Text([.plain("for "), .typed("שלום & <b>"), .strong("!")]))
        #expect(html.text == "for <bdi>שלום &amp; &lt;b&gt;</bdi><strong>!</strong>")
    }

    /// The tags of a page with their attributes' names, as a browser would take them apart.
    static func skeleton(_ page: String) -> [String] {
        var tags: [String] = []
        var tag: [Unicode.Scalar]?
        var isQuoted = false
        for scalar in page.unicodeScalars {
            switch (scalar, tag) {
            case ("<", nil):
                tag = []
            case ("\"", .some):
                isQuoted.toggle()
            case (">", .some(let name)) where !isQuoted:
                tags.append(String(String.UnicodeScalarView(name)))
                tag = nil
            case (_, .some(let name)) where !isQuoted:
                tag = name + [scalar]
            default:
                break
            }
        }
        return tags
    }
}

extension Page {
    /// A page that says the same words in every place.
    static func made(of words: String) -> Page {
        let text = Text([.plain(words), .strong(words), .typed(words), .link(label: words, url: "https://a/" + words)])
        return Page(
            language: .english,
            title: words,
            caseNumber: "R" + words,
            status: words,
            tone: .good,
            next: text,
            sections: [
                Section(
                    heading: words,
                    parts: [.paragraph(text), .facts([Fact(words, text)]), .quote(words), .note(text), .divider]
                )
            ],
            historyHeading: words,
            history: [Moment(machineTime: words, time: words, text: text)],
            foot: text
        )
    }
}
