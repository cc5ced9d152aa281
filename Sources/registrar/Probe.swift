import Curl

/// Asks a service of this machine whether it is ready.
enum Probe {
    private static let timeoutMilliseconds = 3_000

    static func ready(host: String, port: Int) async throws {
        var settings = CurlSettings()
        settings.allowLoopbackHTTP = true
        let client = try CurlClient(settings)
        defer { client.close() }
        let shown = host.contains(":") ? "[\(host)]" : host
        let request = HTTPRequest(.get, "http://\(shown):\(port)/readyz", timeoutMilliseconds: timeoutMilliseconds)
        let response: HTTPResponse
        do {
            response = try await client.send(request)
        } catch {
            throw CommandTrouble(
                "nothing answers at \(shown):\(port): is the service running with this REGISTRAR_BIND?"
            )
        }
        guard response.status == 200 else {
            throw CommandTrouble("not ready: \(String(decoding: response.body.prefix(200), as: UTF8.self))")
        }
    }
}
