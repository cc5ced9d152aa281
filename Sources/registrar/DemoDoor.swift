import Desk
import FakeServers

/// The demo's chat page, mounted beside the service's own doors.
struct DemoDoor: Endpoint {
    let slack: FakeSlack
    let teams: FakeTeams

    var routes: [EndpointRoute] {
        (FakeSlack.pagePaths + FakeTeams.pagePaths).map { EndpointRoute(.get, $0) }
            + FakeSlack.pageActs.map { EndpointRoute(.post, "/demo/\($0)") }
            + FakeTeams.pageActs.map { EndpointRoute(.post, "/demo/teams/\($0)") }
    }

    func answer(_ request: InboundRequest) async -> OutboundResponse {
        let isJSON = request.header("content-type")?.hasPrefix("application/json") == true
        guard request.route.method == .get || isJSON else { return OutboundResponse(status: 415) }
        let (path, query, body) = (request.route.path, request.query, request.body)
        var reply = await teams.answerPage(path: path, query: query, body: body)
        if reply == nil { reply = await slack.answerPage(path: path, query: query, body: body) }
        guard let reply else { return OutboundResponse(status: 404) }
        return OutboundResponse(status: reply.status, headers: reply.headers, body: reply.body)
    }
}
