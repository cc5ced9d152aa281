import Curl
import Desk
import FoundationEssentials
import JSON

/// Sends one request to Slack and returns its whole answer; `CurlClient.send` in service.
typealias Sending = @Sendable (HTTPRequest) async throws(TransportFailure) -> HTTPResponse

/// Calls Slack's Web API at its one configured address.
///
/// https://docs.slack.dev/apis/web-api
struct SlackAPI: Sendable {
    /// Ends with a slash.
    let base: String
    let send: Sending
    var watch: VendorCall.Watch = { _ in }

    /// Every method that is called, and the response address.
    static let calls = [
        "chat.postEphemeral", "chat.postMessage", "chat.update", "conversations.open", "oauth.v2.access", responseCall,
        "users.info", "views.open", "views.update",
    ]
    static let responseCall = "response_url"

    /// A method whose arguments travel as JSON, with the token in the header.
    func call(
        _ method: String,
        _ body: [UInt8],
        token: Secret,
        timeoutMilliseconds: Int = SlackLimits.callMilliseconds
    ) async throws(SlackFailure) -> JSON {
        try await call(
            method,
            HTTPRequest(
                .post,
                base + method,
                headers: [
                    ("Content-Type", "application/json; charset=utf-8"),
                    ("Authorization", "Bearer " + token.reveal()),
                ],
                body: body,
                timeoutMilliseconds: timeoutMilliseconds
            )
        )
    }

    /// A method that only reads: its arguments travel in the query, the token in the header.
    func look(
        _ method: String,
        _ arguments: [(String, String)],
        token: Secret,
        timeoutMilliseconds: Int
    ) async throws(SlackFailure) -> JSON {
        try await call(
            method,
            HTTPRequest(
                .get,
                base + method + "?" + FormFields.encoded(arguments),
                headers: [("Authorization", "Bearer " + token.reveal())],
                timeoutMilliseconds: timeoutMilliseconds
            )
        )
    }

    /// `oauth.v2.access`, the one method that takes the app's own name and secret.
    ///
    /// https://docs.slack.dev/reference/methods/oauth.v2.access
    func exchange(code: String, redirect: String, clientID: String, secret: Secret) async throws(SlackFailure) -> JSON {
        let credentials = Data((clientID + ":" + secret.reveal()).utf8).base64EncodedString()
        return try await call(
            "oauth.v2.access",
            HTTPRequest(
                .post,
                base + "oauth.v2.access",
                headers: [
                    ("Content-Type", "application/x-www-form-urlencoded"),
                    ("Authorization", "Basic " + credentials),
                ],
                body: Array(FormFields.encoded([("code", code), ("redirect_uri", redirect)]).utf8),
                timeoutMilliseconds: SlackLimits.callMilliseconds
            )
        )
    }

    /// Sends an answer to a response address; the status alone tells what became of it.
    func respond(_ request: HTTPRequest) async throws(SlackFailure) -> Int {
        try await watched(Self.responseCall) { () async throws(SlackFailure) in
            let response = try await received(request)
            guard (200..<400).contains(response.status) else { throw .status(response.status) }
            return response.status
        }
    }

    private func call(_ name: String, _ request: HTTPRequest) async throws(SlackFailure) -> JSON {
        try await watched(name) { () async throws(SlackFailure) in try SlackFailure.read(try await received(request)) }
    }

    private func received(_ request: HTTPRequest) async throws(SlackFailure) -> HTTPResponse {
        do {
            return try await send(request)
        } catch {
            throw SlackFailure(error)
        }
    }

    private func watched<Answer>(
        _ name: String,
        _ call: () async throws(SlackFailure) -> Answer
    ) async throws(SlackFailure) -> Answer {
        let start = ContinuousClock.now
        do {
            let answer = try await call()
            watch(VendorCall(name, took: .now - start, trouble: nil))
            return answer
        } catch {
            watch(VendorCall(name, took: .now - start, trouble: error.trouble))
            throw error
        }
    }
}
