import Curl
import Testing

@Suite struct TLSTests {
    private func client(trusting server: TLSServer?) throws -> CurlClient {
        try CurlClient(
            loopback {
                $0.blockPrivateAddresses = false
                $0.caFile = server?.certificate
            }
        )
    }

    private func request(_ server: TLSServer, host: String = "127.0.0.1") -> HTTPRequest {
        HTTPRequest(.get, "https://\(host):\(server.port)/", timeoutMilliseconds: 5000)
    }

    @Test func `a certificate nobody vouches for is refused and nothing is sent`() async throws {
        let server = try TLSServer()
        let client = try client(trusting: nil)
        defer { client.close() }
        #expect(await client.outcome(of: request(server)) == .notSent)
    }

    @Test(arguments: ["127.0.0.1", "localhost"])
    func `a certificate of the trusted file is accepted`(host: String) async throws {
        let server = try TLSServer()
        let client = try client(trusting: server)
        defer { client.close() }
        #expect(await client.outcome(of: request(server, host: host)) == .answered(200))
    }

    @Test func `a trusted certificate for another host is refused`() async throws {
        let server = try TLSServer(name: "DNS:elsewhere.example")
        let client = try client(trusting: server)
        defer { client.close() }
        #expect(await client.outcome(of: request(server)) == .notSent)
        #expect(await client.outcome(of: request(server, host: "localhost")) == .notSent)
    }

    @Test func `the trusted file stands instead of the system's certificates`() async throws {
        let server = try TLSServer()
        let other = try TLSServer()
        let client = try client(trusting: other)
        defer { client.close() }
        #expect(await client.outcome(of: request(server)) == .notSent)
    }

    @Test(arguments: [("-tls1_1", Outcome.notSent), ("-tls1_2", .answered(200)), ("-tls1_3", .answered(200))])
    func `TLS is spoken from 1·2 upwards`(version: String, expected: Outcome) async throws {
        let server = try TLSServer(options: [version, "-cipher", "DEFAULT@SECLEVEL=0"])
        let client = try client(trusting: server)
        defer { client.close() }
        #expect(await client.outcome(of: request(server)) == expected)
    }
}
