import Desk
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Synchronization

/// A response as it goes out.
struct Answer: Sendable {
    var head: HTTPResponseHead
    /// Nil where none is sent.
    var body: ByteBuffer?
    /// The connection ends with it.
    var isLast = false

    /// What cannot be read as HTTP.
    static let garbled: Answer = {
        var answer = Answer(head: HTTPResponseHead(version: .http1_1, status: .badRequest), isLast: true)
        answer.head.headers.add(name: "content-length", value: "0")
        return answer
    }()
}

// What every response wears.
extension FrontDoor {
    /// Sent unless the response says something else itself.
    private static let usual = [
        ("cache-control", "no-store"), ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ]
    /// Sent always.
    private static let always = [
        ("x-content-type-options", "nosniff"), ("x-frame-options", "DENY"), ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"), ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ]
    private static let staySecure = [("strict-transport-security", "max-age=63072000")]
    /// All of them at once: put together for each response they would be a tenth of what answering costs.
    private static let plainDress = HTTPHeaders(usual + always)
    private static let secureDress = HTTPHeaders(usual + always + staySecure)
    private static let usualNames = usual.map(\.0)
    private static let dropped =
        [
            "server", "x-powered-by", "content-length", "transfer-encoding", "connection", "date", "x-request-id",
            "strict-transport-security",
        ] + always.map(\.0)

    func dress(_ response: OutboundResponse, requestID: String) -> Answer {
        var headers = configuration.isPublicURLSecure ? Self.secureDress : Self.plainDress
        headers.reserveCapacity(headers.capacity + response.headers.count + 4)
        for (name, value) in response.headers {
            let name = name.inLowerCase
            guard !Self.dropped.contains(name) else { continue }
            if Self.usualNames.contains(name) { headers.remove(name: name) }
            headers.add(name: name, value: value)
        }
        headers.add(name: "content-length", value: String(response.body.count))
        headers.add(name: "date", value: dates.line(at: time.now()))
        headers.add(name: "x-request-id", value: requestID)
        return Answer(
            head: HTTPResponseHead(
                version: .http1_1,
                status: HTTPResponseStatus(statusCode: response.status),
                headers: headers
            ),
            body: response.body.isEmpty ? nil : ByteBuffer(bytes: response.body)
        )
    }
}

/// The date as a response says it, written once a second.
final class DateLine: Sendable {
    private let last = Mutex((second: 0.0, line: ""))

    func line(at now: Date) -> String {
        let second = now.timeIntervalSinceReferenceDate.rounded(.down)
        return last.withLock { last in
            if last.second != second || last.line.isEmpty { last = (second, Self.written(now)) }
            return last.line
        }
    }

    private static let calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// As RFC 9110, 5.6.7 has it: `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func written(_ date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day, .weekday, .hour, .minute, .second], from: date)
        func two(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
        let day = "\(days[(parts.weekday ?? 1) - 1]), \(two(parts.day)) \(months[(parts.month ?? 1) - 1])"
        return "\(day) \(parts.year ?? 0) \(two(parts.hour)):\(two(parts.minute)):\(two(parts.second)) GMT"
    }
}

extension OutboundResponse {
    static func plain(_ status: Int, _ text: String) -> OutboundResponse {
        OutboundResponse(
            status: status,
            headers: [("content-type", "text/plain; charset=utf-8")],
            body: Array(text.utf8)
        )
    }

    static let missing = plain(404, "There is nothing here.\n")

    static func wrongMethod(allowed: [String]) -> OutboundResponse {
        var response = plain(405, "This address takes other methods.\n")
        response.headers.append(("allow", allowed.sorted().joined(separator: ", ")))
        return response
    }
}

extension EndpointRoute.Method {
    init?(_ method: HTTPMethod) {
        switch method {
        case .GET: self = .get
        case .POST: self = .post
        default: return nil
        }
    }
}
