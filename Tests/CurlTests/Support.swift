import Curl
import Testing

/// Settings for servers on this machine, with a test's own changes.
func loopback(_ change: (inout CurlSettings) -> Void = { _ in }) -> CurlSettings {
    var settings = CurlSettings()
    settings.allowLoopbackHTTP = true
    change(&settings)
    return settings
}

/// What `send` came to, as a value to compare.
enum Outcome: Equatable {
    case answered(Int)
    case notSent, unknown, refused, tooLarge, cancelled
}

extension CurlClient {
    func outcome(of request: HTTPRequest) async -> Outcome {
        do throws(TransportFailure) {
            return .answered(try await send(request).status)
        } catch {
            switch error {
            case .notSent: return .notSent
            case .unknown: return .unknown
            case .refused: return .refused
            case .tooLarge: return .tooLarge
            case .cancelled: return .cancelled
            }
        }
    }
}

/// Serves every request of every connection with 200.
func steadyServer() throws -> LoopbackServer {
    try LoopbackServer { connection in
        while connection.read() != nil { connection.answer() }
    }
}
