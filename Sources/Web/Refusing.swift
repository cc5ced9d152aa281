import Desk
import NIOHTTP1

// What is answered while a loop has more to run than it can in time, before anything is done for the request.
//
// Every other bound counts what was begun; what a loop has not begun waits where none of them sees it.
extension FrontDoor {
    /// Nil where a request is never turned away: health is always answered, and what no door answers costs little.
    func refusal(of head: HTTPRequestHead) -> Answer? {
        let path = Visit.parts(of: head.uri).path
        let response: OutboundResponse
        let route: String
        if let method = EndpointRoute.Method(head.method), let door = doors[path]?[method] {
            response = door.endpoint.turnAway(EndpointRoute(method, path))
            route = path
        } else if case .record = OwnPage(path: path) {
            response = .tooMany
            route = "/r/{case}"
        } else {
            return nil
        }
        var ack = response.ack
        ack.outcome = .busy
        watch(Answered(route: route, status: response.status, ack: ack, duration: .zero))
        var answer = dress(response, requestID: Visit.newID())
        if head.method == .HEAD { answer.body = [] }
        return answer
    }
}
