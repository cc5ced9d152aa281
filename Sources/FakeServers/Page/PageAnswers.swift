/// What the page is answered with, for a server that is not hummingbird's router.
public struct PageReply: Sendable {
    public let status: Int
    public let headers: [(name: String, value: String)]
    public let body: [UInt8]
}

extension FakeSlack {
    /// The acts the page posts to, each below `/demo/`.
    public static let pageActs = ["say", "press", "press-in-view", "submit", "close", "seen", "suggest"]
    /// What the page reads.
    public static let pagePaths = ["/", "/demo/style.css", "/demo/script.js", "/demo/state"]

    /// Answers one request of the page; nil for a path that is not the page's.
    public nonisolated func answerPage(path: String, query: String, body: [UInt8]) async -> PageReply? {
        switch path {
        case "/": return Self.reply(PageAssets.page, "text/html; charset=utf-8")
        case "/demo/style.css": return Self.reply(PageAssets.style, "text/css; charset=utf-8")
        case "/demo/script.js": return Self.reply(PageAssets.scripts, "text/javascript; charset=utf-8")
        case "/demo/state":
            let asked = Self.fields(query)
            guard let state = await pageState(for: asked["as"] ?? "", unless: asked["rev"].flatMap { Int($0) }) else {
                return PageReply(status: 204, headers: [], body: [])
            }
            return Self.reply(state.bytes, "application/json; charset=utf-8")
        default: return await answer(act: path, body)
        }
    }

    private nonisolated func answer(act path: String, _ body: [UInt8]) async -> PageReply? {
        guard path.hasPrefix("/demo/") else { return nil }
        let parsed: JSONValue
        do { parsed = try JSONValue(parsing: body) } catch { return PageReply(status: 400, headers: [], body: []) }
        guard let result = await act(String(path.dropFirst("/demo/".count)), parsed) else { return nil }
        return Self.reply(result.bytes, "application/json; charset=utf-8")
    }

    private static func fields(_ query: String) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { fields[parts[0]] = parts[1] }
        }
        return fields
    }

    private static func reply(_ bytes: [UInt8], _ mediaType: String) -> PageReply {
        let headers = [
            ("content-type", mediaType), ("cache-control", "no-store"), ("content-security-policy", pagePolicy),
            ("x-content-type-options", "nosniff"),
        ]
        return PageReply(status: 200, headers: headers.map { (name: $0.0, value: $0.1) }, body: bytes)
    }
}
