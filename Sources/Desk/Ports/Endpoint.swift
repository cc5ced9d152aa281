public import FoundationEssentials
import Synchronization

/// A door of the service: bytes in, bytes out.
public protocol Endpoint: Sendable {
    /// The paths it answers, e.g. `/slack/commands`, with their methods.
    var routes: [EndpointRoute] { get }
    /// Answers one request; never throws: trouble is an answer too.
    func answer(_ request: InboundRequest) async -> OutboundResponse
    /// What is answered instead while more waits than can be answered in time: nothing of the request was looked at.
    func turnAway(_ route: EndpointRoute) -> OutboundResponse
}

extension Endpoint {
    public func turnAway(_ route: EndpointRoute) -> OutboundResponse { .tooMany }
}

/// A method and a path.
public struct EndpointRoute: Hashable, Sendable {
    public let method: Method
    public let path: String

    public init(_ method: Method, _ path: String) {
        self.method = method
        self.path = path
    }

    public enum Method: String, Hashable, Sendable {
        case get = "GET"
        case post = "POST"
    }
}

/// A request as it came over the wire, its body bounded, nothing parsed.
public struct InboundRequest: Sendable {
    public let route: EndpointRoute
    /// The query string, still encoded, without the question mark.
    public let query: String
    /// Names lower-cased.
    public let headers: [(name: String, value: String)]
    /// Empty once it is forgotten.
    public var body: [UInt8] { kept.bytes }
    public let receivedAt: Date
    /// The same moment on a clock that nobody sets.
    public let arrivedAt: ContinuousClock.Instant
    /// So many are being answered that this one must not take long.
    public let isCrowded: Bool
    /// Follows the request into logs.
    public let requestID: String
    private let kept: RequestBody

    public init(
        route: EndpointRoute,
        query: String,
        headers: [(name: String, value: String)],
        body: [UInt8],
        receivedAt: Date,
        requestID: String,
        arrivedAt: ContinuousClock.Instant = .now,
        isCrowded: Bool = false
    ) {
        self.init(
            route: route,
            query: query,
            headers: headers,
            body: RequestBody(body),
            receivedAt: receivedAt,
            requestID: requestID,
            arrivedAt: arrivedAt,
            isCrowded: isCrowded
        )
    }

    public init(
        route: EndpointRoute,
        query: String,
        headers: [(name: String, value: String)],
        body: RequestBody,
        receivedAt: Date,
        requestID: String,
        arrivedAt: ContinuousClock.Instant,
        isCrowded: Bool
    ) {
        self.route = route
        self.query = query
        self.headers = headers
        kept = body
        self.receivedAt = receivedAt
        self.requestID = requestID
        self.arrivedAt = arrivedAt
        self.isCrowded = isCrowded
    }

    /// How long the body was, forgotten or not.
    public var bodyBytes: Int { kept.count }

    /// For whoever has read the body and goes on to wait: hundreds who wait would keep theirs for nothing.
    public func forgetBody() { kept.forget() }

    /// The first value of a header; `name` in lower case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }
}

/// The bytes of a request's body, which all who hold the request share.
public final class RequestBody: Sendable {
    public let count: Int
    private let held: Mutex<[UInt8]>

    public init(_ bytes: [UInt8]) {
        count = bytes.count
        held = Mutex(bytes)
    }

    public var bytes: [UInt8] { held.withLock { $0 } }

    public func forget() { held.withLock { $0 = [] } }
}

public struct OutboundResponse: Sendable {
    /// What it is counted as.
    public var ack = Ack()
    public var status: Int
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]

    public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    public static let empty = OutboundResponse(status: 200)
    public static let unverified = OutboundResponse(status: 401)

    /// More at once than can be answered.
    public static let tooMany = OutboundResponse(
        status: 503,
        headers: [("content-type", "text/plain; charset=utf-8"), ("retry-after", "1")],
        body: Array("Too many ask at once.\n".utf8)
    )

    public static func json(_ body: [UInt8], status: Int = 200) -> OutboundResponse {
        OutboundResponse(
            status: status,
            headers: [("content-type", "application/json; charset=utf-8")],
            body: body
        )
    }
}
