import Desk
public import Dialogue
public import FoundationEssentials
import Logging
import NIOCore
import NIOHTTP1

/// Answers every request: finds its door and dresses what goes out.
struct FrontDoor: Sendable {
    let configuration: WebConfiguration
    let doors: [String: [EndpointRoute.Method: Door]]
    let record: RecordLookup
    let readiness: Readiness
    let pages: Pages
    let budget: BodyBudget
    let dates = DateLine()
    let time: any TimeSource
    let logger: Logger
    let watch: Answered.Watch

    init(
        _ configuration: WebConfiguration,
        endpoints: [any Endpoint],
        record: @escaping RecordLookup,
        readiness: Readiness,
        time: any TimeSource,
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
        budget = BodyBudget(bytes: configuration.bodiesLimitBytes)
        var doors: [String: [EndpointRoute.Method: Door]] = [:]
        for endpoint in endpoints {
            let gate = Gate(crowdedFrom: configuration.crowdedFrom, limit: configuration.underWayLimit)
            let door = Door(endpoint: endpoint, gate: gate)
            for route in endpoint.routes { doors[route.path, default: [:]][route.method] = door }
        }
        self.doors = doors
    }

    /// What is known once the head has arrived.
    func visit(_ head: HTTPRequestHead, _ channel: any Channel) -> Visit {
        Visit(head, channel, at: time.now()) { doors[$0] }
    }

    func answer(_ visit: Visit, _ body: RequestBody) async -> Answer { finish(await response(to: visit, body), visit) }

    /// Counts a response, logs it and dresses it.
    func finish(_ response: OutboundResponse, _ visit: Visit) -> Answer {
        let duration = ContinuousClock.now - visit.arrivedAt
        let route = routeName(visit)
        watch(Answered(route: route, status: response.status, ack: response.ack, duration: duration))
        // Whoever is not ready, or too busy, has said so where it is known why.
        let level: Logger.Level = response.status >= 500 && response.status != 503 ? .error : .debug
        logger.log(
            level: level,
            "http.answered",
            metadata: [
                "request.id": "\(visit.id)", "http.request.method": "\(visit.method.rawValue)",
                "http.route": "\(route)", "http.response.status_code": "\(response.status)",
                "milliseconds": "\(duration / .milliseconds(1))",
            ]
        )
        var answer = dress(response, requestID: visit.id)
        if visit.method == .HEAD { answer.body = [] }
        answer.isLast = readiness.isDraining
        return answer
    }

    private func response(to visit: Visit, _ body: RequestBody) async -> OutboundResponse {
        if let doors = visit.doors {
            guard isOpen(visit) else { return .missing }
            guard let method = EndpointRoute.Method(visit.method), let door = doors[method] else {
                return .wrongMethod(allowed: doors.keys.map(\.rawValue))
            }
            return await pass(visit, body, to: door, EndpointRoute(method, visit.path))
        }
        guard let page = OwnPage(path: visit.path) else { return .missing }
        guard visit.method == .GET || visit.method == .HEAD else { return .wrongMethod(allowed: ["GET", "HEAD"]) }
        return await show(page, visit)
    }

    private func pass(
        _ visit: Visit,
        _ body: RequestBody,
        to door: Door,
        _ route: EndpointRoute
    ) async -> OutboundResponse {
        // Entered with the whole body in hand: who is slow to send keeps nobody out.
        let entry = door.gate.enter()
        guard entry != .full else { return .tooMany }
        defer { door.gate.leave() }
        let inbound = InboundRequest(
            route: route,
            query: visit.query,
            headers: visit.headers.map { ($0.name.inLowerCase, $0.value.withoutBlankEnd) },
            body: body,
            receivedAt: visit.receivedAt,
            requestID: visit.id,
            arrivedAt: visit.arrivedAt,
            isCrowded: entry == .crowded
        )
        return await door.endpoint.answer(inbound)
    }

    private func isOpen(_ visit: Visit) -> Bool {
        guard configuration.loopbackPaths.contains(visit.path) else { return true }
        // A page of elsewhere that points a name of its own at this machine sends that name.
        return visit.headers["host"].allSatisfy(Self.isLoopback) && visit.channel.isFromThisMachine
            && !visit.headers.isForwarded
    }

    static func isLoopback(_ host: String) -> Bool {
        let name = host.hasPrefix("[") ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
        return name.lowercased() == "localhost"
            || name.hasPrefix("127.") && name.allSatisfy { $0.isNumber || $0 == "." }
            || name == "[::1]"
    }

    /// What a log may name: the door, never a case number or a key.
    private func routeName(_ visit: Visit) -> String {
        if visit.doors != nil { return visit.path }
        return OwnPage(path: visit.path)?.name ?? "unknown"
    }
}

/// Finds the page of a case number for a key at a time; nil for every link that opens nothing.
public typealias RecordLookup = @Sendable (String, String, Date) async throws -> Page?
