import Desk
import Dialogue
import Registrations

/// A card as a page of its own: no script, no style, nothing from elsewhere.
enum InstallPage {
    static func response(_ card: Card, language: Language, status: Int) -> OutboundResponse {
        OutboundResponse(
            status: status,
            headers: [
                ("content-type", "text/html; charset=utf-8"),
                ("content-security-policy", policy),
                ("referrer-policy", "no-referrer"),
                ("x-content-type-options", "nosniff"),
                ("cache-control", "no-store"),
            ],
            body: Array(html(card, language: language).utf8)
        )
    }

    /// The first of the browser's languages that the product speaks.
    static func language(of request: InboundRequest) -> Language {
        let tags = (request.header("accept-language") ?? "").split(separator: ",").prefix(SlackLimits.languageTags)
        return tags.lazy
            .compactMap { Language(tag: String($0.prefix { $0 != ";" }.drop { $0 == " " })) }
            .first ?? .english
    }

    private static let policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    private static func html(_ card: Card, language: Language) -> String {
        let title = escaped(card.heading ?? card.summary)
        let body =
            card.parts.isEmpty ? "<p>" + escaped(card.summary) + "</p>" : card.parts.map(html).joined(separator: "\n")
        return """
            <!doctype html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex, nofollow">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            </head>
            <body>
            <main>
            <h1>\(title)</h1>
            \(body)
            </main>
            </body>
            </html>

            """
    }

    private static func html(_ part: Part) -> String {
        switch part {
        case .paragraph(let text): "<p>" + html(text) + "</p>"
        case .facts(let facts):
            "<dl>" + facts.map { "<dt>\(escaped($0.label))</dt><dd>\(html($0.value))</dd>" }.joined() + "</dl>"
        case .quote(let words): "<blockquote>" + escaped(words) + "</blockquote>"
        case .note(let text): "<p><small>" + html(text) + "</small></p>"
        case .divider: "<hr>"
        }
    }

    private static func html(_ text: Text) -> String {
        text.runs.map { run in
            switch run {
            case .plain(let words), .typed(let words): escaped(words)
            case .strong(let words): "<strong>" + escaped(words) + "</strong>"
            case .link(let label, let url):
                url.hasPrefix("https://") || url.hasPrefix("http://")
                    ? "<a href=\"\(escaped(url))\">\(escaped(label))</a>" : escaped(label)
            }
        }.joined()
    }

    /// By scalars: a quotation mark that carries an accent still ends an attribute.
    private static func escaped(_ words: String) -> String {
        SlackText.clean(words).unicodeScalars.map { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "'": "&#39;"
            default: String(scalar)
            }
        }.joined()
    }
}
