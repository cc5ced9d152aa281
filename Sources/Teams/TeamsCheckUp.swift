public import Curl
public import Desk

/// Asks Microsoft whether a token can be had, and for the keys that activities are signed with.
public enum TeamsCheckUp {
    public enum Finding: Hashable, Sendable {
        case well
        /// Microsoft said no: its code.
        case refused(String)
        case unreachable(String)
        /// Nobody was asked: we cannot say who we are.
        case unproven(CredentialTrouble)
    }

    public struct Findings: Hashable, Sendable {
        public let token: Finding
        /// `well` when there is at least one key.
        public let keys: Finding
    }

    public static func run(_ settings: TeamsSettings, curl: CurlClient, time: any TimeSource) async -> Findings {
        await run(settings, time: time) { (request) async throws(TransportFailure) in try await curl.send(request) }
    }

    static func run(_ settings: TeamsSettings, time: any TimeSource, send: @escaping Sending) async -> Findings {
        let wire = TeamsWire(settings, send: send, time: time)
        let token = await finding { () async throws(TeamsFailure) in _ = try await wire.connector.bearer.token() }
        let keys = await finding { () async throws(TeamsFailure) in _ = try await wire.keys.refresh() }
        return Findings(token: token, keys: keys)
    }

    private static func finding(_ ask: () async throws(TeamsFailure) -> Void) async -> Finding {
        do throws(TeamsFailure) {
            try await ask()
            return .well
        } catch {
            switch error {
            case .login, .refused, .notAllowed, .rateLimited: return .refused(error.reason)
            case .credential(let trouble): return .unproven(trouble)
            case .passing, .garbage, .notSent, .unknown, .cancelled: return .unreachable(error.reason)
            }
        }
    }
}
