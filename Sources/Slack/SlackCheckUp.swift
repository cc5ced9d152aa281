public import Curl
import Desk
import JSON

/// Asks Slack whether the vendor's own token works, and what it may do.
public enum SlackCheckUp {
    /// What the product needs in the vendor's own workspace.
    public static let neededScopes: Set<String> = [
        "commands", "chat:write", "im:write", "app_mentions:read", "users:read", "channels:read", "groups:read",
    ]

    /// What came of asking.
    public enum Finding: Hashable, Sendable {
        case well(scopes: Set<String>)
        case wrongWorkspace
        case refused(String)
        case unreachable(String)
    }

    /// Calls `auth.test`; every reply names the token's scopes in a header.
    ///
    /// https://docs.slack.dev/reference/methods/auth.test
    public static func run(_ settings: SlackSettings, curl: CurlClient) async -> Finding {
        await run(settings) { (request) async throws(TransportFailure) in try await curl.send(request) }
    }

    static func run(_ settings: SlackSettings, send: Sending) async -> Finding {
        guard let token = settings.botToken else { return .refused("no_token") }
        let request = HTTPRequest(
            .post,
            settings.apiURL + "auth.test",
            headers: [
                ("Content-Type", "application/json; charset=utf-8"), ("Authorization", "Bearer " + token.reveal()),
            ],
            body: Array("{}".utf8),
            timeoutMilliseconds: SlackLimits.callMilliseconds
        )
        do {
            let response = try await send(request)
            let answer = try SlackFailure.read(response)
            guard answer["team_id"]?.string == settings.vendorTeam else { return .wrongWorkspace }
            let scopes = (response.header("x-oauth-scopes") ?? "").split(separator: ",").map { scope in
                String(scope.drop { $0 == " " })
            }
            return .well(scopes: Set(scopes))
        } catch let failure as TransportFailure {
            return .unreachable(SlackFailure(failure).reason)
        } catch SlackFailure.refused(let name) {
            return .refused(name)
        } catch {
            return .unreachable((error as? SlackFailure)?.reason ?? "unreadable_answer")
        }
    }

    /// What Slack says of a person.
    public enum Person: Hashable, Sendable {
        case there
        /// Nobody, or nobody any more: Slack's reason.
        case gone(String)
        /// It could not be asked: why.
        case unknown(String)
    }

    /// Asks who `user` is, with the vendor's own token.
    ///
    /// https://docs.slack.dev/reference/methods/users.info
    public static func person(_ user: String, _ settings: SlackSettings, curl: CurlClient) async -> Person {
        guard let token = settings.botToken else { return .unknown("no_token") }
        let send: Sending = { (request) async throws(TransportFailure) in try await curl.send(request) }
        let api = SlackAPI(base: settings.apiURL, send: send)
        do {
            let answer = try await api.look(
                "users.info",
                [("user", user)],
                token: token,
                timeoutMilliseconds: SlackLimits.callMilliseconds
            )
            return answer["user"]?["deleted"]?.bool == true ? .gone("deactivated") : .there
        } catch SlackFailure.refused(let name) where ["user_not_found", "user_not_visible"].contains(name) {
            return .gone(name)
        } catch {
            return .unknown(error.reason)
        }
    }
}
