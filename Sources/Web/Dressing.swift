import Desk
import HTTPTypes
import Hummingbird
import NIOCore

// What every response wears.
extension FrontDoor {
    /// Sent unless the response says something else itself.
    private static let usual = [
        ("cache-control", "no-store"),
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ]
    /// Sent always.
    private static let always = [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ]
    private static let staySecure = ("strict-transport-security", "max-age=63072000")
    private static let dropped = ["server", "x-powered-by", "content-length", "transfer-encoding"]

    func dress(_ response: OutboundResponse, _ visit: Visit) -> Response {
        var fields = HTTPFields()
        func set(_ header: (name: String, value: String)) {
            if let name = HTTPField.Name(header.name) { fields[name] = header.value }
        }
        Self.usual.forEach(set)
        var isFirst: Set<String> = []
        for header in response.headers {
            let name = header.name.lowercased()
            guard !Self.dropped.contains(name), let field = HTTPField.Name(name) else { continue }
            if isFirst.insert(name).inserted { fields[field] = nil }
            fields.append(HTTPField(name: field, value: header.value))
        }
        Self.always.forEach(set)
        if configuration.isPublicURLSecure { set(Self.staySecure) }
        set(("x-request-id", visit.id))
        return Response(
            status: HTTPResponse.Status(code: response.status),
            headers: fields,
            body: response.body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: response.body))
        )
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
