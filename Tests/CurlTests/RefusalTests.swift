import Curl
import Testing

@Suite struct RefusalTests {
    @Test(
        arguments: [
            "http://example.com/", "http://192.0.2.1/", "http://10.0.0.1/", "http://localhost.example/",
            "http://[2001:db8::1]/", "http://169.254.169.254/latest", "ftp://127.0.0.1/", "file:///etc/passwd",
            "gopher://127.0.0.1/", "//127.0.0.1/", "127.0.0.1", "", "https://",
            "https://user:pass@example.com/", "https://user@example.com/", "https://exa mple.com/",
            "https://example.com/\r\nX: y", "https://example.com:99999/", "https://example.com/\u{0}",
        ]
    )
    func `an address that is not ours to call is refused`(url: String) async throws {
        let client = try CurlClient(loopback())
        defer { client.close() }
        #expect(await client.outcome(of: HTTPRequest(.get, url, timeoutMilliseconds: 2000)) == .refused)
    }

    @Test func `http is refused even for loopback unless the settings accept it`() async throws {
        let server = try steadyServer()
        defer { server.stop() }
        let client = try CurlClient(CurlSettings())
        defer { client.close() }
        #expect(await client.outcome(of: HTTPRequest(.get, server.url())) == .refused)
        #expect(server.connections == 0)
    }

    @Test(arguments: ["127.0.0.1", "localhost", "LOCALHOST", "127.1", "0x7f000001"])
    func `http to loopback is accepted when the settings say so`(host: String) async throws {
        let server = try steadyServer()
        defer { server.stop() }
        let client = try CurlClient(loopback())
        defer { client.close() }
        #expect(await client.outcome(of: HTTPRequest(.get, server.url(host: host))) == .answered(200))
    }

    @Test(
        arguments: [
            "127.0.0.1", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "%31%32%37.0.0.1", "localhost",
            "[::1]", "[::ffff:127.0.0.1]", "[::]", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1", "224.0.0.1", "255.255.255.255", "[fe80::1]", "[fd00::1]", "[ff02::1]", "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
        ]
    )
    func `a private address in any spelling is refused before a connection`(host: String) async throws {
        let server = try steadyServer()
        defer { server.stop() }
        let client = try CurlClient(loopback())
        defer { client.close() }
        let request = HTTPRequest(.get, "https://\(host):\(server.port)/", timeoutMilliseconds: 2000)
        #expect(await client.outcome(of: request) == .refused)
        #expect(server.connections == 0)
    }

    @Test func `private addresses are reached when the settings allow them`() async throws {
        let server = try steadyServer()
        defer { server.stop() }
        let client = try CurlClient(loopback { $0.blockPrivateAddresses = false })
        defer { client.close() }
        let request = HTTPRequest(.get, "https://127.0.0.1:\(server.port)/", timeoutMilliseconds: 1000)
        #expect(await client.outcome(of: request) == .notSent, "it speaks no TLS, but it was asked")
        #expect(server.connections == 1)
    }

    @Test(
        arguments: [
            ("Host", "evil.example"), ("content-length", "5"), ("Transfer-Encoding", "chunked"), ("X-A", "b\r\nX-C: d"),
            ("X-A", "b\u{0}"), ("X A", "b"), ("", "b"), ("X:A", "b"),
        ]
    )
    func `a header that would change the request's shape is refused`(name: String, value: String) async throws {
        let server = try steadyServer()
        defer { server.stop() }
        let client = try CurlClient(loopback())
        defer { client.close() }
        let request = HTTPRequest(.post, server.url(), headers: [(name, value)], body: [1])
        #expect(await client.outcome(of: request) == .refused)
        #expect(server.connections == 0)
    }

    @Test func `an address or header without end is refused`() async throws {
        let client = try CurlClient(loopback())
        defer { client.close() }
        let long = String(repeating: "a", count: 40_000)
        #expect(await client.outcome(of: HTTPRequest(.get, "https://example.com/" + long)) == .refused)
        let request = HTTPRequest(.get, "https://example.com/", headers: [("X-A", long)])
        #expect(await client.outcome(of: request) == .refused)
    }

    @Test func `a get with a body is refused`() async throws {
        let client = try CurlClient(loopback())
        defer { client.close() }
        #expect(await client.outcome(of: HTTPRequest(.get, "https://example.com/", body: [1])) == .refused)
    }

    @Test(arguments: ["http://127.0.0.1:1/", "http://localhost:1/"])
    func `a port where nobody listens was not sent`(url: String) async throws {
        let client = try CurlClient(loopback())
        defer { client.close() }
        #expect(await client.outcome(of: HTTPRequest(.post, url, body: [1])) == .notSent)
    }

    @Test func `a name that does not exist was not sent`() async throws {
        let client = try CurlClient(loopback())
        defer { client.close() }
        let request = HTTPRequest(.post, "https://name.invalid/", body: [1], timeoutMilliseconds: 2000)
        #expect(await client.outcome(of: request) == .notSent)
    }

    @Test(arguments: ["127.0.0.1:3128", "ftp://127.0.0.1", "http://", "nonsense"])
    func `a proxy that is no proxy is a set-up mistake that does not repeat the value`(proxy: String) {
        let failure = #expect(throws: CurlSetupFailure.self) { try CurlClient(loopback { $0.proxy = proxy }) }
        #expect(failure?.description == "the proxy is not an http, https, socks5 or socks5h URL")
    }

    @Test func `a missing certificate file is a set-up mistake`() {
        #expect(throws: CurlSetupFailure.self) { try CurlClient(loopback { $0.caFile = "/nowhere/ca.pem" }) }
    }
}
