import FakeServers
import Foundation
import Testing

// Beyond what Slack's own client would do.
extension Story {
    /// A click that no message shows: made by somebody of Nordwind, rightly signed.
    func forge(
        click action: String,
        value: String,
        by person: Someone,
        team: String = "T0PARTNER"
    ) async throws
        -> WireAnswer
    {
        let payload = Story.click(
            action,
            value: value,
            by: person,
            team: team,
            responseURL: try await responseURL(for: person)
        )
        return try await post(interaction: payload)
    }

    /// The payload of a click on a message's button.
    static func click(
        _ action: String,
        value: String,
        by person: Someone,
        team: String = "T0PARTNER",
        responseURL: String
    ) -> JSONValue {
        [
            "type": "block_actions", "api_app_id": "A0REGISTRAR", "team": ["id": .string(team)],
            "user": ["id": .string(person.id), "team_id": .string(team)],
            "container": ["type": "message", "message_ts": "1.2", "channel_id": .string(person.room)],
            "channel": ["id": .string(person.room)], "trigger_id": .string("1.2.\(UUID().uuidString)"),
            "response_url": .string(responseURL),
            "actions": [
                ["type": "button", "action_id": .string(action), "block_id": "b", "value": .string(value)]
            ],
        ]
    }

    /// An address that Slack gave with a real command.
    private func responseURL(for person: Someone) async throws -> String {
        try await type("help", by: person)
        let fields = await slack.deliveries.last { $0.payload.user_id.string == person.id }
        return try #require(fields?.payload.response_url.string)
    }

    func post(interaction payload: JSONValue) async throws -> WireAnswer {
        try await post(form: "payload=" + Story.escaped(payload.text), to: "/slack/interactions")
    }

    /// Posts a rightly signed form.
    func post(form: String, to path: String) async throws -> WireAnswer {
        try await post(Array(form.utf8), mediaType: "application/x-www-form-urlencoded", to: path)
    }

    /// Posts rightly signed bytes.
    func post(_ body: [UInt8], mediaType: String, to path: String) async throws -> WireAnswer {
        try await slack.sendRaw(body, headers: await slack.signedHeaders(for: body, mediaType: mediaType), to: path)
    }

    static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
