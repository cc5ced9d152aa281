import Crypto
public import Desk
public import Dialogue
import FoundationEssentials
public import Registrations

/// The set-up page at `/`: for this machine's browser alone, which the server's loopback paths must hold as well.
public struct SetUpDoor: Endpoint {
    /// What the admin typed into the page: an address and the id of a Teams app; nothing of it is trusted.
    public struct Typed: Hashable, Sendable {
        public let address: String?
        public let app: String?
    }

    /// Makes the page in a language, for what was typed.
    public typealias Look = @Sendable (Language, Typed) async -> SetUp
    /// The Teams app's package for what was typed, a zip; nil where that makes none.
    public typealias Package = @Sendable (Typed) -> [UInt8]?

    public static let paths = ["/", packagePath]
    public static let packagePath = "/registrar-teams.zip"
    private static let lengthLimit = 300

    private let look: Look
    private let package: Package
    private let page = SetUpPage()

    public init(look: @escaping Look, package: @escaping Package) { (self.look, self.package) = (look, package) }

    public var routes: [EndpointRoute] { Self.paths.map { EndpointRoute(.get, $0) } }

    public func answer(_ request: InboundRequest) async -> OutboundResponse {
        let fields = QueryText.fields(request.query)
        func typed(_ name: String) -> String? {
            fields[name].flatMap { $0.isEmpty || $0.utf8.count > Self.lengthLimit ? nil : $0 }
        }
        let words = Typed(address: typed("url"), app: typed("app"))
        guard request.route.path != Self.packagePath else { return packaged(words) }
        let setUp = await look(Self.language(fields["lang"], request), words)
        return OutboundResponse(
            status: 200,
            headers: [
                ("content-type", "text/html; charset=utf-8"),
                ("content-security-policy", page.contentSecurityPolicy),
                ("x-robots-tag", "noindex, nofollow"),
            ],
            body: page.html(setUp)
        )
    }

    private func packaged(_ typed: Typed) -> OutboundResponse {
        guard let zip = package(typed) else { return OutboundResponse(status: 404) }
        return OutboundResponse(
            status: 200,
            headers: [
                ("content-type", "application/zip"),
                ("content-disposition", "attachment; filename=\"registrar-teams.zip\""),
            ],
            body: zip
        )
    }

    private static func language(_ chosen: String?, _ request: InboundRequest) -> Language {
        if let language = chosen.flatMap({ Language(tag: $0) }) { return language }
        let tags = (request.header("accept-language") ?? "").split(separator: ",").prefix(8)
        return tags.lazy.compactMap { Language(tag: String($0.prefix { $0 != ";" }.drop { $0 == " " })) }.first
            ?? .english
    }
}

/// The page as HTML: our own style and our own few lines of script, both named by their digest, and nothing else.
struct SetUpPage: Sendable {
    let contentSecurityPolicy: String
    private let styleSheet: String
    private let script = String(decoding: PackageResources.setup_js, as: UTF8.self)

    init() {
        styleSheet = String(decoding: PackageResources.page_css + PackageResources.setup_css, as: UTF8.self)
        func digest(_ text: String) -> String { Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString() }
        contentSecurityPolicy =
            "default-src 'none'; style-src 'sha256-\(digest(styleSheet))'; script-src 'sha256-\(digest(script))'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    }

    func html(_ setUp: SetUp) -> [UInt8] {
        HTML.document(language: setUp.language, title: setUp.title, styleSheet) { html in
            html.markup("<header class=\"top\"><div><p class=\"case\">registrar</p><h1>")
            html.words(setUp.title)
            html.markup("</h1><p class=\"lead\">")
            html.runs(setUp.lead)
            html.markup("</p></div><a class=\"language\" rel=\"alternate\" hreflang=\"")
            html.words(setUp.other.url)
            html.markup("\" lang=\"")
            html.words(setUp.other.url)
            html.markup("\" href=\"")
            html.words(Self.other(setUp))
            html.markup("\">")
            html.words(setUp.other.label)
            html.markup("</a></header><div class=\"columns\"><div class=\"steps\">")
            for (index, step) in setUp.steps.enumerated() { html.step(step, index + 1, setUp) }
            html.markup("</div>")
            html.checks(setUp)
            html.markup("</div><footer><p>")
            html.runs(setUp.foot)
            html.markup("</p></footer><script>")
            html.verbatim(script)
            html.markup("</script>")
        }
    }

    /// The same page in the other language, with what was typed.
    private static func other(_ setUp: SetUp) -> String {
        let typed = setUp.steps.compactMap(\.form).filter { !$0.value.isEmpty }
        return typed.reduce("?lang=\(setUp.other.url)") { $0 + "&\($1.name.rawValue)=\(encoded($1.value))" }
    }

    private static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return text.utf8.reduce(into: "") { encoded, byte in
            let sign = Character(UnicodeScalar(byte))
            let isPlain = sign.isASCII && (sign.isLetter || sign.isNumber || "-._~".contains(sign))
            encoded += isPlain ? String(sign) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }
    }
}
