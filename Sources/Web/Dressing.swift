import Desk
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Synchronization

/// A response as it goes out.
struct Answer: Sendable {
    /// The first line and the fields, without the empty line that ends them.
    var head: ByteBuffer
    var body: [UInt8]
    /// The connection ends with it.
    var isLast = false

    /// What cannot be read as HTTP.
    static let garbled = Answer(
        head: ByteBuffer(string: "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n"),
        body: [],
        isLast: true
    )

    /// All of it in one piece, which is one call of the system.
    consuming func whole(isOver: Bool) -> ByteBuffer {
        if isOver { head.writeStaticString("connection: close\r\n") }
        head.writeStaticString("\r\n")
        head.writeBytes(body)
        return head
    }
}

// What every response wears, written out beforehand: to write each field for each response would be a tenth of what answering costs.
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
    private static let plainDress = written(always)
    private static let secureDress = written(always + staySecure)
    private static let usualDress = usual.map { (name: $0.0, line: written([$0])) }
    private static let dropped =
        [
            "server", "x-powered-by", "content-length", "transfer-encoding", "connection", "date", "x-request-id",
            "strict-transport-security",
        ] + always.map(\.0)
    /// More than most heads take.
    private static let headBytes = 768

    func dress(_ response: OutboundResponse, requestID: String) -> Answer {
        let status = HTTPResponseStatus(statusCode: response.status)
        var head = ByteBufferAllocator().buffer(capacity: Self.headBytes + response.body.count)
        head.writeStaticString("HTTP/1.1 ")
        head.writeString("\(status.code) \(status.reasonPhrase)\r\n")
        head.writeBytes(configuration.isPublicURLSecure ? Self.secureDress : Self.plainDress)
        for (name, line) in Self.usualDress where !response.headers.contains(where: { $0.name.inLowerCase == name }) {
            head.writeBytes(line)
        }
        for (name, value) in response.headers {
            let name = name.inLowerCase
            if !Self.dropped.contains(name) { Self.write(name, value, to: &head) }
        }
        if status.mayHaveResponseBody { Self.write("content-length", String(response.body.count), to: &head) }
        Self.write("date", dates.line(at: time.now()), to: &head)
        Self.write("x-request-id", requestID, to: &head)
        return Answer(head: head, body: status.mayHaveResponseBody ? response.body : [])
    }

    /// What a value may not hold, such as the end of its line, becomes a space.
    private static func write(_ name: String, _ value: String, to head: inout ByteBuffer) {
        head.writeString(name)
        head.writeStaticString(": ")
        let isPlain = value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        if isPlain {
            head.writeString(value)
        } else {
            head.writeBytes(value.utf8.map { $0 >= 0x20 && $0 != 0x7F ? $0 : UInt8(ascii: " ") })
        }
        head.writeStaticString("\r\n")
    }

    private static func written(_ fields: [(String, String)]) -> [UInt8] {
        fields.flatMap { "\($0.0): \($0.1)\r\n".utf8 }
    }
}

extension HTTPResponseStatus {
    fileprivate var mayHaveResponseBody: Bool { code >= 200 && code != 204 && code != 304 }
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
