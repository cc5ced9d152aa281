import Crypto
public import Desk
public import Dialogue
import FoundationEssentials
public import Registrations

/// The pages people see: complete HTML documents without script, form or anything from elsewhere.
public struct Pages: Sendable {
    let styleSheet: String
    /// What a browser may do on a page: use this one style sheet, and nothing else.
    let contentSecurityPolicy: String
    /// One and the same for an unknown, an expired, a revoked and a forged link.
    let missing: [UInt8]

    public init() {
        styleSheet = String(decoding: PackageResources.page_css, as: UTF8.self)
        let digest = Data(SHA256.hash(data: Data(PackageResources.page_css))).base64EncodedString()
        contentSecurityPolicy =
            "default-src 'none'; style-src 'sha256-\(digest)'; form-action 'none'; base-uri 'none'; "
            + "frame-ancestors 'none'"
        missing = Self.notice(
            english: ("This record cannot be shown", Self.missingEnglish),
            german: ("Dieser Eintrag kann nicht gezeigt werden", Self.missingGerman),
            styleSheet
        )
    }

    private static let missingEnglish =
        "The link may have expired, been withdrawn, or lost a part on its way. Ask for a fresh one in the chat: "
        + "type the command you registered with, followed by status and the case number."
    private static let missingGerman =
        "Der Link ist vielleicht abgelaufen, zurückgezogen oder unterwegs unvollständig geworden. Einen neuen gibt es "
        + "im Chat: den Befehl, mit dem registriert wurde, gefolgt von status und der Fallnummer."

    /// The record page.
    func record(_ page: Page) -> [UInt8] {
        document(language: page.language, title: "\(page.caseNumber) · \(page.title)") { html in
            html.markup("<header class=\"sheet\"><p class=\"case\">")
            html.words(page.caseNumber)
            html.markup("</p><h1 dir=\"auto\">")
            html.words(page.title)
            html.markup("</h1>")
            html.status(page.status, page.tone)
            html.markup("<p class=\"next\">")
            html.runs(page.next)
            html.markup("</p></header>")
            for section in page.sections {
                html.markup("<section class=\"sheet\"><h2>")
                html.words(section.heading)
                html.markup("</h2>")
                html.parts(section.parts)
                html.markup("</section>")
            }
            Self.history(page, &html)
            html.markup("<footer><p>")
            html.runs(page.foot)
            html.markup("</p></footer>")
        }
    }

    private static func history(_ page: Page, _ html: inout HTML) {
        guard !page.history.isEmpty else { return }
        html.markup("<section class=\"sheet\"><h2>")
        html.words(page.historyHeading)
        html.markup("</h2><ol>")
        for moment in page.history {
            html.markup("<li><time datetime=\"")
            html.words(moment.machineTime)
            html.markup("\">")
            html.words(moment.time)
            html.markup("</time>")
            html.runs(moment.text)
            html.markup("</li>")
        }
        html.markup("</ol></section>")
    }

    /// A page that shows one card without its buttons, as after an installation.
    public func notice(_ card: Card, language: Language, status: Int = 200) -> OutboundResponse {
        let heading = card.heading ?? card.summary
        let body = document(language: language, title: heading) { html in
            html.markup("<div class=\"sheet\"><h1>")
            html.words(heading)
            html.markup("</h1>")
            html.parts(card.parts.isEmpty && card.heading != nil ? [.paragraph(Text(plain: card.summary))] : card.parts)
            html.markup("</div>")
        }
        return response(body, status: status)
    }

    /// The record could not be looked up just now; nobody knows who reads it.
    func trouble(incident: String) -> [UInt8] {
        Self.notice(
            english: ("Please try again", "The record cannot be shown just now. Incident \(incident)"),
            german: (
                "Bitte noch einmal versuchen", "Der Eintrag kann gerade nicht gezeigt werden. Vorfall \(incident)"
            ),
            styleSheet
        )
    }
}
