import FakeServers
import Hummingbird
import Testing

@Suite struct PageTests {
    /// Serves the page beside the API, and gives its base address.
    static func run(_ test: @escaping @Sendable (Bench, String) async throws -> Void) async throws {
        try await Bench.run(app: ModalTests.app()) { bench in
            let router = Router()
            bench.slack.addPageRoutes(to: router)
            let (addresses, announce) = AsyncStream.makeStream(of: String.self)
            let server = Application(
                router: router,
                configuration: .init(address: .hostname("127.0.0.1", port: 0)),
                onServerRunning: { announce.yield("http://127.0.0.1:\($0.localAddress?.port ?? 0)") }
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                defer { group.cancelAll() }
                group.addTask { try await server.run() }
                var ready = addresses.makeAsyncIterator()
                try await test(bench, await ready.next() ?? "")
            }
        }
    }

    static func get(_ bench: Bench, _ url: String) async throws -> WireAnswer {
        try await bench.slack.sendRaw([], headers: [], to: url, method: "GET")
    }

    static func post(_ bench: Bench, _ url: String, _ body: JSONValue) async throws -> WireAnswer {
        try await bench.slack.sendRaw(body.bytes, headers: [("Content-Type", "application/json")], to: url)
    }

    @Test func `the page and its parts come from this server alone`() async throws {
        try await Self.run { bench, url in
            for (path, mediaType) in [
                ("/", "text/html"), ("/demo/style.css", "text/css"), ("/demo/script.js", "text/javascript"),
            ] {
                let answer = try await Self.get(bench, url + path)
                #expect(answer.status == 200)
                #expect(answer.mediaType == mediaType)
                #expect(answer.headers["content-security-policy"]?.contains("default-src 'none'") == true)
                #expect(!answer.text.contains("https://"), "\(path) names no other host")
            }
        }
    }

    @Test func `a visitor types, fills in, and sees an unread mark elsewhere`() async throws {
        try await Self.run { bench, url in
            let line: JSONValue = ["as": "U0PIA", "room": "C0SHARED1", "text": "/register acme.example"]
            #expect(try await Self.post(bench, url + "/demo/say", line).status == 200)
            var state = try JSONValue(parsing: try await Self.get(bench, url + "/demo/state?as=U0PIA").body)
            #expect(state.view.content.title["text"] == "Register")
            let answers: JSONValue = ["company_name": "Acme", "company_domain": "acme.example"]
            let submit: JSONValue = ["as": "U0PIA", "view": state.view.id, "answers": answers]
            #expect(try await Self.post(bench, url + "/demo/submit", submit).text.contains("closed"))
            let talk: JSONValue = ["as": "U0PIA", "room": "C0SHARED1", "text": "hello"]
            _ = try await Self.post(bench, url + "/demo/say", talk)
            state = try JSONValue(parsing: try await Self.get(bench, url + "/demo/state?as=U0AE").body)
            #expect(state.view.isNull)
            #expect(state.rooms.items.first { $0.id == "C0SHARED1" }?.unread == 1)
            let rev = state.rev.int ?? 0
            let same = try await Self.get(bench, url + "/demo/state?as=U0AE&rev=\(rev)")
            #expect(same.status == 204)
        }
    }

    @Test func `a form of another site cannot act`() async throws {
        try await Self.run { bench, url in
            let body = Array(#"{"as":"U0PIA","room":"C0SHARED1","text":"x"}"#.utf8)
            let headers = [("Content-Type", "text/plain")]
            let foreign = try await bench.slack.sendRaw(body, headers: headers, to: url + "/demo/say")
            #expect(foreign.status == 415)
            let unknown = try await Self.post(bench, url + "/demo/nonsense", [:])
            #expect(unknown.status == 404)
            #expect(await bench.slack.messages(in: "C0SHARED1").isEmpty)
        }
    }
}
