internal import FoundationEssentials

// Activities as the connector sends them.
extension FakeTeams {
    /// What every activity has; `message` names the one it is about, in a channel its thread.
    func activity(_ type: String, from user: String, in chat: TeamsChat, thread: String? = nil) -> JSONValue {
        let person = person(user)
        var conversation: JSONValue = [
            "id": .string(chat.id + (chat.isChannel ? thread.map { ";messageid=" + $0 } ?? "" : "")),
            "conversationType": .string(chat.conversationType), "tenantId": .string(chat.tenant),
        ]
        if chat.kind != .personal { conversation["isGroup"] = true }
        return [
            "type": .string(type), "id": .string("f:" + nextID("")), "timestamp": .string(stamp()),
            "localTimestamp": .string(stamp()), "localTimezone": .text(person?.timeZone),
            "locale": .text(person?.locale), "serviceUrl": .string(serviceURL), "channelId": "msteams",
            "from": [
                "id": .string(user), "name": .text(person?.name), "aadObjectId": .text(person?.objectID),
            ],
            "conversation": conversation,
            "recipient": ["id": .string(botID), "name": .string(world.appName)],
            "channelData": channelData(of: chat),
            "entities": [
                [
                    "type": "clientInfo", "locale": .text(person?.locale), "country": "DE", "platform": "Web",
                    "timezone": .text(person?.timeZone),
                ]
            ],
        ]
    }

    private func stamp() -> String {
        let date = Date(timeIntervalSince1970: clocks.now())
        return date.formatted(.iso8601.time(includingFractionalSeconds: true))
    }

    func channelData(of chat: TeamsChat) -> JSONValue {
        var data: JSONValue = ["tenant": ["id": .string(chat.tenant)]]
        if let team = team(chat.team) {
            data["team"] = [
                "id": .string(team.id), "aadGroupId": .string(team.groupID), "name": .string(team.name),
            ]
            data["channel"] = [
                "id": .string(chat.id), "type": .string(chat.kind.rawValue), "name": .string(chat.name),
            ]
            data["teamsChannelId"] = .string(chat.id)
            data["teamsTeamId"] = .string(team.id)
        }
        return data
    }

    /// Sends an activity, twice where that was asked for, and again where no answer comes in time.
    @discardableResult
    func deliver(_ activity: JSONValue) async -> TeamsDelivery {
        let first = await send(activity: activity)
        if first.status == nil, first.seconds >= clocks.patience / .seconds(1) * 0.9 {
            return await send(activity: renamed(activity))
        }
        if let status = first.status, !(200...299).contains(status), activity.type == "message" {
            return await send(activity: activity)
        }
        switch doubling {
        case .none: break
        case .sameID: await send(activity: activity)
        case .newID: await send(activity: renamed(activity))
        }
        return first
    }

    /// The same act under another id; only an invoke changes its name when it comes again.
    private func renamed(_ activity: JSONValue) -> JSONValue {
        var again = activity
        if activity.type == "invoke" { again["id"] = .string("f:" + nextID("")) }
        return again
    }

    @discardableResult
    private func send(activity: JSONValue) async -> TeamsDelivery {
        let place = activity.type == "invoke" ? activity.name.string ?? "invoke" : activity.type.string ?? "?"
        var delivery = TeamsDelivery(activity: activity, body: activity.bytes, answer: .null, seconds: 0)
        let start = ContinuousClock.now
        do {
            let answer = try await WireClient.send(
                WireRequest(url: appURL + world.path, headers: try headers(for: activity), body: activity.bytes),
                timeout: clocks.patience
            )
            delivery.status = answer.status
            if !answer.body.isEmpty {
                do { delivery.answer = try JSONValue(parsing: answer.body) } catch {
                    blame(place, "the answer is no JSON")
                }
            }
            judge(answer, to: activity, place: place)
        } catch WireFailure.timedOut {
            blame(place, "no answer within \(clocks.patience)")
        } catch {
            blame(place, "no answer: \(error)")
        }
        delivery.seconds = (ContinuousClock.now - start) / .seconds(1)
        if activity.type == "invoke", delivery.status != nil, delivery.seconds > clocks.prompt / .seconds(1) {
            blame(place, "answered after \(delivery.seconds) s, a person waits \(clocks.prompt)")
        }
        deliveries.append(delivery)
        return delivery
    }

    private func judge(_ answer: WireAnswer, to activity: JSONValue, place: String) {
        guard activity.type == "invoke" else {
            if !(200...299).contains(answer.status) { blame(place, "status \(answer.status)") }
            if !answer.body.isEmpty { blame(place, "only invokes are answered with a body") }
            return
        }
        if answer.status != 200 { blame(place, "status \(answer.status): an invoke is answered 200") }
        if !answer.body.isEmpty, answer.mediaType != "application/json" { blame(place, "type \(answer.mediaType)") }
    }

    private func headers(for activity: JSONValue, _ forgery: Forgery = Forgery()) throws -> [(String, String)] {
        let token = try authorization(forgery)
        let named = [
            ("Content-Type", "application/json; charset=utf-8"),
            ("User-Agent", "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)"),
            ("x-ms-tenant-id", activity.conversation.tenantId.string ?? ""),
            ("x-ms-conversation-id", activity.conversation.id.string ?? ""),
        ]
        return named + (token.isEmpty ? [] : [("Authorization", token)])
    }

    /// Sends an activity as a stranger could: with a token or a body that is not right.
    ///
    /// Nothing is blamed.
    public func forge(_ activity: JSONValue, _ forgery: Forgery) async throws -> WireAnswer {
        try await forge(bytes: activity.bytes, about: activity, under: forgery)
    }

    /// Sends any bytes under the token of an activity.
    public func forge(
        bytes: [UInt8],
        about activity: JSONValue = .null,
        under forgery: Forgery
    ) async throws -> WireAnswer {
        try await WireClient.send(
            WireRequest(url: appURL + world.path, headers: try headers(for: activity, forgery), body: bytes),
            timeout: .seconds(10)
        )
    }

    /// An activity of somebody's, not sent: to be changed and forged.
    public func draft(_ text: String, by user: String, in chat: String) -> JSONValue {
        guard let place = self.chat(chat) else { return .null }
        var activity = activity("message", from: user, in: place, thread: "1")
        activity["text"] = .string(text)
        return activity
    }

    /// Sends an earlier delivery's activity again, freshly signed.
    public func replay(_ delivery: TeamsDelivery) async -> TeamsDelivery { await send(activity: delivery.activity) }
}
