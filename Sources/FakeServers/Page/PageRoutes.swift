public import Hummingbird
internal import NIOCore

extension FakeSlack {
    static let pagePolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    /// Mounts the chat page at `/` and what it needs below `/demo/`.
    public nonisolated func addPageRoutes<Context: RequestContext>(to router: some RouterMethods<Context>) {
        router.get("/") { _, _ in Self.asset(PageAssets.page, "text/html; charset=utf-8") }
        router.get("/demo/style.css") { _, _ in Self.asset(PageAssets.style, "text/css; charset=utf-8") }
        router.get("/demo/script.js") { _, _ in Self.asset(PageAssets.scripts, "text/javascript; charset=utf-8") }
        router.get("/demo/state") { request, _ in
            let user = request.uri.queryParameters["as"].map(String.init) ?? ""
            let known = request.uri.queryParameters["rev"].flatMap { Int($0) }
            guard let state = await self.pageState(for: user, unless: known) else {
                return Response(status: .noContent)
            }
            return Self.json(state)
        }
        router.post("/demo/:act") { request, context in
            guard request.headers[.contentType]?.hasPrefix("application/json") == true else {
                return Response(status: .unsupportedMediaType)
            }
            let buffer = try await request.body.collect(upTo: Self.maximumBodyBytes)
            let body: JSONValue
            do { body = try JSONValue(parsing: buffer.readableBytesView) } catch {
                return Response(status: .badRequest)
            }
            guard let result = await self.act(context.parameters.get("act") ?? "", body) else {
                return Response(status: .notFound)
            }
            return Self.json(result)
        }
    }

    private static func asset(_ bytes: [UInt8], _ mediaType: String) -> Response {
        var fields = HTTPFields()
        fields[.contentType] = mediaType
        fields[.cacheControl] = "no-store"
        fields[.contentSecurityPolicy] = pagePolicy
        fields[.xContentTypeOptions] = "nosniff"
        return Response(status: .ok, headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private static func json(_ value: JSONValue) -> Response {
        asset(value.bytes, "application/json; charset=utf-8")
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
