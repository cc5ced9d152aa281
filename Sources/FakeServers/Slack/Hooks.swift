struct Hook: Sendable {
    enum Origin: Sendable, Equatable {
        case command
        case message(String)
    }

    var origin: Origin
    var room: String
    var user: String
    var installTeam: String
    var madeAt: Double
    var uses = 0
}

// The `response_url`s: a few uses, half an hour.
//
// https://docs.slack.dev/interactivity/handling-user-interaction
extension FakeSlack {
    func makeHook(_ origin: Hook.Origin, room: String, user: String, install: Install) -> String {
        let kind = origin == .command ? "commands" : "actions"
        let path = "/hooks/\(kind)/\(install.team)/\(nextID("H"))/\(Chance.hex(24))"
        hooks[path] = Hook(
            origin: origin,
            room: room,
            user: user,
            installTeam: install.team,
            madeAt: clocks.now()
        )
        return ownURL + path
    }

    /// Answers one use of a `response_url`.
    func answer(hook path: String, mediaType: String, body: [UInt8]) -> APIReply {
        let place = "response_url"
        guard var hook = hooks[path] else { return refuseHook(404, "expired_url", body) }
        guard clocks.now() - hook.madeAt <= clocks.hookSeconds else {
            blame(place, "used after its 30 minutes")
            return refuseHook(404, "expired_url", body)
        }
        guard hook.uses < clocks.hookUses else {
            blame(place, "used more than \(clocks.hookUses) times")
            return refuseHook(404, "used_url", body)
        }
        guard mediaType == "application/json" else {
            blame(place, "must be application/json")
            return refuseHook(400, "invalid_payload", body)
        }
        hook.uses += 1
        hooks[path] = hook
        do {
            let body = try JSONValue(parsing: body)
            try act(on: hook, body)
            calls.append(APICall(method: place, body: body, team: hook.installTeam, outcome: "ok", at: clocks.now()))
            return APIReply(status: 200, body: Array("ok".utf8), mediaType: "text/plain")
        } catch let error as SlackError {
            blame(place, "\(error.name) \(JSONValue.object(error.fields).text)")
            return refuseHook(400, error.name, body)
        } catch {
            blame(place, "not JSON")
            return refuseHook(400, "invalid_payload", body)
        }
    }

    private func refuseHook(_ status: Int, _ name: String, _ body: [UInt8]) -> APIReply {
        let text = JSONValue.string(String(decoding: body, as: UTF8.self))
        calls.append(APICall(method: "response_url", body: text, team: nil, outcome: name, at: clocks.now()))
        return APIReply(status: status, body: Array(name.utf8), mediaType: "text/plain")
    }

    private func act(on hook: Hook, _ body: JSONValue) throws {
        if case .message(let ts) = hook.origin {
            if body.delete_original.bool == true {
                return change(ts, in: hook.room) { $0.isDeleted = true }
            }
            if body.replace_original.bool == true {
                let content = try content(of: body, place: "response_url")
                return change(ts, in: hook.room) { $0.replace(text: content.text, blocks: content.blocks) }
            }
        }
        let content = try content(of: body, place: "response_url")
        let type = body.response_type.string ?? "ephemeral"
        guard ["ephemeral", "in_channel"].contains(type) else { throw SlackError("invalid_response_type") }
        if type == "ephemeral", !body.thread_ts.isNull {
            blame("response_url", "thread_ts needs response_type in_channel")
        }
        store(
            SlackMessage(
                ts: nextStamp(),
                channel: hook.room,
                author: world.installs.first { $0.team == hook.installTeam }?.botUser ?? "",
                text: content.text,
                blocks: content.blocks,
                thread: body.thread_ts.string,
                onlyFor: type == "ephemeral" ? hook.user : nil,
                installTeam: hook.installTeam
            )
        )
    }
}
