import Foundation
import Hummingbird
import HummingbirdCore
import NIOCore

/// The peer: a route that reads the body and answers JSON of the same size, and does nothing else.
enum BareServer {
    /// As many bytes as the service's middling answer.
    private static let answerBytes = 1_600

    /// Writes its port to the file once it listens.
    static func run(listeningFile path: String?) async throws {
        let router = Router(context: BasicRequestContext.self)
        answer(
            #"{"response_action":"update","view":{"type":"modal","private_metadata":""#,
            to: "/slack/interactions",
            router
        )
        answer(#"{"task":{"type":"continue","value":{"title":""#, to: "/teams/messages", router)
        let application = Application(
            router: router,
            server: .http1(configuration: .init(idleTimeout: .seconds(180))),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0), backlog: 1_024),
            onServerRunning: { channel in
                guard let path, let port = channel.localAddress?.port else { return }
                _ = FileManager.default.createFile(atPath: path, contents: Data("127.0.0.1:\(port)\n".utf8))
            }
        )
        try await application.runService()
    }

    /// A text of JSON that begins so, with as many brackets at its end as it opened.
    private static func answer(_ frame: String, to path: RouterPath, _ router: Router<BasicRequestContext>) {
        let end = "\"" + String(repeating: "}", count: frame.count { $0 == "{" })
        let filling = String(repeating: "x", count: answerBytes - frame.utf8.count - end.utf8.count)
        let answer = ByteBuffer(string: frame + filling + end)
        router.post(path) { request, _ -> Response in
            var bytes: [UInt8] = []
            for try await piece in request.body { bytes.append(contentsOf: piece.readableBytesView) }
            guard bytes.count > 1 else { throw HTTPError(.badRequest) }
            return Response(
                status: .ok,
                headers: [.contentType: "application/json; charset=utf-8"],
                body: ResponseBody(byteBuffer: answer)
            )
        }
    }
}
