// The envelope of an event, and its retries.
extension FakeSlack {
    /// Delivers any event of one installation, with Slack's retries; true once it was acknowledged.
    @discardableResult
    public func deliver(_ event: JSONValue, toInstallOf team: String, in room: String? = nil) async -> Bool {
        guard let install = world.installs.first(where: { $0.team == team }) else { return false }
        return await deliver(event, to: install, room: room.flatMap { self.room($0) })
    }

    @discardableResult
    func deliver(_ event: JSONValue, to install: Install, room: Room? = nil) async -> Bool {
        let payload = envelope(event, install: install, room: room)
        var answer = await attempt(payload, headers: [])
        for (index, pause) in clocks.eventRetries.enumerated() {
            guard case .again(let reason) = answer else { break }
            do { try await Task.sleep(for: pause) } catch { return false }
            let headers = [("x-slack-retry-num", "\(index + 1)"), ("x-slack-retry-reason", reason)]
            answer = await attempt(payload, headers: headers)
        }
        return answer == .done
    }

    private enum Attempt: Equatable {
        case done
        case again(String)
        case never
    }

    private func attempt(_ payload: JSONValue, headers: [(String, String)]) async -> Attempt {
        do {
            let answer = try await post(
                payload.bytes,
                to: world.paths.events,
                mediaType: "application/json",
                payload: payload,
                extra: headers
            )
            if (200..<300).contains(answer.status) { return .done }
            return answer.headers["x-slack-no-retry"] == "1" ? .never : .again("http_error")
        } catch WireFailure.timedOut {
            return .again("http_timeout")
        } catch {
            return .again("connection_failed")
        }
    }

    private func envelope(_ event: JSONValue, install: Install, room: Room?) -> JSONValue {
        var event = event
        if event.event_ts.isNull, event.type != "app_uninstalled" { event.event_ts = .string(nextStamp()) }
        return [
            "token": "deprecated", "team_id": .string(install.team), "api_app_id": .string(world.appID),
            "type": "event_callback", "event": event, "event_id": .string(nextID("Ev0")),
            "event_time": .number(clocks.now().rounded(.down)), "event_context": .string("4-" + Chance.hex(32)),
            "is_ext_shared_channel": .bool(room?.isShared ?? false), "context_team_id": .string(install.team),
            "context_enterprise_id": nil, "enterprise_id": nil,
            "authorizations": [
                [
                    "enterprise_id": nil, "team_id": .string(install.team), "user_id": .string(install.botUser),
                    "is_bot": true, "is_enterprise_install": false,
                ]
            ],
        ]
    }
}
