import Desk
import FakeServers

/// The demo's chat page, mounted beside the service's own doors.
struct DemoDoor: Endpoint {
    let fake: FakeSlack

    var routes: [EndpointRoute] {
        FakeSlack.pagePaths.map { EndpointRoute(.get, $0) }
            + FakeSlack.pageActs.map { EndpointRoute(.post, "/demo/\($0)") }
    }

    func answer(_ request: InboundRequest) async -> OutboundResponse {
        let isJSON = request.header("content-type")?.hasPrefix("application/json") == true
        guard request.route.method == .get || isJSON else { return OutboundResponse(status: 415) }
        guard let reply = await fake.answerPage(path: request.route.path, query: request.query, body: request.body)
        else {
            return OutboundResponse(status: 404)
        }
        return OutboundResponse(status: reply.status, headers: reply.headers, body: reply.body)
    }
}
