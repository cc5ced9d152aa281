// How requests reach the app: always signed, always fresh, always timed.
extension FakeSlack {
    /// Sends a form to the app, signed now.
    func post(form fields: [(String, String)], to path: String, payload: JSONValue) async throws -> WireAnswer {
        try await post(
            FormText.encode(fields),
            to: path,
            mediaType: "application/x-www-form-urlencoded",
            payload: payload
        )
    }

    /// Sends an interaction's payload to the app, signed now.
    func post(interaction payload: JSONValue, to path: String? = nil) async throws -> WireAnswer {
        let path = path ?? world.paths.interactions
        return try await post(form: [("payload", payload.text)], to: path, payload: payload)
    }

    func post(
        _ body: [UInt8],
        to path: String,
        mediaType: String,
        payload: JSONValue,
        extra: [(String, String)] = []
    ) async throws -> WireAnswer {
        let headers = signedHeaders(for: body, mediaType: mediaType) + extra
        let request = WireRequest(url: appURL + path, headers: headers, body: body)
        let start = ContinuousClock.now
        do {
            let answer = try await WireClient.send(request, timeout: clocks.acknowledge)
            record(path: path, body: body, payload: payload, status: answer.status, since: start)
            return answer
        } catch {
            record(path: path, body: body, payload: payload, status: nil, since: start)
            if (error as? WireFailure) == .timedOut {
                blame(path, "not acknowledged within \(clocks.acknowledge)")
            }
            throw error
        }
    }

    private func record(
        path: String,
        body: [UInt8],
        payload: JSONValue,
        status: Int?,
        since start: ContinuousClock.Instant
    ) {
        let spent = ContinuousClock.now - start
        deliveries.append(
            SlackDelivery(path: path, body: body, payload: payload, status: status, seconds: spent / .seconds(1))
        )
    }

    /// The headers of a properly signed request with that body.
    public func signedHeaders(
        for body: [UInt8],
        mediaType: String,
        secret: String? = nil,
        secondsFromNow: Int = 0
    ) -> [(String, String)] {
        let stamp = String(Int(clocks.now()) + secondsFromNow)
        let signature = SlackSigning.signature(of: body, timestamp: stamp, secret: secret ?? signingSecret)
        return [
            ("Content-Type", mediaType),
            ("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)"),
            ("X-Slack-Request-Timestamp", stamp),
            ("X-Slack-Signature", signature),
        ]
    }

    /// Sends any bytes with any headers to a path of the app, or a whole address: for forged, stale and broken requests.
    public func sendRaw(
        _ body: [UInt8],
        headers: [(String, String)],
        to path: String,
        method: String = "POST",
        timeout: Duration = .seconds(10)
    ) async throws -> WireAnswer {
        let url = path.hasPrefix("http://") ? path : appURL + path
        let request = WireRequest(method: method, url: url, headers: headers, body: body)
        return try await WireClient.send(request, timeout: timeout)
    }

    /// Sends the same bytes of an earlier delivery again, freshly signed.
    public func replay(_ delivery: SlackDelivery) async throws -> WireAnswer {
        let isJSON = delivery.path == world.paths.events
        let mediaType = isJSON ? "application/json" : "application/x-www-form-urlencoded"
        return try await post(delivery.body, to: delivery.path, mediaType: mediaType, payload: delivery.payload)
    }

    func makeTrigger(installTeam: String, user: String, view: String? = nil) -> String {
        serial += 1
        let id = "\(serial)\(Int.random(in: 100_000...999_999)).\(Int(clocks.now())).\(Chance.hex(32))"
        triggers[id] = Trigger(installTeam: installTeam, user: user, madeAt: clocks.now(), view: view)
        return id
    }

    func userField(_ id: String) -> JSONValue {
        let person = person(id)
        return [
            "id": .string(id), "username": .text(person?.handle), "name": .text(person?.handle),
            "team_id": .text(person?.team),
        ]
    }

    func teamField(_ id: String) -> JSONValue {
        ["id": .string(id), "domain": .text(workspace(id)?.domain)]
    }
}
