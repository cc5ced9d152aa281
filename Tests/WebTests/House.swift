import Desk
import Dialogue
import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTesting
import Logging
import Synchronization

@testable import Web

/// A server with one door, a record page, and all hands in the test's.
struct House {
    static let start = Date(millisecondsSince1970: 1_764_000_000_000)

    let door = ScriptedDoor()
    let server: WebServer

    init(
        _ change: (inout WebConfiguration) -> Void = { _ in },
        page: Page? = nil,
        trouble: (any Error)? = nil,
        probes: [HealthProbe] = [],
        clock: any Clock<Duration> = ContinuousClock(),
        doors: [any Endpoint] = [],
        watch: @escaping Answered.Watch = { _ in },
        whenListening: @escaping @Sendable (String, Int) async -> Void = { _, _ in }
    ) {
        var configuration = WebConfiguration(host: "127.0.0.1", port: 0)
        change(&configuration)
        server = WebServer(
            configuration,
            endpoints: [door] + doors,
            record: { caseNumber, key, _ in
                if let trouble { throw trouble }
                return key == "good" && caseNumber == "REG-1" ? page : nil
            },
            probes: probes,
            time: FixedTime(),
            clock: clock,
            logger: Logger(label: "web") { _ in SwiftLogNoOpLogHandler() },
            watch: watch,
            whenListening: whenListening
        )
    }

    func ask(
        _ uri: String,
        _ method: HTTPRequest.Method = .get,
        headers: HTTPFields = [:],
        body: String? = nil
    ) async throws -> TestResponse {
        try await server.application.test(.live) { client in
            try await client.execute(
                uri: uri,
                method: method,
                headers: headers,
                body: body.map { ByteBuffer(string: $0) }
            )
        }
    }
}

extension WebServer {
    /// Its connections as hummingbird's tests run them; how it listens is the whole server's matter.
    var application: some ApplicationProtocol {
        Application(
            responder: CallbackResponder { (_: Request, _: BasicRequestContext) in Response(status: .notImplemented) },
            server: HTTPServerBuilder { _ in channel },
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            logger: Logger(label: "web") { _ in SwiftLogNoOpLogHandler() }
        )
    }
}

struct FixedTime: TimeSource {
    func now() -> Date { House.start }
}

/// An endpoint that keeps what it was asked and answers what the test says.
final class ScriptedDoor: Endpoint {
    let routes = [
        EndpointRoute(.post, "/slack/commands"), EndpointRoute(.get, "/slack/install"),
        EndpointRoute(.post, "/both"), EndpointRoute(.get, "/both"),
    ]
    private let requests = Mutex<[InboundRequest]>([])
    private let response = Mutex(OutboundResponse.json(Array("{}".utf8)))

    var asked: [InboundRequest] { requests.withLock { $0 } }

    /// Whether it has words of its own for being too busy.
    let isWordy = Atomic(false)

    func turnAway(_ route: EndpointRoute) -> OutboundResponse {
        guard isWordy.load(ordering: .relaxed) else { return .tooMany }
        return OutboundResponse(status: 200, body: Array(route.path.utf8))
    }

    private let held = Mutex(0)
    private let bell = Bell()
    private let release = Bell()

    func answers(_ response: OutboundResponse) { self.response.withLock { $0 = response } }

    /// The next ones are not answered before `letGo`.
    func holds(_ count: Int) { held.withLock { $0 = count } }

    func letGo() {
        held.withLock { $0 = 0 }
        release.ring()
    }

    func untilAsked(_ count: Int) async {
        while asked.count < count, !Task.isCancelled { await bell.wait(atMostSeconds: 10) }
    }

    func answer(_ request: InboundRequest) async -> OutboundResponse {
        requests.withLock { $0.append(request) }
        bell.ring()
        while held.withLock({ $0 }) > 0 { await release.wait(atMostSeconds: 10) }
        return response.withLock { $0 }
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }

    func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }
}
