import Crypto
import Desk
import Dialogue
import FoundationEssentials
import Registrations

/// The pages people see: complete HTML documents without script, form or anything from elsewhere.
struct Pages: Sendable {
    /// What a browser may do on a page: use this one style sheet, and nothing else.
    let contentSecurityPolicy: String
    /// One and the same for an unknown, an expired, a revoked and a forged link.
    let missing: [UInt8]
    private let styleSheet: String

    init() {
        let styleSheet = String(decoding: PackageResources.page_css, as: UTF8.self)
        let digest = Data(SHA256.hash(data: Data(PackageResources.page_css))).base64EncodedString()
        contentSecurityPolicy =
            "default-src 'none'; style-src 'sha256-\(digest)'; form-action 'none'; base-uri 'none'; "
            + "frame-ancestors 'none'"
        missing = HTML.document(language: .english, title: Self.untold, styleSheet) { html in
            html.verbatim(String(decoding: PackageResources.missing_html, as: UTF8.self))
        }
        self.styleSheet = styleSheet
    }

    /// The title of pages that tell nothing of a record.
    private static let untold = "Registrar"

    /// The record could not be looked up just now; nobody knows who reads it.
    func trouble(incident: String) -> [UInt8] {
        HTML.document(language: .english, title: Self.untold, styleSheet) { html in
            let page = String(decoding: PackageResources.trouble_html, as: UTF8.self)
            html.verbatim(page.replacing("{incident}", with: incident))
        }
    }

    /// The record page.
    func record(_ page: Page) -> [UInt8] {
        let isNumbered = page.title.contains(page.caseNumber)
        let title = isNumbered ? page.title : "\(page.caseNumber) · \(page.title)"
        return HTML.document(language: page.language, title: title, styleSheet) { html in
            html.markup("<header class=\"sheet\">")
            if !isNumbered {
                html.markup("<p class=\"case\">")
                html.words(page.caseNumber)
                html.markup("</p>")
            }
            html.markup("<h1 dir=\"auto\">")
            html.words(page.title)
            html.markup("</h1>")
            html.status(page.status, page.tone)
            html.markup("<p class=\"next\">")
            html.runs(page.next)
            html.markup("</p></header>")
            for section in page.sections { html.section(section) }
            html.history(page)
            html.markup("<footer><p>")
            html.runs(page.foot)
            html.markup("</p></footer>")
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
