import Curl
import Desk
import JSON

/// Why a call did not do what it should; holds nothing that was sent.
enum SlackFailure: Error, Hashable, Sendable {
    /// Slack answered, and named an error.
    case refused(String)
    case rateLimited(afterSeconds: Double?)
    /// An HTTP status that is no answer.
    case status(Int)
    /// An answer that is none of Slack's.
    case garbage
    /// Nothing left this machine.
    case notSent(String)
    /// It may have arrived.
    case unknown(String)
    /// We do not call this.
    case notAllowed(String)

    init(_ failure: TransportFailure) {
        switch failure {
        case .notSent(let reason): self = .notSent(reason)
        case .unknown(let reason): self = .unknown(reason)
        case .refused(let reason): self = .notAllowed(reason)
        case .tooLarge: self = .unknown("answer_too_large")
        case .cancelled: self = .unknown("cancelled")
        }
    }

    /// The answer of a method that went well.
    static func read(_ response: HTTPResponse) throws(SlackFailure) -> JSON {
        if response.status == 429 { throw .rateLimited(afterSeconds: retryAfter(response)) }
        guard (200..<300).contains(response.status) else { throw .status(response.status) }
        let answer: JSON
        do { answer = try JSON.parse(response.body) } catch { throw .garbage }
        guard let isFine = answer["ok"]?.bool else { throw .garbage }
        guard !isFine else { return answer }
        let name = SlackPayloads.kind(answer["error"]?.string)
        // Before 2022 rate limits came as errors of their own.
        if name == "ratelimited" || name == "rate_limited" { throw .rateLimited(afterSeconds: retryAfter(response)) }
        throw .refused(name)
    }

    /// For logs and outbox rows.
    var reason: String {
        switch self {
        case .refused(let name): name
        case .rateLimited: "ratelimited"
        case .status(let status): "http_\(status)"
        case .garbage: "unreadable_answer"
        case .notSent(let reason), .unknown(let reason), .notAllowed(let reason): reason
        }
    }

    /// What it is counted as.
    var trouble: VendorCall.Trouble {
        switch self {
        case .refused: endsToken ? .token : .refused
        case .rateLimited, .status(429): .rateLimited
        case .status(401), .status(403): .token
        case .status(let status): status >= 500 ? .server : .unreadable
        case .garbage: .unreadable
        case .notSent: .unreachable
        case .unknown: .unanswered
        case .notAllowed: .forbidden
        }
    }

    /// The token is dead.
    var endsToken: Bool {
        guard case .refused(let name) = self else { return false }
        return ["invalid_auth", "token_revoked", "token_expired", "account_inactive", "not_authed"].contains(name)
    }

    /// The message to change is not there any more, or not ours to change.
    var endsMessage: Bool {
        guard case .refused(let name) = self else { return false }
        return [
            "message_not_found", "cant_update_message", "edit_window_closed", "is_inactive", "channel_not_found",
        ].contains(name)
    }

    /// A refusal that is on no list of ours.
    var isUnlisted: Bool {
        guard case .refused = self, case .permanent = deliveryFailure else { return false }
        return !endsToken
    }

    /// It is the method that does not work, not the person.
    var leavesPersonOpen: Bool {
        guard case .refused(let name) = self else { return false }
        return isUnlisted
            || ["missing_scope", "no_permission", "access_denied", "not_allowed_token_type"].contains(name)
    }

    /// What it means for a message of the outbox.
    var deliveryFailure: DeliveryFailure {
        switch self {
        case .rateLimited(let seconds): .retry(afterSeconds: seconds, reason: reason)
        case .notSent: .retry(afterSeconds: nil, reason: reason)
        case .unknown, .garbage: .unknown(reason: reason)
        case .notAllowed: .permanent(reason: reason)
        case .status(let status): Self.meaning(of: status, reason: reason)
        case .refused(let name): Self.meaning(of: name)
        }
    }

    private static func retryAfter(_ response: HTTPResponse) -> Double? {
        guard let seconds = response.header("retry-after").flatMap(Double.init), seconds.isFinite else { return nil }
        return min(max(seconds, 1), SlackLimits.maximumRetryAfterSeconds)
    }

    private static func meaning(of status: Int, reason: String) -> DeliveryFailure {
        switch status {
        case 408, 425, 500...503: .retry(afterSeconds: nil, reason: reason)
        case 504...: .unknown(reason: reason)
        default: .permanent(reason: reason)
        }
    }

    private static func meaning(of error: String) -> DeliveryFailure {
        if closed.contains(error) || error.hasPrefix("restricted_action") { return .closedRoute(reason: error) }
        if passing.contains(error) { return .retry(afterSeconds: nil, reason: error) }
        // Slack says of these that a part may have been done.
        if ["internal_error", "fatal_error"].contains(error) { return .unknown(reason: error) }
        return .permanent(reason: error)
    }

    /// Another way to the person may be open.
    private static let closed: Set<String> = [
        "channel_not_found", "not_in_channel", "user_not_in_channel", "user_not_found", "users_not_found",
        "user_not_visible", "user_disabled", "is_archived", "is_inactive", "cannot_dm_bot", "messages_tab_disabled",
        "invalid_user_combination", "missing_scope", "no_permission", "access_denied", "not_allowed_token_type",
        "team_access_not_granted", "ekm_access_denied", "method_not_supported_for_channel_type",
        "posting_to_general_channel_denied", "cannot_reply_to_message", "channel_type_not_supported",
    ]

    private static let passing: Set<String> = [
        "message_limit_exceeded", "service_unavailable", "request_timeout", "team_added_to_org",
        "external_channel_migrating", "accesslimited",
    ]
}
