public import Hummingbird
internal import NIOCore

extension FakeSlack {
    static let pagePolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    /// Mounts the chat page at `/` and what it needs below `/demo/`.
    public nonisolated func addPageRoutes<Context: RequestContext>(to router: some RouterMethods<Context>) {
        for path in Self.pagePaths {
            router.get(RouterPath(path)) { request, _ in await self.page(request, body: []) }
        }
        router.post("/demo/:act") { request, _ in
            guard request.headers[.contentType]?.hasPrefix("application/json") == true else {
                return Response(status: .unsupportedMediaType)
            }
            let buffer = try await request.body.collect(upTo: Self.maximumBodyBytes)
            return await self.page(request, body: Array(buffer.readableBytesView))
        }
    }

    private nonisolated func page(_ request: Request, body: [UInt8]) async -> Response {
        let reply = await answerPage(path: request.uri.path, query: request.uri.query ?? "", body: body)
        guard let reply else { return Response(status: .notFound) }
        var fields = HTTPFields()
        for (name, value) in reply.headers {
            if let name = HTTPFields.Element.Name(name) { fields[name] = value }
        }
        let content = ByteBuffer(bytes: reply.body)
        return Response(status: .init(code: reply.status), headers: fields, body: .init(byteBuffer: content))
    }

    /// What a person does on the page; nil for an unknown act.
    func act(_ name: String, _ body: JSONValue) async -> JSONValue? {
        let user = body["as"].string ?? ""
        switch name {
        case "say": return await say(body, by: user)
        case "press": return await pressOnPage(body, by: user)
        case "press-in-view":
            fill(body)
            let outcome = await press(
                body.action.string ?? "",
                inView: body.view.string ?? "",
                by: user,
                choosing: choice(body)
            )
            return ["outcome": .string("\(outcome)")]
        case "submit":
            fill(body)
            return ["outcome": .string("\(await submit(body.view.string ?? "", by: user))")]
        case "close":
            await close(body.view.string ?? "", by: user, wholeWindow: body.all.bool ?? false)
            return [:]
        case "seen":
            look(by: user, at: body.room.string ?? "")
            return [:]
        case "suggest":
            fill(body)
            let options = await suggestions(
                for: body.typed.string ?? "",
                action: body.action.string ?? "",
                inView: body.view.string ?? ""
            )
            return ["options": .array(options)]
        default: return nil
        }
    }

    private func say(_ body: JSONValue, by user: String) async -> JSONValue {
        let text = body["text"].string ?? ""
        let room = body.room.string ?? ""
        if text.hasPrefix("/") {
            return ["outcome": .text(await type(text, by: user, in: room).text)]
        }
        return ["outcome": .text(await say(text, by: user, in: room, thread: body.thread.string)?.ts)]
    }

    private func pressOnPage(_ body: JSONValue, by user: String) async -> JSONValue {
        let found = messages[body.room.string ?? ""]?.first { $0.ts == body.ts.string }
        guard let message = found else { return ["outcome": "no such message"] }
        let outcome = await press(body.action.string ?? "", on: message, by: user, choosing: choice(body))
        if case .failed(let reason) = outcome {
            notice("That did not work (\(reason)). Please try again.", to: user, in: message.channel)
        }
        return ["outcome": .string("\(outcome)")]
    }

    private func fill(_ body: JSONValue) {
        let answers = (body.answers.object ?? [:]).compactMapValues(\.string)
        fill(body.view.string ?? "", answers)
    }

    private func choice(_ body: JSONValue) -> Choice {
        if let option = body.option.string { return .option(option) }
        if let date = body.date.string { return .date(date) }
        if let typed = body.typed.string { return .text(typed) }
        return .press
    }

    private func look(by user: String, at room: String) {
        guard let last = messages[room]?.last?.ts, seen[user]?[room] != last else { return }
        seen[user, default: [:]][room] = last
        touch()
    }
}
