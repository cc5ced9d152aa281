import Desk
import HTTPTypes
import Hummingbird
import NIOCore

// What every response wears.
extension FrontDoor {
    /// Sent unless the response says something else itself.
    private static let usual = fields([
        ("cache-control", "no-store"),
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ])
    /// Sent always.
    private static let always = fields([
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ])
    private static let staySecure = fields([("strict-transport-security", "max-age=63072000")])
    /// All of them at once: put together for each response they would be a tenth of what answering costs.
    private static let plainDress = joined([usual, always])
    private static let secureDress = joined([usual, always, staySecure])
    private static let requestID = HTTPField.Name("x-request-id")
    private static let dropped = ["server", "x-powered-by", "content-length", "transfer-encoding"]

    func dress(_ response: OutboundResponse, _ visit: Visit) -> Response {
        Response(
            status: HTTPResponse.Status(code: response.status),
            headers: headers(of: response, requestID: visit.id),
            body: response.body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: response.body))
        )
    }

    func headers(of response: OutboundResponse, requestID: String) -> HTTPFields {
        let own = Self.fields(response.headers.filter { !Self.dropped.contains($0.name.lowercased()) })
        let dress = configuration.isPublicURLSecure ? Self.secureDress : Self.plainDress
        var fields = dress
        for field in Self.usual where own.contains(where: { $0.name == field.name }) { fields[field.name] = nil }
        for field in own where field.name != Self.requestID {
            if dress[field.name] == nil || Self.usual[field.name] != nil { fields.append(field) }
        }
        if let name = Self.requestID { fields.append(HTTPField(name: name, value: requestID)) }
        return fields
    }

    private static func joined(_ parts: [HTTPFields]) -> HTTPFields {
        var fields = HTTPFields()
        for field in parts.joined() { fields.append(field) }
        return fields
    }

    private static func fields(_ headers: [(name: String, value: String)]) -> HTTPFields {
        var fields = HTTPFields()
        for header in headers {
            if let name = HTTPField.Name(header.name) { fields.append(HTTPField(name: name, value: header.value)) }
        }
        return fields
    }
}

extension OutboundResponse {
    static func plain(_ status: Int, _ text: String) -> OutboundResponse {
        OutboundResponse(
            status: status,
            headers: [("content-type", "text/plain; charset=utf-8")],
            body: Array(text.utf8)
        )
    }

    static let missing = plain(404, "There is nothing here.\n")

    static func wrongMethod(allowed: [String]) -> OutboundResponse {
        var response = plain(405, "This address takes other methods.\n")
        response.headers.append(("allow", allowed.sorted().joined(separator: ", ")))
        return response
    }
}

extension EndpointRoute.Method {
    var onTheWire: HTTPRequest.Method {
        switch self {
        case .get: .get
        case .post: .post
        }
    }

    init?(_ method: HTTPRequest.Method) { self.init(rawValue: method.rawValue) }
}
