import Curl
import Desk
import FoundationEssentials
import JSON

/// Sends one request to Microsoft and returns its whole answer; `CurlClient.send` in service.
typealias Sending = @Sendable (HTTPRequest) async throws(TransportFailure) -> HTTPResponse

/// Why a call did not do what it should; holds nothing that was sent.
enum TeamsFailure: Error, Hashable, Sendable {
    /// A status that is a no, with the code it names.
    case refused(status: Int, code: String)
    case rateLimited(afterSeconds: Double?)
    /// No token can be had, and why.
    case login(String)
    /// We cannot say who we are, and why.
    case credential(CredentialTrouble)
    /// It did not go through, and asking again does no harm.
    case passing(String)
    /// An answer that is none of Microsoft's.
    case garbage
    /// Nothing left this machine.
    case notSent(String)
    /// It may have arrived.
    case unknown(String)
    /// We do not call this.
    case notAllowed(String)
    /// Whoever asked is gone.
    case cancelled

    init(_ failure: TransportFailure) {
        switch failure {
        case .notSent(let reason): self = .notSent(reason)
        case .unknown(let reason): self = .unknown(reason)
        case .refused(let reason): self = .notAllowed(reason)
        case .tooLarge: self = .unknown("answer_too_large")
        case .cancelled: self = .cancelled
        }
    }

    /// What an answer other than a yes means; `isRepeatable` where a second call would do nothing new.
    ///
    /// A create of unknown outcome is never asked again blindly: two or three copies came of that elsewhere.
    /// https://github.com/openclaw/openclaw/pull/125127
    init(_ response: HTTPResponse, isRepeatable: Bool) {
        let code = Self.code(of: response)
        self =
            switch response.status {
            case 429: .rateLimited(afterSeconds: Self.retryAfter(response))
            case 412: .passing(code ?? "http_412")
            case 408, 500...: isRepeatable ? .passing("http_\(response.status)") : .unknown("http_\(response.status)")
            default: .refused(status: response.status, code: code ?? "")
            }
    }

    /// For logs and outbox rows.
    var reason: String {
        switch self {
        case .refused(let status, let code): code.isEmpty ? "http_\(status)" : code
        case .rateLimited: "throttled"
        case .garbage: "unreadable_answer"
        case .login(let reason), .passing(let reason), .notSent(let reason), .unknown(let reason),
            .notAllowed(let reason):
            reason
        case .credential(let trouble): trouble.rawValue
        case .cancelled: "cancelled"
        }
    }

    /// What it is counted as.
    var trouble: VendorCall.Trouble {
        switch self {
        case .refused(401, _), .login, .credential: .token
        case .refused: .refused
        case .rateLimited: .rateLimited
        case .passing: .server
        case .garbage: .unreadable
        case .notSent: .unreachable
        case .unknown, .cancelled: .unanswered
        case .notAllowed: .forbidden
        }
    }

    /// The message to change is not there any more, or not ours to change.
    var endsMessage: Bool {
        switch self {
        case .refused(404, _), .refused(400, _): true
        case .refused, .rateLimited, .login, .credential, .passing, .garbage, .notSent, .unknown, .notAllowed,
            .cancelled:
            false
        }
    }

    /// What it means for a message of the outbox.
    var deliveryFailure: DeliveryFailure {
        switch self {
        case .rateLimited(let seconds): .retry(afterSeconds: seconds, reason: reason)
        case .notSent, .passing, .login, .credential: .retry(afterSeconds: nil, reason: reason)
        case .unknown, .garbage, .cancelled: .unknown(reason: reason)
        case .notAllowed: .permanent(reason: reason)
        case .refused(let status, let code): Self.meaning(of: status, code, reason)
        }
    }

    /// What a no means for the message.
    ///
    /// https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages
    private static func meaning(of status: Int, _ code: String, _ reason: String) -> DeliveryFailure {
        switch (status, code) {
        // The admin switched the bot off for everybody.
        case (403, "BotDisabledByAdmin"): .permanent(reason: reason)
        // Not installed there, or blocked by whoever it is for; another way may be open.
        case (403, _), (404, _): .closedRoute(reason: reason)
        default: .permanent(reason: reason)
        }
    }

    static func retryAfter(_ response: HTTPResponse) -> Double? {
        guard let seconds = response.header("retry-after").flatMap(Double.init), seconds.isFinite else { return nil }
        return min(max(seconds, 1), TeamsLimits.maximumRetryAfterSeconds)
    }

    /// A name of an error, never a sentence: letters, digits and underscores.
    static func code(_ text: String?) -> String? {
        guard let text, (1...64).contains(text.utf8.count),
            text.utf8.allSatisfy({ byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            })
        else { return nil }
        return text
    }

    /// `error.code`; `subCode` where a number stands for it.
    private static func code(of response: HTTPResponse) -> String? {
        let answer: JSON
        do { answer = try JSON.parse(response.body) } catch { return nil }
        let error = answer["error"] ?? answer
        if let name = code(error["subCode"]?.string) ?? code(error["code"]?.string) { return name }
        return error["errorCode"]?.int == 209 ? "MessageWritesBlocked" : nil
    }
}
