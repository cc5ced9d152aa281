import Curl
import Testing

@Suite struct ExchangeTests {
    @Test func `status, headers and body come back as the server sent them`() async throws {
        let server = try LoopbackServer { connection in
            guard connection.read() != nil else { return }
            connection.write("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n")
            connection.write(
                "HTTP/1.1 201 Created\r\nX-Mixed-Case:  two words \r\nX-Folded: a\r\n b\r\nX-Odd: a\u{2028}b\r\n"
            )
            connection.write(
                "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: t\r\n\r\n"
            )
        }
        defer { server.stop() }
        let client = try CurlClient(loopback())
        defer { client.close() }
        let response = try await client.send(HTTPRequest(.get, server.url()))
        #expect(response.status == 201)
        #expect(String(decoding: response.body, as: UTF8.self) == "abcde")
        #expect(response.header("x-mixed-case") == "two words")
        #expect(response.header("X-FOLDED") == "a b")
        #expect(response.header("x-odd") == "a\u{2028}b")
        #expect(response.header("x-early") == nil)
        #expect(response.header("x-trailer") == nil)
        #expect(response.headers.filter { $0.name == "set-cookie" }.map(\.value) == ["a=1", "b=2"])
    }

    @Test(arguments: [(HTTPRequest.Method.post, "POST"), (.put, "PUT")])
    func `a post or put arrives with its headers, its bytes and nothing that was not asked for`(
        method: HTTPRequest.Method,
        word: String
    ) async throws {
        let server = try LoopbackServer { connection in
            guard let request = connection.read() else { return }
            let seen = ([request.line] + request.headers.sorted()).joined(separator: "|")
            connection.answer(body: seen + "|" + String(decoding: request.body, as: UTF8.self))
        }
        defer { server.stop() }
        let client = try CurlClient(loopback())
        defer { client.close() }
        let headers = [("Authorization", "Bearer x"), ("Content-Type", "application/json"), ("X-Empty", "")]
        let request = HTTPRequest(method, server.url("/a?b=c"), headers: headers, body: Array(#"{"ü":1}"#.utf8))
        let response = try await client.send(request)
        let expected = [
            "\(word) /a?b=c HTTP/1.1", "Accept: */*", "Authorization: Bearer x", "Content-Length: 8",
            "Content-Type: application/json", "Host: 127.0.0.1:\(server.port)", "User-Agent: registrar", "X-Empty:",
            #"{"ü":1}"#,
        ]
        #expect(String(decoding: response.body, as: UTF8.self) == expected.joined(separator: "|"))
    }

    @Test(arguments: [0, 1, 70_000, 3_000_000])
    func `a body of any size arrives whole and without a wait for 100`(size: Int) async throws {
        let server = try LoopbackServer { connection in
            guard let request = connection.read() else { return }
            let expects = request.headers.contains { $0.lowercased().hasPrefix("expect") }
            connection.answer(body: "\(request.body.count) \(request.body.allSatisfy { $0 == 7 }) \(expects)")
        }
        defer { server.stop() }
        let client = try CurlClient(loopback())
        defer { client.close() }
        let body = [UInt8](repeating: 7, count: size)
        let response = try await client.send(HTTPRequest(.post, server.url(), body: body))
        #expect(String(decoding: response.body, as: UTF8.self) == "\(size) true false")
    }

    /// One after the other, so that each has the handle of the one before it.
    @Test func `nothing of a request is left for the next one`() async throws {
        let server = try LoopbackServer { connection in
            while let request = connection.read() {
                let head = [request.line] + request.headers.sorted().filter { !$0.hasPrefix("Host") }
                let body = String(decoding: request.body, as: UTF8.self)
                connection.answer(body: head.joined(separator: "|") + "|" + body)
            }
        }
        let silent = try LoopbackServer { connection in _ = connection.read() }
        defer {
            server.stop()
            silent.stop()
        }
        let client = try CurlClient(loopback { $0.maximumResponseBytes = 1_000 })
        defer { client.close() }
        let secret = [("Authorization", "Bearer x"), ("Content-Type", "text/plain")]
        let own = "Accept: */*"
        let bare = "User-Agent: registrar"
        let table: [(HTTPRequest, String?)] = [
            (
                HTTPRequest(.put, server.url("/1"), headers: secret, body: Array("abc".utf8)),
                "PUT /1 HTTP/1.1|\(own)|Authorization: Bearer x|Content-Length: 3|Content-Type: text/plain|\(bare)|abc"
            ),
            (HTTPRequest(.get, server.url("/2")), "GET /2 HTTP/1.1|\(own)|\(bare)|"),
            (
                HTTPRequest(.post, server.url("/3"), body: Array("de".utf8)),
                "POST /3 HTTP/1.1|\(own)|Content-Length: 2|\(bare)|de"
            ),
            (HTTPRequest(.post, silent.url("/4"), headers: secret, body: Array("lost".utf8)), nil),
            (HTTPRequest(.post, server.url("/5")), "POST /5 HTTP/1.1|\(own)|Content-Length: 0|\(bare)|"),
            (HTTPRequest(.put, server.url("/6"), body: [UInt8](repeating: 97, count: 2_000)), nil),
            (HTTPRequest(.get, server.url("/7")), "GET /7 HTTP/1.1|\(own)|\(bare)|"),
        ]
        for (request, expected) in table {
            guard let expected else {
                #expect(await client.outcome(of: request) != .answered(200))
                continue
            }
            let response = try await client.send(request)
            #expect(String(decoding: response.body, as: UTF8.self) == expected)
        }
    }

    @Test func `a connection is used again`() async throws {
        let server = try steadyServer()
        defer { server.stop() }
        let client = try CurlClient(loopback())
        defer { client.close() }
        for _ in 0..<20 { _ = try await client.send(HTTPRequest(.post, server.url(), body: [1])) }
        #expect(server.requests.count == 20)
        #expect(server.connections == 1)
    }

    @Test func `two hundred requests at once are answered over six connections`() async throws {
        let server = try steadyServer()
        defer { server.stop() }
        let client = try CurlClient(loopback())
        defer { client.close() }
        let answered = await withTaskGroup(of: Outcome.self) { group in
            for number in 0..<200 {
                group.addTask { await client.outcome(of: HTTPRequest(.post, server.url("/\(number)"), body: [1])) }
            }
            return await group.reduce(into: 0) { $0 += $1 == .answered(200) ? 1 : 0 }
        }
        #expect(answered == 200)
        #expect(Set(server.requests).count == 200)
        #expect(server.requests.count == 200)
        #expect(server.connections <= 6)
    }

    @Test func `a redirect is an answer and is not followed`() async throws {
        let server = try LoopbackServer { connection in
            while connection.read() != nil { connection.answer("302 Found", headers: "Location: /elsewhere\r\n") }
        }
        defer { server.stop() }
        let client = try CurlClient(loopback())
        defer { client.close() }
        let response = try await client.send(HTTPRequest(.get, server.url("/here")))
        #expect(response.status == 302)
        #expect(response.header("location") == "/elsewhere")
        #expect(server.requests == ["GET /here HTTP/1.1"])
    }

    @Test func `cookies are not kept`() async throws {
        let server = try LoopbackServer { connection in
            while let request = connection.read() {
                let sent = request.headers.contains { $0.lowercased().hasPrefix("cookie") }
                connection.answer(headers: "Set-Cookie: a=1\r\n", body: "\(sent)")
            }
        }
        defer { server.stop() }
        let client = try CurlClient(loopback())
        defer { client.close() }
        _ = try await client.send(HTTPRequest(.get, server.url()))
        let second = try await client.send(HTTPRequest(.get, server.url()))
        #expect(String(decoding: second.body, as: UTF8.self) == "false")
    }
}
