import Dialogue

// How the pieces of a document look on a page.
extension HTML {
    mutating func runs(_ words: Text) {
        for run in words.runs {
            switch run {
            case .plain(let text):
                self.words(text)
            case .strong(let text):
                markup("<strong>")
                self.words(text)
                markup("</strong>")
            case .typed(let text):
                typed(text)
            case .link(let label, let url):
                link(label, url)
            }
        }
    }

    /// Words somebody typed keep their own direction and cannot turn that of their neighbours.
    mutating func typed(_ text: String) {
        markup("<bdi>")
        words(text)
        markup("</bdi>")
    }

    /// Anything that is not a web or mail address is shown, not linked.
    private mutating func link(_ label: String, _ url: String) {
        let known = ["https://", "http://", "mailto:"]
        guard known.contains(where: { url.lowercased().hasPrefix($0) }) else { return words(label) }
        markup("<a rel=\"noreferrer noopener\" href=\"")
        words(url)
        markup("\">")
        words(label)
        markup("</a>")
    }

    mutating func parts(_ parts: [Part]) {
        markup("<div class=\"parts\">")
        for part in parts { self.part(part) }
        markup("</div>")
    }

    private mutating func part(_ part: Part) {
        switch part {
        case .paragraph(let text):
            markup("<p>")
            runs(text)
            markup("</p>")
        case .facts(let facts):
            self.facts(facts)
        case .quote(let text):
            markup("<blockquote dir=\"auto\">")
            words(text)
            markup("</blockquote>")
        case .note(let text):
            markup("<p class=\"note\">")
            runs(text)
            markup("</p>")
        case .divider:
            markup("<hr>")
        }
    }

    private mutating func facts(_ facts: [Fact]) {
        guard !facts.isEmpty else { return }
        markup("<dl>")
        for fact in facts {
            markup("<dt>")
            words(fact.label)
            markup("</dt><dd>")
            runs(fact.value)
            markup("</dd>")
        }
        markup("</dl>")
    }

    /// The status as word and shape; the colour only repeats them.
    mutating func status(_ word: String, _ tone: Page.Tone) {
        markup("<p class=\"status ")
        words(tone.rawValue)
        markup("\"><svg viewBox=\"0 0 20 20\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" ")
        markup("stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\" focusable=\"false\">")
        switch tone {
        case .waiting: markup("<circle cx=\"10\" cy=\"10\" r=\"8\"/><path d=\"M10 5.5V10l3 2\"/>")
        case .good: markup("<circle cx=\"10\" cy=\"10\" r=\"8\"/><path d=\"m6.5 10.2 2.5 2.5 4.7-5\"/>")
        case .bad:
            markup("<path d=\"M6.7 2h6.6L18 6.7v6.6L13.3 18H6.7L2 13.3V6.7z\"/><path d=\"m7.5 7.5 5 5m0-5-5 5\"/>")
        case .ended: markup("<rect x=\"2.5\" y=\"2.5\" width=\"15\" height=\"15\" rx=\"3\"/><path d=\"M6.5 10h7\"/>")
        }
        markup("</svg><span>")
        words(word)
        markup("</span></p>")
    }
}
