// From a request to a method: token, scope, arguments, rate, fault, in Slack's order.
extension FakeSlack {
    static let hangBound: Duration = .seconds(60)

    func answer(method: String, _ request: APIRequest) async -> APIReply {
        let planned = nextFault(for: method)
        let arguments: JSONValue
        do {
            arguments = try self.arguments(of: request, method: method)
        } catch {
            blame(method, "arguments: \(error)")
            record(method, .null, team: nil, outcome: "invalid_json")
            return .json(["ok": false, "error": "invalid_json"])
        }
        let team = world.installs.first { $0.token == request.bearer }?.team
        if let planned, !planned.afterEffect, !planned.fault.isDelay {
            record(method, arguments, team: team, outcome: "\(planned.fault)")
            return await spoiled(planned.fault, .json(["ok": true]))
        }
        if let seconds = meter.wait(
            method: method,
            team: team ?? "",
            channel: arguments.channel.string,
            now: clocks.now()
        ) {
            record(method, arguments, team: team, outcome: "ratelimited")
            return limited(seconds)
        }
        let reply = perform(method, arguments, request, team: team)
        guard let planned else { return reply }
        return await spoiled(planned.fault, reply)
    }

    func answer(hookRequest request: APIRequest) async -> APIReply {
        let planned = nextFault(for: "response_url")
        if let planned, !planned.afterEffect, !planned.fault.isDelay {
            record("response_url", .null, team: nil, outcome: "\(planned.fault)")
            return await spoiled(planned.fault, .json(["ok": true]))
        }
        let reply = answer(hook: request.path, mediaType: request.mediaType, body: request.body)
        guard let planned else { return reply }
        return await spoiled(planned.fault, reply)
    }

    private func perform(_ method: String, _ arguments: JSONValue, _ request: APIRequest, team: String?) -> APIReply {
        var reply: APIReply
        do {
            let result = try run(method, arguments, request)
            reply = .json(.object((result.object ?? [:]).merging(["ok": true]) { _, ok in ok }))
            record(method, arguments, team: team, outcome: "ok")
        } catch let error as SlackError {
            if !Self.ordinaryErrors.contains(error.name) {
                blame(method, "\(error.name) \(JSONValue.object(error.fields).text)")
            }
            let body: [String: JSONValue] = ["ok": false, "error": .string(error.name)]
            reply = .json(.object(error.fields.merging(body) { _, own in own }))
            record(method, arguments, team: team, outcome: error.name)
        } catch {
            reply = .json(["ok": false, "error": "internal_error"])
            record(method, arguments, team: team, outcome: "internal_error")
        }
        if let install = world.installs.first(where: { $0.team == team }) {
            reply.headers.append(("x-oauth-scopes", install.scopes.sorted().joined(separator: ",")))
        }
        return reply
    }

    /// Errors that the world brings about, not a mistake of the app.
    private static let ordinaryErrors: Set<String> = [
        "token_revoked", "account_inactive", "users_not_found", "user_not_found", "user_not_visible", "not_found",
        "hash_conflict", "expired_trigger_id", "channel_not_found", "not_in_channel", "is_archived",
        "user_not_in_channel", "message_not_found", "invalid_code",
    ]

    private func run(_ method: String, _ arguments: JSONValue, _ request: APIRequest) throws -> JSONValue {
        if method == "oauth.v2.access" { return try exchange(arguments, request) }
        guard let rule = APIMethod.all[method] else { throw SlackError("unknown_method") }
        if !arguments.token.isNull { blame(method, "a token in the arguments instead of the header") }
        guard let token = request.bearer else { throw SlackError("not_authed") }
        guard let install = world.installs.first(where: { $0.token == token }) else { throw SlackError("invalid_auth") }
        guard !install.isRevoked else { throw SlackError("token_revoked") }
        if let scopes = rule.anyScope, install.scopes.isDisjoint(with: scopes) {
            throw SlackError(
                "missing_scope",
                [
                    "needed": .string(scopes[0]), "provided": .string(install.scopes.sorted().joined(separator: ",")),
                ]
            )
        }
        if request.mediaType == "application/json", !rule.takesJSON {
            blame(method, "takes its arguments as query or form, not as JSON")
            return try rule.run(self, [:], install)
        }
        return try rule.run(self, arguments, install)
    }

    private func arguments(of request: APIRequest, method: String) throws -> JSONValue {
        guard !request.body.isEmpty else { return APIRequest.object(request.query) }
        if request.mediaType == "application/json" {
            let value = try JSONValue(parsing: request.body)
            guard value.object != nil else { throw SlackError("json_not_object") }
            if !(request.headers["content-type"] ?? "").lowercased().contains("charset=utf-8") {
                blame(method, "missing_charset: JSON is sent as application/json; charset=utf-8")
            }
            return value
        }
        guard request.mediaType == "application/x-www-form-urlencoded" else {
            throw SlackError("invalid_post_type")
        }
        return APIRequest.object(request.query + FormText.decode(request.body))
    }

    private func record(_ method: String, _ arguments: JSONValue, team: String?, outcome: String) {
        calls.append(APICall(method: method, body: arguments, team: team, outcome: outcome, at: clocks.now()))
    }

    private func limited(_ seconds: Int) -> APIReply {
        var reply = APIReply.json(["ok": false, "error": "ratelimited"])
        reply.status = 429
        reply.headers = [("retry-after", String(seconds))]
        return reply
    }

    private func spoiled(_ fault: Fault, _ reply: APIReply) async -> APIReply {
        switch fault {
        case .status(let status): return APIReply(status: status, body: [], mediaType: "text/plain")
        case .error(let name): return .json(["ok": false, "error": .string(name)])
        case .garbage: return APIReply(body: Array("<html>nonsense".utf8), mediaType: "text/html")
        case .rateLimited(let seconds): return limited(seconds)
        case .redirect(let address):
            return APIReply(status: 307, body: [], mediaType: "text/plain", headers: [("location", address)])
        case .hang(let pause), .delay(let pause):
            let bound = min(pause, Self.hangBound)
            do { try await Task.sleep(for: bound) } catch { return reply }
            guard !fault.isDelay else { return reply }
            var broken = reply
            broken.halved = true
            return broken
        case .halfBody:
            var broken = reply
            broken.halved = true
            return broken
        }
    }
}

extension Fault {
    var isDelay: Bool { if case .delay = self { true } else { false } }
}
