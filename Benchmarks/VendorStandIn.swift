import Foundation
import Hummingbird
import HummingbirdCore
import JSON
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// Takes `views.open` and messages, and says yes to everything else; keeps each view by its trigger until it is taken.
final class VendorStandIn: Service {
    private let views = Mutex<[String: String]>([:])
    private let port = Mutex<Int?>(nil)

    /// Where it listens; nil until it does.
    var address: String? { port.withLock { $0.map { "http://127.0.0.1:\($0)/api/" } } }

    private let posted = Atomic<Int>(0)

    /// How many messages arrived.
    var messages: Int { posted.load(ordering: .relaxed) }

    /// The view that was opened for a trigger, as JSON.
    func view(for trigger: String) -> String? { views.withLock { $0.removeValue(forKey: trigger) } }

    private static let answers = [
        "conversations.open": #"{"ok":true,"channel":{"id":"D0BENCH"}}"#,
        "chat.postMessage": #"{"ok":true,"channel":"D0BENCH","ts":"1700000000.000100"}"#,
        "users.info": #"{"ok":true,"user":{"id":"U0","locale":"en-US"}}"#,
    ].mapValues { ByteBuffer(string: $0) }
    private static let yes = ByteBuffer(string: #"{"ok":true}"#)

    func run() async throws {
        let router = Router(context: BasicRequestContext.self)
        router.post("/api/:method") { [self] request, context -> Response in
            let body = try await request.body.collect(upTo: 1_048_576)
            let method = context.parameters.get("method") ?? ""
            if method == "views.open" { try keep(String(buffer: body)) }
            if method == "chat.postMessage" { posted.add(1, ordering: .relaxed) }
            return Response(
                status: .ok,
                headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: Self.answers[method] ?? Self.yes)
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
