import Desk
import Logging

/// A page of the service's own.
enum OwnPage: Hashable, Sendable {
    case alive, ready, robots
    case record(caseNumber: String)

    static let recordPrefix = "/r/"
    /// Longer ones are none of ours; they are looked up as if empty, to take the same time.
    static let caseNumberLimit = 64
    static let keyLimit = 1_024

    init?(path: String) {
        switch path {
        case "/livez": self = .alive
        case "/readyz": self = .ready
        case "/robots.txt": self = .robots
        default:
            guard path.hasPrefix(Self.recordPrefix) else { return nil }
            let rest = String(path.dropFirst(Self.recordPrefix.count))
            self = .record(caseNumber: rest.utf8.count <= Self.caseNumberLimit ? rest : "")
        }
    }

    var name: String {
        switch self {
        case .alive: "/livez"
        case .ready: "/readyz"
        case .robots: "/robots.txt"
        case .record: "/r/{case}"
        }
    }
}

extension FrontDoor {
    func show(_ page: OwnPage, _ visit: Visit) async -> OutboundResponse {
        switch page {
        case .alive:
            return .plain(200, "alive\n")
        case .ready:
            guard let trouble = await readiness.trouble() else { return .plain(200, "ready\n") }
            var response = OutboundResponse.plain(503, trouble + "\n")
            response.headers.append(("retry-after", "5"))
            return response
        case .robots:
            return .plain(200, "User-agent: *\nDisallow: /r/\n")
        case .record(let caseNumber):
            return await showRecord(caseNumber, visit)
        }
    }

    private func showRecord(_ caseNumber: String, _ visit: Visit) async -> OutboundResponse {
        let key = QueryText.fields(visit.query)["k"] ?? ""
        do {
            let found = try await record(caseNumber, key.utf8.count <= OwnPage.keyLimit ? key : "", visit.receivedAt)
            guard let found else { return pages.response(pages.missing, status: 404) }
            return pages.response(pages.record(found))
        } catch {
            logger.error(
                "record.lookup_failed",
                metadata: ["request.id": "\(visit.id)", "error.type": "\(type(of: error))"]
            )
            var response = pages.response(pages.trouble(incident: visit.id), status: 503)
            response.headers.append(("retry-after", "30"))
            return response
        }
    }
}
