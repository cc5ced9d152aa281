// The page's requests, below `/demo/teams/`.
extension FakeTeams {
    /// What the page reads.
    public static let pagePaths = ["/demo/teams/state"]
    /// The acts the page posts to, each below `/demo/teams/`.
    public static let pageActs = ["say", "press", "submit", "close", "seen"]

    /// Answers one request of the page; nil for a path that is not the page's.
    public nonisolated func answerPage(path: String, query: String, body: [UInt8]) async -> PageReply? {
        let root = "/demo/teams/"
        guard path.hasPrefix(root) else { return nil }
        if path == root + "state" {
            let asked = Dictionary(FormText.decode(query.utf8)) { first, _ in first }
            let known = asked["rev"].flatMap { Int($0) }
            guard let state = await pageState(for: asked["as"] ?? "", unless: known) else {
                return PageReply(status: 204, headers: [], body: [])
            }
            return PageReply.json(state)
        }
        let parsed: JSONValue
        do { parsed = try JSONValue(parsing: body) } catch { return PageReply(status: 400, headers: [], body: []) }
        return await act(String(path.dropFirst(root.count)), parsed).map { PageReply.json($0) }
    }

    /// What a person does on the page; nil for an unknown act.
    private func act(_ name: String, _ body: JSONValue) async -> JSONValue? {
        let user = body["as"].string ?? ""
        switch name {
        case "say": return ["outcome": .string("\(await say(body, by: user))")]
        case "press":
            let found = messages[body.room.string ?? ""]?.first { $0.id == body.ts.string }
            guard let message = found else { return ["outcome": "no such message"] }
            let outcome = await press(body.action.string ?? "", on: message, by: user, filling: answers(body))
            if case .mistakes(let mistakes) = outcome {
                return ["errors": .object(mistakes.mapValues(JSONValue.string))]
            }
            return ["outcome": .string("\(outcome)")]
        case "submit":
            fill(answers(body), by: user)
            return ["outcome": .string("\(await submit(at: body.index.int ?? 0, by: user))")]
        case "close":
            closeDialog(by: user)
            return [:]
        case "seen":
            await see(by: user, at: body.room.string ?? "")
            return [:]
        default: return nil
        }
    }

    private func answers(_ body: JSONValue) -> [String: String] {
        (body.answers.object ?? [:]).compactMapValues(\.string)
    }

    /// A slash is a command for the bot alone, `@` and the app's name a mention, all else a line for people.
    private func say(_ body: JSONValue, by user: String) async -> TeamsOutcome {
        let text = body["text"].string ?? ""
        guard let chat = chat(body.room.string ?? "") else { return .notPossible("no such chat") }
        let name = "@" + world.appName
        if chat.kind == .personal { return await type(text, by: user, in: chat.id) }
        if text.hasPrefix("/") { return await slash(String(text.dropFirst()), by: user, in: chat.id) }
        guard text.lowercased().hasPrefix(name.lowercased()) else { return await type(text, by: user, in: chat.id) }
        let words = text.dropFirst(name.count).drop { $0 == " " }
        return await mention(String(words), by: user, in: chat.id)
    }

    private func see(by user: String, at chat: String) async {
        await look(by: user, at: chat)
        guard let last = messages[chat]?.last?.id, seen[user]?[chat] != last else { return }
        seen[user, default: [:]][chat] = last
        touch()
    }
}

extension PageReply {
    static func json(_ value: JSONValue) -> PageReply {
        let headers = [
            ("content-type", "application/json; charset=utf-8"), ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
        ]
        return PageReply(status: 200, headers: headers.map { (name: $0.0, value: $0.1) }, body: value.bytes)
    }
}
