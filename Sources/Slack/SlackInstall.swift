public import Curl
public import Desk
import Dialogue
import FoundationEssentials
import JSON
public import Logging
import Registrations

/// The two doors a browser opens while a workspace installs the app.
///
/// https://docs.slack.dev/authentication/installing-with-oauth
public struct SlackInstall: Endpoint {
    private let settings: SlackSettings
    private let desk: InstallDesk
    private let api: SlackAPI
    private let log: Logger

    /// `watch` hears of every call to Slack.
    public init(
        _ settings: SlackSettings,
        desk: FrontDesk,
        curl: CurlClient,
        watch: @escaping VendorCall.Watch = { _ in },
        log: Logger
    ) {
        self.init(
            settings,
            desk: InstallDesk(desk),
            send: { (request) async throws(TransportFailure) in try await curl.send(request) },
            watch: watch,
            log: log
        )
    }

    init(
        _ settings: SlackSettings,
        desk: InstallDesk,
        send: @escaping Sending,
        watch: @escaping VendorCall.Watch = { _ in },
        log: Logger
    ) {
        self.settings = settings
        self.desk = desk
        api = SlackAPI(base: settings.apiURL, send: send, watch: watch)
        self.log = log
    }

    public var routes: [EndpointRoute] {
        [EndpointRoute(.get, SlackPath.install), EndpointRoute(.get, SlackPath.callback)]
    }

    public func answer(_ request: InboundRequest) async -> OutboundResponse {
        guard let clientID = settings.clientID, let secret = settings.clientSecret else {
            return OutboundResponse(status: 404)
        }
        let query: FormFields
        do { query = try FormFields(Array(request.query.utf8)) } catch { return OutboundResponse(status: 400) }
        do {
            if request.route.path == SlackPath.install { return try await begin(query, clientID) }
            return try await finish(query, request, clientID, secret)
        } catch is InvitationEnded {
            return page(.invitationEnded, request, status: 410)
        } catch {
            let kind = String(reflecting: type(of: error))
            log.error("installation not taken", metadata: ["request.id": "\(request.requestID)", "reason": "\(kind)"])
            return page(.failed, request, status: 503)
        }
    }

    private func begin(_ query: FormFields, _ clientID: String) async throws -> OutboundResponse {
        let promise = try await desk.begin(Self.parameter(query["invitation"]))
        let wanted =
            ["commands"]
            + Self.optionalScopes.filter((query["with"] ?? "").split(separator: ",").map(String.init).contains)
        let parameters = [
            ("client_id", clientID), ("scope", wanted.joined(separator: ",")), ("state", promise.state),
            ("redirect_uri", redirect),
        ]
        let mark = settings.authorizeURL.contains("?") ? "&" : "?"
        return OutboundResponse(
            status: 302,
            headers: [
                ("location", settings.authorizeURL + mark + FormFields.encoded(parameters)),
                ("set-cookie", cookie(promise.cookie, seconds: SlackLimits.cookieSeconds)),
                ("cache-control", "no-store"),
                ("referrer-policy", "no-referrer"),
            ]
        )
    }

    private func finish(
        _ query: FormFields,
        _ request: InboundRequest,
        _ clientID: String,
        _ secret: Secret
    ) async throws -> OutboundResponse {
        guard let state = Self.parameter(query["state"]),
            let promise = try await desk.take(state, Self.cookie(of: request))
        else { return page(.failed, request, status: 403) }
        if query["error"] != nil { return page(.declined, request) }
        guard let code = Self.parameter(query["code"]) else { return page(.failed, request, status: 400) }
        let grant: SlackGrant
        do {
            grant = try SlackGrant(try await exchange(code, clientID, [secret] + settings.otherClientSecrets))
        } catch {
            log.warning("installation refused", metadata: ["reason": "\(error.reason)"])
            return page(.failed, request, status: 502)
        }
        return page(InstallNotice(try await desk.installed(grant, promise)), request)
    }

    /// A code is not spent by a secret that Slack refuses, so that both may be set while one is changed.
    private func exchange(
        _ code: String,
        _ clientID: String,
        _ secrets: [Secret]
    ) async throws(SlackFailure) -> JSON {
        for secret in secrets.dropLast() {
            do {
                return try await api.exchange(code: code, redirect: redirect, clientID: clientID, secret: secret)
            } catch SlackFailure.refused("bad_client_secret") {
                continue
            }
        }
        guard let last = secrets.last else { throw .refused("bad_client_secret") }
        return try await api.exchange(code: code, redirect: redirect, clientID: clientID, secret: last)
    }

    private var redirect: String { settings.publicURL + SlackPath.callback }

    /// What a partner may grant beyond the command: reaching its people later, and their language.
    private static let optionalScopes = ["chat:write", "users:read"]
    private static let cookieName = "registrar_install"

    private func cookie(_ value: String, seconds: Int) -> String {
        let secure = settings.publicURL.lowercased().hasPrefix("https://") ? "; Secure" : ""
        return "\(Self.cookieName)=\(value); HttpOnly; SameSite=Lax; Path=/slack; Max-Age=\(seconds)" + secure
    }

    private static func cookie(of request: InboundRequest) -> String? {
        let pairs = request.headers.filter { $0.name == "cookie" }.flatMap { $0.value.split(separator: ";") }
        let ours = pairs.compactMap { pair -> Substring? in
            let pair = pair.drop { $0 == " " }
            return pair.hasPrefix(cookieName + "=") ? pair.dropFirst(cookieName.count + 1) : nil
        }
        return parameter(ours.first.map(String.init))
    }

    private static func parameter(_ text: String?) -> String? {
        guard let text, (1...SlackLimits.oauthParameterCharacters).contains(text.utf8.count) else { return nil }
        return text
    }

    private func page(_ notice: InstallNotice, _ request: InboundRequest, status: Int = 200) -> OutboundResponse {
        let language = InstallPage.language(of: request)
        var response = InstallPage.response(desk.notice(notice, language), language: language, status: status)
        if request.route.path == SlackPath.callback { response.headers.append(("set-cookie", cookie("", seconds: 0))) }
        return response
    }
}

extension InstallNotice {
    fileprivate init(_ outcome: InstallOutcome) {
        switch outcome {
        case .linked(let partner): self = .linked(partner: partner)
        case .waitsForLink: self = .waitsForLink
        }
    }
}
