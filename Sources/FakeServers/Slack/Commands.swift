/// What a person sees after sending a slash command.
public enum CommandOutcome: Sendable {
    /// The app acknowledged without a word.
    case silent
    /// The app answered in the HTTP reply.
    case answered(SlackMessage)
    /// Slack shows why the command failed.
    case failed(String)

    /// The text the person reads, if any.
    public var text: String? {
        switch self {
        case .silent: nil
        case .answered(let message): message.readableText
        case .failed(let reason): reason
        }
    }
}

extension FakeSlack {
    /// Sends a slash command, such as `/register acme.example`.
    @discardableResult
    public func type(_ line: String, by user: String, in room: String) async -> CommandOutcome {
        guard let person = person(user), let place = self.room(room), place.members.contains(user) else {
            return .failed("channel_not_found")
        }
        remember(typed: line)
        let words = line.split(separator: " ", maxSplits: 1)
        let command = words.first.map(String.init) ?? ""
        guard command == world.command, let install = install(of: person.team), install.scopes.contains("commands")
        else {
            return fail("\(command) is not a valid command.", to: user, in: room)
        }
        let text = words.count > 1 ? String(words[1]) : ""
        let hook = makeHook(.command, room: room, user: user, install: install)
        let fields = commandFields(command, text: text, person: person, room: place, hook: hook)
        do {
            let payload = JSONValue.object(Dictionary(fields.map { ($0.0, .string($0.1)) }) { first, _ in first })
            let answer = try await post(form: fields, to: world.paths.commands, payload: payload)
            return try answered(answer, user: user, room: room, install: install)
        } catch WireFailure.timedOut {
            return fail("\(command) failed with the error \"operation_timeout\"", to: user, in: room)
        } catch let error as SlackError {
            blame(world.paths.commands, "bad answer: \(error.name) \(JSONValue.object(error.fields).text)")
            return fail("\(command) failed with the error \"\(error.name)\"", to: user, in: room)
        } catch {
            blame(world.paths.commands, "no answer: \(error)")
            return fail("\(command) failed with the error \"dispatch_failed\"", to: user, in: room)
        }
    }

    private func commandFields(
        _ command: String,
        text: String,
        person: Person,
        room: Room,
        hook: String
    ) -> [(String, String)] {
        [
            ("token", "deprecated"),
            ("team_id", person.team),
            ("team_domain", workspace(person.team)?.domain ?? ""),
            ("channel_id", room.id),
            ("channel_name", room.isDirect ? "directmessage" : room.name),
            ("user_id", person.id),
            ("user_name", person.handle),
            ("command", command),
            ("text", text),
            ("api_app_id", world.appID),
            ("is_enterprise_install", "false"),
            ("response_url", hook),
            ("trigger_id", makeTrigger(installTeam: person.team, user: person.id)),
        ]
    }

    private func answered(
        _ answer: WireAnswer,
        user: String,
        room: String,
        install: Install
    ) throws -> CommandOutcome {
        guard answer.status == 200 else {
            throw SlackError("http_service_error", ["status": .string("\(answer.status)")])
        }
        guard !answer.body.isEmpty else { return .silent }
        var body: JSONValue = ["text": .string(answer.text)]
        if answer.mediaType == "application/json" {
            do { body = try JSONValue(parsing: answer.body) } catch { throw SlackError("invalid_json") }
            guard body.object != nil else { throw SlackError("invalid_json") }
        }
        let content = try content(of: body, place: world.paths.commands)
        let type = body.response_type.string ?? "ephemeral"
        guard ["ephemeral", "in_channel"].contains(type) else { throw SlackError("invalid_response_type") }
        let message = SlackMessage(
            ts: nextStamp(),
            channel: room,
            author: install.botUser,
            text: content.text,
            blocks: content.blocks,
            onlyFor: type == "ephemeral" ? user : nil,
            installTeam: install.team
        )
        return .answered(store(message))
    }

    private func fail(_ reason: String, to user: String, in room: String) -> CommandOutcome {
        notice(reason, to: user, in: room)
        return .failed(reason)
    }

    /// Sends the probe Slack makes of a command's address, unsigned unless asked.
    public func probeCommandAddress(signed: Bool = false) async throws -> WireAnswer {
        let body = FormText.encode([("ssl_check", "1"), ("token", "deprecated")])
        let mediaType = "application/x-www-form-urlencoded"
        let headers = signed ? signedHeaders(for: body, mediaType: mediaType) : [("Content-Type", mediaType)]
        return try await sendRaw(body, headers: headers, to: world.paths.commands)
    }
}
