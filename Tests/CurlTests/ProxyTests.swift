import Curl
import Foundation
import Testing

@Suite struct ProxyTests {
    @Test func `the environment's proxies are ignored`() async {
        await #expect(processExitsWith: .success) {
            let proxy = try steadyServer()
            let server = try steadyServer()
            for name in ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
                setenv(name, proxy.url(), 1)
            }
            let client = try CurlClient(loopback { $0.blockPrivateAddresses = false })
            #expect(await client.outcome(of: HTTPRequest(.get, server.url())) == .answered(200))
            let secure = HTTPRequest(.get, "https://127.0.0.1:\(server.port)/", timeoutMilliseconds: 1000)
            #expect(await client.outcome(of: secure) == .notSent)
            client.close()
            #expect(server.connections == 2)
            #expect(proxy.connections == 0)
        }
    }

    @Test func `a proxy of the settings is asked for https, with names unresolved and our headers kept from it`()
        async throws
    {
        let proxy = try LoopbackServer { connection in
            if connection.read() != nil { connection.answer("403 Forbidden") }
        }
        defer { proxy.stop() }
        let client = try CurlClient(loopback { $0.proxy = proxy.url() })
        defer { client.close() }
        let request = HTTPRequest(.post, "https://name.invalid/", headers: [("Authorization", "x")], body: [1])
        #expect(await client.outcome(of: request) == .notSent)
        #expect(proxy.requests == ["CONNECT name.invalid:443 HTTP/1.1"])
        #expect(!proxy.heads.joined().contains { $0.hasPrefix("Authorization") })
    }

    @Test func `loopback is reached without the proxy and despite no_proxy nothing else is`() async {
        await #expect(processExitsWith: .success) {
            setenv("no_proxy", "*", 1)
            let proxy = try LoopbackServer { connection in
                if connection.read() != nil { connection.answer("403 Forbidden") }
            }
            let server = try steadyServer()
            let client = try CurlClient(loopback { $0.proxy = proxy.url() })
            #expect(await client.outcome(of: HTTPRequest(.get, server.url())) == .answered(200))
            #expect(proxy.connections == 0)
            #expect(await client.outcome(of: HTTPRequest(.get, "https://name.invalid/")) == .notSent)
            #expect(proxy.connections == 1)
            #expect(await client.outcome(of: HTTPRequest(.get, "https://10.0.0.1/")) == .refused)
            client.close()
        }
    }
}
