import Dialogue
import Registrations

// What every page has around what it says, and the larger pieces of a record.
extension HTML {
    static func document(
        language: Language,
        title: String,
        _ styleSheet: String,
        _ body: (inout HTML) -> Void
    ) -> [UInt8] {
        var html = HTML()
        html.markup("<!doctype html>\n<html lang=\"")
        html.words(language.rawValue)
        html.markup("\"><head><meta charset=\"utf-8\">")
        html.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        html.markup("<meta name=\"robots\" content=\"noindex, nofollow\">")
        html.markup("<meta name=\"referrer\" content=\"no-referrer\">")
        html.markup("<meta name=\"color-scheme\" content=\"light dark\"><title>")
        html.words(title)
        html.markup("</title><style>")
        html.verbatim(styleSheet)
        html.markup("</style></head><body><main>")
        body(&html)
        html.markup("</main></body></html>\n")
        return Array(html.text.utf8)
    }

    mutating func section(_ section: Page.Section) {
        markup("<section class=\"sheet\"><h2>")
        words(section.heading)
        markup("</h2>")
        parts(section.parts)
        markup("</section>")
    }

    mutating func history(_ page: Page) {
        guard !page.history.isEmpty else { return }
        markup("<section class=\"sheet\"><h2>")
        words(page.historyHeading)
        markup("</h2><ol>")
        for moment in page.history {
            markup("<li><time datetime=\"")
            words(moment.machineTime)
            markup("\">")
            words(moment.time)
            markup("</time>")
            runs(moment.text)
            markup("</li>")
        }
        markup("</ol></section>")
    }
}
