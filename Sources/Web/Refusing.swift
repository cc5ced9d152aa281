import Desk
import HTTPTypes
import NIOCore
import NIOHTTP1

// What is answered while a loop has more to run than it can in time.
extension FrontDoor {
    /// Health is always answered, and what no door answers costs little.
    func refusal(of head: HTTPRequestHead) -> LoadShedding.Refusal? {
        let path = String(head.uri.prefix { $0 != "?" })
        let response: OutboundResponse
        let route: String
        if let method = EndpointRoute.Method(rawValue: head.method.rawValue), let door = doors[path]?[method.onTheWire]
        {
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
        var headers = HTTPHeaders()
        for field in self.headers(of: response, requestID: Visit.newID()) {
            headers.add(name: field.name.rawName, value: field.value)
        }
        headers.replaceOrAdd(name: "content-length", value: String(response.body.count))
        return LoadShedding.Refusal(
            status: HTTPResponseStatus(statusCode: response.status),
            headers: headers,
            body: ByteBuffer(bytes: response.body)
        )
    }
}
