import Desk
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOEmbedded
import Testing

@testable import Web

struct DoorTests {
    @Test func `an endpoint gets the bytes, the head and the moment of arrival`() async throws {
        let house = House()
        let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded", .userAgent: "Vendor"]
        let answer = try await house.ask("/slack/commands?a=%20b", .post, headers: headers, body: "text=%FFhelp")
        let request = try #require(house.door.asked.first)
        #expect(request.route == EndpointRoute(.post, "/slack/commands"))
        #expect(request.query == "a=%20b")
        #expect(request.body == Array("text=%FFhelp".utf8))
        #expect(request.header("content-type") == "application/x-www-form-urlencoded")
        #expect(request.header("user-agent") == "Vendor")
        #expect(request.receivedAt == House.start)
        #expect(answer.header("x-request-id") == request.requestID)
        #expect(request.requestID.count == 16)
    }

    @Test func `each request has an id of its own, whatever the stranger sends`() async throws {
        let house = House()
        let name = try #require(HTTPField.Name("x-request-id"))
        let first = try await house.ask("/livez", headers: [name: "mine"])
        let second = try await house.ask("/livez", headers: [name: "mine"])
        #expect(first.header("x-request-id") != second.header("x-request-id"))
        #expect(first.header("x-request-id") != "mine")
    }

    @Test func `status, headers and body of the endpoint go out`() async throws {
        let house = House()
        let cookie = "s=1; HttpOnly"
        house.door.answers(
            OutboundResponse(
                status: 302,
                headers: [
                    ("Location", "https://vendor.example/a"), ("set-cookie", cookie), ("set-cookie", "t=2"),
                    ("Server", "x"), ("content-length", "99"),
                ],
                body: [1, 2, 3]
            )
        )
        let answer = try await house.ask("/slack/install")
        #expect(answer.status.code == 302)
        #expect(answer.header("location") == "https://vendor.example/a")
        #expect(answer.headers[values: .setCookie] == [cookie, "t=2"])
        #expect(answer.header("server") == nil)
        #expect(answer.header("content-length") == "3")
        #expect(Array(answer.body.readableBytesView) == [1, 2, 3])
    }

    @Test(arguments: ["/", "/nothing", "/slack", "/slack/commands/", "//slack/commands", "/r", "/R/x", "/.env"])
    func `other addresses are not found`(path: String) async throws {
        let house = House()
        let answer = try await house.ask(path)
        #expect(answer.status == .notFound)
        #expect(answer.header("content-type") == "text/plain; charset=utf-8")
        #expect(house.door.asked.isEmpty)
    }

    @Test(arguments: [
        ("/slack/commands", HTTPRequest.Method.get, "POST"), ("/slack/commands", .head, "POST"),
        ("/slack/install", .head, "GET"), ("/slack/install", .post, "GET"), ("/both", .put, "GET, POST"),
        ("/livez", .post, "GET, HEAD"), ("/readyz", .delete, "GET, HEAD"), ("/r/REG-1", .post, "GET, HEAD"),
        ("/robots.txt", .options, "GET, HEAD"),
    ])
    func `other methods are refused, and the right ones named`(
        path: String,
        method: HTTPRequest.Method,
        allowed: String
    ) async throws {
        let house = House()
        let answer = try await house.ask(path, method)
        #expect(answer.status == .methodNotAllowed)
        #expect(answer.header("allow") == allowed)
        #expect(house.door.asked.isEmpty)
    }

    @Test(arguments: [
        "/livez", "/readyz", "/robots.txt", "/nothing", "/r/REG-1?k=bad", "/r/REG-1?k=good", "/slack/install",
    ])
    func `everything wears the security headers`(path: String) async throws {
        let answer = try await House({ $0.isPublicURLSecure = true }, page: .sample()).ask(path)
        #expect(answer.header("x-content-type-options") == "nosniff")
        #expect(answer.header("cache-control") == "no-store")
        #expect(answer.header("referrer-policy") == "no-referrer")
        #expect(answer.header("x-frame-options") == "DENY")
        #expect(answer.header("strict-transport-security") == "max-age=63072000")
        #expect(answer.header("content-security-policy")?.hasPrefix("default-src 'none'; ") == true)
        #expect(answer.header("content-security-policy")?.contains("frame-ancestors 'none'") == true)
        #expect(answer.header("server") == nil)
        #expect(answer.header("x-request-id")?.count == 16)
    }

    @Test func `a response keeps its own headers, says its own caching, and takes off nothing that protects`()
        async throws
    {
        let house = House({ $0.isPublicURLSecure = true })
        house.door.answers(
            OutboundResponse(
                status: 200,
                headers: [
                    ("set-cookie", "a=1"), ("set-cookie", "b=2"), ("cache-control", "max-age=60"),
                    ("x-frame-options", "ALLOW"), ("strict-transport-security", "max-age=0"),
                    ("x-request-id", "theirs"), ("server", "us"),
                ]
            )
        )
        let headers = try await house.ask("/both", .post).headers
        func values(_ name: String) -> [String] {
            headers.filter { $0.name.canonicalName == name }.map { String($0.value.prefix(20)) }
        }
        #expect(values("set-cookie") == ["a=1", "b=2"])
        #expect(values("cache-control") == ["max-age=60"])
        #expect(values("x-frame-options") == ["DENY"])
        #expect(values("strict-transport-security") == ["max-age=63072000"])
        #expect(values("x-request-id").count == 1)
        #expect(values("x-request-id") != ["theirs"])
        #expect(values("server") == [])
        #expect(values("content-security-policy") == ["default-src 'none'; "])
    }

    @Test func `plain http promises no https`() async throws {
        #expect(try await House().ask("/livez").header("strict-transport-security") == nil)
    }

    @Test func `robots are told to stay away from records`() async throws {
        #expect(try await House().ask("/robots.txt").text == "User-agent: *\nDisallow: /r/\n")
    }

    @Test func `a path for this machine alone is missing for all others`() async throws {
        let house = House { $0.loopbackPaths = ["/slack/install"] }
        try await house.server.application.test(.live) { client in
            let near = try await client.execute(uri: "/slack/install", method: .get)
            #expect(near.status == .ok)
            let name = try #require(HTTPField.Name("x-forwarded-for"))
            let far = try await client.execute(uri: "/slack/install", method: .get, headers: [name: "127.0.0.1"])
            #expect(far.status == .notFound)
        }
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.8.0.1", true), ("::1", true), ("::ffff:127.0.0.1", true), ("192.0.2.1", false),
        ("2001:db8::1", false), ("::ffff:192.0.2.1", false), (nil, false),
    ])
    func `this machine is known by where a connection comes from`(address: String?, isNear: Bool) throws {
        let channel = EmbeddedChannel()
        channel.remoteAddress = try address.map { try SocketAddress(ipAddress: $0, port: 1) }
        #expect(channel.isFromThisMachine == isNear)
    }

    /// A page of elsewhere may let a name of its own lead to this machine; its browser then sends that name.
    @Test(arguments: [
        ("localhost:8080", "200 OK"), ("127.0.0.1", "200 OK"), ("[::1]:8080", "200 OK"),
        ("registrar.elsewhere.example", "404 Not Found"), ("127.0.0.1.elsewhere.example:8080", "404 Not Found"),
        ("localhost.elsewhere.example", "404 Not Found"),
    ])
    func `a path for this machine is missing under a name of elsewhere`(host: String, status: String) async throws {
        let house = House { $0.loopbackPaths = ["/slack/install"] }
        let request = "GET /slack/install HTTP/1.1\r\nhost: \(host)\r\nconnection: close\r\n\r\n"
        #expect(try await raw(house, request).hasPrefix("HTTP/1.1 \(status)\r\n"))
    }
}
