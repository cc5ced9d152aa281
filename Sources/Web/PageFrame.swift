import Desk
import Dialogue
import Registrations

// What every page has around what it says.
extension Pages {
    func document(language: Language, title: String, _ body: (inout HTML) -> Void) -> [UInt8] {
        Self.document(language: language, title: title, styleSheet, body)
    }

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
        html.style(styleSheet)
        html.markup("</style></head><body><main>")
        body(&html)
        html.markup("</main></body></html>\n")
        return Array(html.text.utf8)
    }

    static func notice(
        english: (heading: String, text: String),
        german: (heading: String, text: String),
        _ styleSheet: String
    ) -> [UInt8] {
        document(language: .english, title: "\(english.heading) · \(german.heading)", styleSheet) { html in
            html.markup("<div class=\"sheet\"><h1>")
            html.words(english.heading)
            html.markup("</h1><p>")
            html.words(english.text)
            html.markup("</p><section class=\"other\" lang=\"de\"><h2>")
            html.words(german.heading)
            html.markup("</h2><p>")
            html.words(german.text)
            html.markup("</p></section></div>")
        }
    }

    /// A page as a response, with what a browser may do on it.
    func response(_ body: [UInt8], status: Int = 200) -> OutboundResponse {
        OutboundResponse(
            status: status,
            headers: [
                ("content-type", "text/html; charset=utf-8"),
                ("content-security-policy", contentSecurityPolicy),
                ("cache-control", "no-store"),
                ("x-robots-tag", "noindex, nofollow"),
            ],
            body: body
        )
    }
}
