import Desk
public import Dialogue
public import FoundationEssentials
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A connection's side of a request.
struct DoorContext: InitializableFromSource {
    let channel: any Channel

    init(source: ApplicationRequestContextSource) { channel = source.channel }
}

/// Answers every request: finds its door, bounds what comes in, and dresses what goes out.
struct FrontDoor: HTTPResponder {
    let configuration: WebConfiguration
    let doors: [String: [HTTPRequest.Method: Door]]
    let record: RecordLookup
    let readiness: Readiness
    let pages: Pages
    let bodies: BodyWatch
    let budget: BodyBudget
    let time: any TimeSource
    let logger: Logger
    let watch: Answered.Watch

    init(
        _ configuration: WebConfiguration,
        endpoints: [any Endpoint],
        record: @escaping RecordLookup,
        readiness: Readiness,
        time: any TimeSource,
        clock: any Clock<Duration>,
        logger: Logger,
        watch: @escaping Answered.Watch
    ) {
        self.configuration = configuration
        self.record = record
        self.readiness = readiness
        self.time = time
        self.logger = logger
        self.watch = watch
        pages = Pages()
        bodies = BodyWatch(limitSeconds: configuration.bodySeconds, clock: clock)
        budget = BodyBudget(bytes: configuration.bodiesLimitBytes)
        var doors: [String: [HTTPRequest.Method: Door]] = [:]
        for endpoint in endpoints {
            let gate = Gate(crowdedFrom: configuration.crowdedFrom, limit: configuration.underWayLimit)
            let door = Door(endpoint: endpoint, gate: gate)
            for route in endpoint.routes { doors[route.path, default: [:]][route.method.onTheWire] = door }
        }
        self.doors = doors
    }

    /// In a task of its own, whose memory goes with the answer.
    ///
    /// A task keeps what it once took. A connection's task lives as long as the connection, and the way through an endpoint takes
    /// more than everything else a connection has.
    func respond(to request: Request, context: DoorContext) async -> Response {
        async let response = serve(to: request, context)
        return await response
    }

    private func serve(to request: Request, _ context: DoorContext) async -> Response {
        let start = ContinuousClock.now
        let visit = Visit(request, at: time.now())
        let response = await answer(request, visit, context)
        let duration = ContinuousClock.now - start
        let route = routeName(visit.path)
        watch(Answered(route: route, status: response.status, ack: response.ack, duration: duration))
        var dressed = dress(readiness.isDraining ? farewell(response, context) : response, visit)
        if request.method == .head { dressed = dressed.createHeadResponse() }
        // Whoever is not ready, or too busy, has said so where it is known why.
        let level: Logger.Level = response.status >= 500 && response.status != 503 ? .error : .debug
        logger.log(
            level: level,
            "http.answered",
            metadata: [
                "request.id": "\(visit.id)", "http.request.method": "\(request.method)",
                "http.route": "\(route)", "http.response.status_code": "\(response.status)",
                "milliseconds": "\(duration / .milliseconds(1))",
            ]
        )
        return dressed
    }

    private func answer(_ request: Request, _ visit: Visit, _ context: DoorContext) async -> OutboundResponse {
        if let door = doors[visit.path] {
            guard isOpen(visit.path, to: request, context) else { return .missing }
            guard let found = door[request.method] else { return .wrongMethod(allowed: door.keys.map(\.rawValue)) }
            return await pass(request, visit, to: found, context)
        }
        guard let page = OwnPage(path: visit.path) else { return .missing }
        guard request.method == .get || request.method == .head else {
            return .wrongMethod(allowed: ["GET", "HEAD"])
        }
        return await show(page, request, visit)
    }

    /// Reads the body within its bounds and hands everything over.
    private func pass(
        _ request: Request,
        _ visit: Visit,
        to door: Door,
        _ context: DoorContext
    ) async -> OutboundResponse {
        guard let method = EndpointRoute.Method(request.method) else { return .missing }
        let body: [UInt8]
        switch await readBody(of: request, context) {
        case .whole(let bytes): body = bytes
        case .tooLarge: return refuse(413, "The body is too large.\n", context)
        case .tooSlow: return refuse(408, "The body took too long.\n", context)
        case .broken: return refuse(400, "The body ended early.\n", context)
        case .noRoom: return refuse(503, "Too much comes in at once.\n", context)
        }
        // Entered with the whole body in hand: who is slow to send keeps nobody out.
        let entry = door.gate.enter()
        guard entry != .full else { return .tooMany }
        defer { door.gate.leave() }
        let inbound = InboundRequest(
            route: EndpointRoute(method, visit.path),
            query: visit.query,
            headers: request.headers.map { ($0.name.canonicalName, $0.value) },
            body: body,
            receivedAt: visit.receivedAt,
            requestID: visit.id,
            arrivedAt: visit.arrivedAt,
            isCrowded: entry == .crowded
        )
        return await door.endpoint.answer(inbound)
    }

    private func isOpen(_ path: String, to request: Request, _ context: DoorContext) -> Bool {
        guard configuration.loopbackPaths.contains(path) else { return true }
        // A page of elsewhere that points a name of its own at this machine sends that name.
        let isOwnName = request.head.authority.map(Self.isLoopback) ?? true
        return isOwnName && context.channel.isFromThisMachine && !request.headers.isForwarded
    }

    static func isLoopback(_ host: String) -> Bool {
        let name = host.hasPrefix("[") ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
        return name.lowercased() == "localhost"
            || name.hasPrefix("127.") && name.allSatisfy { $0.isNumber || $0 == "." }
            || name == "[::1]"
    }

    /// What a log may name: the door, never a case number or a key.
    private func routeName(_ path: String) -> String {
        if doors[path] != nil { return path }
        return OwnPage(path: path)?.name ?? "unknown"
    }
}

/// Finds the page of a case number for a key at a time; nil for every link that opens nothing.
public typealias RecordLookup = @Sendable (String, String, Date) async throws -> Page?

/// What is known of a request once its head has arrived.
struct Visit: Sendable {
    let path: String
    let query: String
    let receivedAt: Date
    let arrivedAt = ContinuousClock.now
    let id: String

    init(_ request: Request, at now: Date) {
        let target = request.head.path ?? "/"
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(parts[0])
        query = parts.count > 1 ? String(parts[1]) : ""
        receivedAt = now
        id = Self.newID()
    }

    private static let lastID = Atomic(UInt64.random(in: .min ... .max))
    private static let secret = UInt64.random(in: .min ... .max)

    /// A count behind a keyed hash: the system is asked for chance once, not for each request, and who reads two ids in the
    /// answers' headers does not learn how many came in between.
    static func newID() -> String {
        var hasher = Hasher()
        hasher.combine(secret)
        hasher.combine(lastID.wrappingAdd(1, ordering: .relaxed).newValue)
        let bits = UInt64(bitPattern: Int64(hasher.finalize()))
        return String(unsafeUninitializedCapacity: 16) { digits in
            for place in 0..<16 {
                let digit = UInt8(bits >> UInt64(60 - 4 * place) & 15)
                digits[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            }
            return 16
        }
    }
}
