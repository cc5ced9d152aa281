import Foundation
import Hummingbird
import HummingbirdCore
import JSON
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// Takes `views.open` and says yes to everything else; keeps each view by its trigger.
final class VendorStandIn: Service {
    private let views = Mutex<[String: String]>([:])
    private let port = Mutex<Int?>(nil)

    /// Where it listens; nil until it does.
    var address: String? { port.withLock { $0.map { "http://127.0.0.1:\($0)/api/" } } }

    /// The view that was opened for a trigger, as JSON.
    func view(for trigger: String) -> String? { views.withLock { $0[trigger] } }

    func run() async throws {
        let router = Router(context: BasicRequestContext.self)
        router.post("/api/:method") { [self] request, context -> Response in
            let body = try await request.body.collect(upTo: 1_048_576)
            if context.parameters.get("method") == "views.open" { try keep(String(buffer: body)) }
            return Response(
                status: .ok,
                headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: #"{"ok":true}"#))
            )
        }
        var logger = Logger(label: "stand-in")
        logger.logLevel = .critical
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { [self] channel in port.withLock { $0 = channel.localAddress?.port } },
            logger: logger
        )
        try await application.run()
    }

    private func keep(_ body: String) throws {
        guard let trigger = try JSON.parse(Array(body.utf8))["trigger_id"]?.string,
            let start = body.range(of: #""view":"#)
        else { throw HTTPError(.badRequest) }
        views.withLock { $0[trigger] = String(body[start.upperBound...].dropLast()) }
    }
}
